import { t } from '@vscode/l10n';
import type { TextEdit } from '../common/text.js';
import { UserError } from '../common/userError.js';
import { editPost, type PostEdit } from '../post/edit.js';
import { parsePost } from '../post/parse.js';
import type { Receipt } from '../post/post.js';
import { outputChanged, stepState } from './freshness.js';
import type { RunDeps } from './run.js';
import type { Step, StepContext } from './step.js';
import { PostGone, type PostStore } from './store.js';

/**
 * Writes output and receipts as one edit; the receipts alone when a person's text stands there and is to stay.
 * Resolves to whether the output was written. What the post cannot take any more opens as a new document.
 */
export async function applyResult(
  step: Step,
  context: StepContext,
  deps: Pick<RunDeps, 'store' | 'observer' | 'confirmOverwrite'>,
  output: readonly PostEdit[],
  receipts: readonly Receipt[],
  made: string,
): Promise<boolean> {
  let keepsTheirs = false;
  try {
    const now = parsePost(await deps.store.read());
    const standing = step.output(now, context.options);
    const isTheirs =
      standing !== undefined &&
      standing !== made &&
      (stepState(step, { ...context, post: now }) === 'edited' || outputChanged(step, context.post, now, context.options));
    if (isTheirs) deps.observer.progress({ message: t('waiting for your choice') });
    keepsTheirs = isTheirs && !(await deps.confirmOverwrite(step, standing, made));
    await writeEdits(deps.store, [...(keepsTheirs ? [] : output), ...receipts.map(asEdit)]);
    return !keepsTheirs;
  } catch (error) {
    const rescued = editPost(context.post.text, [...(keepsTheirs ? [] : output), ...receipts.map(asEdit)]);
    if (rescued.ok) await deps.store.rescue(rescued.text);
    if (error instanceof PostGone)
      throw new UserError(t('Could not find {0} any more, so the result is in a new unsaved document.', deps.store.name));
    throw error;
  }
}

/** Records runs that brought nothing, where that is possible: the failure itself is what the user must hear about. */
export async function writeReceipts(store: PostStore, receipts: readonly Receipt[]): Promise<void> {
  if (receipts.length === 0) return;
  try {
    await writeEdits(store, receipts.map(asEdit));
  } catch (error) {
    if (!(error instanceof PostGone || error instanceof UserError)) throw error;
  }
}

export async function writeEdits(store: PostStore, changes: readonly PostEdit[]): Promise<void> {
  await store.write((text): readonly TextEdit[] => {
    const result = editPost(text, changes);
    if (!result.ok) throw new UserError(result.problem.message);
    return result.edits;
  });
}

export function asEdit(receipt: Receipt): PostEdit {
  return { type: 'receipt', receipt };
}
