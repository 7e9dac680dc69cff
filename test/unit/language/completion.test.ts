import assert from 'node:assert/strict';
import fc from 'fast-check';
import { beginsWord, completePost, completeStudio } from '../../../src/language/completion.js';
import { parsePost } from '../../../src/post/parse.js';
import { mutilated } from '../post/generators.js';
import { accept, cut, labels, studioLabels, suggest, words } from './support.js';

describe('Completion of keys', () => {
  const cases: readonly [string, string, readonly string[], readonly string[]][] = [
    ['offers those that are not there yet', 'title: A\npi|\nplan:\n  brief: x', ['pillar', 'caption', 'id'], ['title', 'plan', 'brief']],
    ['offers them on an empty line', 'title: A\n|', ['pillar', 'content_format'], ['title']],
    ['offers the members of a map below it', 'plan:\n  brief: x\n  |', ['rationale', 'sources'], ['brief', 'title']],
    ['offers the members of an empty map', 'hero:\n  |', ['image', 'aspect_ratio'], ['title']],
    ['offers the members inside braces', 'hero: { image: a.png, | }', ['alt', 'seed'], ['image']],
    ['offers the members while the brace is open', 'hero: { im|', ['image', 'alt'], []],
    ['offers platforms with those that are there left out', 'captions:\n  x: a\n  |', ['mastodon', 'linkedin'], ['x']],
    ['offers the keys of a receipt', 'pipeline:\n  - { step: draft, | }', ['status', 'cost_usd'], ['step']],
    ['offers the keys of a source, and facts', 'plan:\n  sources:\n    - |', ['cluster', 'url', 'oven.cluster.md#f1', 'https://example.org/oven'], []],
    ['offers none inside prose', 'plan:\n  brief: >-\n    title|\n  rationale: y', [], ['title', 'sources']],
    ['offers none in a comment', 'title: A # ca|', [], ['caption']],
    ['offers none below the user’s own keys', 'mine:\n  |', [], ['title', 'brief']],
    ['goes on below broken YAML', 'title: "A\nplan: {\npi|', ['pillar', 'caption'], []],
  ];
  for (const [what, marked, wanted, unwanted] of cases) {
    it(what, async () => {
      const found = await labels(marked);
      assert.deepEqual(wanted.filter((label) => !found.includes(label)), []);
      assert.deepEqual(unwanted.filter((label) => found.includes(label)), []);
    });
  }

  it('offers nothing in the body', async () => {
    assert.deepEqual(await suggest('---\ntitle: A\n---\npi|', false), []);
    assert.deepEqual(await suggest('pi|', false), []);
  });

  it('works while the front matter has no end', async () => {
    assert.ok((await suggest('---\ntitle: A\npi|', false)).some(({ label }) => label === 'pillar'));
  });

  it('writes each key as its value is written', async () => {
    assert.equal(await accept('ti|', 'title'), 'title: |');
    assert.equal(await accept('title: A\nca|', 'caption'), 'title: A\ncaption: >-\n  |');
    assert.equal(await accept('pl|', 'plan'), 'plan:\n  |');
    assert.equal(await accept('plan:\n    brief: x\n    |', 'sources'), 'plan:\n    brief: x\n    sources:\n        - |');
    assert.equal(await accept('captions: { | }', 'x'), 'captions: { x: | }');
    assert.equal(await accept('ti|: A', 'title'), 'title|: A');
  });
});

describe('Completion of values', () => {
  it('offers the words that a key allows', async () => {
    assert.deepEqual(await labels('content_format: |'), ['hero_text', 'video']);
    assert.deepEqual(await labels('content_format:|'), ['hero_text', 'video']);
    assert.deepEqual(await labels('pipeline:\n  - { step: caption, status: d| }'), ['done', 'failed', 'canceled']);
  });

  it('writes them in the style that is there', async () => {
    assert.equal(await accept('content_format:|', 'video'), 'content_format: video|');
    assert.equal(await accept('content_format: "he|"', 'hero_text'), 'content_format: "hero_text|"');
    assert.equal(await accept('hero: { aspect_ratio: | }', '16:9'), 'hero: { aspect_ratio: "16:9"| }');
    assert.equal(await accept('hero:\n  aspect_ratio: \'1|\'', '16:9'), 'hero:\n  aspect_ratio: \'16:9|\'');
    assert.equal(await accept('pillar: sm|', 'small: shops'), 'pillar: "small: shops"|');
    assert.equal(await accept('pillar: ai-old|', 'ai-products'), 'pillar: ai-products|');
  });

  it('shows a pillar with its framing', async () => {
    const [first] = await suggest('pillar: |');
    assert.deepEqual([first?.label, first?.detail, first?.quote], ['ai-products', 'Product decisions, not announcements.', 'Product decisions, not announcements.']);
  });

  it('shows a platform with its limits as the studio sets them', async () => {
    const found = await suggest('captions:\n  |');
    assert.match(found.find(({ label }) => label === 'mastodon')?.detail ?? '', /400 characters, 1 to 3 hashtags/);
    assert.match(found.find(({ label }) => label === 'x')?.detail ?? '', /280 as X counts/);
    assert.equal(found[0]?.label, 'mastodon');
  });

  it('offers pictures for the hero and clips for the video', async () => {
    assert.deepEqual(await labels('hero:\n  image: |'), ['media/a_hero.png']);
    assert.deepEqual(await labels('video: { file: | }'), ['media/b_video.mp4']);
  });

  it('offers facts with their text', async () => {
    const found = await suggest('plan:\n  sources:\n    - cluster: oven|');
    assert.deepEqual(found.map(({ label }) => label), ['oven.cluster.md', 'oven.cluster.md#f1']);
    assert.equal(found[1]?.quote, 'The oven holds 180 degrees for 9 hours.');
    assert.equal(await accept('plan:\n  sources:\n    - ov|', 'oven.cluster.md#f1'), 'plan:\n  sources:\n    - cluster: oven.cluster.md#f1|');
    assert.deepEqual(await labels('plan:\n  sources:\n    - url: h|'), ['https://example.org/oven']);
  });
});

describe('Completion of hashtags', () => {
  it('offers house hashtags, then those of other posts, each once', async () => {
    assert.deepEqual(await labels('caption: >-\n  Warm. #|'), ['#ai', '#Bread', '#product', '#harvest']);
  });

  it('leaves out those that the caption has', async () => {
    assert.deepEqual(await labels('caption: >-\n  Warm. #bread #ai #h|'), ['#product', '#harvest']);
  });

  it('keeps offering the tag that is being typed, unless it stands there twice', async () => {
    assert.ok((await labels('caption: >-\n  Warm. #ai|')).includes('#ai'));
    assert.ok(!(await labels('caption: >-\n  #ai Warm. #ai|')).includes('#ai'));
  });

  it('replaces the whole tag around the cursor', async () => {
    assert.equal(await accept('caption: >-\n  Warm. #pr|od and more', '#product'), 'caption: >-\n  Warm. #product| and more');
    assert.equal(await accept('captions:\n  x: "Warm. #|"', '#Bread'), 'captions:\n  x: "Warm. #Bread|"');
  });

  it('offers none where a tag would start a comment, or is none', async () => {
    assert.deepEqual(await labels('caption: Warm. #|'), []);
    assert.deepEqual(await labels('caption: >-\n  Written in C#|'), []);
    assert.deepEqual(await labels('title: >-\n  Warm. #|'), []);
  });
});

describe('Completion in galley.yaml', () => {
  it('offers keys at their level', async () => {
    assert.ok((await studioLabels('name: A\n|')).includes('pillars'));
    assert.deepEqual(await studioLabels('pillars:\n  craft:\n    |'), ['name', 'framing']);
    assert.deepEqual(await studioLabels('platforms:\n  x:\n    max: 1\n    |'), ['counting', 'hashtags']);
  });

  it('offers counting, designs, ratios and tags', async () => {
    assert.deepEqual(await studioLabels('platforms:\n  x: { counting: | }'), ['characters', 'x-weighted']);
    assert.ok((await studioLabels('hero:\n  template: |')).includes('aurora'));
    assert.ok((await studioLabels('hero:\n  aspect_ratio: |')).includes('4:5'));
    assert.deepEqual(await studioLabels('hashtags: [ai, |]'), ['AI', 'harvest']);
  });
});

describe('A letter', () => {
  const begins = (marked: string): boolean => {
    const { text, offset } = cut(`---\n${marked}\n---\nt\n`);
    return beginsWord(text, offset);
  };

  it('opens the suggestions where it begins a key or a known value', () => {
    for (const marked of ['t|', 'title: A\np|', 'plan:\n  b|', 'pillar: a|', 'content_format: "h|"', 'hero: { i| }', 'captions:\n  x|']) assert.ok(begins(marked), marked);
  });

  it('leaves words alone elsewhere', () => {
    for (const marked of ['ti|', 'title: A|', 'plan:\n  brief: >-\n    a|', 'mine:\n  a|', 'caption: "a|"', 'title: x # a|']) assert.ok(!begins(marked), marked);
    assert.ok(!beginsWord('---\ntitle: A\n---\nt', 19));
  });
});

describe('Completion of any text', () => {
  it('never fails, at no offset, and replaces text around the cursor only', async () => {
    await fc.assert(fc.asyncProperty(mutilated, fc.noBias(fc.nat(1000)), async (text, where) => {
      const offset = Math.floor((where / 1000) * text.length);
      const post = parsePost(text);
      for (const { replace } of [...(await completePost(text, offset, words, post)), ...(await completeStudio(text, offset, words))]) {
        assert.ok(replace.start <= offset && offset <= replace.end, JSON.stringify({ text, offset, replace }));
        assert.ok(!/[\r\n]/.test(text.slice(replace.start, replace.end)), JSON.stringify({ text, offset, replace }));
      }
    }), { numRuns: 600 });
  });
});
