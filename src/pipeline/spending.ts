import { abortError } from '../common/abort.js';
import { addCost, noCost } from '../common/money.js';
import { checkSpend, describeReason, type SpendLimits } from '../cost/budget.js';
import type { Ledger } from '../cost/ledger.js';
import type { Intent, Journal } from './journal.js';
import { paidRun } from './paidRuns.js';
import { freeApproval, type PaidRun, type Paying, type Purchase } from './paying.js';

export interface SpendingDeps {
  readonly ledger: Ledger;
  readonly journal: Journal;
  readonly limits: () => SpendLimits;
  /** Whether to go on although the reasons, whole sentences, speak against it. */
  readonly ask: (purchase: Purchase, reasons: readonly string[]) => Promise<boolean>;
  readonly now?: (() => Date) | undefined;
}

/** Holds purchases against the budgets, and writes each into ledger and journal before it is bought. */
export function spending(deps: SpendingDeps): Paying {
  return {
    approve: async (purchase) => {
      // A plan or quota that is not metered cannot be held against a budget.
      if (purchase.price.basis === 'free' || purchase.price.isMetered === false) return freeApproval;
      const wasAsked = await askIfNeeded(purchase, purchase.takes, undefined, deps);
      return { begin: (intent) => begin(intent, purchase, wasAsked, deps) };
    },
  };
}

async function begin(intent: Omit<Intent, 'reservation'>, purchase: Purchase, wasAsked: boolean, deps: SpendingDeps): Promise<PaidRun> {
  const { ledger, journal } = deps;
  const { post, step, info, price } = purchase;
  const { id } = await ledger.reserve({ post, step, provider: info.provider, model: info.model, price });
  try {
    // Now that other windows see this amount, and this one theirs: a budget that both would pass is noticed by one.
    if (!wasAsked) await askIfNeeded(purchase, 1, id, deps);
    return paidRun(await journal.begin({ ...intent, reservation: id }), ledger);
  } catch (error) {
    await ledger.release(id);
    throw error;
  }
}

/** Resolves to whether somebody was asked and said yes. */
async function askIfNeeded(purchase: Purchase, takes: number, own: string | undefined, { ledger, limits, ask, now = () => new Date() }: SpendingDeps): Promise<boolean> {
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
  if (verdict.type === 'go') return false;
  if (!(await ask(purchase, verdict.reasons.map(describeReason)))) throw abortError();
  return true;
}

