import type { Total } from '../common/money.js';
import type { SpendLimits } from '../cost/budget.js';
import type { Ledger } from '../cost/ledger.js';
import type { ModelInfo } from '../models/modelInfo.js';
import { runBatch, type BatchDeps, type BatchEntry } from './batch.js';
import { BatchBudget, batchPaying, type BudgetAnswer } from './batchBudget.js';
import { batchTotals, type PlannedPost } from './batchPlan.js';
import type { OpenBatch } from './batchRecord.js';
import type { Journal } from './journal.js';
import type { Paying } from './paying.js';
import type { Step } from './step.js';
import type { Receipt } from '../post/post.js';

/** What became of a batch. */
export interface BatchSummary {
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly endedAt: number;
  /** In the order of the posts. */
  readonly entries: readonly BatchEntry[];
  readonly estimate: Total;
  readonly isEstimate: boolean;
  readonly spent: Total;
}

export interface BatchProgress {
  readonly posts: number;
  /** Posts that are through, and how many of them did not end well. */
  readonly done: number;
  readonly failed: number;
  readonly spent: Total;
}

export interface BatchRunDeps extends Omit<BatchDeps, 'runStep' | 'observer' | 'holdOf'> {
  readonly runStep: (uri: string, step: Step, paying: Paying) => Promise<readonly Receipt[]>;
  readonly ledger: Ledger;
  readonly journal: Journal;
  readonly limits: () => SpendLimits;
  readonly ask: (reasons: readonly string[]) => Promise<BudgetAnswer>;
  readonly onProgress: (progress: BatchProgress) => void;
  /** Why a post with an unfinished paid run is left alone. */
  readonly heldMessage: string;
}

/** Runs a batch, or what an earlier window left of it, to its end. What was bought before counts as spent on it. */
export async function carryOut(batch: OpenBatch, deps: BatchRunDeps): Promise<BatchSummary> {
  const { job } = batch;
  const through = new Set(batch.entries.map(({ uri }) => uri));
  const budget = new BatchBudget({
    ledger: deps.ledger,
    uris: new Set(job.uris),
    startedAt: job.startedAt,
    approved: batch.approval,
    ask: deps.ask,
    onDidApprove: (approval) => batch.approve(approval),
  });
  const paying = batchPaying(budget, deps);
  const progress = { posts: job.uris.length, done: through.size, failed: batch.entries.filter(isFailure).length, spent: await budget.spent() };
  const tell = (): void => { deps.onProgress({ ...progress }); };
  tell();
  let noted: Promise<unknown> = Promise.resolve();
  const entries = await runBatch(
    job.uris.filter((uri) => !through.has(uri)),
    {
      ...deps,
      runStep: (uri, step, answered) => deps.runStep(uri, step, telling(paying, answered)),
      // Its result may still be fetched: what was bought once is not bought again.
      holdOf: async (uri) => ((await deps.journal.isOpen(uri)) ? deps.heldMessage : undefined),
      observer: {
        stepEnded: () => undefined,
        postEnded: (entry) => {
          progress.done++;
          if (isFailure(entry)) progress.failed++;
          tell();
          // A cancel ends the batch: what it left undone is no matter to a later window.
          if (entry.ending === 'canceled') return;
          noted = Promise.all([noted, batch.ended(entry)]);
          void budget.spent().then((spent) => {
            progress.spent = spent;
            tell();
          }, () => undefined);
        },
      },
    },
    { from: job.from, overwrite: job.overwrite, limits: job.limits },
  );
  await noted.catch((error: unknown) => { deps.log.warn(`The state of a batch could not be written: ${String(error)}`); });
  const all = new Map([...batch.entries, ...entries].map((entry) => [entry.uri, entry]));
  const summary: BatchSummary = {
    startedAt: job.startedAt,
    endedAt: Date.now(),
    entries: job.uris.flatMap((uri) => all.get(uri) ?? []),
    estimate: job.estimate,
    isEstimate: job.isEstimate,
    spent: await budget.spent(),
  };
  await batch.close();
  return summary;
}

/** Says when the provider is through with a purchase, before its result is written down. */
function telling(paying: Paying, answered: () => void): Paying {
  return {
    approve: async (purchase) => {
      const approval = await paying.approve(purchase);
      return {
        begin: async (intent) => {
          const run = await approval.begin(intent);
          return {
            ...run,
            finished: (receipt, text) => {
              answered();
              return run.finished(receipt, text);
            },
          };
        },
      };
    },
  };
}

export function isFailure({ ending }: BatchEntry): boolean {
  return ending === 'failed' || ending === 'blocked' || ending === 'skipped';
}

/** How a model is told from another one when a batch goes on. */
export function modelName({ provider, model }: ModelInfo): string {
  return `${provider}/${model}`;
}

/** `dear`: the rest would cost more than was said yes to. `models`: another model would answer than the one that was shown. */
export type Resumption = 'go' | 'dear' | 'models';

/** Whether an interrupted batch may go on by itself. `rest` is what it has still to do, as planned now. */
export function resumptionOf({ job, approval }: Pick<OpenBatch, 'job' | 'approval'>, rest: readonly PlannedPost[], spent: Total): Resumption {
  const runs = rest.flatMap(({ steps }) => steps.filter(({ action }) => action === 'run' || action === 'maybe'));
  if (runs.some(({ step, info }) => info === undefined || job.models[step] !== modelName(info))) return 'models';
  const { price } = batchTotals(rest);
  if (price.known === 0 && price.unknown === 0) return 'go';
  return spent.known + price.known <= approval.total.known && spent.unknown + price.unknown <= approval.total.unknown ? 'go' : 'dear';
}

/** Who is to answer which step, as the plan shows it. */
export function modelsOf(posts: readonly PlannedPost[]): Readonly<Partial<Record<string, string>>> {
  return Object.fromEntries(posts.flatMap(({ steps }) => steps).flatMap(({ step, info }) => (info ? [[step, modelName(info)]] : [])));
}
