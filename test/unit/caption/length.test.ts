import assert from 'node:assert/strict';
import { captionLength, characterLength, loadMeasure, type LengthRule } from '../../../src/caption/length.js';
import { builtInPlatforms } from '../../../src/caption/platforms.js';

const x: LengthRule = { counting: 'x-weighted' };
const graphemes: LengthRule = { counting: 'characters' };
const family = '👨‍👩‍👧‍👦';

function builtIn(key: string): LengthRule {
  const platform = builtInPlatforms.find((candidate) => candidate.key === key);
  assert.ok(platform);
  return platform;
}

describe('captionLength', () => {
  const cases: readonly (readonly [string, LengthRule, string, number])[] = [
    ['X counts ASCII as one each', x, 'hello world', 11],
    ['X counts CJK as two each', x, '日本語', 6],
    ['X counts a URL as 23', x, 'a https://example.com/a/very/long/path?with=query b', 27],
    ['X counts a bare domain as a URL', x, 'example.com', 23],
    ['X counts an emoji sequence as two', x, family, 2],
    ['X counts emoji newer than the library as two', x, '🐦‍🔥🫨🫩', 6],
    ['X counts a flag as two', x, '🇩🇪', 2],
    ['X counts decomposed letters as composed ones', x, 'e\u0301', 1],
    ['X counts typographic dashes and quotes as one', x, '— “q”', 5],
    ['an empty text has no length', x, '', 0],
    ['an emoji sequence is one grapheme', graphemes, `a${family}b`, 3],
    ['a decomposed letter is one grapheme', graphemes, 'e\u0301', 1],
    ['CRLF is one grapheme', graphemes, 'a\r\nb', 3],
    ['LinkedIn counts UTF-16 units', builtIn('linkedin'), family, 11],
    ['Threads counts the bytes of an emoji', builtIn('threads'), 'hi 😀', 7],
    ['Threads counts the bytes of an emoji sequence', builtIn('threads'), family, 25],
    ['Threads counts other letters as one', builtIn('threads'), 'Überblick 日本', 12],
    ['Bluesky counts a URL in full', builtIn('bluesky'), 'https://example.com/abc', 23],
    ['Mastodon counts a long URL as 23', builtIn('mastodon'), `see https://example.com/${'a'.repeat(200)}.`, 28],
    ['Mastodon counts a short URL as 23', builtIn('mastodon'), 'https://a.io', 23],
    ['Mastodon does not count the server of a mention', builtIn('mastodon'), 'by @ann@example.social', 7],
    ['Mastodon counts an emoji as one', builtIn('mastodon'), '😜', 1],
  ];
  for (const [what, rule, text, expected] of cases) {
    it(what, async () => {
      assert.equal(await captionLength(text, rule), expected);
    });
  }

  it('answers the same at once when the measure is loaded', async () => {
    const measure = await loadMeasure();
    assert.equal(measure('日本', x), 4);
    assert.equal(measure('日本', graphemes), 2);
    assert.equal(characterLength('日本', {}), 2);
  });

  it('leaves the globals of the process as they were', async () => {
    await Promise.all([loadMeasure(), loadMeasure()]);
    assert.equal(Object.hasOwn(globalThis, '__core-js_shared__'), false);
    assert.equal(Object.hasOwn(globalThis, 'core'), false);
    const toString: unknown = Object.getOwnPropertyDescriptor(Function.prototype, 'toString')?.value;
    assert.match(String(toString), /native code/);
  });

  it('still measures after the globals were put back', async () => {
    await loadMeasure();
    assert.equal((await loadMeasure())('日本語 https://example.com', x), 30);
  });
});
