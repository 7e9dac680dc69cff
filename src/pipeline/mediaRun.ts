import { t } from '@vscode/l10n';
import { abortError, isAbort } from '../common/abort.js';
import { asError } from '../common/asError.js';
import { shortHash } from '../common/hash.js';
import { newId } from '../common/id.js';
import { noNotes } from '../models/textModel.js';
import type { Post, Receipt } from '../post/post.js';
import { applyResult, writeReceipts } from './applyResult.js';
import { inputsHash } from './freshness.js';
import { fileNameOf, makerFor, type MediaMaker, type MediaResult } from './media.js';
import type { Approval, PaidRun } from './paying.js';
import { receiptFor, receiptOfFailure, type ReceiptBase } from './receipts.js';
import type { RunDeps, RunResult } from './run.js';
import type { MediaStep, StepContext } from './step.js';
import type { PostStore } from './store.js';

/** A take as far as it came. */
interface TakeRun {
  readonly paid: PaidRun;
  readonly receipt: Receipt;
}

/** What all takes of one run share. */
interface Takes {
  readonly step: MediaStep;
  readonly maker: MediaMaker;
  readonly inputs: string;
  readonly approval: Approval;
  readonly deps: RunDeps;
}

export async function runMedia(step: MediaStep, context: StepContext, count: number, deps: RunDeps): Promise<RunResult> {
  const maker = makerFor(step, context, deps);
  const firstSeed = maker.seed ?? freshSeed(step, context.post);
  const price = await maker.estimate(firstSeed);
  const approval = await deps.paying.approve({ post: deps.store.uri, step: step.id, info: maker.info, price, takes: count, receipts: context.post.pipeline });
  const takes: Takes = { step, maker, inputs: inputsHash(step, context), approval, deps };
  const done: TakeRun[] = [];
  const warnings: string[] = [];
  let failure: { readonly error: Error; readonly receipt: Receipt | undefined } | undefined;
  for (let index = 0; index < count && !failure; index++) {
    if (count > 1) deps.observer.progress({ message: t('Take {0} of {1}', index + 1, count) });
    const made = await take(takes, firstSeed + index);
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

async function take(takes: Takes, seed: number): Promise<Made> {
  const { step, maker, inputs, deps } = takes;
  const startedAt = Date.now();
  const base = (): ReceiptBase => ({ step: step.id, platform: undefined, info: maker.info, inputs, startedAt, endedAt: Date.now() });
  let paid: PaidRun;
  try {
    paid = await begin(takes, seed, startedAt);
  } catch (error) {
    // The takes before this one are paid for and still have to reach the post.
    return { error: asError(error), receipt: undefined };
  }
  let wasSubmitted = false;
  try {
    const result = await maker.generate(seed, {
      signal: deps.signal,
      onProgress: (progress) => {
        deps.observer.progress(progress);
      },
      onSubmitted: (job) => {
        wasSubmitted = true;
        return paid.submitted(job);
      },
    });
    const receipt = await keepTake(step, result, base(), deps.store);
    await paid.finished(receipt, undefined);
    return { paid, receipt, warnings: result.warnings };
  } catch (error) {
    const state = await paid.failed(error);
    // A result that can still be fetched gets its receipt then: two receipts for one purchase would be a wrong sum.
    return { error: asError(error), receipt: state === 'pending' ? undefined : receiptOfFailure(base(), error, wasSubmitted) };
  }
}

function begin({ step, maker, inputs, approval, deps }: Takes, seed: number, startedAt: number): Promise<PaidRun> {
  const { provider, model, channel } = maker.info;
  return approval.begin({ post: deps.store.uri, step: step.id, platform: undefined, provider, model, channel, inputs, promptHash: shortHash(maker.prompt), seed, startedAt }, maker.asked(seed));
}

/** The file goes to disk before the post names it: what was paid for is never only in memory. */
export async function keepTake(step: MediaStep, result: MediaResult, base: ReceiptBase, store: PostStore): Promise<Receipt> {
  const artifact = await store.saveArtifact(fileNameOf(newId(), step, result.mediaType), result.bytes);
  return {
    ...receiptFor(base, 'done', result.price),
    model: result.model,
    artifact,
    requestId: result.requestId,
    output: shortHash(result.bytes),
  };
}

/** Another picture for each take of a post, and the same ones for the same history. */
function freshSeed({ id }: MediaStep, post: Post): number {
  const takes = post.pipeline.filter((receipt) => receipt.step === id && receipt.status === 'done').length;
  return Number.parseInt(shortHash(`${post.id ?? post.title ?? ''}#${takes}`).slice(0, 7), 16);
}
