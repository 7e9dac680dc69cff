import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sortInRuns } from '../../../src/common/sortInRuns.js';

describe('a sort with pauses', () => {
  it('gives what a sort without gives, equal ones in the order in which they came', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.nat(50), { maxLength: 3000, size: 'max' }), async (keys) => {
      const items = keys.map((key, place) => ({ key, place }));
      const compare = (a: { readonly key: number }, b: { readonly key: number }): number => a.key - b.key;
      assert.deepEqual(await sortInRuns(items, compare, () => Promise.resolve()), [...items].sort(compare));
    }), { numRuns: 30 });
  });

  it('pauses between runs, and not for a list that is short', async () => {
    const pausesFor = async (length: number): Promise<number> => {
      let pauses = 0;
      await sortInRuns(Array.from({ length }, (_, number) => number), (a, b) => b - a, () => { pauses++; return Promise.resolve(); });
      return pauses;
    };
    assert.equal(await pausesFor(500), 0);
    assert.ok((await pausesFor(5000)) >= 10);
  });
});
