import assert from 'node:assert/strict';
import fc from 'fast-check';
import { capitalWords, token } from '../../../src/writer/capitals.js';

describe('Words with a capital', () => {
  it('are those of all words, each with the end of the word before', () => {
    const piece = fc.oneof(
      fc.constantFrom('A', 'b', 'Berlin', 'bread', 'OpenAI', 'É', 'é', 'Δ', '中', 'Ａ', 'ß', 'I', 'ŉ', '1', 'a.b.c.d.e.f.g.H', 'x-', '.', '’', '-', '&', '_', ' ', '\n', '\u00a0', ' — ', '…', '😀', '\ud835\udc00'),
      fc.string({ unit: 'binary', maxLength: 3 }),
    );
    fc.assert(fc.property(fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')), (text) => {
      const all = [...text.matchAll(token)];
      const expected = all.flatMap((match, index) => {
        const before = all[index - 1];
        return /\p{Lu}/u.test(match[0]) ? [{ text: match[0], offset: match.index, previousEnd: before ? before.index + before[0].length : 0 }] : [];
      });
      assert.deepEqual(capitalWords(text), expected);
    }), { numRuns: 1000 });
  });

  it('are found in time that grows with the text alone', () => {
    for (const text of ['A'.repeat(200_000), '中.'.repeat(100_000), `A${'.'.repeat(200_000)}B`, 'a'.repeat(200_000) + 'B', 'Ab'.repeat(100_000)]) assert.ok(capitalWords(text).length <= 2);
  });
});
