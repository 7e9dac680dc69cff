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
    ['2x the output', 'output doubled'],
    ['10x faster', 'tenfold'],
    ['a 3x gain', 'threefold gain'],
    ['75% of users', 'three quarters of users'],
    ['two out of 3', 'two thirds'],
    ['67% of it', 'two thirds of it'],
    ['33%', 'a third'],
    ['Step 1: look', 'look'],
    ['Day 1 was hard', 'hard'],
    ['Part 2 of it', 'part'],
    ['1️⃣ Look\n2️⃣ Leap', 'Look. Leap.'],
    ['1/ Look\n\n2/ Leap', 'Look Leap'],
    ['Look (1/3)', 'Look'],
    ['🧵 1/7 It began', 'It began'],
    ['on 2026-05-11', '11 May 2026'],
    ['11.05.2026', 'May 11, 2026'],
    ['5/11/2026', 'May 11, 2026'],
    ['03/2026', 'March 2026'],
    ['in March 2026', '03/2026'],
    ["in '24 it ran", 'in 2024 it ran'],
    ['in the 1970s', 'in 1973'],
    ['the ’80s', '1984'],
    ['a 20th century idea', 'in 1973'],
    ['it is €0', 'it is free'],
    ['on a Monday', 'daily'],
    ['every Friday', 'weekly'],
    ['Mondays are slow', 'slow'],
    ['the CRM and NPS', 'the tool'],
    ['a 30-day history', '30 day history'],
    ['30-day', '30 days'],
    ['1,000 users', '1000 users'],
    ['1.000 users', '1,000 users'],
    ['1k', '1,000'],
    ['4 bn', '4 billion'],
    ['4B', '4000 million'],
    ['USD 40', '$40'],
    ['40 bucks', '$40'],
    ['15 %', '15 percent'],
    ['0.5%', 'half a percent'],
    ['+12%', '12%'],
    ['−12%', '-12%'],
    ['~300', 'about 300'],
    ['300+', 'over 300'],
    ['1st place', 'first place'],
    ['2nd', 'second'],
    ['24h', '24 hours'],
    ['6pm', '18:00'],
    ['9-to-5', 'nine to five'],
    ['v2.1', 'version 2.1'],
    ['GPT-5', 'GPT-5 ships'],
    ['iPhone 17', 'the iPhone 17'],
    ['3D', '3D'],
    ['H100s', 'H100'],
    ['The EU’s plan', 'the EU plan'],
    ['NASA’s', 'NASA'],
    ['McDonald’s', 'McDonalds'],
    ['São Paulo', 'Sao Paulo'],
    ['Zürich', 'Zurich'],
    ['Ms. Lopez', 'Maria Lopez'],
    ['Thanks to Ada’s team', 'Ada and her team'],
    ['at HQ', 'at the headquarters'],
    ['2025/26 season', '2025/2026'],
    ['in 2025–26', '2025 and 2026'],
    ['5,5 Mio. Euro', '€5.5 million'],
    ['ten per cent', '10%'],
    ['One in five', '20%'],
    ['$1.2M', '$1,200,000'],
    ['1½ hours', '1.5 hours'],
    ['½ of it', 'half of it'],
    ['3/4 full', 'three quarters full'],
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
    ['Day 14 was hard', 'hard', ['14']],
    ['it ran in 05/2026', 'March 2026', ['05']],
    ['the 1980s', 'in 1973', ['1980']],
    ['they met on Monday', 'they met', ['Monday']],
    ['it is €0', 'it is cheap', ['€0']],
    ['[2-3] weeks', 'weeks', ['2', '3']],
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
