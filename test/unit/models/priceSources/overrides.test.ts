import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readPriceOverrides } from '../../../../src/models/priceSources/overrides.js';

describe('the setting galley.prices', () => {
  it('takes prices by token and by unit', () => {
    const { overrides, problems } = readPriceOverrides({
      a: { inputPerMillion: 1, outputPerMillion: 2 },
      b: { inputPerMillion: 0, cachedPerMillion: 0, outputPerMillion: 0 },
      'fal-ai/x': { perUnit: 0.06, unit: ' image ' },
    });
    assert.deepEqual(problems, []);
    assert.deepEqual([...overrides.tokens], [
      ['a', { inputPerMillion: 1, cachedPerMillion: undefined, outputPerMillion: 2 }],
      ['b', { inputPerMillion: 0, cachedPerMillion: 0, outputPerMillion: 0 }],
    ]);
    assert.deepEqual([...overrides.units], [['fal-ai/x', { perUnit: 0.06, unit: 'image' }]]);
  });

  it('may be absent', () => {
    for (const value of [undefined, null, {}]) assert.deepEqual(readPriceOverrides(value).problems, []);
  });

  const wrong: readonly (readonly [what: string, entry: unknown, problem: RegExp])[] = [
    ['no object', 5, /not an object/],
    ['a missing output price', { inputPerMillion: 1 }, /needs inputPerMillion and outputPerMillion/],
    ['nothing', {}, /needs inputPerMillion and outputPerMillion/],
    ['a misspelt key', { inputPerMillion: 1, outputPerMillion: 2, cachePerMillion: 0.1 }, /cachePerMillion does not belong/],
    ['both kinds at once', { inputPerMillion: 1, outputPerMillion: 2, perUnit: 1, unit: 'image' }, /inputPerMillion does not belong/],
    ['an amount as text', { inputPerMillion: '1', outputPerMillion: 2 }, /inputPerMillion of m .* not an amount/],
    ['a negative amount', { perUnit: -1, unit: 'image' }, /perUnit of m .* not an amount/],
    ['no number', { perUnit: NaN, unit: 'image' }, /not an amount/],
    ['null for a price', { inputPerMillion: 1, outputPerMillion: null }, /outputPerMillion of m .* not an amount/],
    ['no unit', { perUnit: 1 }, /needs perUnit and unit/],
    ['an empty unit', { perUnit: 1, unit: ' ' }, /needs perUnit and unit/],
    ['a unit that is no text', { perUnit: 1, unit: 3 }, /needs perUnit and unit/],
  ];
  for (const [what, entry, problem] of wrong) {
    it(`reports ${what}, and uses nothing of that entry`, () => {
      const { overrides, problems } = readPriceOverrides({ m: entry, good: { perUnit: 1, unit: 'image' } });
      assert.equal(problems.length, 1);
      assert.match(problems[0] ?? '', problem);
      assert.deepEqual([[...overrides.tokens.keys()], [...overrides.units.keys()]], [[], ['good']]);
    });
  }

  it('reports a value that is no object', () => {
    for (const value of [[], 'x', 5]) assert.equal(readPriceOverrides(value).problems.length, 1);
  });

  it('is read whatever it holds', () => {
    fc.assert(fc.property(fc.anything(), (value) => {
      const { overrides } = readPriceOverrides(value);
      for (const { inputPerMillion, outputPerMillion } of overrides.tokens.values()) assert.ok(inputPerMillion >= 0 && outputPerMillion >= 0);
      for (const { perUnit } of overrides.units.values()) assert.ok(perUnit >= 0);
    }));
  });
});
