import assert from 'node:assert/strict';
import { hashtagsOf } from '../../../src/caption/hashtags.js';

describe('hashtagsOf', () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['finds tags in order, as written', 'The plumbing is. #ai #eCommerce #llm', ['ai', 'eCommerce', 'llm']],
    ['keeps repeated ones', '#ai and #ai', ['ai', 'ai']],
    ['reads letters of every script', '#Überblick #日本語 #हिन्दी #москва ＃全角', ['Überblick', '日本語', 'हिन्दी', 'москва', '全角']],
    ['ends at punctuation', '(#ai), #llm. #agents!', ['ai', 'llm', 'agents']],
    ['does not take digits alone', 'We are #1 of #2026, #1st', ['1st']],
    ['does not take what is glued to a word', 'C# a#b F#m', []],
    ['does not take the fragment of a URL', 'https://example.com/a#part http://x.io/#top #real', ['real']],
    ['does not take HTML entities or keycaps', '&#x27; #️⃣', []],
    ['keeps joiners inside a tag only', '#col·laboració #می‌خواهم #ai·', ['col·laboració', 'می‌خواهم', 'ai']],
    ['finds none in an empty text', '', []],
  ];
  for (const [what, text, expected] of cases) {
    it(what, () => {
      assert.deepEqual(hashtagsOf(text), expected);
    });
  }
});
