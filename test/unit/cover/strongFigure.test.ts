import assert from 'node:assert/strict';
import { findStrongFigure } from '../../../src/cover/strongFigure.js';

const inBody = (body: string) => findStrongFigure('No number here', body);

describe('the figure of a post', () => {
  it('is the number of the title', () => {
    assert.deepEqual(findStrongFigure('5 billing bugs we shipped on purpose', 'It cost $40M a year.'), { value: '5', label: undefined });
    assert.equal(findStrongFigure('How we cut costs by 40 percent', '')?.value, '40%');
  });

  it('is else the strongest number of the body, with the words that follow it', () => {
    assert.deepEqual(inBody('Alibaba listed **4 billion SKUs** on Taobao, in 3 weeks.'), { value: '4B', label: 'SKUs on Taobao' });
    assert.deepEqual(inBody('Idle time was 41% of the bill.'), { value: '41%', label: 'of the bill' });
    assert.deepEqual(inBody('They saved $1.2 million in a year.'), { value: '$1.2M', label: 'in a year' });
    assert.deepEqual(inBody('It is 10x faster than before.'), { value: '10×', label: 'faster than before' });
  });

  it('cuts a long label where the sense allows it', () => {
    assert.deepEqual(inBody('About 40% of the teams that adopted the new release process last winter did not return.'), { value: '40%', label: 'of the teams' });
  });

  it('is never a date, a version, a time, a list number or a code sample', () => {
    for (const body of [
      'In 2026 we moved on.',
      'Node 22 and version 3.1 are out.',
      'See you at 10:30 on 12 May.',
      '1. First\n2. Second',
      '```\n50% done\n```',
      'See https://example.com/40%/off for more.',
      'Call 555-1234.',
      'Chapter 7% no',
      'We asked 41 people.',
      'A wall 24 m high',
    ]) assert.equal(inBody(body), undefined, body);
    for (const title of ['What Node 22 changed', 'The 2026 plan', 'GPT-5 is here', 'v2 of everything', 'Shipping on May 12']) assert.equal(findStrongFigure(title, ''), undefined, title);
  });

  it('needs words to say what it counts', () => {
    assert.equal(inBody('Growth: 40%.'), undefined);
  });

  it('is quick on long texts', () => {
    const started = process.cpuUsage().user;
    findStrongFigure('1'.repeat(20_000), '9,'.repeat(100_000) + '<'.repeat(50_000) + '`'.repeat(50_000));
    assert.ok(process.cpuUsage().user - started < 2_000_000);
  });
});
