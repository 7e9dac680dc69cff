import { t } from '@vscode/l10n';
import { isAbort } from '../common/abort.js';
import { asError } from '../common/asError.js';
import type { StepId } from '../common/terms.js';
import type { Post, Receipt } from '../post/post.js';
import { stepState, type StepState } from './freshness.js';
import { dependentsOf, stepsFor, type Step, type StepContext } from './step.js';

/**
 * `run`: missing or stale, or asked for. `keep`: up to date, or a person's own. `blocked`: something is missing that only a person
 * can add. `waits`: reads what a step makes that did not run. `leftOut`: no provider is set up for it.
 */
export type DueAction = 'run' | 'keep' | 'blocked' | 'waits' | 'leftOut';

export interface DueOptions {
  /** Redo this step and all that reads what it makes, up to date or not, and nothing else. */
  readonly from?: StepId | undefined;
  /** For outputs edited by hand that are to be redone: replace them, keep them, or ask with a diff when absent. */
  readonly overwrite?: boolean | undefined;
}

export interface Decision {
  readonly state: StepState;
  readonly action: DueAction;
  /** For people, one sentence: why it cannot run. */
  readonly reason: string | undefined;
}

/** What is known of a run so far when it comes to a step. */
export interface Standing {
  readonly options: DueOptions;
  /** What is to be redone; `undefined` for whatever is due. */
  readonly redone: ReadonlySet<StepId> | undefined;
  /** Why nobody could run the step whatever the post says. */
  readonly obstacle: string | undefined;
  /** Steps that were to run and did not. */
  readonly behind: ReadonlySet<StepId>;
}

/** What a run does with one step, as the post stands now; `expected` is how it will stand when the step's turn comes. */
export function decide(step: Step, context: StepContext, { options, redone, obstacle, behind }: Standing, expected = context): Decision {
  const state = stepState(step, context);
  const isWanted = redone ? redone.has(step.id) : state === 'missing' || state === 'stale';
  if (!isWanted || (state === 'edited' && options.overwrite === false)) return { state, action: 'keep', reason: undefined };
  if (obstacle !== undefined) return { state, action: 'leftOut', reason: obstacle };
  if (step.after.some((id) => behind.has(id))) return { state, action: 'waits', reason: undefined };
  if (!expected.post.isEditable) return { state, action: 'blocked', reason: notEditable(expected.post) };
  const blocker = step.blocker(expected);
  if (blocker === undefined) return { state, action: 'run', reason: undefined };
  // What stands there serves as well as before, for the steps that read it too.
  const serves = state !== 'missing' && step.id !== options.from;
  return { state, action: serves ? 'keep' : 'blocked', reason: blocker };
}

export interface DueDeps {
  /** In the order in which they depend on each other. */
  readonly steps: readonly Step[];
  /** The post as it is now. */
  readonly look: () => Promise<StepContext>;
  /** Why nobody could run the step whatever the post says. */
  readonly obstacle: (step: Step) => Promise<string | undefined>;
  /** Runs one step. One that had to wait asks again whether it `isStillDue`, and resolves to nothing when it is not. */
  readonly run: (step: Step, isStillDue: () => Promise<boolean>) => Promise<readonly Receipt[]>;
}

export interface DueOutcome {
  /** Of the steps that ended well, in that order. */
  readonly receipts: readonly Receipt[];
  /** The first step that failed. An abort ends the run; after a failure, steps that do not depend on it still run. */
  readonly failure: { readonly step: StepId; readonly error: Error } | undefined;
  /** The first step that could not run, and what to do about it. */
  readonly blocked: { readonly step: StepId; readonly reason: string } | undefined;
  readonly leftOut: readonly StepId[];
}

/**
 * Runs what is missing or stale in order, each step on what the ones before have left. On a post that is up to date it
 * does nothing. What a person wrote stays.
 */
export async function runDue({ steps, look, obstacle, run }: DueDeps, options: DueOptions = {}): Promise<DueOutcome> {
  const redone = options.from === undefined ? undefined : dependentsOf(steps, options.from);
  const receipts: Receipt[] = [];
  const behind = new Set<StepId>();
  const leftOut: StepId[] = [];
  let failure: DueOutcome['failure'];
  let blocked: DueOutcome['blocked'];
  for (const step of stepsFor(steps, (await look()).post)) {
    const standing: Standing = { options, redone, obstacle: await obstacle(step), behind };
    const { action, reason } = decide(step, await look(), standing);
    if (action === 'keep') continue;
    if (action === 'leftOut') {
      leftOut.push(step.id);
      continue;
    }
    if (action === 'blocked' && reason !== undefined) blocked ??= { step: step.id, reason };
    if (action !== 'run') {
      behind.add(step.id);
      continue;
    }
    try {
      receipts.push(...(await run(step, async () => decide(step, await look(), standing).action === 'run')));
    } catch (error) {
      failure ??= { step: step.id, error: asError(error) };
      if (isAbort(error)) return { receipts, failure: { step: step.id, error: asError(error) }, blocked, leftOut };
      behind.add(step.id);
    }
  }
  return { receipts, failure, blocked, leftOut };
}

function notEditable({ problems }: Post): string {
  const cause = problems.find(({ severity }) => severity === 'error');
  return t('Could not change the post: {0} Mend the front matter, then run the step again.', cause?.message ?? '');
}
