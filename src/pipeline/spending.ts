import { abortError } from '../common/abort.js';
import { addCost, noCost } from '../common/money.js';
import { checkSpend, type SpendLimits, type SpendReason } from '../cost/budget.js';
import type { Ledger } from '../cost/ledger.js';
import type { Intent, Journal } from './journal.js';
import { paidRun } from './paidRuns.js';
import { freeApproval, type PaidRun, type Paying, type Purchase } from './paying.js';

export interface SpendingDeps {
  readonly ledger: Ledger;
  readonly journal: Journal;
  readonly limits: () => SpendLimits;
  /** Whether to go on although the reasons speak against it. `again`: the limits were changed, so that they are to be looked at anew. */
  readonly ask: (purchase: Purchase, reasons: readonly SpendReason[]) => Promise<boolean | 'again'>;
  readonly now?: (() => Date) | undefined;
}

/** Holds purchases against the budgets, and writes each into ledger and journal before it is bought. */
export function spending(deps: SpendingDeps): Paying {
  return {
    approve: async (purchase) => {
      // A plan or quota that is not metered cannot be held against a budget.
      if (purchase.price.basis === 'free' || purchase.price.isMetered === false) return freeApproval;
      const answered = await askIfNeeded(purchase, purchase.takes, undefined, new Set(), deps);
      return { begin: (intent) => begin(intent, purchase, answered, deps) };
    },
  };
}

type Answered = ReadonlySet<SpendReason['type']>;

async function begin(intent: Omit<Intent, 'reservation'>, purchase: Purchase, answered: Answered, deps: SpendingDeps): Promise<PaidRun> {
  const { ledger, journal } = deps;
  const { post, step, info, price } = purchase;
  const { id } = await ledger.reserve({ post, step, provider: info.provider, model: info.model, price });
  try {
    // Now that others see this amount, and this purchase theirs: a budget that both would pass is noticed by one.
    await askIfNeeded(purchase, 1, id, answered, deps);
    return paidRun(await journal.begin({ ...intent, reservation: id }), ledger);
  } catch (error) {
    await ledger.release(id);
    throw error;
  }
}

/** Resolves to what somebody was asked about and said yes to; nothing is asked twice. */
async function askIfNeeded(purchase: Purchase, takes: number, own: string | undefined, answered: Answered, deps: SpendingDeps): Promise<Answered> {
  const { ledger, limits, ask, now = () => new Date() } = deps;
  const { post, price, info, receipts } = purchase;
  const [day, postReserved] = await Promise.all([ledger.day(now(), own), ledger.reservedFor(post, own)]);
  const verdict = checkSpend({
    price,
    channel: info.channel,
    takes,
    postTotal: receipts.reduce((total, { cost }) => addCost(total, cost), noCost),
    postReserved,
    dayTotal: day.spent,
    reserved: day.reserved,
    limits: limits(),
  });
  const reasons = verdict.type === 'go' ? [] : verdict.reasons.filter(({ type }) => !answered.has(type));
  if (reasons.length === 0) return answered;
  const answer = await ask(purchase, reasons);
  if (answer === 'again') return askIfNeeded(purchase, takes, own, answered, deps);
  if (!answer) throw abortError();
  return new Set([...answered, ...reasons.map(({ type }) => type)]);
}
