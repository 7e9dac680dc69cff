import * as vscode from 'vscode';
import { commandIds } from '../../editor/commands.js';
import type { CreatedPosts } from './createPosts.js';

/** Shows what was made, and offers to go on with it. */
export async function tellCreated({ uris, lostFacts }: CreatedPosts, cluster: vscode.Uri): Promise<void> {
  const [first] = uris;
  if (!first) return;
  await vscode.commands.executeCommand('galley.posts.focus');
  await vscode.window.showTextDocument(first, { preview: false });
  const folder = vscode.workspace.asRelativePath(vscode.Uri.joinPath(first, '..'));
  const made = uris.length === 1 ? vscode.l10n.t('1 post was created in {0}.', folder) : vscode.l10n.t('{0} posts were created in {1}.', uris.length, folder);
  const message = lostFacts.length === 0 ? made : vscode.l10n.t('{0} {1} no longer has {2}: the posts do not name them as sources.', made, vscode.workspace.asRelativePath(cluster), lostFacts.join(', '));
  const run = vscode.l10n.t('Run All');
  const show = lostFacts.length === 0 ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  if ((await show(message, run)) === run) await vscode.commands.executeCommand(commandIds.runAll, undefined, uris);
}
