import { t } from '@vscode/l10n';
import { abortError } from '../common/abort.js';
import type { Price } from '../common/price.js';
import { UserError } from '../common/userError.js';
import type { ImageModel } from '../models/imageModel.js';
import type { TextModel, WriterNotes } from '../models/textModel.js';
import type { VideoModel } from '../models/videoModel.js';
import { parsePost } from '../post/parse.js';
import type { Post, Receipt } from '../post/post.js';
import type { Example } from '../prompts/examples.js';
import type { Prompts } from '../prompts/prompts.js';
import type { Studio } from '../studio/studio.js';
import { runMedia } from './mediaRun.js';
import type { Paying } from './paying.js';
import type { PostStore } from './store.js';
import type { Step, StepContext, StepOptions } from './step.js';
import { runText } from './textRun.js';

export interface RunDeps {
  readonly store: PostStore;
  readonly studio: Studio;
  readonly prompts: Prompts;
  readonly examples: readonly Example[];
  /** Facts of the plan's sources. */
  readonly facts: (post: Post) => Promise<readonly string[]>;
  readonly textModel: TextModel;
  readonly imageModel: ImageModel;
  /** `undefined` when no provider of videos is set up. */
  readonly videoModel?: VideoModel | undefined;
  readonly paying: Paying;
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
  /** What one take was to cost. */
  readonly estimate: Price;
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
  const { studio, prompts, examples } = deps;
  const context: StepContext = { post, studio, prompts, examples, facts: await deps.facts(post), options };
  if (!post.isEditable) throw new UserError(notEditable(post, deps.store.name));
  const blocker = step.blocker(context);
  if (blocker !== undefined) throw new UserError(blocker);
  if (deps.signal.aborted) throw abortError();
  if (step.kind === 'text') return runText(step, context, deps);
  // Clips are asked for one at a time: each costs as much as many pictures.
  return runMedia(step, context, step.kind === 'image' ? (options.takes ?? 1) : 1, deps);
}

function notEditable(post: Post, name: string): string {
  const cause = post.problems.find((problem) => problem.severity === 'error');
  return t('Could not change {0}: {1} Mend the front matter, then run the step again.', name, cause?.message ?? '');
}
