import { t } from '@vscode/l10n';
import { abortError, isAbort } from '../common/abort.js';
import { shortHash } from '../common/hash.js';
import { newId } from '../common/id.js';
import type { TextEdit } from '../common/text.js';
import type { ImageModel, ImageResult } from '../models/imageModel.js';
import { noNotes, type TextModel, type TextResult, type WriterNotes } from '../models/textModel.js';
import { editPost, type PostEdit } from '../post/edit.js';
import { parsePost } from '../post/parse.js';
import type { Post, Receipt } from '../post/post.js';
import type { Studio } from '../studio/studio.js';
import { UserError } from '../common/userError.js';
import { inputsHash, outputChanged, outputHash, stepState } from './freshness.js';
import { receiptFor, receiptOfFailure, type ReceiptBase } from './receipts.js';
import { PostGone, type PostStore } from './store.js';
import type { ImageStep, Step, StepContext, StepOptions, TextStep } from './step.js';

export interface RunDeps {
  readonly store: PostStore;
  readonly studio: Studio;
  /** Facts of the plan's sources. */
  readonly facts: (post: Post) => Promise<readonly string[]>;
  readonly textModel: TextModel;
  readonly imageModel: ImageModel;
  readonly observer: RunObserver;
  readonly signal: AbortSignal;
  /** Asks whether `after` may replace what a person wrote; shows both. */
  readonly confirmOverwrite: (step: Step, before: string, after: string) => Promise<boolean>;
}

/** Hears what a run is doing; for the status bar and the preview. */
export interface RunObserver {
  /** One line for people, or the text written so far. */
  progress(update: { readonly message?: string; readonly text?: string }): void;
}

export interface RunResult {
  readonly receipts: readonly Receipt[];
  readonly notes: WriterNotes;
  /** For people, one sentence each. */
  readonly warnings: readonly string[];
  /** False when the user kept their own text instead of the new one. */
  readonly applied: boolean;
}

/**
 * Runs one step on a post: reads a snapshot, asks the model, then writes output and receipt in one edit of the text
 * as it is by then. Rejects with `UserError`, `ServiceError` or `AbortError`; a receipt is written in each case in which
 * a model was asked.
 */
export async function runStep(step: Step, options: StepOptions & { readonly takes?: number | undefined }, deps: RunDeps): Promise<RunResult> {
  const post = parsePost(await deps.store.read());
  const context: StepContext = { post, studio: deps.studio, facts: await deps.facts(post), options };
  if (!post.isEditable) throw new UserError(notEditable(post, deps.store.name));
  const blocker = step.blocker(context);
  if (blocker !== undefined) throw new UserError(blocker);
  if (deps.signal.aborted) throw abortError();
  return step.kind === 'text' ? runText(step, context, deps) : runImage(step, context, options.takes ?? 1, deps);
}

function notEditable(post: Post, name: string): string {
  const cause = post.problems.find((problem) => problem.severity === 'error');
  return t('Could not change {0}: {1} Mend the front matter, then run the step again.', name, cause?.message ?? '');
}

async function runText(step: TextStep, context: StepContext, deps: RunDeps): Promise<RunResult> {
  const startedAt = Date.now();
  const base = (): ReceiptBase => ({
    step,
    options: context.options,
    info: deps.textModel.info,
    inputs: inputsHash(step, context),
    startedAt,
    endedAt: Date.now(),
  });
  let result: TextResult;
  try {
    result = await collect(step, context, deps);
  } catch (error) {
    await writeQuietly(deps.store, [receiptOfFailure(base(), error)]);
    throw error;
  }
  const made = base();
  const receipt: Receipt = {
    ...receiptFor(made, 'done', result.price),
    model: result.model,
    tokens: result.usage,
    requestId: result.requestId,
    output: outputHash(result.text),
  };
  const applied = await apply(step, context, deps, () => step.apply(result.text, context.options), [receipt], result.text);
  return { receipts: [receipt], notes: result.notes, warnings: [], applied };
}

async function collect(step: TextStep, context: StepContext, deps: RunDeps): Promise<TextResult> {
  let text = '';
  let result: TextResult | undefined;
  for await (const event of deps.textModel.stream(step.request(context), deps.signal)) {
    if (event.type === 'delta') deps.observer.progress({ text: (text += event.text) });
    else result = event.result;
  }
  if (deps.signal.aborted) throw abortError();
  if (!result) throw new Error('The text model ended without a result');
  return result;
}

async function runImage(step: ImageStep, context: StepContext, takes: number, deps: RunDeps): Promise<RunResult> {
  const receipts: Receipt[] = [];
  const warnings: string[] = [];
  const request = step.request(context);
  const firstSeed = request.seed ?? freshSeed(context.post);
  let failure: Error | undefined;
  for (let index = 0; index < takes; index++) {
    const startedAt = Date.now();
    const base = (): ReceiptBase => ({
      step,
      options: context.options,
      info: deps.imageModel.info,
      inputs: inputsHash(step, context),
      startedAt,
      endedAt: Date.now(),
    });
    try {
      if (takes > 1) deps.observer.progress({ message: t('Take {0} of {1}', index + 1, takes) });
      const result = await deps.imageModel.generate(
        { ...request, seed: firstSeed + index },
        { signal: deps.signal, onProgress: (progress) => {
            deps.observer.progress(progress);
          }, onSubmitted: () => undefined },
      );
      receipts.push(await keepTake(result, base(), deps.store));
      warnings.push(...result.warnings.filter((warning) => !warnings.includes(warning)));
    } catch (error) {
      failure = asError(error);
      receipts.push(receiptOfFailure(base(), error));
      break;
    }
  }
  const chosen = receipts.find((receipt) => receipt.status === 'done')?.artifact;
  if (chosen === undefined) {
    await writeQuietly(deps.store, receipts);
    throw failure ?? abortError();
  }
  const applied = await apply(step, context, deps, () => step.apply({ artifact: chosen }, context), receipts, chosen);
  if (failure !== undefined && !isAbort(failure)) throw failure;
  return { receipts, notes: noNotes, warnings, applied };
}

/** The picture goes to disk before the post names it: what was paid for is never only in memory. */
async function keepTake(result: ImageResult, base: ReceiptBase, store: PostStore): Promise<Receipt> {
  const extension = result.image.mediaType === 'image/jpeg' ? 'jpg' : result.image.mediaType.slice('image/'.length);
  const artifact = await store.saveArtifact(`${newId()}_hero.${extension}`, result.image.bytes);
  return {
    ...receiptFor(base, 'done', result.price),
    model: result.model,
    artifact,
    requestId: result.requestId,
    output: shortHash(result.image.bytes),
  };
}

/** A different picture for each take of a post, and the same ones for the same history. */
function freshSeed(post: Post): number {
  const takes = post.pipeline.filter((receipt) => receipt.step === 'hero_image' && receipt.status === 'done').length;
  return Number.parseInt(shortHash(`${post.id ?? post.title ?? ''}#${takes}`).slice(0, 7), 16);
}

/** Writes output and receipts; the receipts alone when a person's text stands there and is to stay. */
async function apply(
  step: Step,
  context: StepContext,
  deps: RunDeps,
  edits: () => readonly PostEdit[],
  receipts: readonly Receipt[],
  made: string,
): Promise<boolean> {
  let keepsOutput = false;
  try {
    const now = parsePost(await deps.store.read());
    const standing = step.output(now, context.options);
    const isTheirs =
      standing !== undefined &&
      standing !== made &&
      (stepState(step, { ...context, post: now }) === 'edited' || outputChanged(step, context.post, now, context.options));
    if (isTheirs) deps.observer.progress({ message: t('waiting for your choice') });
    keepsOutput = isTheirs && !(await deps.confirmOverwrite(step, standing, made));
    const changes = [...(keepsOutput ? [] : edits()), ...receipts.map(asEdit)];
    await deps.store.write((text) => textEdits(text, changes));
    return !keepsOutput;
  } catch (error) {
    const rescued = editPost(context.post.text, [...(keepsOutput ? [] : edits()), ...receipts.map(asEdit)]);
    if (rescued.ok) await deps.store.rescue(rescued.text);
    if (error instanceof PostGone)
      throw new UserError(t('Could not find {0} any more, so the result is in a new unsaved document.', deps.store.name));
    throw error;
  }
}

function textEdits(text: string, changes: readonly PostEdit[]): readonly TextEdit[] {
  const result = editPost(text, changes);
  if (!result.ok) throw new UserError(result.problem.message);
  return result.edits;
}

function asEdit(receipt: Receipt): PostEdit {
  return { type: 'receipt', receipt };
}

/** Records a failed run where that is possible; the failure itself is what the user must hear about. */
async function writeQuietly(store: PostStore, receipts: readonly Receipt[]): Promise<void> {
  try {
    await store.write((text) => textEdits(text, receipts.map(asEdit)));
  } catch (error) {
    if (!(error instanceof PostGone || error instanceof UserError)) throw error;
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
