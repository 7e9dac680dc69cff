import * as vscode from 'vscode';
import { stepLabel } from '../../cost/format.js';
import { abortError, isAbort } from '../../common/abort.js';
import type { Log } from '../../common/log.js';
import { addCost, formatUsd, noCost } from '../../common/money.js';
import type { Price } from '../../common/price.js';
import type { StepId } from '../../common/terms.js';
import { UserError } from '../../common/userError.js';
import type { Posts } from '../../editor/posts.js';
import { withProgress } from '../../editor/progress.js';
import { requireTrust } from '../../editor/trust.js';
import { readText } from '../../editor/readText.js';
import type { ImageModel } from '../../models/imageModel.js';
import type { ModelInfo } from '../../models/modelInfo.js';
import type { TextModel } from '../../models/textModel.js';
import type { VideoModel } from '../../models/videoModel.js';
import { parsePost } from '../../post/parse.js';
import type { Post, Receipt } from '../../post/post.js';
import type { ExampleFiles } from '../../prompts/editor/exampleFiles.js';
import type { PromptFiles } from '../../prompts/editor/promptFiles.js';
import { showExamples } from '../../prompts/examples.js';
import { promptSteps, type PromptStep } from '../../prompts/variables.js';
import type { Studios } from '../../studio/editor/studios.js';
import { runDue, type DueOptions, type DueOutcome } from '../due.js';
import type { PlannedPost } from '../batchPlan.js';
import { planDue, type PlanDeps, type PlannedStep } from '../duePlan.js';
import { exampleCost, passageCost, type ExampleCost } from '../exampleCost.js';
import { stepState } from '../freshness.js';
import { noVideoProvider } from '../media.js';
import { withoutExamples } from '../prompt.js';
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
  readonly prompts: PromptFiles;
  readonly examples: ExampleFiles;
  readonly facts: Facts;
  readonly runs: Runs;
  readonly log: Log;
  /** In the order in which they depend on each other. */
  readonly steps: readonly Step[];
  readonly models: PipelineModels;
  /** `isHeadless`: nobody may be there to answer. */
  readonly paying: (options: { readonly confirmed: boolean; readonly isHeadless: boolean }) => Paying;
}

export interface Quote {
  readonly info: ModelInfo;
  readonly price: Price;
  readonly examples?: ExampleCost | undefined;
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
  /** For work that shows its own progress and has its own cancel. */
  readonly signal?: AbortSignal | undefined;
  /** Stands in for the window's own, for work that was approved as a whole. */
  readonly paying?: Paying | undefined;
}

/** Runs steps on posts in this window: one run of a step per post at a time, each with progress and cancel. */
export class Pipeline {
  private readonly running = new Map<string, Promise<unknown>>();

  constructor(private readonly deps: PipelineDeps) {}

  get steps(): readonly Step[] {
    return this.deps.steps;
  }

  async context(document: vscode.TextDocument, options: StepOptions = {}): Promise<StepContext> {
    return this.contextOf(document.uri, this.deps.posts.get(document), options);
  }

  /** Who would answer, at what price or to which prompt, may be something else from now on. */
  readonly onDidChangeQuotes: vscode.Event<void> = (listener, thisArgs) => {
    const { models, prompts, examples } = this.deps;
    const heard = (): unknown => listener.call(thisArgs, undefined);
    return vscode.Disposable.from(models.onDidChange(heard), prompts.onDidChange(heard), examples.onDidChange(heard));
  };

  /** Who would answer, at what price, and what of it the examples are. */
  async quote(step: Step, context: StepContext): Promise<Quote> {
    if (step.kind === 'text') {
      const model = await this.deps.models.text();
      const request = step.request(context);
      const price = await model.estimate(request);
      return { info: model.info, price, examples: await exampleCost(model, request, price, () => step.request(withoutExamples(context))) };
    }
    if (step.kind === 'image') {
      const model = await this.deps.models.image();
      return { info: model.info, price: await model.estimate({ ...step.request(context), seed: 0 }) };
    }
    const model = await this.deps.models.video();
    return { info: model.info, price: await model.estimate(step.request(context)) };
  }

  /** Which approved posts each writer is shown in the folder of `uri`, and what they add to each run. */
  async shownExamples(uri: vscode.Uri): Promise<readonly { readonly step: PromptStep; readonly paths: readonly string[]; readonly cost: ExampleCost | undefined }[]> {
    const { studios, prompts, examples, models } = this.deps;
    const [studio, own, model] = await Promise.all([studios.of(uri), prompts.of(uri), models.text()]);
    const approved = await examples.of(uri, studio);
    const found = await Promise.all(promptSteps.map(async (step) => {
      const { text, paths } = showExamples(step, approved);
      return text !== undefined && own[step].uses.has('examples') ? [{ step, paths, cost: await passageCost(model, step, own[step], text) }] : [];
    }));
    return found.flat();
  }

  /** Why nobody could run the step whatever the post says, as a sentence that says what to do. */
  async obstacle(step: Step): Promise<string | undefined> {
    return step.kind === 'video' && !(await this.deps.models.hasVideo()) ? noVideoProvider() : undefined;
  }

  /** What a step on this post may read, as it stands now: with unsaved changes when it is open, and without opening it otherwise. */
  async contextAt(uri: vscode.Uri, options: StepOptions = {}): Promise<StepContext> {
    const key = uri.toString();
    const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === key && !document.isClosed);
    const post = open ? this.deps.posts.get(open) : parsePost(await readText(uri));
    return this.contextOf(uri, post, options);
  }

  private async contextOf(uri: vscode.Uri, post: Post, options: StepOptions): Promise<StepContext> {
    const studio = await this.deps.studios.of(uri);
    const [facts, prompts, examples] = await Promise.all([this.deps.facts.of(uri, post), this.deps.prompts.of(uri), this.deps.examples.of(uri, studio)]);
    return { post, studio, facts, prompts, examples, options };
  }

  /** Resolves with the receipts; rejects with `AbortError` when cancelled. */
  async run(uri: vscode.Uri, step: Step, options: RunOptions): Promise<RunResult> {
    requireTrust(stepLabel(step.id));
    const key = runKey(uri, step);
    if (this.running.has(key))
      throw new UserError(vscode.l10n.t('Could not start: {0} is already running on this post.', stepLabel(step.id)));
    const run = this.start(uri, step, options);
    // Taken before the first wait, so that a second click finds it running.
    this.running.set(key, run.catch(() => undefined));
    try {
      return await run;
    } finally {
      this.running.delete(key);
    }
  }

  /** Resolves when the step does not run on the post, or not any more, to whether it did. */
  async whenIdle(uri: vscode.Uri, step: Step): Promise<boolean> {
    const running = this.running.get(runKey(uri, step));
    await running;
    return running !== undefined;
  }

  /** Runs what is missing or stale, in order. Hand-edited outputs stay as they are; what no provider is set up for is left out. */
  async runDue(uri: vscode.Uri, options: RunOptions & DueOptions = {}): Promise<readonly Receipt[]> {
    const { from, confirmed, isHeadless } = options;
    // Nobody may be there to accept a diff.
    const overwrite = options.overwrite ?? (isHeadless ? false : undefined);
    await this.checkFrom(uri, from);
    const outcome = await runDue(
      {
        steps: this.deps.steps,
        look: () => this.contextAt(uri),
        obstacle: (step) => this.obstacle(step),
        run: async (step) => (await this.run(uri, step, { overwrite, confirmed, isHeadless })).receipts,
      },
      { from, overwrite },
    );
    return this.receiptsOf(outcome);
  }

  /** What `runDue` would do, and what it would cost; does nothing. */
  async plan(uri: vscode.Uri, options: DueOptions = {}): Promise<readonly PlannedStep[]> {
    return planDue(await this.contextAt(uri), this.planning, options);
  }

  /** The same for one post of many: what is wrong with it is no matter to the others. */
  async planPost(uri: vscode.Uri, options: DueOptions = {}): Promise<PlannedPost> {
    try {
      const context = await this.contextAt(uri);
      return { uri: uri.toString(), steps: await planDue(context, this.planning, options), spent: context.post.pipeline.reduce((total, { cost }) => addCost(total, cost), noCost) };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return { uri: uri.toString(), steps: [], spent: noCost, problem: error.message };
    }
  }

  /** Who would answer now. */
  async infoOf({ kind }: Step): Promise<ModelInfo> {
    const { models } = this.deps;
    return (kind === 'text' ? await models.text() : kind === 'image' ? await models.image() : await models.video()).info;
  }

  cancel(post: string, step?: StepId): void {
    for (const run of this.deps.runs.of(post)) if (step === undefined || run.step === step) run.cancel();
  }

  private get planning(): PlanDeps {
    return { steps: this.deps.steps, quote: (step, context) => this.quote(step, context), obstacle: (step) => this.obstacle(step) };
  }

  private async start(uri: vscode.Uri, step: Step, options: RunOptions): Promise<RunResult> {
    const { runs, log, models, paying } = this.deps;
    const post = uri.toString();
    const controller = new AbortController();
    const cancel = (): void => { controller.abort(abortError()); };
    const signal = options.signal ? AbortSignal.any([options.signal, controller.signal]) : controller.signal;
    const startedAt = Date.now();
    let result: RunResult | undefined;
    try {
      const [context, textModel, imageModel, videoModel] = await Promise.all([this.contextAt(uri, options), models.text(), models.image(), this.videoModel(step)]);
      if (options.overwrite === false && stepState(step, context) === 'edited') throw keptByHand(step);
      const { info, price } = await this.quote(step, context);
      if (signal.aborted) throw abortError();
      runs.start({ post, step: step.id, startedAt, price, info, message: undefined, text: undefined, cancel });
      const { runStep } = await import('../run.js');
      const work = (): Promise<RunResult> =>
        runStep(step, options, {
          store: new DocumentStore(uri),
          studio: context.studio,
          prompts: context.prompts,
          examples: context.examples,
          facts: (current) => this.deps.facts.of(uri, current),
          textModel,
          imageModel,
          videoModel,
          paying: options.paying ?? paying({ confirmed: options.confirmed === true, isHeadless: options.isHeadless === true }),
          signal,
          observer: { progress: (update) => { runs.update(post, step.id, update); } },
          confirmOverwrite: (_, before, after) =>
            options.overwrite === undefined ? confirmOverwrite(step, before, after) : Promise.resolve(options.overwrite),
        });
      result = await (options.signal ? work() : withProgress(stepLabel(step.id), controller, work));
      for (const receipt of result.receipts) log.info(describe(receipt));
      return result;
    } catch (error) {
      log.info(`${step.id}: ${isAbort(error) ? 'canceled' : 'failed'} after ${Date.now() - startedAt} ms`);
      throw error;
    } finally {
      runs.end(post, step.id, result && { notes: result.notes, warnings: result.warnings });
    }
  }

  /** Says why when the post has no such step: nothing that was asked for may end in silence. */
  private async checkFrom(uri: vscode.Uri, from: StepId | undefined): Promise<void> {
    const step = this.deps.steps.find(({ id }) => id === from);
    if (from === undefined) return;
    const context = await this.contextAt(uri);
    if (!step || !stepsFor(this.deps.steps, context.post).includes(step)) throw new UserError(step?.blocker(context) ?? vscode.l10n.t('Could not redo {0}: the post has no such step.', from));
  }

  private receiptsOf({ receipts, failure, blocked, leftOut }: DueOutcome): readonly Receipt[] {
    for (const step of leftOut) this.deps.log.info(`${step}: left out, no provider is set up`);
    if (failure) throw failure.error;
    if (blocked) throw new UserError(blocked.reason);
    return receipts;
  }

  private async videoModel({ kind }: Step): Promise<VideoModel | undefined> {
    return kind === 'video' && (await this.deps.models.hasVideo()) ? this.deps.models.video() : undefined;
  }
}

function runKey(uri: vscode.Uri, { id }: Step): string {
  return `${id} ${uri.toString()}`;
}

function keptByHand(step: Step): UserError {
  return new UserError(vscode.l10n.t('Could not replace the {0}: it was edited by hand, and overwrite is false.', stepLabel(step.id)));
}

function describe(receipt: Receipt): string {
  const cost = receipt.cost === undefined ? 'unknown' : formatUsd(receipt.cost);
  const tokens = receipt.tokens ? ` tokens ${receipt.tokens.input ?? '?'}/${receipt.tokens.output ?? '?'}` : '';
  return `${receipt.step}: ${receipt.status} ${receipt.provider ?? ''}/${receipt.model ?? ''} ${cost} ${receipt.seconds ?? '?'} s${tokens}`;
}
