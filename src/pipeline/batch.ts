import { t } from '@vscode/l10n';
import { isAbort } from '../common/abort.js';
import { asError } from '../common/asError.js';
import type { Log } from '../common/log.js';
import type { StepId } from '../common/terms.js';
import { UserError } from '../common/userError.js';
import type { ModelInfo } from '../models/modelInfo.js';
import { ServiceError } from '../models/serviceError.js';
import type { Receipt } from '../post/post.js';
import { runDue, type DueOptions, type DueOutcome } from './due.js';
import { Lanes, laneOf, type LaneLimits } from './lanes.js';
import type { Step, StepContext } from './step.js';
import { Skipped, Stops } from './stops.js';

/**
 * `done`: nothing is left to do. `failed`: a step failed. `blocked`: a step needs something that only a person can add.
 * `skipped`: a step was not run, for the sake of what went before. `canceled`: the batch was ended before the post was.
 */
export type BatchEnding = 'done' | 'failed' | 'blocked' | 'skipped' | 'canceled';

/** What became of one post. */
export interface BatchEntry {
  readonly uri: string;
  /** Of the steps that ended well. */
  readonly receipts: readonly Receipt[];
  readonly ending: BatchEnding;
  /** The step that did not end well, and why, as a sentence for people. */
  readonly step: StepId | undefined;
  readonly message: string | undefined;
}

export interface BatchDeps {
  /** In the order in which they depend on each other. */
  readonly steps: readonly Step[];
  readonly look: (uri: string) => Promise<StepContext>;
  /** Why nobody could run the step whatever the post says. */
  readonly obstacle: (step: Step) => Promise<string | undefined>;
  /** Who would answer now. */
  readonly infoOf: (step: Step) => Promise<ModelInfo>;
  /** Why the post is to be left alone, as a sentence for people. */
  readonly holdOf: (uri: string) => Promise<string | undefined>;
  /** Resolves when nobody else runs the step on the post, to whether somebody did. */
  readonly whenIdle: (uri: string, step: Step) => Promise<boolean>;
  /** Calls `answered` once nobody is asked any more: what is left is to write down the result. */
  readonly runStep: (uri: string, step: Step, answered: () => void) => Promise<readonly Receipt[]>;
  readonly observer: BatchObserver;
  readonly log: Log;
  /** Ends the batch: what runs is canceled by `runStep`, what waits is not begun. */
  readonly signal: AbortSignal;
}

export interface BatchObserver {
  stepEnded(uri: string, step: StepId, receipts: readonly Receipt[]): void;
  postEnded(entry: BatchEntry): void;
}

/** Reading posts is cheap and waits for the disk; more at once would only fill the memory. */
const readers = { key: 'read', limit: 8 };

/**
 * Runs what is due on many posts: the steps of a post in their order, and of each provider's work as much at once as it takes.
 * Resolves to one entry for each uri, in the same order; what goes wrong with one post is no matter to the others.
 */
export async function runBatch(uris: readonly string[], deps: BatchDeps, options: DueOptions & { readonly limits?: LaneLimits | undefined } = {}): Promise<readonly BatchEntry[]> {
  const lanes = new Lanes(deps.signal);
  const stops = new Stops();
  const look = (uri: string, place: number): Promise<StepContext> => lanes.run(readers, place, () => deps.look(uri));

  const runStep = async (uri: string, place: number, step: Step, isStillDue: () => Promise<boolean>): Promise<readonly Receipt[]> => {
    const wasBusy = await deps.whenIdle(uri, step);
    const info = await deps.infoOf(step);
    return lanes.run(laneOf(info, step.kind, options.limits), place, async (waited, giveBack) => {
      stops.check(info);
      // Somebody may have begun it by hand meanwhile.
      const isBusy = await deps.whenIdle(uri, step);
      if ((waited || wasBusy || isBusy) && !(await isStillDue())) return [];
      try {
        const receipts = await deps.runStep(uri, step, giveBack);
        stops.succeeded(info);
        deps.observer.stepEnded(uri, step.id, receipts);
        return receipts;
      } catch (error) {
        stops.failed(info, error);
        throw error;
      }
    });
  };

  const runPost = async (uri: string, place: number): Promise<BatchEntry> => {
    try {
      const held = await deps.holdOf(uri);
      if (held !== undefined) return { uri, receipts: [], ending: 'skipped', step: undefined, message: held };
      const run = (step: Step, isStillDue: () => Promise<boolean>) => runStep(uri, place, step, isStillDue);
      return entryOf(uri, await runDue({ steps: deps.steps, look: () => look(uri, place), obstacle: deps.obstacle, run }, options), deps.log);
    } catch (error) {
      return { uri, receipts: [], step: undefined, ...endingOf(asError(error), deps.log) };
    }
  };

  return Promise.all(
    uris.map(async (uri, place) => {
      const entry = await runPost(uri, place);
      deps.observer.postEnded(entry);
      return entry;
    }),
  );
}

function entryOf(uri: string, { receipts, failure, blocked }: DueOutcome, log: Log): BatchEntry {
  if (failure) return { uri, receipts, step: failure.step, ...endingOf(failure.error, log) };
  if (blocked) return { uri, receipts, ending: 'blocked', step: blocked.step, message: blocked.reason };
  return { uri, receipts, ending: 'done', step: undefined, message: undefined };
}

function endingOf(error: Error, log: Log): Pick<BatchEntry, 'ending' | 'message'> {
  if (isAbort(error)) return { ending: 'canceled', message: undefined };
  if (error instanceof Skipped) return { ending: 'skipped', message: error.message };
  if (error instanceof UserError || error instanceof ServiceError) return { ending: 'failed', message: error.message };
  log.error('A step of a batch failed', error);
  return { ending: 'failed', message: t('Something unexpected went wrong. The log has the details.') };
}
