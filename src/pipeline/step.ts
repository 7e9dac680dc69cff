import type { StepId } from '../common/terms.js';
import type { ImageRequest } from '../models/imageModel.js';
import type { TextRequest } from '../models/textModel.js';
import type { VideoRequest } from '../models/videoModel.js';
import type { PostEdit } from '../post/edit.js';
import type { Post, Receipt } from '../post/post.js';
import type { Example } from '../prompts/examples.js';
import type { Prompts } from '../prompts/prompts.js';
import type { Studio } from '../studio/studio.js';

/** What the caller asked for beyond what the post says. */
export interface StepOptions {
  /** Caption variant for one platform. */
  readonly platform?: string | undefined;
  readonly prompt?: string | undefined;
  readonly seed?: number | undefined;
  readonly aspectRatio?: string | undefined;
}

/** One consistent snapshot of everything a step may read. */
export interface StepContext {
  readonly post: Post;
  readonly studio: Studio;
  /** Facts of the plan's sources, one sentence each. */
  readonly facts: readonly string[];
  /** Approved posts whose voice to follow, never the post itself, in the order in which they are shown. */
  readonly examples: readonly Example[];
  /** The prompts of the post's studio. */
  readonly prompts: Prompts;
  readonly options: StepOptions;
}

interface StepBase {
  readonly id: StepId;
  /** The steps whose results it reads: it is worth running only when those are up to date. */
  readonly after: readonly StepId[];
  /** Whether a post of this kind has the step at all; absent for steps that every post has. */
  isFor?(post: Post): boolean;
  /** Why the step cannot run yet, as a sentence that says what to do; `undefined` when it can. */
  blocker(context: StepContext): string | undefined;
  /** Everything that, when it changes, makes the output stale; hashed into `inputs`. */
  reads(context: StepContext): unknown;
  /** The value that stands in the post now, as `output` hashes it; `undefined` when there is none. */
  output(post: Post, options: StepOptions): string | undefined;
  /** The receipt of the run that made the current output, if there is one. */
  receiptOf(post: Post, options: StepOptions): Receipt | undefined;
}

export interface TextStep extends StepBase {
  readonly kind: 'text';
  request(context: StepContext): TextRequest;
  apply(text: string, options: StepOptions): readonly PostEdit[];
}

/** A finished picture or clip, already on disk. */
export interface Take {
  /** Relative to the post. */
  readonly artifact: string;
}

interface FileStep<Request> extends StepBase {
  /** What is asked for; without a seed, each take gets one of its own. */
  request(context: StepContext): Omit<Request, 'seed'> & { readonly seed: number | undefined };
  apply(take: Take, context: StepContext): readonly PostEdit[];
}

export interface ImageStep extends FileStep<ImageRequest> {
  readonly kind: 'image';
}

export interface VideoStep extends FileStep<VideoRequest> {
  readonly kind: 'video';
}

/** A step whose result is a file that the post names. */
export type MediaStep = ImageStep | VideoStep;

export type Step = TextStep | MediaStep;

/** The steps that a post of this kind has, in their order. */
export function stepsFor(steps: readonly Step[], post: Post): readonly Step[] {
  return steps.filter((step) => step.isFor?.(post) ?? true);
}

/** The step itself and every step that reads, directly or by way of others, what it makes. */
export function dependentsOf(steps: readonly Step[], from: StepId): ReadonlySet<StepId> {
  const found = new Set<StepId>([from]);
  // In their order, so that a step is looked at after all that it reads.
  for (const { id, after } of steps) if (after.some((other) => found.has(other))) found.add(id);
  return found;
}

/** The last finished run of a step; caption variants are separate histories. */
export function lastDone(post: Post, step: StepId, platform?: string): Receipt | undefined {
  return post.pipeline.findLast(
    (receipt) => receipt.step === step && receipt.status === 'done' && receipt.platform === platform,
  );
}

/** The receipt of the take that the post shows, or of the last one when it shows none; `undefined` for a file from elsewhere. */
export function takeReceipt(post: Post, step: StepId, shown: string | undefined): Receipt | undefined {
  if (shown === undefined) return lastDone(post, step);
  return post.pipeline.findLast((receipt) => receipt.step === step && receipt.status === 'done' && receipt.artifact === shown);
}
