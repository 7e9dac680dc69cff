import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkSpend, describeReason, type Spend, type SpendLimits, type SpendReason } from '../../../src/cost/budget.js';
import { addCost, noCost, type Total } from '../../../src/common/money.js';

const noLimits: SpendLimits = { perPost: undefined, perDay: undefined, confirmAbove: undefined };
const none: Total = noCost;
const known = (cost: number): Total => ({ known: cost, unknown: 0 });
const spend = (changes: Omit<Partial<Spend>, 'limits'> & { readonly limits?: Partial<SpendLimits> } = {}): Spend => ({
  price: { cost: 60_000, basis: 'estimated' },
  channel: 'api',
  takes: 1,
  postTotal: none,
  dayTotal: none,
  reserved: none,
  ...changes,
  limits: { ...noLimits, ...changes.limits },
});
const reasons = (...args: Parameters<typeof spend>): readonly SpendReason[] => {
  const verdict = checkSpend(spend(...args));
  return verdict.type === 'go' ? [] : verdict.reasons;
};
const types = (...args: Parameters<typeof spend>) => reasons(...args).map(({ type }) => type);
const unknown = { cost: undefined, basis: 'unknown' } as const;
const free = { cost: 0, basis: 'free' } as const;

describe('checkSpend', () => {
  it('lets everything go without limits', () => {
    assert.deepEqual(checkSpend(spend({ postTotal: known(1e9), dayTotal: known(1e9) })), { type: 'go' });
    assert.deepEqual(checkSpend(spend({ price: unknown })), { type: 'go' });
  });

  it('lets exactly the limit go and asks past it', () => {
    assert.deepEqual(types({ limits: { confirmAbove: 60_000, perPost: 60_000, perDay: 60_000 } }), []);
    assert.deepEqual(types({ limits: { confirmAbove: 59_999 } }), ['confirmAbove']);
    assert.deepEqual(types({ limits: { perPost: 59_999 } }), ['perPost']);
    assert.deepEqual(types({ limits: { perDay: 59_999 } }), ['perDay']);
  });

  it('gives every reason, with amounts', () => {
    const all = spend({ takes: 4, postTotal: { known: 10, unknown: 1 }, postReserved: known(5), dayTotal: known(20), reserved: { known: 7, unknown: 2 }, limits: { confirmAbove: 1, perPost: 2, perDay: 3 } });
    assert.deepEqual(checkSpend(all), {
      type: 'ask',
      reasons: [
        { type: 'confirmAbove', amount: 240_000, limit: 1 },
        { type: 'perPost', amount: 240_000, before: { known: 15, unknown: 1 }, limit: 2 },
        { type: 'perDay', amount: 240_000, before: { known: 27, unknown: 2 }, limit: 3 },
      ],
    });
  });

  it('counts all takes at once', () => {
    assert.deepEqual(types({ takes: 2, limits: { confirmAbove: 120_000, perPost: 120_000, perDay: 120_000 } }), []);
    assert.deepEqual(types({ takes: 3, limits: { confirmAbove: 120_000, perPost: 120_000, perDay: 120_000 } }), ['confirmAbove', 'perPost', 'perDay']);
  });

  it('counts what is reserved as if it were spent', () => {
    assert.deepEqual(types({ reserved: known(40_001), limits: { perDay: 100_000 } }), ['perDay']);
    assert.deepEqual(types({ reserved: known(40_000), limits: { perDay: 100_000 } }), []);
    assert.deepEqual(types({ postReserved: known(40_001), limits: { perPost: 100_000 } }), ['perPost']);
  });

  it('does not let what the day cost count for the post, nor the other way round', () => {
    assert.deepEqual(types({ dayTotal: known(1e9), limits: { perPost: 60_000 } }), []);
    assert.deepEqual(types({ postTotal: known(1e9), limits: { perDay: 60_000 } }), []);
  });

  it('asks about an unknown price as soon as there is any limit', () => {
    const limits: readonly Partial<SpendLimits>[] = [{ perPost: 1e9 }, { perDay: 1e9 }, { confirmAbove: 1e9 }];
    for (const limit of limits) assert.deepEqual(types({ price: unknown, limits: limit }), ['unknownPrice']);
  });

  it('always lets go what costs nothing', () => {
    const over = { postTotal: known(1e9), dayTotal: known(1e9), limits: { perPost: 0, perDay: 0, confirmAbove: 0 } };
    for (const channel of ['builtin', 'local'] as const) for (const price of [free, unknown]) assert.deepEqual(types({ ...over, channel, price }), []);
    assert.deepEqual(types({ ...over, price: free }), []);
  });

  it('asks before anything is spent under a limit of zero', () => {
    assert.deepEqual(types({ price: { cost: 1, basis: 'estimated' }, limits: { perDay: 0 } }), ['perDay']);
  });

  it('asks when a limit or a sum is no number', () => {
    assert.deepEqual(types({ limits: { perDay: NaN } }), ['perDay']);
    assert.deepEqual(types({ dayTotal: known(NaN), limits: { perDay: 1e9 } }), ['perDay']);
    assert.deepEqual(types({ takes: NaN, limits: { perDay: 1e9 } }), ['perDay']);
  });

  const amount = fc.oneof(fc.nat(1000), fc.nat(5_000_000));
  const limit = fc.option(amount, { nil: undefined });
  const limitsOf = fc.record({ perPost: limit, perDay: limit, confirmAbove: limit });
  const purchase = fc.record({
    cost: fc.option(amount, { nil: undefined, freq: 8 }),
    takes: fc.integer({ min: 1, max: 4 }),
    post: fc.constantFrom('a', 'b'),
    settles: fc.boolean(),
  });

  it('never lets a sum pass a limit unasked, whatever is bought in whatever order', () => {
    fc.assert(
      fc.property(limitsOf, fc.array(purchase, { maxLength: 30 }), (limits, purchases) => {
        const posts = new Map<string, { spent: Total; reserved: Total }>();
        let day = { spent: none, reserved: none };
        for (const { cost, takes, post, settles } of purchases) {
          const own = posts.get(post) ?? { spent: none, reserved: none };
          const price = cost === undefined ? unknown : { cost, basis: 'estimated' as const };
          const verdict = checkSpend({ price, channel: 'api', takes, postTotal: own.spent, postReserved: own.reserved, dayTotal: day.spent, reserved: day.reserved, limits });
          if (verdict.type === 'ask') {
            assert.notEqual(verdict.reasons.length, 0);
            continue;
          }
          const total = cost === undefined ? undefined : cost * takes;
          const add = (sums: typeof day) => (settles ? { ...sums, spent: addCost(sums.spent, total) } : { ...sums, reserved: addCost(sums.reserved, total) });
          posts.set(post, add(own));
          day = add(day);
          if (total !== undefined && total > 0) assert.ok(total <= (limits.confirmAbove ?? Infinity));
        }
        const isLimited = Object.values(limits).some((one) => one !== undefined);
        assert.ok(day.spent.known + day.reserved.known <= (limits.perDay ?? Infinity));
        for (const { spent, reserved } of posts.values()) assert.ok(spent.known + reserved.known <= (limits.perPost ?? Infinity));
        if (isLimited) assert.equal(day.spent.unknown + day.reserved.unknown, 0);
      }),
    );
  });

  it('never asks about what keeps to every limit', () => {
    fc.assert(
      fc.property(limitsOf, amount, fc.integer({ min: 1, max: 4 }), amount, amount, amount, (limits, cost, takes, post, today, reserved) => {
        const total = cost * takes;
        const keeps = total <= (limits.confirmAbove ?? Infinity) && post + total <= (limits.perPost ?? Infinity) && today + reserved + total <= (limits.perDay ?? Infinity);
        const { type } = checkSpend(spend({ price: { cost, basis: 'estimated' }, takes, postTotal: known(post), dayTotal: known(today), reserved: known(reserved), limits }));
        assert.equal(type, keeps || cost === 0 ? 'go' : 'ask');
      }),
    );
  });
});

describe('the reason for asking', () => {
  const sentences: readonly (readonly [SpendReason, string])[] = [
    [{ type: 'unknownPrice' }, 'The price of this is not known, so it cannot be held against your limits.'],
    [{ type: 'confirmAbove', amount: 3_200_000, limit: 500_000 }, 'This costs about $3.20, more than the $0.50 that you let pass without asking.'],
    [{ type: 'perPost', amount: 60_000, before: known(950_000), limit: 1_000_000 }, 'With this, the post would cost about $1.01, past its budget of $1.00.'],
    [{ type: 'perDay', amount: 60_000, before: { known: 950_000, unknown: 2 }, limit: 1_000_000 }, 'With this, today would cost about $1.01 + 2 unknown, past the daily budget of $1.00.'],
  ];
  for (const [reason, sentence] of sentences) {
    it(`of ${reason.type} reads “${sentence}”`, () => {
      assert.equal(describeReason(reason), sentence);
    });
  }
});
