import * as vscode from 'vscode';
import { commandIds } from '../../editor/commands.js';
import { exists } from '../../editor/createFile.js';
import { isPost, type Posts } from '../../editor/posts.js';
import { toRange } from '../../editor/spans.js';
import { studioFileIn, type Studios } from '../../studio/editor/studios.js';

/** Offers a galley.yaml where there is none: to menus and empty views, and on the pillar of a post. */
export function offerStudio(posts: Posts, studios: Studios): vscode.Disposable {
  const announce = (): void => { void announceStudios(); };
  announce();
  return vscode.Disposable.from(
    studios.onDidChange(announce),
    vscode.languages.registerCodeActionsProvider([{ language: 'markdown' }, { pattern: '**/*.post.md' }], {
      provideCodeActions: (document, range) => pillarActions(document, range, posts),
    }, { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] }),
  );
}

/** For menus: whether every folder has its galley.yaml. */
async function announceStudios(): Promise<void> {
  const found = await Promise.all((vscode.workspace.workspaceFolders ?? []).map((folder) => exists(studioFileIn(folder))));
  await vscode.commands.executeCommand('setContext', 'galley.hasStudio', found.every((isThere) => isThere));
}

async function pillarActions(document: vscode.TextDocument, range: vscode.Range, posts: Posts): Promise<vscode.CodeAction[]> {
  if (!isPost(document)) return [];
  const { pillar, spans } = posts.get(document);
  const place = spans.get('pillar')?.value;
  const folder = vscode.workspace.getWorkspaceFolder(document.uri);
  if (pillar === undefined || pillar.trim() === '' || !place || !folder || !toRange(document, place).intersection(range)) return [];
  if (await exists(studioFileIn(folder))) return [];
  const action = new vscode.CodeAction(vscode.l10n.t('Create galley.yaml with the pillar "{0}"', pillar), vscode.CodeActionKind.QuickFix);
  action.command = { title: action.title, command: commandIds.createStudio, arguments: [document.uri, { pillars: [{ key: pillar.trim() }] }] };
  return [action];
}
