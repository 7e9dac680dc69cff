import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { captionStep } from '../../src/caption/caption.js';
import type { Log } from '../../src/common/log.js';
import { addCost, noCost, type Total } from '../../src/common/money.js';
import type { SpendLimits } from '../../src/cost/budget.js';
import { openLedger, type Ledger, type LedgerEntry } from '../../src/cost/ledger.js';
import { draftStep } from '../../src/draft/draft.js';
import { altTextStep } from '../../src/hero/altText.js';
import { heroImageStep } from '../../src/hero/heroImage.js';
import type { ImageModel } from '../../src/models/imageModel.js';
import type { TextModel } from '../../src/models/textModel.js';
import type { BatchEntry } from '../../src/pipeline/batch.js';
import type { BatchApproval, BudgetAnswer } from '../../src/pipeline/batchBudget.js';
import { batchTotals, type PlannedPost } from '../../src/pipeline/batchPlan.js';
import { BatchRecords, type OpenBatch } from '../../src/pipeline/batchRecord.js';
import { carryOut, modelsOf, type BatchProgress, type BatchSummary } from '../../src/pipeline/batchRun.js';
import { planDue } from '../../src/pipeline/duePlan.js';
import { Journal } from '../../src/pipeline/journal.js';
import type { LaneLimits } from '../../src/pipeline/lanes.js';
import { recover, type Recovery } from '../../src/pipeline/recover.js';
import { runStep } from '../../src/pipeline/run.js';
import type { Step, StepContext } from '../../src/pipeline/step.js';
import { parsePost } from '../../src/post/parse.js';
import type { Post } from '../../src/post/post.js';
import { emptyStudio } from '../../src/studio/studio.js';
import { noLimits } from './paying.js';
import { shippedPrompts } from './prompts.js';
import { FileStore } from './payingStore.js';

export const batchSteps: readonly Step[] = [draftStep, captionStep, heroImageStep, altTextStep];
export const silentLog: Log = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined, trace: () => undefined };

export interface BatchDeskOptions {
  readonly textModel: TextModel;
  readonly imageModel: ImageModel;
  readonly limits?: SpendLimits | undefined;
  readonly lanes?: LaneLimits | undefined;
  /** What the batch may cost; what its plan says when absent. */
  readonly approved?: BatchApproval | undefined;
  readonly ask?: ((reasons: readonly string[]) => Promise<BudgetAnswer>) | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: BatchProgress) => void) | undefined;
}

/** Posts of one folder, their media, ledger and journal on a real disk, and the batch over them as a window wires it. */
export class BatchDesk {
  readonly ledger: Ledger;
  readonly journal: Journal;
  readonly records: BatchRecords;
  readonly approvals: BatchApproval[] = [];

  constructor(readonly folder: string, private readonly options: BatchDeskOptions) {
    this.ledger = openLedger(join(folder, 'ledger'));
    this.journal = new Journal(join(folder, 'journal'));
    this.records = new BatchRecords(join(folder, 'batches'));
  }

  async uris(): Promise<readonly string[]> {
    const names = await readdir(join(this.folder, 'posts'));
    return names.filter((name) => name.endsWith('.post.md')).sort().map((name) => pathToFileURL(join(this.folder, 'posts', name)).href);
  }

  readonly look = async (uri: string): Promise<StepContext> => ({ post: await this.post(uri), studio: emptyStudio, facts: [], ...shippedPrompts, options: {} });

  async post(uri: string): Promise<Post> {
    return parsePost(await readFile(fileURLToPath(uri), 'utf8'));
  }

  async plan(): Promise<readonly PlannedPost[]> {
    const { textModel, imageModel } = this.options;
    const deps = {
      steps: batchSteps,
      obstacle: () => Promise.resolve(undefined),
      quote: async (step: Step, context: StepContext) =>
        step.kind === 'text'
          ? { info: textModel.info, price: await textModel.estimate(step.request(context)) }
          : { info: imageModel.info, price: step.kind === 'image' ? await imageModel.estimate({ ...step.request(context), seed: 0 }) : { cost: undefined, basis: 'unknown' as const } },
    };
    const plans: PlannedPost[] = [];
    for (const uri of await this.uris()) {
      const context = await this.look(uri);
      plans.push({ uri, steps: await planDue(context, deps), spent: context.post.pipeline.reduce((total, { cost }) => addCost(total, cost), noCost) });
    }
    return plans;
  }

  /** On disk when it resolves, as a window has it before anything is bought. */
  async begin(): Promise<OpenBatch> {
    const plan = await this.plan();
    const { price, isEstimate } = batchTotals(plan);
    return this.records.begin(
      { startedAt: Date.now(), uris: await this.uris(), from: undefined, overwrite: undefined, limits: this.options.lanes ?? {}, isHeadless: false, isConfirmed: false, estimate: price, isEstimate, models: modelsOf(plan) },
      this.options.approved ?? { total: price, past: [] },
    );
  }

  carryOut(batch: OpenBatch): Promise<BatchSummary> {
    const { textModel, imageModel, limits = noLimits, ask, signal = new AbortController().signal, onProgress = () => undefined } = this.options;
    const approve = (approval: BatchApproval): Promise<void> => {
      this.approvals.push(approval);
      return batch.approve(approval);
    };
    return carryOut({ ...batch, approve }, {
      steps: batchSteps,
      look: this.look,
      obstacle: () => Promise.resolve(undefined),
      infoOf: ({ kind }) => Promise.resolve(kind === 'text' ? textModel.info : imageModel.info),
      whenIdle: () => Promise.resolve(false),
      runStep: async (uri, step, paying) => {
        const { receipts } = await runStep(step, {}, {
          store: new FileStore(fileURLToPath(uri)),
          studio: emptyStudio,
          facts: () => Promise.resolve([]),
          ...shippedPrompts,
          textModel,
          imageModel,
          paying,
          observer: { progress: () => undefined },
          // As in a window: one signal each, or each step would hang on the one of the batch.
          signal: AbortSignal.any([signal]),
          confirmOverwrite: () => Promise.resolve(false),
        });
        return receipts;
      },
      ledger: this.ledger,
      journal: this.journal,
      limits: () => limits,
      ask: ask ?? (() => Promise.resolve('stop')),
      heldMessage: 'Left alone.',
      onProgress,
      log: silentLog,
      signal,
    });
  }

  async run(): Promise<readonly BatchEntry[]> {
    return (await this.carryOut(await this.begin())).entries;
  }

  /** Brings in what an earlier window bought. */
  async recoverAll(): Promise<readonly Recovery['outcome'][]> {
    const outcomes: Recovery['outcome'][] = [];
    for (const run of await this.journal.claimAbandoned()) {
      const step = batchSteps.find(({ id }) => id === run.entry.intent.step);
      if (!step) throw new Error(`no step ${run.entry.intent.step}`);
      const { outcome } = await recover(run, {
        store: new FileStore(fileURLToPath(run.entry.intent.post)),
        step,
        imageModel: this.options.imageModel,
        context: (post, options) => Promise.resolve({ post, studio: emptyStudio, facts: [], ...shippedPrompts, options }),
        ledger: this.ledger,
        signal: new AbortController().signal,
      });
      outcomes.push(outcome);
    }
    return outcomes;
  }

  async sight(): Promise<BatchSight> {
    const posts = await Promise.all((await this.uris()).map((uri) => this.post(uri)));
    const receipts = posts.flatMap(({ pipeline }) => pipeline);
    return {
      posts,
      receipted: receipts.reduce((total, { cost }) => addCost(total, cost), noCost),
      ledger: await this.ledger.entries(new Date(0), new Date(Date.now() + 1000)),
      journal: await readdir(join(this.folder, 'journal')).catch(() => []),
      media: await readdir(join(this.folder, 'posts', 'media')).catch(() => []),
    };
  }
}

export interface BatchSight {
  readonly posts: readonly Post[];
  /** What the receipts of all posts add up to. */
  readonly receipted: Total;
  readonly ledger: readonly LedgerEntry[];
  readonly journal: readonly string[];
  readonly media: readonly string[];
}

/** What the ledger says was spent; nothing may still be reserved. */
export function settled(ledger: readonly LedgerEntry[]): Total {
  return ledger.filter(({ state }) => state !== 'released').reduce((total, { cost }) => addCost(total, cost), noCost);
}
