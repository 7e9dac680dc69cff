import { t } from '@vscode/l10n';
import { isAbort } from '../common/abort.js';
import { shortHash } from '../common/hash.js';
import type { SubmittedJob } from '../models/imageModel.js';
import { ServiceError } from '../models/serviceError.js';
import { parsePost } from '../post/parse.js';
import type { Post, Receipt } from '../post/post.js';
import { asEdit, writeEdits } from './applyResult.js';
import { stepState } from './freshness.js';
import { endsTheJob } from './jobEnd.js';
import type { OpenRun } from './journal.js';
import { jobsFor, type MediaJobs, type MediaModels } from './media.js';
import { keepTake } from './mediaRun.js';
import { settleReceipt, type Settling } from './paidRuns.js';
import { receiptFor, receiptOfFailure, type ReceiptBase } from './receipts.js';
import { PostGone, type PostStore } from './store.js';
import type { MediaStep, Step, StepContext, StepOptions } from './step.js';

/** Of the models, the one that the run was bought from, as it is set up now; none when it cannot be reached, for want of a key. */
export interface RecoverDeps extends MediaModels {
  readonly store: PostStore;
  readonly step: Step;
  readonly context: (post: Post, options: StepOptions) => Promise<StepContext>;
  readonly ledger: Settling;
  readonly signal: AbortSignal;
}

/** `finished`: the result is in the post. `lost`: nobody can tell what became of it. `later`: the next start tries again. */
export type Recovery =
  | { readonly outcome: 'finished' | 'failed' | 'lost'; readonly receipt: Receipt }
  | { readonly outcome: 'later'; readonly reason: string };

/** Brings a run that a crash cut off to its end. Never buys anything. */
export async function recover(run: OpenRun, deps: RecoverDeps): Promise<Recovery> {
  try {
    const ended = await bringToEnd(run, deps);
    await writeOutcome(run, ended, deps);
    await settleReceipt(run, ended.receipt, deps.ledger);
    await run.close();
    return { outcome: ended.outcome, receipt: ended.receipt };
  } catch (error) {
    await run.leave();
    if (error instanceof PostGone) return { outcome: 'later', reason: t('{0} is not there any more.', deps.store.name) };
    if (error instanceof Error && (error instanceof Unreachable || error instanceof ServiceError || isAbort(error))) return { outcome: 'later', reason: error.message };
    throw error;
  }
}

interface Ended {
  readonly outcome: 'finished' | 'failed' | 'lost';
  readonly receipt: Receipt;
  readonly text: string | undefined;
}

class Unreachable extends Error {}

async function bringToEnd(run: OpenRun, deps: RecoverDeps): Promise<Ended> {
  const { progress, intent } = run.entry;
  switch (progress.stage) {
    case 'finished':
      return { outcome: 'finished', receipt: progress.receipt, text: progress.text };
    case 'submitted':
      return fetchJob(run, progress.job, deps);
    case 'intent': {
      const job = await findJob(run, deps);
      if (!job) return { outcome: 'lost', receipt: lostReceipt(intent), text: undefined };
      await run.advance({ stage: 'submitted', job });
      return fetchJob(run, job, deps);
    }
  }
}

async function fetchJob(run: OpenRun, job: SubmittedJob, deps: RecoverDeps): Promise<Ended> {
  const { step, jobs } = reachable(run, deps);
  const { store, signal } = deps;
  const base = baseOf(run.entry.intent);
  try {
    const result = await jobs.resume(job, { signal, onProgress: () => undefined });
    const receipt = await keepTake(step, result, base(), store);
    await run.advance({ stage: 'finished', receipt, text: undefined });
    return { outcome: 'finished', receipt, text: undefined };
  } catch (error) {
    if (!endsTheJob(error)) throw error;
    return { outcome: 'failed', receipt: receiptOfFailure(base(), error, true), text: undefined };
  }
}

const minute = 60_000;

/** The reply to the submit was lost: the job is among those that the account began at that time. */
async function findJob(run: OpenRun, deps: RecoverDeps): Promise<SubmittedJob | undefined> {
  if (deps.step.kind === 'text') return undefined;
  const { intent } = run.entry;
  const { jobs } = reachable(run, deps);
  const span = { from: new Date(intent.startedAt - minute), to: new Date(intent.startedAt + 15 * minute) };
  const found = await jobs.find(intent.model, span, deps.signal);
  const same = found.filter(({ prompt, seed }) => prompt !== undefined && shortHash(prompt) === intent.promptHash && (seed === undefined || seed === intent.seed));
  // A job that the post has a receipt of was another run of the same request.
  const known = new Set(parsePost(await deps.store.read()).pipeline.map(({ requestId }) => requestId));
  return same.find(({ requestId }) => !known.has(requestId));
}

function reachable({ entry }: OpenRun, { step, ...models }: RecoverDeps): { readonly step: MediaStep; readonly jobs: MediaJobs } {
  const jobs = step.kind === 'text' ? undefined : jobsFor(step, models);
  if (step.kind === 'text' || !jobs) throw new Unreachable(t('No key is set for {0}.', entry.intent.provider));
  return { step, jobs };
}

/** Of a run whose answer nobody heard. */
export function lostReceipt(intent: OpenRun['entry']['intent']): Receipt {
  const { startedAt } = intent;
  return {
    ...receiptFor({ ...baseOf(intent)(), endedAt: startedAt }, 'failed', { cost: undefined, basis: 'unknown' }),
    seconds: undefined,
    error: t('Could not learn what became of this run: its answer was lost. It may have been billed: look at the account.'),
  };
}

function baseOf({ step, platform, provider, model, channel, inputs, startedAt }: OpenRun['entry']['intent']): () => ReceiptBase {
  return () => ({ step, platform, info: { provider, model, channel }, inputs, startedAt, endedAt: Date.now() });
}

/** The receipt once, and the output unless a person has written there since. */
async function writeOutcome(run: OpenRun, { outcome, receipt, text }: Ended, { store, step, context }: RecoverDeps): Promise<void> {
  const post = parsePost(await store.read());
  if (post.pipeline.some((known) => isSameReceipt(known, receipt))) return;
  const options = { platform: run.entry.intent.platform };
  const now = await context(post, options);
  const isTheirs = stepState(step, now) === 'edited';
  const output = outcome !== 'finished' || isTheirs ? [] : outputOf(step, receipt, text, now);
  await writeEdits(store, [...output, asEdit(receipt)]);
  // A person has written there since: theirs stays, and what was paid for is not thrown away.
  if (isTheirs && outcome === 'finished' && text !== undefined) await store.rescue(text);
}

function outputOf(step: Step, receipt: Receipt, text: string | undefined, context: StepContext): ReturnType<Step['apply']> {
  if (step.kind === 'text') return text === undefined ? [] : step.apply(text, context.options);
  return receipt.artifact === undefined ? [] : step.apply({ artifact: receipt.artifact }, context);
}

/** Whether both tell of the same run. */
export function isSameReceipt(a: Receipt, b: Receipt): boolean {
  if (a.step !== b.step || a.status !== b.status) return false;
  return a.requestId !== undefined && b.requestId !== undefined ? a.requestId === b.requestId : a.at === b.at && a.output === b.output;
}
