import type { MicroUsd } from '../common/money.js';
import type { CostBasis, TokenUsage } from '../common/terms.js';
import type { Receipt } from '../post/post.js';
import { outputHash } from '../pipeline/freshness.js';
import type { PlannedItem } from './plannedItem.js';

// A sum is known no better than its weakest part.
const bases: readonly CostBasis[] = ['free', 'billed', 'computed', 'estimated', 'unknown'];

/**
 * The receipts of each post that planning made, in the order of `items`: what the questions cost, split to the
 * micro-dollar, so that the posts' sum is what was paid. What a question of unknown cost took is unknown to every
 * post, and stands in a receipt of its own beside the known part.
 */
export function planReceipts(rounds: readonly Receipt[], items: readonly Pick<PlannedItem, 'brief'>[]): readonly (readonly Receipt[])[] {
  const known = rounds.filter(({ cost }) => cost !== undefined);
  const unknown = rounds.filter(({ cost }) => cost === undefined);
  const parts = [known, unknown].filter((part) => part.length > 0).map((part) => split(part, items.length));
  return items.map(({ brief }, index) => parts.flatMap((part) => part[index] ?? []).map((receipt) => ({ ...receipt, output: outputHash(brief) })));
}

function split(rounds: readonly Receipt[], count: number): readonly Receipt[] {
  const last = rounds.findLast(({ status }) => status === 'done') ?? rounds.at(-1);
  if (!last) return [];
  const costs = rounds.flatMap(({ cost }) => (cost === undefined ? [] : [cost]));
  const shares = costs.length === 0 ? undefined : sharesOf(costs.reduce((sum, cost) => sum + cost, 0), count);
  const tokens = tokenShares(rounds, count);
  const costBasis = bases[Math.max(...rounds.map(({ costBasis: basis }) => bases.indexOf(basis ?? 'unknown')))];
  return Array.from({ length: count }, (_, index) => ({
    ...last,
    status: 'done',
    error: undefined,
    cost: shares?.[index],
    costBasis,
    seconds: Math.round(rounds.reduce((sum, { seconds = 0 }) => sum + seconds, 0) * 10) / 10,
    requestId: rounds.length === 1 ? last.requestId : undefined,
    tokens: tokens[index],
  }));
}

/** Whole parts that add up to `sum`; the first ones are larger by one where it does not divide evenly. */
function sharesOf(sum: MicroUsd, count: number): readonly MicroUsd[] {
  const share = Math.floor(sum / count);
  return Array.from({ length: count }, (_, index) => share + (index < sum - share * count ? 1 : 0));
}

function tokenShares(rounds: readonly Receipt[], count: number): readonly (TokenUsage | undefined)[] {
  const usages = rounds.flatMap(({ tokens }) => (tokens ? [tokens] : []));
  if (usages.length === 0) return [];
  const shares = (key: keyof TokenUsage): readonly number[] | undefined => {
    const counts = usages.flatMap((usage) => usage[key] ?? []);
    return counts.length === 0 ? undefined : sharesOf(counts.reduce((sum, tokens) => sum + tokens, 0), count);
  };
  const [input, cached, output] = [shares('input'), shares('cached'), shares('output')];
  return Array.from({ length: count }, (_, index) => ({ input: input?.[index], cached: cached?.[index], output: output?.[index] }));
}
