import { hashValue, shortHash } from '../common/hash.js';
import type { Step, StepContext, StepOptions } from './step.js';
import type { Post } from '../post/post.js';

/**
 * `missing`: nothing there. `fresh`: made from what the post says now. `stale`: made from something else.
 * `edited`: written or changed by hand, so never overwritten without a diff accepted.
 */
export type StepState = 'missing' | 'fresh' | 'stale' | 'edited';

export function stepState(step: Step, context: StepContext): StepState {
  const output = step.output(context.post, context.options);
  if (output === undefined) return 'missing';
  const receipt = step.receiptOf(context.post, context.options);
  if (!receipt) return 'edited';
  // A picture's output hash covers its bytes; the path in the post already identifies the take.
  if (step.kind === 'text' && receipt.output !== undefined && receipt.output !== outputHash(output)) return 'edited';
  // Imported receipts do not say what they read: nothing proves the output old.
  if (receipt.inputs === undefined) return 'fresh';
  return receipt.inputs === inputsHash(step, context) ? 'fresh' : 'stale';
}

/** Hash of what the step reads: post fields, studio voice and prompt, but not the model. */
export function inputsHash(step: Step, context: StepContext): string {
  return hashValue(step.reads(context));
}

/** Hash of a text that stands in a post; line ends and outer blank lines make no difference. */
export function outputHash(text: string): string {
  return shortHash(text.replace(/\r\n?/g, '\n').trim());
}

/** True when the step's output is not what it was in `before`. */
export function outputChanged(step: Step, before: Post, now: Post, options: StepOptions): boolean {
  const then = step.output(before, options);
  const current = step.output(now, options);
  if (then === undefined || current === undefined) return then !== current;
  return outputHash(then) !== outputHash(current);
}
