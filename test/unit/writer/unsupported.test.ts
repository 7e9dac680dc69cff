import assert from 'node:assert/strict';
import { unsupported } from '../../../src/writer/unsupported.js';

function found(output: string, ...sources: string[]): string[] {
  return unsupported(output, sources).map(({ text }) => text);
}

describe('unsupported', () => {
  const same: readonly (readonly [string, string])[] = [
    ['4B SKUs', '4 billion SKUs'],
    ['4 billion SKUs', '4,000,000,000 SKUs'],
    ['1900 tests', '1,900 tests'],
    ['1.9K tests', '1,900 tests'],
    ['half of it, 50%', '50 percent'],
    ['50%', 'from 50 to 60%'],
    ['50%', '50-60 percent of users'],
    ['$3M', 'between $2 and $3 million'],
    ['$40', '40 dollars'],
    ['40 euros', '€40'],
    ['€1.5 million', '1,5 Millionen Euro'],
    ['3.200 people', '3,200 people'],
    ['41 replied', 'forty-one replied'],
    ['12 eggs', 'a dozen eggs'],
    ['2 million', 'two million'],
    ['on 14 March 2026', 'date: 2026-03-14'],
    ['at 3:17 PM', 'at 15:17'],
    ['GPT4 is out', 'we tried GPT-4'],
    ['we like Acme’s tool', 'Acme makes a tool'],
    ['in an e-commerce shop', 'Ecommerce'],
    ['a Chinese shop', 'in China'],
    ['the U.S. market', 'the US market'],
    ['in Sept we met', 'in September'],
    ['3 reasons to stay', 'Stay.'],
    ['open 24/7 for all', 'always open'],
    ['read https://x.org/2026/99 now', 'read now'],
    ['a tag #Berlin2030 here', 'a tag'],
    ['1. One\n2. Two\n10. Ten', 'One, two, ten'],
    ['we met. Then rain came. “Rain” is wet', 'we met then rain came is wet'],
    ['## Why Boring Tools Win Again\n\nthey do', 'they do'],
    ['this is NOT a demo, I’m sure, OK?', 'a demo'],
    ['try `npm i 42` now', 'try now'],
    ['Der Aufwand war groß und die Leute kamen nicht', 'unrelated'],
    ['**4** billion rows', '4 billion rows'],
    ['ask @someone2 there', 'ask there'],
  ];
  for (const [output, source] of same) {
    it(`is quiet about “${output.replaceAll('\n', ' ')}” given “${source}”`, () => {
      assert.deepEqual(found(output, source), []);
    });
  }

  const invented: readonly (readonly [string, string, readonly string[]])[] = [
    ['it took 12 weeks', 'it took weeks', ['12']],
    ['4M SKUs', '4 billion SKUs', ['4M']],
    ['it grew 50%', '50 people', ['50%']],
    ['€40 a month', '$40 a month', ['€40']],
    ['nearly 2,000 tests', '1,900 tests', ['2,000']],
    ['we asked Jane Smith about it', 'we asked Jane', ['Smith']],
    ['it runs on Google Cloud today', 'it runs today', ['Google Cloud']],
    ['OpenAI ships it', 'it ships', ['OpenAI']],
    ['in 2024 it was live', 'it was live', ['2024']],
    ['since May it runs', 'it runs', ['May']],
    ['then $1.5 million came', 'then money came', ['$1.5 million']],
  ];
  for (const [output, source, expected] of invented) {
    it(`reports ${expected.join(', ')} in “${output}” given “${source}”`, () => {
      assert.deepEqual(found(output, source), expected);
    });
  }

  it('says where and what, in order', () => {
    const output = 'We met Ada Lovelace in 1843.';
    assert.deepEqual(unsupported(output, ['We met.']), [
      { text: 'Ada Lovelace', kind: 'name', offset: 7 },
      { text: '1843', kind: 'figure', offset: 23 },
    ]);
  });

  it('accepts what any one of the sources says', () => {
    assert.deepEqual(found('we saw Ada in 1843', 'Ada was there', 'the year 1843'), []);
  });
});
