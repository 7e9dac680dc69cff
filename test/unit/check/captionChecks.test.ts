import assert from 'node:assert/strict';
import fc from 'fast-check';
import { plainLength, remembering } from '../../../src/check/xLength.js';
import { platformsOf } from '../../../src/caption/platforms.js';
import { captionProblems } from '../../../src/check/captionChecks.js';
import { applied, fixes, marks, measure, postText, quick, studioOf } from './support.js';
import { parsePost } from '../../../src/post/parse.js';

const checked = (frontMatter: string, studio = '') => {
  const text = postText(frontMatter);
  return marks(text, quick(text, { studio }));
};

describe('Caption limits', () => {
  it('hold a caption of 280 to be fine and mark what is past it', () => {
    assert.deepEqual(checked(`caption: ${'a'.repeat(280)}\n`), []);
    assert.deepEqual(checked(`caption: ${'a'.repeat(280)}bcd\n`), ['caption-too-long «bcd»']);
  });

  it('weigh as X does: emoji 2, a URL 23', () => {
    assert.deepEqual(checked(`caption: ${'😀'.repeat(140)}\n`), []);
    assert.deepEqual(checked(`caption: ${'😀'.repeat(140)}b\n`), ['caption-too-long «b»']);
    assert.deepEqual(checked(`caption: ${'a'.repeat(256)} https://example.com/${'x'.repeat(200)}\n`), []);
  });

  it('never cut an emoji in two', () => {
    assert.deepEqual(checked(`caption: a${'😀'.repeat(140)}\n`), ['caption-too-long «😀»']);
  });

  it('leave the server of a name out where Mastodon does', () => {
    assert.deepEqual(checked('caption: aaaa @me@example bbbb cc\n', 'platforms: { mastodon: { max: 10 } }\n'), ['caption-too-long «bbb cc»']);
  });

  it('mark what stands after the longest start that fits, whatever the characters', () => {
    const piece = fc.constantFrom('a', 'b ', 'é', 'ɏ', '©', '®', '\u00ad', '#tag', '中', '😀');
    const platform = fc.constantFrom('x', 'threads', 'bluesky', 'mastodon', 'linkedin');
    const limits = fc.dictionary(platform, fc.integer({ min: 1, max: 30 }), { minKeys: 1 });
    fc.assert(fc.property(fc.array(piece, { minLength: 1, maxLength: 20 }).map((pieces) => pieces.join('').trim()), limits, (caption, max) => {
      const studio = studioOf(`platforms: { ${Object.entries(max).map(([key, most]) => `${key}: { max: ${most} }`).join(', ')} }\n`);
      const text = postText(`caption: ${JSON.stringify(caption)}\n`);
      const problem = captionProblems(parsePost(text), studio, measure).find(({ code }) => code === 'caption-too-long');
      const over = [...platformsOf(studio).values()].filter((rule) => Object.hasOwn(max, rule.key) && measure(caption, rule) > rule.max);
      assert.equal(problem !== undefined, over.length > 0);
      if (!problem) return;
      let fits = 0;
      while (over.every((rule) => measure(caption.slice(0, fits + 1), rule) <= rule.max)) fits++;
      const isSplit = /^[\udc00-\udfff]/.test(caption.slice(fits));
      assert.equal(text.slice(problem.span.start, problem.span.end), caption.slice(isSplit ? fits - 1 : fits).trimStart());
    }));
  });

  it('are those of the platforms that the studio file names', () => {
    const caption = `caption: ${'a'.repeat(400)}\n`;
    assert.deepEqual(checked(caption, 'platforms:\n  linkedin: {}\n'), []);
    const text = postText(caption);
    const [problem] = quick(text, { studio: 'platforms:\n  linkedin: { max: 100 }\n  bluesky: {}\n' });
    assert.equal(problem?.severity, 'warning');
    assert.equal(problem.message, 'The caption is too long. LinkedIn: 400 of 100; Bluesky: 400 of 300.');
    assert.equal(problem.span.end - problem.span.start, 300);
  });

  it('are a guess for X when nobody named it', () => {
    assert.equal(quick(postText(`caption: ${'a'.repeat(300)}\n`))[0]?.severity, 'information');
  });

  it('apply to a variant by its own platform, and then not to the main caption', () => {
    assert.deepEqual(checked(`caption: ${'a'.repeat(400)}\ncaptions: { x: short, bluesky: ${'b'.repeat(301)} }\n`), ['caption-too-long «b»']);
  });

  it('are found in a folded block', () => {
    assert.deepEqual(checked(`caption: >-\n  ${'a'.repeat(270)}\n  ${'b'.repeat(9)}\n  end\n`), ['caption-too-long «end»']);
  });

  it('wait for the library where only it can count', () => {
    const text = postText(`caption: ${'中'.repeat(200)}\n`);
    assert.deepEqual(marks(text, quick(text)), [`caption-too-long «${'中'.repeat(60)}»`]);
    assert.deepEqual(captionProblems(parsePost(text), studioOf(''), undefined), []);
  });

  it('report a platform that nobody knows', () => {
    const [problem] = quick(postText('captions: { linkdin: a }\n'));
    assert.equal(problem?.code, 'unknown-platform');
    assert.equal(problem.severity, 'information');
    assert.deepEqual(checked('captions: { blog: a }\n', 'platforms: { blog: { max: 5 } }\n'), []);
  });
});

describe('The quick length for X', () => {
  it('is the library\'s, or none', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ maxLength: 60 }), fc.stringMatching(/^[ -~é\n]{0,60}$/), fc.string({ unit: fc.constantFrom('a', '.', ' ', '@', '#', ':', '/', '©', 'ß', '\n', '1') })), (text) => {
      const quickly = plainLength(text.trim());
      if (quickly !== undefined) assert.equal(quickly, measure(text.trim(), { counting: 'x-weighted' }));
    }), { numRuns: 500 });
  });

  it('is measured once for each text and rule', () => {
    let calls = 0;
    const remembered = remembering((text) => { calls++; return text.length; });
    assert.equal(remembered('abc', { counting: 'x-weighted' }), 3);
    assert.equal(remembered('abc', { counting: 'x-weighted' }), 3);
    assert.equal(remembered('abc', { counting: 'characters' }), 3);
    assert.equal(calls, 2);
  });
});

describe('Hashtag limits', () => {
  it('mark the ones past the greatest number', () => {
    assert.deepEqual(checked('captions:\n  threads: >-\n    Text #one and\n    #two #three\n'), ['too-many-hashtags «#two #three»']);
  });

  it('allow the greatest number itself', () => {
    assert.deepEqual(checked('captions:\n  threads: >-\n    Text #one\n'), []);
  });

  it('say when there are too few, where the studio file asks for some', () => {
    const studio = 'platforms: { x: { hashtags: { min: 2 } } }\n';
    assert.deepEqual(checked('caption: >-\n  Text #one\n', studio), ['too-few-hashtags «caption»']);
    assert.deepEqual(checked('caption: >-\n  Text #one #two\n', studio), []);
    assert.deepEqual(checked('caption: Text\n'), []);
  });

  it('are met by removing the last ones', () => {
    const text = postText('captions:\n  threads: >-\n    Text #one and #two #three\n');
    const [fix] = fixes(parsePost(text), 'too-many-hashtags');
    assert.equal(fix?.title, 'Remove the last 2 hashtags');
    assert.equal(applied(text, fix), text.replace(' #two #three', ''));
  });

  it('are met with house hashtags that are not there yet', () => {
    const studio = 'platforms: { x: { hashtags: { min: 2 } } }\nhashtags: [One, ai, news]\n';
    const text = postText('caption: >-\n  Text #one\n');
    const [fix] = fixes(parsePost(text), 'too-few-hashtags', { studio });
    assert.equal(applied(text, fix), text.replace('#one', '#one #ai'));
  });
});
