import assert from 'node:assert/strict';
import { summarise } from '../../../src/cost/summary.js';
import type { Receipt } from '../../../src/post/post.js';

const utcDay = (at: string) => at.slice(0, 10);

function receipt(fields: Partial<Receipt>): Receipt {
  return { step: 'caption', status: 'done', ...fields };
}

const posts = [
  { uri: 'file:///a', title: 'A', receipts: [
    receipt({ step: 'hero_image', provider: 'fal', model: 'flux', cost: 60_000, at: '2026-05-11T15:17:00Z' }),
    receipt({ provider: 'openai', model: 'gpt', at: '2026-05-12T09:00:00Z' }),
  ] },
  { uri: 'file:///b', title: 'B', receipts: [
    receipt({ step: 'hero_image', provider: 'fal', model: 'flux', cost: 120_000, status: 'failed', at: '2026-05-12T10:00:00Z' }),
    receipt({ provider: 'builtin', model: 'rules-1', cost: 0 }),
  ] },
  { uri: 'file:///c', title: 'C', receipts: [] },
];

describe('summarise', () => {
  const summary = summarise(posts, utcDay);

  it('adds up every receipt, failed ones too, and counts the unknown', () => {
    assert.deepEqual(summary.total, { known: 180_000, unknown: 1 });
    assert.equal(summary.runs, 4);
  });

  it('groups by post, dearest first, without posts that have no receipt', () => {
    assert.deepEqual(summary.byPost, [
      { key: 'file:///b', label: 'B', runs: 2, total: { known: 120_000, unknown: 0 } },
      { key: 'file:///a', label: 'A', runs: 2, total: { known: 60_000, unknown: 1 } },
    ]);
  });

  it('groups by step', () => {
    assert.deepEqual(summary.byStep.map(({ key, total }) => [key, total.known, total.unknown]), [['hero_image', 180_000, 0], ['caption', 0, 1]]);
  });

  it('groups by the model that answered', () => {
    assert.deepEqual(summary.byModel.map(({ key, runs }) => [key, runs]), [['fal · flux', 2], ['openai · gpt', 1], ['builtin · rules-1', 1]]);
  });

  it('groups by day, latest first, and undated runs last', () => {
    assert.deepEqual(summary.byDay.map(({ key, total }) => [key, total]), [
      ['2026-05-12', { known: 120_000, unknown: 1 }],
      ['2026-05-11', { known: 60_000, unknown: 0 }],
      ['', { known: 0, unknown: 0 }],
    ]);
  });

  it('is exact where floating point is not', () => {
    const tenths = Array.from({ length: 10 }, () => receipt({ cost: 100_000 }));
    assert.equal(summarise([{ uri: 'u', title: 'T', receipts: tenths }]).total.known, 1_000_000);
  });

  it('has a sum for no post at all', () => {
    assert.deepEqual(summarise([]).total, { known: 0, unknown: 0 });
  });
});
