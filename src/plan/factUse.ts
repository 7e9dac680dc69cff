import type { NumberedFact } from './cluster.js';
import type { PlannedItem } from './plannedItem.js';

export interface FactUse {
  /** Ids in the cluster's order. */
  readonly unused: readonly string[];
  /** Facts that several items rest on. */
  readonly shared: readonly string[];
}

export function factUse(facts: readonly NumberedFact[], items: readonly Pick<PlannedItem, 'facts'>[]): FactUse {
  const uses = new Map<string, number>();
  for (const item of items) for (const id of new Set(item.facts)) uses.set(id, (uses.get(id) ?? 0) + 1);
  const ids = facts.map(({ id }) => id);
  return { unused: ids.filter((id) => !uses.has(id)), shared: ids.filter((id) => (uses.get(id) ?? 0) > 1) };
}
