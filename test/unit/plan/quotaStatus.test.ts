import assert from 'node:assert/strict';
import fc from 'fast-check';
import { contentFormats, type ContentFormat } from '../../../src/common/terms.js';
import type { Count, Quota } from '../../../src/plan/quota.js';
import { planQuotas } from '../../../src/plan/quotaPlan.js';
import { quotaStatus, type Countable } from '../../../src/plan/quotaStatus.js';

const span = { start: 0, end: 0 };
const quota = (count: Count | number, contentFormat?: ContentFormat, pillar?: string): Quota => ({
  contentFormat, pillar, span, count: typeof count === 'number' ? { min: count, max: count } : count,
});
const item = (contentFormat: ContentFormat = 'hero_text', pillar?: string, facts: readonly string[] = []): Countable => ({ contentFormat, pillar, facts });
const message = (...quotas: readonly Quota[]) => ({ quotas, pillars: ['craft', 'shops', 'ai'] });

describe('the status of quotas', () => {
  it('is met by exactly what was asked', () => {
    const status = quotaStatus(message(quota(3), quota(1, 'video')), [item('video'), item(), item()]);
    assert.equal(status.isMet, true);
    assert.deepEqual(status.lines.map(({ have, missing, surplus }) => [have, missing, surplus]), [[3, 0, 0], [1, 0, 0]]);
  });

  it('says what is missing by kind, and what may go', () => {
    const items = [item(), item(), item(), item()];
    const status = quotaStatus(message(quota(4), quota(1, 'video'), quota(3, 'hero_text')), items);
    assert.equal(status.isMet, false);
    assert.deepEqual(status.missing, [{ contentFormat: 'video', pillar: undefined }]);
    assert.deepEqual(status.surplus, [items[3]]);
  });

  it('leaves the format of a missing item open when nothing is said about formats', () => {
    assert.deepEqual(quotaStatus(message(quota(1, undefined, 'craft')), []).missing, [{ contentFormat: undefined, pillar: 'craft' }]);
  });

  it('fills two quotas with one item where both can be met by it', () => {
    const status = quotaStatus(message(quota(1, 'video'), quota(1, undefined, 'craft'), quota(1)), []);
    assert.deepEqual(status.missing, [{ contentFormat: 'video', pillar: 'craft' }]);
  });

  it('takes the parts for the whole when no total is named', () => {
    const items = [item('hero_text', 'craft'), item('hero_text', 'ai')];
    assert.deepEqual(quotaStatus(message(quota(1, undefined, 'craft')), items).surplus, [items[1]]);
  });

  it('offers the item whose facts stand elsewhere too', () => {
    const items = [item('hero_text', 'craft', ['f1']), item('hero_text', 'craft', ['f2']), item('hero_text', 'craft', ['f2', 'f3'])];
    assert.deepEqual(quotaStatus(message(quota(2)), items).surplus, [items[1]]);
  });

  it('has room between a least and a greatest number', () => {
    const range = message(quota({ min: 2, max: 4 }));
    assert.deepEqual([1, 2, 4, 5].map((count) => quotaStatus(range, Array.from({ length: count }, () => item())).isMet), [false, true, true, false]);
  });
});

describe('a plan for quotas', () => {
  const count = fc.tuple(fc.nat(4), fc.option(fc.nat(3), { nil: undefined })).map(([min, more]): Count => ({ min, max: more === undefined ? undefined : min + more }));
  const pillar = fc.constantFrom(undefined, 'craft', 'shops');
  const format = fc.constantFrom(undefined, ...contentFormats);
  const quotas = fc.array(fc.tuple(count, format, pillar).map(([of, contentFormat, key]) => quota(of, contentFormat, key)), { maxLength: 5 });
  const standing = fc.array(fc.tuple(fc.constantFrom(...contentFormats), fc.constantFrom(undefined, 'craft', 'shops', 'ai')).map(([contentFormat, key]) => item(contentFormat, key)), { maxLength: 8 });

  it('leads to items that keep to all of them whenever it says that it can', () => {
    fc.assert(fc.property(quotas, standing, (of, have) => {
      const asked = message(...of);
      const plan = planQuotas(asked, have);
      if (!plan.isPossible) return;
      const dropped = new Set(quotaStatus(asked, have).surplus);
      const added = plan.add.map((slot) => item(slot.contentFormat ?? 'hero_text', slot.pillar ?? 'ai'));
      const status = quotaStatus(asked, [...have.filter((one) => !dropped.has(one)), ...added]);
      assert.deepEqual(status.lines.filter(({ isMet }) => !isMet), []);
      assert.equal(status.isMet, true);
    }));
  });

  it('says that it can whenever some set of items keeps to them', () => {
    fc.assert(fc.property(standing, fc.array(fc.tuple(format, pillar, fc.nat(2), fc.nat(2)), { maxLength: 5 }), (items, kinds) => {
      const of = kinds.map(([contentFormat, key, less, more]) => {
        const { have } = quotaStatus(message(quota({ min: 0, max: undefined }, contentFormat, key)), items).lines[0]!;
        return quota({ min: Math.max(0, have - less), max: have + more }, contentFormat, key);
      });
      assert.equal(planQuotas(message(quota(items.length), ...of), items).isPossible, true);
    }));
  });
});
