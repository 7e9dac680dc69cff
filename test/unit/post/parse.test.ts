import assert from 'node:assert/strict';
import { parsePost } from '../../../src/post/parse.js';
import type { Post } from '../../../src/post/post.js';
import { example } from './example.js';

/** A post whose front matter is these lines. */
function post(...lines: string[]): Post {
  return parsePost(`---\n${lines.join('\n')}\n---\nBody\n`);
}

function codes({ problems }: Post): string[] {
  return problems.map(({ code }) => code);
}

function marked({ problems, text }: Post, code: string): string | undefined {
  const span = problems.find((problem) => problem.code === code)?.span;
  return span && text.slice(span.start, span.end);
}

describe('A post file', () => {
  it('gives everything the format has', () => {
    const { problems, isEditable, spans, frontMatter, text, captions, ...rest } = parsePost(example);
    assert.deepEqual(problems, []);
    assert.equal(isEditable, true);
    assert.equal(spans.get('pipeline.0.cost_usd') && valueAt(parsePost(example), 'pipeline.0.cost_usd'), '0.06');
    assert.ok(frontMatter && text.slice(0, frontMatter.start) === '---\n');
    assert.deepEqual({ ...captions }, { linkedin: '...', x: '...' });
    assert.deepEqual(rest, {
      body: { text: 'Body, plain Markdown.\n', span: rest.body.span },
      id: 'N0aoCsQqhoyf',
      title: 'A title, one line',
      pillar: 'ai-products',
      contentFormat: 'hero_text',
      plan: {
        brief: '...',
        rationale: '...',
        specialMessage: "Generate exactly 5 items: 1 with content_format='video' and 4 with content_format='hero_text'.",
        sources: [{ url: undefined, cluster: 'qwen-shopping.cluster.md#f3' }],
      },
      caption: 'Text with hashtags. #ai #agents',
      hero: { image: 'media/k3J9sd02LmQp_hero.png', alt: '...', prompt: '...', aspectRatio: '16:9', seed: 7 },
      video: { file: 'media/…_video.mp4', prompt: '...', script: '...' },
      pipeline: [{
        step: 'hero_image', status: 'done', platform: undefined, provider: 'fal', model: 'fal-ai/flux-pro/v1.1-ultra', artifact: 'media/k3J9sd02LmQp_hero.png',
        cost: 60_000, costBasis: 'billed', channel: 'api', seconds: 18.3, at: '2026-05-11T15:17:00Z', requestId: '7f2c', tokens: undefined,
        inputs: '5f1c', output: '91ab', error: undefined,
      }],
      chatReferences: [{ at: '2026-05-11T16:02:11Z', by: '@galley', turn: 'shorten the caption' }],
    });
  });

  it('without front matter is all body', () => {
    const { body, frontMatter, isEditable } = parsePost('# Hello\n---\ntitle: not me\n---\n');
    assert.deepEqual([body.text, frontMatter, isEditable], ['# Hello\n---\ntitle: not me\n---\n', undefined, true]);
  });

  it('that is empty has no title and nothing else to say', () => {
    assert.deepEqual(codes(parsePost('')), ['title-missing']);
    assert.deepEqual(codes(parsePost('---\n---\n')), ['title-missing']);
  });

  it('keeps fences, mark and line breaks out of the values', () => {
    for (const lineBreak of ['\n', '\r\n', '\r']) {
      const text = '\uFEFF--- \t\ntitle: A\ncaption: |\n  a\n  b\n---\t\nBody\n---\nmore'.replaceAll('\n', lineBreak);
      const { title, caption, body, problems } = parsePost(text);
      assert.deepEqual([title, caption, body.text, problems], ['A', 'a\nb\n', `Body${lineBreak}---${lineBreak}more`, []]);
    }
  });

  it('may close its front matter with dots, or at the end of the file', () => {
    assert.equal(parsePost('---\ntitle: A\n...\nBody').body.text, 'Body');
    assert.deepEqual([parsePost('---\ntitle: A\n---').title, parsePost('---\ntitle: A\n---').body.text], ['A', '']);
  });

  it('does not open front matter with a longer rule, an indented one or a later one', () => {
    for (const text of ['----\ntitle: A\n---\n', ' ---\ntitle: A\n---\n', '\n---\ntitle: A\n---\n', '---\u2028title: A\n---\n']) assert.equal(parsePost(text).frontMatter, undefined);
  });

  it('with unclosed front matter gives what looks like keys and keeps the rest as body', () => {
    const unclosed = parsePost('---\ntitle: A\nplan:\n  brief: b\n\nOnce upon a time.\n');
    assert.deepEqual([unclosed.title, unclosed.plan.brief, unclosed.body.text, unclosed.isEditable], ['A', 'b', '\nOnce upon a time.\n', false]);
    assert.deepEqual(codes(unclosed), ['front-matter-unclosed']);
    assert.equal(parsePost('---\nJust a rule above prose.\n').body.text, 'Just a rule above prose.\n');
  });

  it('reads text as it is written, never as a number, date or word of YAML', () => {
    const { title, id, pipeline, caption } = post('title: 2026', 'id: 123456789012', 'caption: yes', 'pipeline:', '- { step: draft, status: done, inputs: 5e10, output: 12345678, request_id: 0x10 }');
    assert.deepEqual([title, id, caption], ['2026', '123456789012', 'yes']);
    assert.deepEqual([pipeline[0]?.inputs, pipeline[0]?.output, pipeline[0]?.requestId], ['5e10', '12345678', '0x10']);
    assert.deepEqual([post('title: 2026-05-11').title, post('title: 1e3').title, post('title: True').title], ['2026-05-11', '1e3', 'True']);
  });

  it('treats null as absent', () => {
    const { caption, pipeline, hero, problems } = post('title: A', 'caption: ~', 'pipeline:', 'hero: null');
    assert.deepEqual([caption, pipeline, hero.image, problems], [undefined, [], undefined, []]);
  });

  it('follows aliases and merge keys', () => {
    const { caption, captions, hero } = post('title: A', 'caption: &main Hello', 'captions: { x: *main }', 'base: &base { alt: A wall, seed: 3 }', 'hero:', '  <<: *base', '  seed: 4');
    assert.deepEqual([caption, captions['x'], hero.alt, hero.seed], ['Hello', 'Hello', 'A wall', 4]);
  });

  it('reads names that objects have by birth as plain keys', () => {
    const { captions, spans } = post('title: A', 'captions:', '  __proto__: p', '  constructor: c', '__proto__: { polluted: yes }');
    assert.deepEqual([captions['__proto__'], captions['constructor'], 'toString' in captions, spans.has('__proto__.polluted')], ['p', 'c', false, true]);
    assert.equal('polluted' in {}, false);
  });

  it('says nothing about keys of the user', () => {
    assert.deepEqual(post('title: A', 'mine: [1, { two: 3 }]', 'date: 2026-05-11').problems, []);
  });

  it('knows where keys and values stand', () => {
    const parsed = post('title: "A"', 'hero: { alt: B }', 'tags:', '  - one', 'last: >-', '  text');
    assert.deepEqual(['title', 'hero.alt', 'tags.0', 'last'].map((path) => valueAt(parsed, path)), ['"A"', 'B', 'one', '>-\n  text\n']);
  });
});

describe('A problem in a post', () => {
  it('points at the value of the wrong type and names what is expected', () => {
    for (const [line, expected] of [['caption: [a]', '[a]'], ['hero: text', 'text'], ['pipeline: { a: 1 }', '{ a: 1 }'], ['hero: { seed: seven }', 'seven'], ['plan: { sources: x }', 'x'], ['caption: !!binary aGk=', 'aGk=']] as const) {
      const parsed = post('title: A', line);
      assert.deepEqual([codes(parsed), marked(parsed, 'wrong-type')], [['wrong-type'], expected]);
    }
  });

  it('tells of a missing or empty title', () => {
    assert.deepEqual([codes(post('id: N0aoCsQqhoyf')), codes(post('title:')), codes(post('title: " "'))], [['title-missing'], ['title-missing'], ['title-missing']]);
  });

  it('tells of a format, an id or a hero path that cannot be used', () => {
    assert.equal(marked(post('title: A', 'content_format: reel'), 'unknown-content-format'), 'reel');
    assert.equal(marked(post('title: A', 'id: short'), 'bad-id'), 'short');
    for (const path of ['/etc/passwd', 'https://example.com/a.png', 'file:///a.png', '"C:\\\\a.png"', '..\\a.png']) assert.deepEqual(codes(post('title: A', `hero: { image: ${path} }`)), ['hero-outside']);
  });

  it('tells of a key given twice, and the last one counts', () => {
    const parsed = post('title: A', 'title: B');
    assert.deepEqual([parsed.title, codes(parsed), parsed.problems[0]?.span.start], ['B', ['duplicate-key'], 13]);
  });

  it('shows what of a caption YAML takes for a comment', () => {
    assert.equal(marked(post('title: A', 'caption: Hello #ai #agents'), 'caption-comment'), '#ai #agents');
    assert.equal(marked(post('title: A', 'caption: #ai'), 'caption-comment'), '#ai');
    assert.equal(marked(post('title: A', 'captions:', '  x: Hi #中文'), 'caption-comment'), '#中文');
    assert.equal(marked(post('title: Issue #5'), 'text-comment'), '#5');
    assert.deepEqual(codes(post('title: A', 'caption: Hello # a note', 'captions: { x: "Hi" } #optional')), []);
  });

  it('leaves words that are not YAML readable, and the keys below them', () => {
    for (const words of ['Galley: a tool', '@galley says', '*bold* move', '% of it', "'tis the season", '"Quoted" he said', '`code` first', '> quoted', '[draft] hello', '{curly} start', '- a dash', 'ends with:']) {
      const parsed = post(`title: ${words}`, 'caption: Fine', 'captions:', `  x: ${words} #ai`, '  y: Fine');
      assert.deepEqual([parsed.title, parsed.caption, parsed.captions['x'], parsed.captions['y']], [words, 'Fine', `${words} #ai`, 'Fine']);
      assert.deepEqual([codes(parsed), parsed.isEditable], [['unquoted-text', 'unquoted-text'], true]);
      assert.equal(marked(parsed, 'unquoted-text'), words);
    }
  });

  it('tells of first words that YAML drops without an error', () => {
    assert.equal(marked(post('title: A', 'caption: &more to come'), 'unquoted-text'), '&more to come');
    assert.equal(marked(post('title: A', 'caption: !Important news'), 'unquoted-text'), '!Important news');
  });

  it('tells of YAML that cannot be read, and the post is then not changed', () => {
    for (const lines of [['\ttitle: A'], ['title: A', 'hero: { image: a'], ['title: A', 'other: *nowhere'], ['title: A', 'x: "open'], ['title: A', '--- # again', 'title: B']]) {
      const parsed = post(...lines);
      assert.ok(codes(parsed).includes('yaml-syntax'), lines.join('|'));
      assert.equal(parsed.isEditable, false);
    }
    assert.deepEqual([codes(post('- a', '- b')), post('- a').isEditable], [['front-matter-not-a-map'], false]);
  });

  it('tells of a receipt that is malformed and keeps the others', () => {
    const parsed = post('title: A', 'pipeline:', '- { step: draft, status: done }', '- nonsense', '- { status: done }', '- { step: bake, status: done }', '- { step: video, status: done, cost_usd: -1 }', '- { step: video, status: done, cost_usd: free, tokens: 3 }');
    assert.deepEqual(parsed.pipeline.map(({ step, cost }) => [step, cost]), [['draft', undefined], ['video', undefined], ['video', undefined]]);
    assert.deepEqual(codes(parsed), Array.from({ length: 6 }, () => 'malformed-receipt'));
  });

  it('tells of a chat reference without a turn', () => {
    const parsed = post('title: A', 'chat_references:', '- { by: "@galley" }', '- { turn: hi }');
    assert.deepEqual([codes(parsed), parsed.chatReferences], [['malformed-chat-reference'], [{ at: undefined, by: undefined, turn: 'hi' }]]);
  });

  it('tells of binary data', () => {
    assert.deepEqual(codes(parsePost('\u0089PNG\0\0')), ['binary-file']);
    assert.equal(parsePost('---\ntitle: A\n---\n\0').isEditable, false);
  });
});

describe('Front matter past the limits', () => {
  it('is not read when it is larger than 256 KB', () => {
    const parsed = post('title: A', `notes: ${'x'.repeat(256 * 1024)}`);
    assert.deepEqual([codes(parsed), parsed.isEditable, parsed.body.text], [['front-matter-too-large'], false, 'Body\n']);
  });

  it('is read up to where it would take long', () => {
    for (const slow of [`x: [${','.repeat(200_000)}`, 'x: y\n'.repeat(40_000), `x: ${']'.repeat(200_000)}`]) {
      const parsed = post('title: A', slow);
      assert.deepEqual([codes(parsed).filter((code) => code !== 'duplicate-key'), parsed.isEditable, parsed.title], [['front-matter-too-large'], false, 'A']);
    }
  });

  it('is read but not changed with more than 100 aliases', () => {
    const some = post('title: A', 'a: &a x', `b: [${'*a,'.repeat(100)}]`);
    const many = post('title: A', 'a: &a x', `b: [${'*a,'.repeat(101)}]`);
    assert.deepEqual([codes(some), some.isEditable], [[], true]);
    assert.deepEqual([codes(many), many.isEditable, many.title], [['too-many-aliases'], false, 'A']);
  });

  it('is read up to where it is nested deeper than 64', () => {
    for (const deep of ['['.repeat(100_000), '{a: '.repeat(60_000), `\n  ${'- '.repeat(100_000)}`, `\n  ${'? '.repeat(100_000)}`, `[${'{a: ['.repeat(50)}`]) {
      const parsed = post('title: A', `deep: ${deep}`);
      assert.deepEqual([codes(parsed), parsed.isEditable, parsed.title], [['too-deep'], false, 'A'], deep.slice(0, 20));
    }
    assert.deepEqual(codes(post('title: A', `deep: ${'['.repeat(60)}${']'.repeat(60)}`)), []);
  });

  it('does not multiply aliases of aliases', () => {
    const lines = Array.from({ length: 9 }, (_, at) => `a${at + 1}: &a${at + 1} [${`*a${at},`.repeat(9)}]`);
    assert.equal(post('title: A', 'a0: &a0 lol', ...lines, 'hero: *a9').title, 'A');
  });
});

describe('Parsing again', () => {
  it('reads the front matter only when it has changed', () => {
    const before = parsePost(example);
    const after = parsePost(`${example}More.`, before);
    assert.equal(after.pipeline, before.pipeline);
    assert.equal(after.body.text, 'Body, plain Markdown.\nMore.');
    assert.equal(parsePost(example.replace('A title', 'B title'), before).title, 'B title, one line');
    assert.deepEqual(parsePost(`${example}\0`, before).isEditable, false);
  });
});

function valueAt({ spans, text }: Post, path: string): string | undefined {
  const span = spans.get(path)?.value;
  return span && text.slice(span.start, span.end);
}
