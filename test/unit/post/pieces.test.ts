import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits } from '../../../src/common/text.js';
import type { TextEdit } from '../../../src/common/text.js';
import { composeEdits, narrow } from '../../../src/post/pieces.js';

function edit(start: number, end: number, text: string): TextEdit {
  return { span: { start, end }, text };
}

describe('Rounds of edits', () => {
  it('become edits of the original', () => {
    const rounds = [[edit(1, 1, 'xy'), edit(2, 3, '')], [edit(0, 2, 'Z')], [edit(1, 2, '')]];
    const edits = composeEdits('abcd', rounds);
    assert.deepEqual(edits, [edit(0, 1, 'Z'), edit(2, 3, '')]);
    assert.equal(applyEdits('abcd', edits), 'Zbd');
  });

  it('that undo each other are none', () => {
    assert.deepEqual(composeEdits('abcd', [[edit(1, 2, 'xyz')], [edit(1, 4, 'b')]]), []);
  });

  it('give the same text at once as one by one', () => {
    const text = fc.array(fc.constantFrom('a', 'b', '\r\n', '😀', '😁'), { maxLength: 8 }).map((parts) => parts.join(''));
    fc.assert(fc.property(text, fc.array(fc.tuple(fc.nat(20), fc.nat(6), text), { maxLength: 5 }), (original, wanted) => {
      let current = original;
      const rounds = wanted.map(([at, length, added]) => {
        const start = Math.min(at, current.length);
        const round = [edit(start, Math.min(start + length, current.length), added)];
        current = applyEdits(current, round);
        return round;
      });
      assert.equal(applyEdits(original, composeEdits(original, rounds)), current);
    }), { numRuns: 1000 });
  });
});

describe('Narrowing an edit', () => {
  it('leaves out what stays', () => {
    assert.deepEqual(narrow('one two three', edit(0, 13, 'one too three')), edit(5, 6, 'o'));
    assert.deepEqual(narrow('aa', edit(0, 2, 'aaa')), edit(2, 2, 'a'));
  });

  it('cuts neither a surrogate pair nor a line break in two', () => {
    assert.deepEqual(narrow('😀', edit(0, 2, '😁')), edit(0, 2, '😁'));
    assert.deepEqual(narrow('\u{1F600}', edit(0, 2, '\u{1FA00}')), edit(0, 2, '\u{1FA00}'));
    assert.deepEqual(narrow('a\r\nb', edit(0, 4, 'a\rb')), edit(1, 3, '\r'));
  });
});
