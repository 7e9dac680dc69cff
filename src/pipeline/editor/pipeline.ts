import * as vscode from 'vscode';
import { stepLabel } from '../../cost/format.js';
import { isAbort } from '../../common/abort.js';
import type { Log } from '../../common/log.js';
import { formatUsd } from '../../common/money.js';
import type { Price } from '../../common/price.js';
import type { StepId } from '../../common/terms.js';
import { UserError } from '../../common/userError.js';
import type { Posts } from '../../editor/posts.js';
import { withProgress } from '../../editor/progress.js';
import type { ImageModel } from '../../models/imageModel.js';
import type { ModelInfo } from '../../models/modelInfo.js';
import type { TextModel } from '../../models/textModel.js';
import type { VideoModel } from '../../models/videoModel.js';
import type { Post, Receipt } from '../../post/post.js';
import type { Studios } from '../../studio/editor/studios.js';
import { stepState } from '../freshness.js';
import { noVideoProvider } from '../media.js';
import type { RunResult } from '../run.js';
import type { Paying } from '../paying.js';
import type { Runs } from '../runs.js';
import { stepsFor, type Step, type StepContext, type StepOptions } from '../step.js';
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
  readonly models: PipelineModels;
  /** `isHeadless`: nobody may be there to answer. */
  readonly paying: (options: { readonly confirmed: boolean; readonly isHeadless: boolean }) => Paying;
}

/** The models that the settings name, made anew for each run. */
export interface PipelineModels {
  text(): Promise<TextModel>;
  image(): Promise<ImageModel>;
  video(): Promise<VideoModel>;
  /** Whether a provider of videos is set up. */
  hasVideo(): Promise<boolean>;
  readonly onDidChange: vscode.Event<void>;
}

export interface RunOptions extends StepOptions {
  readonly takes?: number | undefined;
  /** Replace what a person wrote: yes, no, or ask with a diff when absent. */
  readonly overwrite?: boolean | undefined;
  /** Spend past a limit without being asked. */
  readonly confirmed?: boolean | undefined;
  readonly isHeadless?: boolean | undefined;
}

/** Runs steps on posts in this window: one run of a step per post at a time, each with progress and cancel. */
export class Pipeline {
  private readonly running = new Set<string>();

  constructor(private readonly deps: PipelineDeps) {}

  get steps(): readonly Step[] {
    return this.deps.steps;
  }

  async context(document: vscode.TextDocument, options: StepOptions = {}): Promise<StepContext> {
    const post = this.deps.posts.get(document);
    const [studio, facts] = await Promise.all([this.deps.studios.of(document.uri), this.deps.facts.of(document.uri, post)]);
    return { post, studio, facts, options };
  }

  get onDidChangeModels(): vscode.Event<void> {
    return this.deps.models.onDidChange;
  }

  /** Who would answer, and at what price. */
  async quote(step: Step, context: StepContext): Promise<{ readonly info: ModelInfo; readonly price: Price }> {
    if (step.kind === 'text') {
      const model = await this.deps.models.text();
      return { info: model.info, price: await model.estimate(step.request(context)) };
    }
    if (step.kind === 'image') {
      const model = await this.deps.models.image();
      return { info: model.info, price: await model.estimate({ ...step.request(context), seed: 0 }) };
    }
    const model = await this.deps.models.video();
    return { info: model.info, price: await model.estimate(step.request(context)) };
  }

  /** Why nobody could run the step whatever the post says, as a sentence that says what to do. */
  async obstacle(step: Step): Promise<string | undefined> {
    return step.kind === 'video' && !(await this.deps.models.hasVideo()) ? noVideoProvider() : undefined;
  }

  /** Resolves with the receipts; rejects with `AbortError` when cancelled. */
  async run(document: vscode.TextDocument, step: Step, options: RunOptions): Promise<RunResult> {
    const post = document.uri.toString();
    const { runs, log, models, paying } = this.deps;
    const key = `${step.id} ${post}`;
    if (this.running.has(key))
      throw new UserError(vscode.l10n.t('Could not start: {0} is already running on this post.', stepLabel(step.id)));
    // Taken before the first wait, so that a second click finds it running.
    this.running.add(key);
    const controller = new AbortController();
    const startedAt = Date.now();
    const cancel = (): void => {
      controller.abort();
    };
    let result: RunResult | undefined;
    try {
      const [context, textModel, imageModel, videoModel] = await Promise.all([this.context(document, options), models.text(), models.image(), this.videoModel(step)]);
      if (options.overwrite === false && stepState(step, context) === 'edited') throw keptByHand(step);
      const { info, price } = await this.quote(step, context);
      runs.start({ post, step: step.id, startedAt, price, info, message: undefined, text: undefined, cancel });
      const { runStep } = await import('../run.js');
      result = await withProgress(stepLabel(step.id), controller, () =>
        runStep(step, options, {
          store: new DocumentStore(document.uri),
          studio: context.studio,
          facts: (current) => this.deps.facts.of(document.uri, current),
          textModel,
          imageModel,
          videoModel,
          paying: paying({ confirmed: options.confirmed === true, isHeadless: options.isHeadless === true }),
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
      this.running.delete(key);
      runs.end(post, step.id, result && { notes: result.notes, warnings: result.warnings });
    }
  }

  /** Runs what is missing or stale, in order. Hand-edited outputs stay as they are; what no provider is set up for is left out. */
  async runStale(document: vscode.TextDocument, options: RunOptions = {}): Promise<readonly Receipt[]> {
    const receipts: Receipt[] = [];
    for (const step of stepsFor(this.deps.steps, this.deps.posts.get(document))) {
      const state = stepState(step, await this.context(document));
      if (state === 'fresh' || state === 'edited') continue;
      if ((await this.obstacle(step)) !== undefined) {
        this.deps.log.info(`${step.id}: left out, no provider is set up`);
        continue;
      }
      const result = await this.run(document, step, { confirmed: options.confirmed, isHeadless: options.isHeadless });
      receipts.push(...result.receipts);
    }
    return receipts;
  }

  cancel(post: string, step?: StepId): void {
    for (const run of this.deps.runs.of(post)) if (step === undefined || run.step === step) run.cancel();
  }

  private async videoModel({ kind }: Step): Promise<VideoModel | undefined> {
    return kind === 'video' && (await this.deps.models.hasVideo()) ? this.deps.models.video() : undefined;
  }
}

function keptByHand(step: Step): UserError {
  return new UserError(vscode.l10n.t('Could not replace the {0}: it was edited by hand, and overwrite is false.', stepLabel(step.id)));
}

function describe(receipt: Receipt): string {
  const cost = receipt.cost === undefined ? 'unknown' : formatUsd(receipt.cost);
  const tokens = receipt.tokens ? ` tokens ${receipt.tokens.input ?? '?'}/${receipt.tokens.output ?? '?'}` : '';
  return `${receipt.step}: ${receipt.status} ${receipt.provider ?? ''}/${receipt.model ?? ''} ${cost} ${receipt.seconds ?? '?'} s${tokens}`;
}
