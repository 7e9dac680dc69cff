import { t } from '@vscode/l10n';
import { addCost, noCost, type Total } from '../common/money.js';
import { describeReason, type SpendReason } from '../cost/budget.js';
import { formatTotal } from '../cost/format.js';
import type { Ledger } from '../cost/ledger.js';
import type { Paying, Purchase } from './paying.js';
import { spending, type SpendingDeps } from './spending.js';
import { Skipped } from './stops.js';

/** What somebody has said yes to, for a batch as a whole. */
export interface BatchApproval {
  /** Spent on the batch in all. */
  readonly total: Total;
  /** Limits that the batch may pass, since whoever said yes was told that it would. */
  readonly past: readonly SpendReason['type'][];
}

/** `again`: the limits were changed, so that they are to be looked at anew. */
export type BudgetAnswer = 'continue' | 'again' | 'stop';

export interface BatchBudgetDeps {
  readonly ledger: Pick<Ledger, 'entries'>;
  /** The posts of the batch. */
  readonly uris: ReadonlySet<string>;
  /** Milliseconds since the epoch: what was spent on the posts from then on was spent by the batch. */
  readonly startedAt: number;
  readonly approved: BatchApproval;
  /** Asks whether paid steps may go on although the reasons, whole sentences, speak against it. Throws `Skipped` where nobody can be asked. */
  readonly ask: (reasons: readonly string[]) => Promise<BudgetAnswer>;
  /** On disk when it resolves: what was said yes to holds after a restart too, and not more than that. */
  readonly onDidApprove: (approval: BatchApproval) => Promise<void>;
}

/** Holds the purchases of a batch against what was approved for it, and asks once where that does not reach. */
export class BatchBudget {
  private approval: BatchApproval;
  private question: Promise<unknown> | undefined;
  private isStopped = false;

  constructor(private readonly deps: BatchBudgetDeps) {
    this.approval = deps.approved;
  }

  /** Spent and reserved for the batch; with `until`, up to that reservation. */
  async spent(until?: string): Promise<Total> {
    const { ledger, startedAt, uris } = this.deps;
    const entries = await ledger.entries(new Date(startedAt), new Date(Date.now() + 1000));
    const own = entries.findIndex(({ id }) => id === until);
    const counted = own < 0 ? entries : entries.slice(0, own + 1);
    return counted.reduce((total, { post, state, cost }) => (state === 'released' || post === undefined || !uris.has(post) ? total : addCost(total, cost)), noCost);
  }

  /** What `spending` asks for this batch. */
  readonly answer = async (_: Purchase, reasons: readonly SpendReason[]): Promise<boolean | 'again'> => {
    const open = reasons.filter(({ type }) => type !== 'confirmAbove' && !this.approval.past.includes(type));
    if (open.length === 0) return true;
    return this.askOnce(open.map(describeReason), ({ total, past }) => ({ total, past: [...past, ...open.map(({ type }) => type)] }));
  };

  /** A ledger that takes no reservation past what was approved, unless somebody says yes. */
  guard(ledger: Ledger): Ledger {
    return {
      ...ledger,
      reserve: async (purchase) => {
        if (this.isStopped) throw stopped();
        const reservation = await ledger.reserve(purchase);
        try {
          // Reserved first: of two purchases that would pass the total together, the later one sees the earlier.
          await this.holdAgainstTotal(reservation.id);
        } catch (error) {
          await ledger.release(reservation.id);
          throw error;
        }
        return reservation;
      },
    };
  }

  private async holdAgainstTotal(reservation: string): Promise<void> {
    for (;;) {
      const { total, past } = this.approval;
      const next = await this.spent(reservation);
      if (next.known <= total.known && (next.unknown <= total.unknown || past.includes('unknownPrice'))) return;
      const sentence = t('With this, the batch would cost {0}; it was to cost at most {1}.', formatTotal(next), formatTotal(total));
      // As much again as it was to cost: a question at each further step would be none any more.
      await this.askOnce([sentence], (approval) => ({ ...approval, total: { known: next.known + total.known, unknown: next.unknown + total.unknown } }));
    }
  }

  /** One question at a time: whoever comes while it stands looks again once it is answered. */
  private async askOnce(reasons: readonly string[], approve: (approval: BatchApproval) => BatchApproval): Promise<true | 'again'> {
    if (this.isStopped) throw stopped();
    if (this.question) {
      await this.question;
      return 'again';
    }
    const asking = this.put(reasons, approve);
    this.question = asking.catch(() => undefined);
    try {
      return await asking;
    } finally {
      this.question = undefined;
    }
  }

  private async put(reasons: readonly string[], approve: (approval: BatchApproval) => BatchApproval): Promise<true | 'again'> {
    const answer = await this.deps.ask(reasons);
    if (answer === 'again') return 'again';
    if (answer === 'stop') {
      this.isStopped = true;
      throw stopped();
    }
    const approval = approve(this.approval);
    await this.deps.onDidApprove(approval);
    this.approval = approval;
    return true;
  }
}

/** Paying for the steps of a batch: against its approval, and against the budgets as any other purchase. */
export function batchPaying(budget: BatchBudget, deps: Omit<SpendingDeps, 'ask'>): Paying {
  return spending({ ...deps, ledger: budget.guard(deps.ledger), ask: budget.answer });
}

function stopped(): Skipped {
  return new Skipped(t('Not run: paid steps were stopped at a budget.'));
}
