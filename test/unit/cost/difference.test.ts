import assert from 'node:assert/strict';
import { costDifference } from '../../../src/cost/difference.js';
import type { Price } from '../../../src/common/price.js';

const about = (cost: number): Price => ({ cost, basis: 'estimated' });
const bill = (cost: number): Price => ({ cost, basis: 'billed' });
const unknown: Price = { cost: undefined, basis: 'unknown' };

describe('the difference between estimate and bill', () => {
  const cases: readonly (readonly [estimate: Price, actual: Price, text: string | undefined])[] = [
    [about(60_000), bill(58_000), 'estimated $0.06, billed $0.058'],
    [about(60_000), bill(120_000), 'estimated $0.06, billed $0.12'],
    [about(4_000), { cost: 9_000, basis: 'computed' }, 'estimated $0.004, computed $0.009'],
    [about(60_000), { cost: 0, basis: 'free' }, 'estimated $0.06, was free'],
    [about(60_000), bill(0), 'estimated $0.06, billed $0.00'],
    [about(60_000), about(70_000), 'estimated $0.06, then $0.07'],
    [about(60_000), unknown, 'estimated $0.06, actual cost unknown'],
    [{ cost: 0, basis: 'free' }, bill(60_000), 'estimated $0.00, billed $0.06'],
    [about(60_000), bill(60_000), undefined],
    [about(60_000), bill(59_001), undefined],
    [about(3_200_000), bill(3_203_200), undefined],
    [about(400), bill(900), undefined],
    [unknown, bill(60_000), undefined],
    [unknown, unknown, undefined],
    [{ cost: 0, basis: 'free' }, unknown, undefined],
  ];
  for (const [estimate, actual, text] of cases) {
    it(`of ${estimate.cost ?? 'unknown'} and ${actual.cost ?? 'unknown'} (${actual.basis}) is ${text ?? 'not worth a word'}`, () => {
      assert.equal(costDifference(estimate, actual), text);
    });
  }
});
