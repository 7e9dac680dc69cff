import assert from 'node:assert/strict';
import { findTime, toUtc } from '../../../src/page/pageTime.js';

const now = Date.parse('2026-11-23T12:00:00Z');

function read(text: string, clock = { now, timeZone: 'UTC' }): string | undefined {
  const found = findTime(text);
  return found && toUtc(found.time, clock);
}

describe('findTime and toUtc', () => {
  const forms: readonly (readonly [string, string | undefined])[] = [
    ['May 11, 3:17 PM', '2026-05-11T15:17:00Z'],
    ['May 11, 3:17\u202FPM', '2026-05-11T15:17:00Z'],
    ['May 11, 12:00 AM', '2026-05-11T00:00:00Z'],
    ['May 11, 12:30 PM', '2026-05-11T12:30:00Z'],
    ['May 11, 15:17', '2026-05-11T15:17:00Z'],
    ['Mon, May 11, 2026 at 3:17:05 PM', '2026-05-11T15:17:05Z'],
    ['September 3, 2024, 09:05', '2024-09-03T09:05:00Z'],
    ['11 May 2025, 15:17', '2025-05-11T15:17:00Z'],
    ['2025-05-11T15:17:09Z', '2025-05-11T15:17:09Z'],
    ['2025-05-11 15:17', '2025-05-11T15:17:00Z'],
    ['Feb 29, 8:00 AM', '2024-02-29T08:00:00Z'],
    ['Feb 30, 8:00 AM', undefined],
    ['May 11, 25:00', undefined],
    ['May 11, 13:00 PM', undefined],
    ['yesterday, 3:17 PM', undefined],
  ];
  for (const [text, expected] of forms) {
    it(`reads ${text} as ${expected ?? 'no time'}`, () => {
      assert.equal(read(text), expected);
    });
  }

  it('takes the latest year in which the time is not in the future', () => {
    assert.equal(read('Nov 23, 11:00 AM'), '2026-11-23T11:00:00Z');
    assert.equal(read('Nov 25, 11:00 AM'), '2025-11-25T11:00:00Z');
    assert.equal(read('Dec 31, 11:00 PM', { now: Date.parse('2027-01-01T02:00:00Z'), timeZone: 'UTC' }), '2026-12-31T23:00:00Z');
  });

  it('does not move a time a year back because its zone is ahead of the assumed one', () => {
    assert.equal(read('Nov 23, 9:00 PM'), '2026-11-23T21:00:00Z');
  });

  it('converts from a zone, in summer and in winter', () => {
    const clock = { now, timeZone: 'America/New_York' };
    assert.equal(read('May 11, 3:17 PM', clock), '2026-05-11T19:17:00Z');
    assert.equal(read('Jan 11, 3:17 PM', clock), '2026-01-11T20:17:00Z');
    assert.equal(read('May 11, 3:17 PM', { now, timeZone: 'Asia/Kolkata' }), '2026-05-11T09:47:00Z');
  });

  it('does not convert a time that says it is UTC', () => {
    assert.equal(read('2025-05-11 15:17 UTC', { now, timeZone: 'America/New_York' }), '2025-05-11T15:17:00Z');
  });

  it('takes the last time and says what stands around it', () => {
    const found = findTime('moved from May 1, 1:00 PM api 18.3sMay 11, 3:17 PMand more');
    assert.deepEqual([found?.time.day, found?.before, found?.after], [11, 'moved from May 1, 1:00 PM api 18.3s', 'and more']);
  });

  it('does not take a day out of a price', () => {
    assert.equal(findTime('$0.0611 May 2026, 15:17'), undefined);
  });
});
