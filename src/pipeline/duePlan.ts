import { unknownPrice, type Price } from '../common/price.js';
import type { StepId } from '../common/terms.js';
import type { ModelInfo } from '../models/modelInfo.js';
import { editPost } from '../post/edit.js';
import { parsePost } from '../post/parse.js';
import type { Post } from '../post/post.js';
import { decide, type DueAction, type DueOptions } from './due.js';
import type { StepState } from './freshness.js';
import { dependentsOf, stepsFor, type Step, type StepContext } from './step.js';

/** What a run of what is due would do with a step. */
export interface PlannedStep {
  readonly step: StepId;
  readonly state: StepState;
  /** `maybe`: up to date now; whether it still is shows once the steps before it have run. */
  readonly action: DueAction | 'maybe';
  /** For people, one sentence: why it cannot run. */
  readonly reason: string | undefined;
  /** Who would answer, for steps that run or may run. */
  readonly info: ModelInfo | undefined;
  readonly price: Price | undefined;
}

export interface PlanDeps {
  readonly steps: readonly Step[];
  readonly quote: (step: Step, context: StepContext) => Promise<{ readonly info: ModelInfo; readonly price: Price }>;
  readonly obstacle: (step: Step) => Promise<string | undefined>;
}

/**
 * What a run would do, and what it would cost, step by step; asks no provider for work and changes nothing. Later steps are
 * planned on a post in which the ones before have left a result of the usual length, as they would read and pay for it.
 */
export async function planDue(context: StepContext, { steps, quote, obstacle }: PlanDeps, options: DueOptions = {}): Promise<readonly PlannedStep[]> {
  const redone = options.from === undefined ? undefined : dependentsOf(steps, options.from);
  const planned: PlannedStep[] = [];
  const behind = new Set<StepId>();
  const running = new Set<StepId>();
  let expected = context;
  for (const step of stepsFor(steps, context.post)) {
    const { state, action: decided, reason } = decide(step, context, { options, redone, obstacle: await obstacle(step), behind }, expected);
    const mayBeStale = !redone && state === 'fresh' && step.after.some((id) => running.has(id));
    const action = mayBeStale ? 'maybe' : decided;
    const isToRun = action === 'run' || action === 'maybe';
    if (isToRun) running.add(step.id);
    if (action === 'blocked' || action === 'waits') behind.add(step.id);
    const offer = isToRun ? await offerOf(step, expected, quote) : undefined;
    planned.push({ step: step.id, state, action, reason, info: offer?.info, price: offer?.price });
    if (action === 'run') expected = { ...expected, post: withResult(step, expected) };
  }
  return planned;
}

/** A price that cannot be had is unknown, and so is who would answer. */
async function offerOf(step: Step, context: StepContext, quote: PlanDeps['quote']): Promise<Partial<Awaited<ReturnType<PlanDeps['quote']>>>> {
  try {
    return await quote(step, context);
  } catch {
    return { price: unknownPrice };
  }
}

/** Characters that the results of text steps usually have. */
const usualLength: Readonly<Record<StepId, number>> = { plan: 600, draft: 2400, caption: 400, alt_text: 110, hero_image: 0, video: 0 };

/** The post as the step may leave it, as far as later steps can tell before it has run. */
function withResult(step: Step, context: StepContext): Post {
  const { post, options } = context;
  const sentence = 'What will stand here is not written yet. ';
  const text = sentence.repeat(Math.ceil(usualLength[step.id] / sentence.length)).trim();
  const edits = step.kind === 'text' ? step.apply(text, options) : step.apply({ artifact: `media/next_${step.kind}` }, context);
  const result = editPost(post.text, edits);
  return result.ok ? parsePost(result.text) : post;
}
