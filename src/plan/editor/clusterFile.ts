import * as vscode from 'vscode';
import { UserError } from '../../common/userError.js';
import { findFact, type WantedFact } from '../findFact.js';

export const clusterGlob = '**/*.cluster.md';

export function isClusterUri(uri: vscode.Uri): boolean {
  return uri.path.endsWith('.cluster.md');
}

export async function openCluster(uri: vscode.Uri): Promise<vscode.TextDocument> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch (error) {
    throw new UserError(vscode.l10n.t('Could not open {0}: it is missing, binary or too large to edit.', nameOf(uri)), { cause: error });
  }
}

/** The cluster that a command means: the one it was given, else the one in the active editor, else one that is picked. */
export async function requireCluster(uri: vscode.Uri | undefined, isHeadless: boolean): Promise<vscode.TextDocument> {
  if (uri) return openCluster(uri);
  const active = vscode.window.activeTextEditor?.document;
  if (active && isClusterUri(active.uri)) return active;
  const found = await vscode.workspace.findFiles(clusterGlob, undefined, 1000);
  if (found.length === 0 || isHeadless)
    throw new UserError(vscode.l10n.t('No cluster is open. Open a file that ends in .cluster.md, or make one with New Cluster...'));
  return openCluster(await pick(found));
}

async function pick(found: readonly vscode.Uri[]): Promise<vscode.Uri> {
  const rows = found.map((uri) => ({ label: nameOf(uri), description: vscode.workspace.asRelativePath(vscode.Uri.joinPath(uri, '..')), uri }));
  const picked = await vscode.window.showQuickPick(rows.sort((a, b) => a.label.localeCompare(b.label)), {
    title: vscode.l10n.t('Plan Posts'),
    placeHolder: vscode.l10n.t('From which cluster?'),
  });
  if (!picked) throw new vscode.CancellationError();
  return picked.uri;
}

export function nameOf(uri: vscode.Uri): string {
  return uri.path.split('/').at(-1) ?? uri.path;
}

/** Goes to where a fact stands by now. */
export async function revealFact(cluster: vscode.Uri, fact: WantedFact | undefined): Promise<void> {
  const document = await openCluster(cluster);
  const editor = await vscode.window.showTextDocument(document);
  const offset = fact && findFact(document.getText(), fact);
  if (offset === undefined) return;
  const position = document.positionAt(offset);
  editor.selection = new vscode.Selection(position, position);
  editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
