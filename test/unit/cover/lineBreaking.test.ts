import assert from 'node:assert/strict';
import { breakLines, type Word } from '../../../src/cover/lineBreaking.js';

const space = 0.5;

/** Words as wide as they have letters; those after `|` are emphasised. */
function words(text: string): Word[] {
  const [plain = '', emphasis = ''] = text.split('|');
  const make = (part: string, isEmphasis: boolean): Word[] =>
    part.split(' ').filter(Boolean).map((word) => ({ text: word, isEmphasis, isJoined: false, isDivided: false, width: word.length }));
  return [...make(plain, false), ...make(emphasis, true)];
}

function broken(text: string, width: number, maxLines = 6): string[] | undefined {
  const list = words(text);
  const breaks = breakLines(list, width, maxLines, space);
  return breaks?.ends.map((end, i) => list.slice(breaks.ends[i - 1] ?? 0, end).map((word) => word.text).join(' '));
}

describe('line breaking', () => {
  it('keeps a short title on one line', () => {
    assert.deepEqual(broken('Ship smaller', 20), ['Ship smaller']);
  });

  it('leaves no short word alone on the last line', () => {
    assert.deepEqual(broken('seven words make one handsome title up', 24), ['seven words make one', 'handsome title up']);
  });

  it('does not end a line with a word that belongs to the next', () => {
    const lines = broken('shipping things early to the people waiting', 20);
    assert.ok(lines);
    for (const line of lines.slice(0, -1)) assert.doesNotMatch(line, / (to|the)$/);
  });

  it('breaks where the sentence turns', () => {
    assert.deepEqual(broken('We shipped on time|and nobody even noticed', 26), ['We shipped on time', 'and nobody even noticed']);
    assert.equal(broken('One queue|and how we stopped losing tickets', 26)?.[0], 'One queue');
  });

  it('says when the words do not fit', () => {
    assert.equal(broken('far too many words for two short lines', 10, 2), undefined);
    assert.equal(broken('incomprehensibilities', 10), undefined);
  });

  it('fills no line beyond its width', () => {
    for (const width of [12, 17, 23]) {
      const list = words('the quiet economics of running your own machines and what invoices taught us');
      const ends = breakLines(list, width, 12, space)?.ends ?? [];
      for (const [i, end] of ends.entries()) {
        const line = list.slice(ends[i - 1] ?? 0, end);
        assert.ok(line.reduce((sum, word) => sum + word.width, 0) + (line.length - 1) * space <= width);
      }
      assert.equal(ends.at(-1), list.length);
    }
  });
});
