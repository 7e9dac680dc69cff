import type { TextEdit } from '../common/text.js';
import { numberFacts, parseCluster } from './cluster.js';
import type { ReviewFact } from './review.js';

/** The facts that planned posts rest on, as the cluster file has them by now. */
export interface SettledFacts {
  /** From the id that was planned with to the one in the file. A fact that has gone is not in it. */
  readonly ids: ReadonlyMap<string, string>;
  /** Writes the ids that the file does not have yet. */
  readonly edits: readonly TextEdit[];
}

/** A fact may have been moved, numbered or reworded since it was planned with: its words tell it apart, then its id. */
export function settleFacts(clusterText: string, used: readonly ReviewFact[]): SettledFacts {
  const { facts, unwritten } = parseCluster(clusterText);
  const ids = new Map<string, string>();
  for (const { id, text } of used) {
    const same = facts.find((fact) => fact.id === id && fact.text === text) ?? facts.find((fact) => fact.text === text) ?? facts.find((fact) => fact.id === id && !unwritten.has(id));
    if (same) ids.set(id, same.id);
  }
  return { ids, edits: numberFacts(clusterText, new Set(ids.values())) };
}
