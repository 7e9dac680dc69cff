import * as vscode from 'vscode';
import { UserError } from '../../common/userError.js';
import type { Posts } from '../../editor/posts.js';
import { toRange } from '../../editor/spans.js';
import { editPost } from '../../post/edit.js';

/** Moves posts to another pillar, or to none, as one step to undo. Files that were saved before are saved after. */
export async function changePillar(uris: readonly vscode.Uri[], pillar: string | undefined, posts: Posts): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  const toSave: vscode.TextDocument[] = [];
  const refusals: string[] = [];
  for (const uri of uris) {
    const document = await posts.require(uri);
    const result = editPost(document.getText(), [
      pillar === undefined ? { type: 'remove', path: ['pillar'] } : { type: 'set', path: ['pillar'], value: pillar },
    ]);
    if (!result.ok) {
      refusals.push(vscode.l10n.t('{0}: {1}', nameOf(uri), result.problem.message));
      continue;
    }
    if (result.edits.length === 0) continue;
    edit.set(uri, result.edits.map(({ span, text }) => vscode.TextEdit.replace(toRange(document, span), text)));
    if (!document.isDirty) toSave.push(document);
  }
  if (edit.size > 0 && !(await vscode.workspace.applyEdit(edit)))
    throw new UserError(vscode.l10n.t('Could not change the pillar: the editor refused the edit. Try again.'));
  for (const document of toSave) {
    if (!(await document.save())) refusals.push(vscode.l10n.t('{0}: it could not be saved, and the change is in the editor.', nameOf(document.uri)));
  }
  if (refusals.length > 0) throw new UserError(vscode.l10n.t('Could not change the pillar of every post. {0}', refusals.slice(0, 3).join(' ')));
}

function nameOf(uri: vscode.Uri): string {
  return uri.path.split('/').at(-1) ?? uri.path;
}
