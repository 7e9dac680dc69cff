import * as vscode from 'vscode';
import { stepLabel } from '../../cost/format.js';
import { abortError, isAbort } from '../../common/abort.js';
import type { Log } from '../../common/log.js';
import { formatUsd } from '../../common/money.js';
import type { Price } from '../../common/price.js';
import type { StepId } from '../../common/terms.js';
import { UserError } from '../../common/userError.js';
import type { Posts } from '../../editor/posts.js';
import type { ImageModel } from '../../models/imageModel.js';
import type { ModelInfo } from '../../models/modelInfo.js';
import type { TextModel } from '../../models/textModel.js';
import type { Post, Receipt } from '../../post/post.js';
import type { Studios } from '../../studio/editor/studios.js';
import { stepState } from '../freshness.js';
import type { RunResult } from '../run.js';
import type { Runs } from '../runs.js';
import type { Step, StepContext, StepOptions } from '../step.js';
import { confirmOverwrite } from './compare.js';
import { DocumentStore } from './documentStore.js';

/** The facts that a plan's sources name, one sentence each. */
export interface Facts {
  of(uri: vscode.Uri, post: Post): Promise<readonly string[]>;
}

export interface PipelineDeps {
  readonly posts: Posts;
  readonly studios: Studios;
  readonly facts: Facts;
  readonly runs: Runs;
  readonly log: Log;
  /** In the order in which they depend on each other. */
  readonly steps: readonly Step[];
  readonly textModel: TextModel;
  readonly imageModel: ImageModel;
}

export interface RunOptions extends StepOptions {
  readonly takes?: number | undefined;
  /** Replace what a person wrote: yes, no, or ask with a diff when absent. */
  readonly overwrite?: boolean | undefined;
}

/** Runs steps on posts in this window: one run of a step per post at a time, each with progress and cancel. */
export class Pipeline {
  constructor(private readonly deps: PipelineDeps) {}

  get steps(): readonly Step[] {
    return this.deps.steps;
  }

  async context(document: vscode.TextDocument, options: StepOptions = {}): Promise<StepContext> {
    const post = this.deps.posts.get(document);
    const [studio, facts] = await Promise.all([this.deps.studios.of(document.uri), this.deps.facts.of(document.uri, post)]);
    return { post, studio, facts, options };
  }

  modelOf(step: Step): { readonly info: ModelInfo } {
    return step.kind === 'text' ? this.deps.textModel : this.deps.imageModel;
  }

  estimate(step: Step, context: StepContext): Promise<Price> {
    return step.kind === 'text'
      ? this.deps.textModel.estimate(step.request(context))
      : this.deps.imageModel.estimate({ ...step.request(context), seed: 0 });
  }

  /** Resolves with the receipts; rejects with `AbortError` when cancelled. */
  async run(document: vscode.TextDocument, step: Step, options: RunOptions): Promise<RunResult> {
    const post = document.uri.toString();
    const { runs, log } = this.deps;
    if (runs.isRunning(post, step.id))
      throw new UserError(vscode.l10n.t('Could not start: {0} is already running on this post.', stepLabel(step.id)));
    const controller = new AbortController();
    const { info } = this.modelOf(step);
    const startedAt = Date.now();
    const started = { post, step: step.id, startedAt, price: { cost: undefined, basis: 'unknown' } as const, info, message: undefined, text: undefined, cancel: () => { controller.abort(); } };
    runs.start(started);
    let result: RunResult | undefined;
    try {
      const context = await this.context(document, options);
      await this.refuseBeforeSpending(step, context, options);
      runs.start({ ...started, price: await this.estimate(step, context) });
      const { runStep } = await import('../run.js');
      result = await withProgress(stepLabel(step.id), controller, () =>
        runStep(step, options, {
          store: new DocumentStore(document.uri),
          studio: context.studio,
          facts: (current) => this.deps.facts.of(document.uri, current),
          textModel: this.deps.textModel,
          imageModel: this.deps.imageModel,
          signal: controller.signal,
          observer: { progress: (update) => { runs.update(post, step.id, update); } },
          confirmOverwrite: (_, before, after) =>
            options.overwrite === undefined ? confirmOverwrite(step, before, after) : Promise.resolve(options.overwrite),
        }),
      );
      for (const receipt of result.receipts) log.info(describe(receipt));
      return result;
    } catch (error) {
      log.info(`${step.id}: ${isAbort(error) ? 'canceled' : 'failed'} after ${Date.now() - startedAt} ms`);
      throw error;
    } finally {
      runs.end(post, step.id, result && { notes: result.notes, warnings: result.warnings });
    }
  }

  /** Runs what is missing or stale, in order. Hand-edited outputs stay as they are. */
  async runStale(document: vscode.TextDocument): Promise<readonly Receipt[]> {
    const receipts: Receipt[] = [];
    for (const step of this.deps.steps) {
      const state = stepState(step, await this.context(document));
      if (state === 'fresh' || state === 'edited') continue;
      const result = await this.run(document, step, { overwrite: undefined });
      receipts.push(...result.receipts);
    }
    return receipts;
  }

  cancel(post: string, step?: StepId): void {
    for (const run of this.deps.runs.of(post)) if (step === undefined || run.step === step) run.cancel();
  }

  private async refuseBeforeSpending(step: Step, context: StepContext, options: RunOptions): Promise<void> {
    if (options.overwrite !== false || stepState(step, context) !== 'edited') return;
    await Promise.resolve();
    throw new UserError(vscode.l10n.t('Could not replace the {0}: it was edited by hand, and overwrite is false.', stepLabel(step.id)));
  }
}

function describe(receipt: Receipt): string {
  const cost = receipt.cost === undefined ? 'unknown' : formatUsd(receipt.cost);
  const tokens = receipt.tokens ? ` tokens ${receipt.tokens.input ?? '?'}/${receipt.tokens.output ?? '?'}` : '';
  return `${receipt.step}: ${receipt.status} ${receipt.provider ?? ''}/${receipt.model ?? ''} ${cost} ${receipt.seconds ?? '?'} s${tokens}`;
}

const quietMilliseconds = 1000;

/** Shows a cancellable notification once the work has taken longer than a second. */
async function withProgress<T>(title: string, controller: AbortController, work: () => Promise<T>): Promise<T> {
  const running = work();
  let timer: NodeJS.Timeout | undefined;
  const quiet = new Promise<'slow'>((resolve) => {
    timer = setTimeout(() => { resolve('slow'); }, quietMilliseconds);
  });
  try {
    const first = await Promise.race([running.then(() => 'done' as const, () => 'done' as const), quiet]);
    if (first === 'done') return await running;
    return await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title, cancellable: true },
      (_, token) => {
        token.onCancellationRequested(() => { controller.abort(abortError()); });
        return running;
      },
    );
  } finally {
    clearTimeout(timer);
  }
}
