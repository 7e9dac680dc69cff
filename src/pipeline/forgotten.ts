import type { Ledger } from '../cost/ledger.js';
import type { Journal } from './journal.js';

/**
 * Gives back what was reserved for runs that ended before they were noted, so that they do not count against a post's budget.
 * Every run is noted before it is bought, and settled before its note goes: a reservation this old that no note names bought
 * nothing. Resolves to how many there were.
 */
export async function releaseForgotten(ledger: Pick<Ledger, 'overdue' | 'release'>, journal: Pick<Journal, 'reservations'>): Promise<number> {
  const overdue = await ledger.overdue();
  if (overdue.length === 0) return 0;
  // After the ledger: a run that ends in between is settled by now, and a release means nothing then.
  const noted = await journal.reservations();
  if (noted === undefined) return 0;
  const forgotten = overdue.filter(({ id }) => !noted.has(id));
  for (const { id } of forgotten) await ledger.release(id);
  return forgotten.length;
}
