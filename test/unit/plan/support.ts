import fc from 'fast-check';
import { contentFormats } from '../../../src/common/terms.js';
import type { Quota } from '../../../src/plan/quota.js';
import type { Review, ReviewAction, ReviewItem } from '../../../src/plan/review.js';

export function reviewItem(fields: Partial<ReviewItem> = {}): ReviewItem {
  return { key: 'i1', title: 'A title', brief: 'What it argues.', rationale: 'Why.', pillar: undefined, contentFormat: 'hero_text', facts: ['f1'], isKept: true, ...fields };
}

export function review(fields: Partial<Review> = {}): Review {
  return {
    id: 'review000001',
    cluster: 'file:///w/seeds.cluster.md',
    message: 'Two posts.',
    planner: 'Scripted',
    facts: ['f1', 'f2', 'f3'].map((id) => ({ id, text: `Fact ${id}.` })),
    items: [reviewItem()],
    receipts: [],
    notes: [],
    plannedAt: 0,
    ...fields,
  };
}

export function quota(contentFormat: Quota['contentFormat'], pillar: string | undefined, count: number): Quota {
  return { contentFormat, pillar, count: { min: count, max: count }, span: { start: 0, end: 0 } };
}

const keys = ['i1', 'i2', 'i3', 'i4'];
const pillars = [undefined, 'craft', 'shops'];

const item = fc.record({
  title: fc.string({ maxLength: 20 }),
  brief: fc.string({ maxLength: 40 }),
  rationale: fc.string({ maxLength: 20 }),
  pillar: fc.constantFrom(...pillars),
  contentFormat: fc.constantFrom(...contentFormats),
  facts: fc.subarray(['f1', 'f2', 'f3']),
  isKept: fc.boolean(),
});

export const reviews: fc.Arbitrary<Review> = fc
  .array(item, { maxLength: keys.length })
  .map((items) => review({ items: items.map((one, index) => ({ ...one, key: keys[index] ?? '' })) }));

/** Also actions on items that are not there. */
export const actions: fc.Arbitrary<ReviewAction> = fc.oneof(
  fc.record({ type: fc.constant('keep' as const), item: fc.constantFrom(...keys), isKept: fc.boolean() }),
  fc.record({ type: fc.constant('text' as const), item: fc.constantFrom(...keys), field: fc.constantFrom('title' as const, 'brief' as const, 'rationale' as const), text: fc.string({ unit: fc.constantFrom('a', ' ', '\n', '\r\n', ':', '#') }) }),
  fc.record({ type: fc.constant('pillar' as const), item: fc.constantFrom(...keys), pillar: fc.constantFrom(...pillars) }),
  fc.record({ type: fc.constant('format' as const), item: fc.constantFrom(...keys), contentFormat: fc.constantFrom(...contentFormats) }),
);
