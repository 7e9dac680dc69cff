import assert from 'node:assert/strict';
import { createThoughtFilter } from '../../../../src/models/openai/thinking.js';

function filtered(...pieces: readonly string[]): string {
  const filter = createThoughtFilter();
  return pieces.map((piece) => filter.push(piece)).join('') + filter.flush();
}

describe('thoughts in an answer', () => {
  const cases: readonly (readonly [string, readonly string[], string])[] = [
    ['are taken out', ['<think>a</think>\n\nHello'], 'Hello'],
    ['are taken out across pieces', ['  <th', 'ink>a <', '/thi', 'nk>', '\n', '\nHel', 'lo'], 'Hello'],
    ['stay when they come later', ['Hello <think>a</think>'], 'Hello <think>a</think>'],
    ['leave a text alone that only starts like them', ['<', 'thi', 'rd> x'], '<third> x'],
    ['leave a text alone that ends while it looks like them', ['<thi'], '<thi'],
    ['are no answer when they do not end', ['<think>a', 'b'], ''],
    ['keep the space at the start of a plain answer', ['  Hello', ' you'], '  Hello you'],
  ];
  for (const [title, pieces, expected] of cases) it(title, () => { assert.equal(filtered(...pieces), expected); });
});
