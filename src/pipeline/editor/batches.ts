import * as vscode from 'vscode';
import { abortError, isAbort } from '../../common/abort.js';
import type { Log } from '../../common/log.js';
import { UserError } from '../../common/userError.js';
import type { SpendLimits } from '../../cost/budget.js';
import { formatTotal } from '../../cost/format.js';
import type { Ledger } from '../../cost/ledger.js';
import { withProgress } from '../../editor/progress.js';
import { requireTrust } from '../../editor/trust.js';
import type { BatchEntry } from '../batch.js';
import { batchReasons, batchTotals, describeBatchReason, type PlannedPost } from '../batchPlan.js';
import type { BatchJob, BatchRecords, OpenBatch } from '../batchRecord.js';
import type { BatchProgress, BatchSummary } from '../batchRun.js';
import type { DueOptions } from '../due.js';
import type { Journal } from '../journal.js';
import type { LaneLimits } from '../lanes.js';
import { BackgroundTabs } from './backgroundTabs.js';
import { askAtLimit, confirmBatch, tellSummary } from './batchQuestions.js';
import type { Pipeline } from './pipeline.js';

export interface BatchesDeps {
  readonly pipeline: Pipeline;
  readonly ledger: Ledger;
  readonly journal: Journal;
  /** `undefined` without a workspace, where nothing could be gone on with. */
  readonly records: BatchRecords | undefined;
  readonly limits: () => SpendLimits;
  readonly concurrency: () => LaneLimits;
  readonly log: Log;
}

export interface BatchRequest extends DueOptions {
  readonly uris: readonly vscode.Uri[];
  /** For every provider, in place of the setting. */
  readonly concurrency?: number | undefined;
  readonly confirmed?: boolean | undefined;
  readonly isHeadless: boolean;
}

/** What is planned, running or done, for the page and the status bar. */
export type BatchView =
  | { readonly type: 'plan'; readonly posts: readonly PlannedPost[] }
  | { readonly type: 'running'; readonly progress: BatchProgress }
  | { readonly type: 'summary'; readonly summary: BatchSummary };

/** Runs what is due on many posts of this window: one batch at a time. */
export class Batches implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private isBusy = false;
  private controller: AbortController | undefined;
  private shown: BatchView | undefined;
  /** For the workspace to be trusted. */
  private readonly waiting: OpenBatch[] = [];
  private trust: vscode.Disposable | undefined;

  readonly onDidChange = this.changed.event;

  constructor(private readonly deps: BatchesDeps) {}

  get view(): BatchView | undefined {
    return this.shown;
  }

  get progress(): BatchProgress | undefined {
    return this.shown?.type === 'running' ? this.shown.progress : undefined;
  }

  cancel(): void {
    this.controller?.abort(abortError());
  }

  /** What a run would do with the posts, in their order; changes nothing. */
  async plan(uris: readonly vscode.Uri[], due: DueOptions = {}): Promise<readonly PlannedPost[]> {
    const controller = new AbortController();
    return withProgress(vscode.l10n.t('Looking at {0} posts', uris.length), controller, async (report) => {
      const posts: PlannedPost[] = [];
      for (const uri of uris) {
        if (controller.signal.aborted) throw abortError();
        posts.push(await this.deps.pipeline.planPost(uri, due));
        if (posts.length % 50 === 0) report(vscode.l10n.t('{0} of {1}', posts.length, uris.length));
      }
      return posts;
    });
  }

  showPlan(posts: readonly PlannedPost[]): void {
    if (this.shown?.type !== 'running') this.show({ type: 'plan', posts });
  }

  /** Resolves to one entry for each post. Rejects with `AbortError` when it is declined or canceled. `planned` spares another look. */
  async run(request: BatchRequest, planned?: readonly PlannedPost[]): Promise<readonly BatchEntry[]> {
    requireTrust(vscode.l10n.t('the batch'));
    return this.alone(async () => {
      const posts = planned ?? (await this.plan(request.uris, request));
      const totals = batchTotals(posts);
      const isConfirmed = request.confirmed === true;
      const day = await this.deps.ledger.day(new Date());
      const reasons = batchReasons(posts, totals, this.deps.limits(), day);
      const [first] = reasons;
      if (first && !isConfirmed) {
        if (request.isHeadless) throw new UserError(vscode.l10n.t('Could not start the batch: {0} Pass confirmed: true to go on.', describeBatchReason(first)));
        if (!(await confirmBatch(totals, reasons))) throw abortError();
      }
      const { modelsOf } = await import('../batchRun.js');
      const { confirmAbove } = this.deps.limits();
      const job: BatchJob = {
        startedAt: Date.now(),
        uris: [...new Set(posts.map(({ uri }) => uri))],
        from: request.from,
        overwrite: request.overwrite ?? (request.isHeadless ? false : undefined),
        limits: request.concurrency === undefined ? this.deps.concurrency() : { '*': request.concurrency },
        isHeadless: request.isHeadless,
        isConfirmed,
        estimate: totals.price,
        isEstimate: totals.isEstimate,
        models: modelsOf(posts),
      };
      const approval = {
        // What passes without asking may be spent here as well: an estimate that is a cent too low is no news.
        total: { known: Math.max(totals.price.known, first ? 0 : (confirmAbove ?? 0)), unknown: totals.price.unknown },
        past: isConfirmed ? (['unknownPrice', 'perPost', 'perDay'] as const) : reasons.map(({ type }) => type),
      };
      const batch = this.deps.records && totals.steps > 0 ? await this.deps.records.begin(job, approval) : unrecorded(job, approval);
      return (await this.carryOut(batch)).entries;
    });
  }

  /** Goes on with what a window that ended has left: by itself where nothing more is spent than was said yes to, and by the models that were shown. */
  async resume(): Promise<void> {
    if (this.isBusy) return;
    const batches = (await this.deps.records?.claimAbandoned()) ?? [];
    if (batches.length === 0) return;
    if (vscode.workspace.isTrusted) await this.resumeAll(batches);
    else this.resumeWhenTrusted(batches);
  }

  /** Without trust every post of it would fail, and nothing would be left to go on with. */
  private resumeWhenTrusted(batches: readonly OpenBatch[]): void {
    const { log } = this.deps;
    this.waiting.push(...batches);
    this.trust ??= vscode.workspace.onDidGrantWorkspaceTrust(() => {
      this.trust?.dispose();
      this.resumeAll(this.waiting.splice(0)).catch((error: unknown) => { log.error('Batches could not be gone on with', error); });
    });
    log.info('A batch was interrupted and waits until the workspace is trusted');
    const manage = vscode.l10n.t('Manage Workspace Trust');
    void vscode.window.showWarningMessage(vscode.l10n.t('VS Code ended while a batch ran. It waits, because no step runs in Restricted Mode. Trust the workspace to go on.'), manage).then((answer) =>
      answer === manage ? vscode.commands.executeCommand('workbench.trust.manage') : undefined);
  }

  private async resumeAll(batches: readonly OpenBatch[]): Promise<void> {
    for (const batch of batches) {
      try {
        await this.resumeOne(batch);
      } catch (error) {
        // It stays with this window, which has tried, until that ends.
        if (!isAbort(error)) this.deps.log.error('A batch could not be gone on with', error);
      }
    }
  }

  dispose(): void {
    this.changed.dispose();
    this.trust?.dispose();
    this.deps.records?.dispose();
  }

  private async resumeOne(batch: OpenBatch): Promise<void> {
    const through = new Set(batch.entries.map(({ uri }) => uri));
    const left = batch.job.uris.filter((uri) => !through.has(uri)).map((uri) => vscode.Uri.parse(uri, true));
    const { resumptionOf } = await import('../batchRun.js');
    const spent = await this.spentOn(batch);
    const rest = await this.plan(left, batch.job);
    const resumption = resumptionOf(batch, rest, spent);
    this.deps.log.info(`A batch was interrupted with ${left.length} posts left: ${resumption}`);
    if (resumption === 'go') {
      void vscode.window.showInformationMessage(vscode.l10n.t('VS Code ended while a batch ran. It goes on: {0} posts are left.', left.length));
      await this.alone(() => this.carryOut(batch));
      return;
    }
    const totals = batchTotals(rest);
    const go = vscode.l10n.t('Run the Rest...');
    const discard = vscode.l10n.t('Discard');
    const why = resumption === 'dear'
      ? vscode.l10n.t('Its rest would cost more than was agreed to: {0}.', formatTotal(totals.price))
      : vscode.l10n.t('Another model would answer now than the one that was agreed to.');
    const answer = await vscode.window.showWarningMessage(vscode.l10n.t('VS Code ended while a batch ran, with {0} posts left. {1}', left.length, why), go, discard);
    // Asked again at the next start.
    if (answer === undefined) return;
    await batch.close();
    if (answer === go) await this.run({ uris: left, from: batch.job.from, overwrite: batch.job.overwrite, isHeadless: false });
  }

  private async spentOn({ job, approval }: OpenBatch) {
    const { BatchBudget } = await import('../batchBudget.js');
    return new BatchBudget({ ledger: this.deps.ledger, uris: new Set(job.uris), startedAt: job.startedAt, approved: approval, ask: () => Promise.resolve('stop'), onDidApprove: () => Promise.resolve() }).spent();
  }

  private async carryOut(batch: OpenBatch): Promise<BatchSummary> {
    const { pipeline, ledger, journal, limits, log } = this.deps;
    const { job } = batch;
    const { carryOut, isFailure } = await import('../batchRun.js');
    const { Skipped } = await import('../stops.js');
    const controller = new AbortController();
    this.controller = controller;
    const tabs = new BackgroundTabs(new Set(job.uris));
    const running = vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Batch'), cancellable: true },
      (bar, token) => {
        token.onCancellationRequested(() => { controller.abort(abortError()); });
        let done = 0;
        return carryOut(
          batch,
          {
            steps: pipeline.steps,
            look: (uri) => pipeline.contextAt(vscode.Uri.parse(uri, true)),
            obstacle: (step) => pipeline.obstacle(step),
            infoOf: (step) => pipeline.infoOf(step),
            whenIdle: (uri, step) => pipeline.whenIdle(vscode.Uri.parse(uri, true), step),
            runStep: async (uri, step, paying) =>
              (await pipeline.run(vscode.Uri.parse(uri, true), step, { overwrite: job.overwrite, signal: controller.signal, paying, isHeadless: job.isHeadless })).receipts,
            ledger,
            journal,
            limits,
            ask: (reasons) => {
              if (job.isConfirmed) return Promise.resolve('continue');
              if (job.isHeadless) throw new Skipped(vscode.l10n.t('Not run: {0} Pass confirmed: true to go on.', reasons[0] ?? ''));
              return askAtLimit(reasons);
            },
            heldMessage: vscode.l10n.t('Left alone: a paid run on this post has not come to its end. Fetch unfinished results first.'),
            onProgress: (progress) => {
              bar.report({ message: progressText(progress), increment: ((progress.done - done) / progress.posts) * 100 });
              done = progress.done;
              this.show({ type: 'running', progress });
            },
            log,
            signal: controller.signal,
          },
        );
      },
    );
    let summary: BatchSummary;
    try {
      summary = await running;
    } catch (error) {
      this.show(undefined);
      throw error;
    } finally {
      tabs.dispose();
    }
    this.show({ type: 'summary', summary });
    void tellSummary(summary, job.isHeadless);
    const failed = summary.entries.filter(isFailure).length;
    log.info(`Batch: ${summary.entries.length} posts, ${failed} not done, ${formatTotal(summary.spent)} in ${summary.endedAt - summary.startedAt} ms`);
    return summary;
  }

  /** Two batches at once would spend past what was said yes to for each. */
  private async alone<T>(work: () => Promise<T>): Promise<T> {
    if (this.isBusy) throw new UserError(vscode.l10n.t('Could not start: a batch is already running. Wait for it, or cancel it.'));
    this.isBusy = true;
    try {
      return await work();
    } finally {
      this.isBusy = false;
      this.controller = undefined;
    }
  }

  private show(view: BatchView | undefined): void {
    this.shown = view;
    this.changed.fire();
  }
}

/** `12 of 100 posts, 1 not done · $0.72` */
export function progressText({ posts, done, failed, spent }: BatchProgress): string {
  return failed === 0
    ? vscode.l10n.t('{0} of {1} posts · {2}', done, posts, formatTotal(spent))
    : vscode.l10n.t('{0} of {1} posts, {2} not done · {3}', done, posts, failed, formatTotal(spent));
}

/** Without a workspace there is no place for it, and without steps no need. */
function unrecorded(job: BatchJob, approval: OpenBatch['approval']): OpenBatch {
  const nothing = (): Promise<void> => Promise.resolve();
  return { job, approval, entries: [], approve: nothing, ended: nothing, close: nothing, leave: nothing };
}
