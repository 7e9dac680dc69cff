import { changeReview, type Review, type ReviewItem } from '../../../src/plan/review.js';
import { reviewState, type ReviewInput } from '../../../src/plan/reviewPage.js';
import type { ToReview } from '../../../src/plan/reviewProtocol.js';
import { foldTitle } from '../../../src/plan/readPlans.js';
import type { Quota } from '../../../src/plan/quota.js';

const facts = [
  'Hazelmere Bakery threw away 31 loaves a night in March.',
  'It throws away 4 now, eleven months later.',
  'The forecast reads 3 years of till receipts, the weather, and the school calendar.',
  'It took 2 days to build.',
  'It took 11 weeks to be trusted.',
  'The night baker may overrule it with one button, and did so on 38 of the first 60 nights.',
  'In the last 60 nights she overruled it 5 times, and was right in 4 of them.',
  'A weekly page on the wall says who was right, the forecast or the baker.',
  'The oven is a 1961 brick oven that holds 180 degrees for 9 hours.',
].map((text, index) => ({ id: `f${index + 1}`, text }));

function item(key: string, title: string, contentFormat: ReviewItem['contentFormat'], pillar: string | undefined, own: readonly string[]): ReviewItem {
  return {
    key, title, contentFormat, pillar, facts: own, isKept: true,
    brief: `Hook: ${facts[0]?.text ?? ''}\nFacts: ${own.map((id) => facts.find((fact) => fact.id === id)?.text ?? '').join(' ')}\nAngle: The model isn't what cut the waste - it's the button that lets her disagree.\nButton: Build the override first. The forecast can wait.`,
    rationale: 'Fits the pillar: a product decision with its cost, not an announcement. hero_text because the argument is one number and one turn.',
  };
}

const five = [
  item('i1', "The bakery's forecast was cheap. The override button wasn't", 'video', 'ai-products', ['f1', 'f3', 'f4']),
  item('i2', 'Eleven weeks to trust a two-day build', 'hero_text', 'ai-products', ['f4', 'f5']),
  item('i3', 'Thirty-eight nights of saying no', 'hero_text', 'small-shops', ['f6', 'f7']),
  item('i4', 'The page on the wall that says who was right, and what a small bakery learned from reading it every Monday', 'hero_text', 'small-shops', ['f8']),
  item('i5', 'From 31 loaves to 4', 'hero_text', undefined, ['f1', 'f2']),
];

const quota = (contentFormat: Quota['contentFormat'], count: number): Quota => ({ contentFormat, pillar: undefined, count: { min: count, max: count }, span: { start: 0, end: 0 } });

const base: Review = {
  id: 'review000001',
  cluster: 'file:///work/facts/hazelmere-forecast.cluster.md',
  message: "Generate exactly 5 items: 1 with content_format='video' and 4 with content_format='hero_text'. Keep the owner's name out of it.",
  planner: 'OpenAI: gpt-6-luna',
  facts,
  items: five,
  receipts: [{ step: 'plan', status: 'done', cost: 8_120 }, { step: 'plan', status: 'done', cost: 3_400 }],
  notes: [{ severity: 'information', text: 'The angle of each post is left to you: facts do not say what they prove.' }],
  plannedAt: 0,
};

function state(review: Review, change: Partial<ReviewInput> = {}): ToReview[] {
  const input: ReviewInput = {
    review,
    special: { quotas: [quota(undefined, 5), quota('video', 1), quota('hero_text', 4)], pillars: ['ai-products', 'small-shops', 'craft'] },
    pillars: {
      'ai-products': { key: 'ai-products', name: 'AI products', framing: undefined },
      'small-shops': { key: 'small-shops', name: 'Small shops', framing: undefined },
      craft: { key: 'craft', name: 'Craft', framing: undefined },
    },
    uses: [{ uri: 'file:///work/posts/waste.post.md', title: 'What a bakery throws away', fact: 'f1' }],
    postTitled: (title) => (foldTitle(title) === 'from 31 loaves to 4' ? { uri: 'file:///work/posts/from-31-loaves-to-4.post.md', title } : undefined),
    priceOf: () => 'about $0.0031',
    busy: undefined,
    ...change,
  };
  return [{ type: 'review', review: reviewState(input) }];
}

export function reviewStates(): Readonly<Record<string, ToReview[]>> {
  const surplus = changeReview(base, { type: 'add', addition: { items: [item('i6', 'A brick oven keeps its own time', 'hero_text', 'craft', ['f9']), { ...item('i7', 'The bakery that listened', 'hero_text', 'craft', ['f2']), isKept: false }], receipts: [], notes: [] } });
  const short = { ...base, items: five.slice(0, 3), notes: [{ severity: 'warning', text: 'After 3 questions, this is still missing: 2 hero_text. Ask for another, or change the special message.' }] as const };
  return {
    met: state(base),
    surplus: state(surplus),
    short: state(short),
    busy: state(short, { busy: { label: 'Asking OpenAI: gpt-6-luna for 2 more', seconds: 4, canCancel: true } }),
    empty: [{ type: 'empty', title: 'No planned posts', advice: 'Open a cluster file and run Plan Posts... to plan some.' }],
  };
}
