import { t } from '@vscode/l10n';
import { abortError, isAbort } from '../common/abort.js';
import { shortHash } from '../common/hash.js';
import { newId } from '../common/id.js';
import type { ImageRequest, ImageResult } from '../models/imageModel.js';
import { noNotes } from '../models/textModel.js';
import type { Post, Receipt } from '../post/post.js';
import { applyResult, writeReceipts } from './applyResult.js';
import { inputsHash } from './freshness.js';
import type { Approval, PaidRun } from './paying.js';
import { receiptFor, receiptOfFailure, type ReceiptBase } from './receipts.js';
import type { RunDeps, RunResult } from './run.js';
import type { ImageStep, StepContext } from './step.js';
import type { PostStore } from './store.js';

/** A take as far as it came. */
interface TakeRun {
  readonly paid: PaidRun;
  readonly receipt: Receipt;
}

export async function runImage(step: ImageStep, context: StepContext, takes: number, deps: RunDeps): Promise<RunResult> {
  const asked = step.request(context);
  const request: ImageRequest = { ...asked, seed: asked.seed ?? freshSeed(context.post) };
  const price = await deps.imageModel.estimate(request);
  const approval = await deps.paying.approve({ post: deps.store.uri, step: step.id, info: deps.imageModel.info, price, takes, receipts: context.post.pipeline });
  const done: TakeRun[] = [];
  const warnings: string[] = [];
  let failure: { readonly error: Error; readonly receipt: Receipt | undefined } | undefined;
  for (let index = 0; index < takes && !failure; index++) {
    if (takes > 1) deps.observer.progress({ message: t('Take {0} of {1}', index + 1, takes) });
    const made = await take(step, context, { ...request, seed: request.seed + index }, approval, deps);
    if ('error' in made) failure = made;
    else {
      done.push(made);
      warnings.push(...made.warnings.filter((warning) => !warnings.includes(warning)));
    }
  }
  const receipts = [...done.map(({ receipt }) => receipt), ...(failure?.receipt ? [failure.receipt] : [])];
  const chosen = done[0]?.receipt.artifact;
  if (chosen === undefined) {
    await writeReceipts(deps.store, receipts);
    throw failure?.error ?? abortError();
  }
  const applied = await applyResult(step, context, deps, step.apply({ artifact: chosen }, context), receipts, chosen);
  for (const { paid } of done) await paid.close();
  if (failure && !isAbort(failure.error)) throw failure.error;
  return { receipts, notes: noNotes, estimate: price, warnings, applied };
}

type Made = (TakeRun & { readonly warnings: readonly string[] }) | { readonly error: Error; readonly receipt: Receipt | undefined };

async function take(step: ImageStep, context: StepContext, request: ImageRequest, approval: Approval, deps: RunDeps): Promise<Made> {
  const { info } = deps.imageModel;
  const inputs = inputsHash(step, context);
  const startedAt = Date.now();
  const base = (): ReceiptBase => ({ step: step.id, platform: undefined, info, inputs, startedAt, endedAt: Date.now() });
  const paid = await begin(step, request, approval, inputs, startedAt, deps);
  let wasSubmitted = false;
  try {
    const result = await deps.imageModel.generate(request, {
      signal: deps.signal,
      onProgress: (progress) => {
        deps.observer.progress(progress);
      },
      onSubmitted: (job) => {
        wasSubmitted = true;
        return paid.submitted(job);
      },
    });
    const receipt = await keepTake(result, base(), deps.store);
    await paid.finished(receipt, undefined);
    return { paid, receipt, warnings: result.warnings };
  } catch (error) {
    const state = await paid.failed(error);
    // A result that can still be fetched gets its receipt then: two receipts for one purchase would be a wrong sum.
    return { error: asError(error), receipt: state === 'pending' ? undefined : receiptOfFailure(base(), error, wasSubmitted) };
  }
}

function begin(step: ImageStep, request: ImageRequest, approval: Approval, inputs: string, startedAt: number, { imageModel, store }: RunDeps): Promise<PaidRun> {
  const { provider, model, channel } = imageModel.info;
  return approval.begin({ post: store.uri, step: step.id, platform: undefined, provider, model, channel, inputs, promptHash: shortHash(request.prompt), seed: request.seed, startedAt });
}

/** The picture goes to disk before the post names it: what was paid for is never only in memory. */
export async function keepTake(result: ImageResult, base: ReceiptBase, store: PostStore): Promise<Receipt> {
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

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
