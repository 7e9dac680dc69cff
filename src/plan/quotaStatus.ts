import type { ContentFormat } from '../common/terms.js';
import type { Quota, SpecialMessage } from './quota.js';
import { planQuotas, type Slot } from './quotaPlan.js';

/** What counts of an item. */
export interface Countable {
  readonly contentFormat: ContentFormat;
  readonly pillar: string | undefined;
  readonly facts?: readonly string[] | undefined;
}

/** One quota held against the items. */
export interface QuotaLine {
  readonly quota: Quota;
  readonly have: number;
  readonly missing: number;
  readonly surplus: number;
  readonly isMet: boolean;
}

export interface QuotaStatus<Item extends Countable = Countable> {
  /** In the message's order. */
  readonly lines: readonly QuotaLine[];
  readonly isMet: boolean;
  /** The fewest items that would have to come, by kind. */
  readonly missing: readonly Slot[];
  /** Of `items`, those that may go: the fewest, later ones first. What is asked for nowhere is among them. */
  readonly surplus: readonly Item[];
}

/** Proves counts: which quotas the items keep to, and the fewest changes that make them keep to all. */
export function quotaStatus<Item extends Countable>(message: Pick<SpecialMessage, 'quotas' | 'pillars'>, items: readonly Item[]): QuotaStatus<Item> {
  const lines = quotaLines(message.quotas, items);
  const plan = planQuotas(message, items);
  const named = new Set(message.quotas.map(({ pillar }) => pillar));
  const surplus = plan.drop.flatMap(({ contentFormat, pillar, count }) =>
    leastNeeded(items.filter((item) => item.contentFormat === contentFormat && (named.has(item.pillar) ? item.pillar : undefined) === pillar), items).slice(0, count),
  );
  return { lines, isMet: plan.isPossible && plan.add.length === 0 && surplus.length === 0, missing: plan.add, surplus: items.filter((item) => surplus.includes(item)) };
}

/** The quotas one by one: whether all can be kept to together is another question. */
export function quotaLines(quotas: readonly Quota[], items: readonly Countable[]): readonly QuotaLine[] {
  return quotas.map((quota) => lineOf(quota, items));
}

function lineOf(quota: Quota, items: readonly Countable[]): QuotaLine {
  const { min, max } = quota.count;
  const have = items.filter((item) => (quota.contentFormat ?? item.contentFormat) === item.contentFormat && (quota.pillar === undefined || quota.pillar === item.pillar)).length;
  const missing = Math.max(0, min - have);
  const surplus = max === undefined ? 0 : Math.max(0, have - max);
  return { quota, have, missing, surplus, isMet: missing === 0 && surplus === 0 };
}

/** Items whose facts stand in others too go first, then later ones. */
function leastNeeded<Item extends Countable>(items: readonly Item[], all: readonly Countable[]): readonly Item[] {
  const uses = new Map<string, number>();
  for (const { facts = [] } of all) for (const fact of new Set(facts)) uses.set(fact, (uses.get(fact) ?? 0) + 1);
  const own = ({ facts = [] }: Countable): number => facts.filter((fact) => uses.get(fact) === 1).length;
  return items.map((item, index) => ({ item, index })).sort((a, b) => own(a.item) - own(b.item) || b.index - a.index).map(({ item }) => item);
}
