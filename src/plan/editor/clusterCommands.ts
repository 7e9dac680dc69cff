import * as vscode from 'vscode';
import { abortError } from '../../common/abort.js';
import type { Log } from '../../common/log.js';
import { UserError } from '../../common/userError.js';
import { commandIds, registerCommand } from '../../editor/commands.js';
import { createFile, exists } from '../../editor/createFile.js';
import { toRange } from '../../editor/spans.js';
import { numberFacts } from '../cluster.js';
import { clusterFileName, newClusterText } from '../clusterText.js';
import { requireCluster } from './clusterFile.js';

/** `newCluster`: `(folder?, { title })` → the new file. `numberFacts`: `(cluster?)` → how many facts got an id. */
export function registerClusterCommands(log: Log): vscode.Disposable {
  return vscode.Disposable.from(
    registerCommand(commandIds.newCluster, log, async ({ uri, options }) => {
      const folder = await folderFor(uri);
      const title = typeof options['title'] === 'string' ? options['title'].trim() : await askTitle();
      if (title === '' || /[\r\n]/.test(title)) throw new UserError(vscode.l10n.t('Could not make a cluster: a title is one line of text.'));
      const file = await createFile(folder, clusterFileName(title), newClusterText(title));
      if (options['open'] !== false) await openAtEnd(file);
      return file;
    }),
    registerCommand(commandIds.numberFacts, log, async ({ uri, isHeadless }) => writeNumbers(await requireCluster(uri, isHeadless))),
  );
}

/** One undoable edit that writes nothing but ids. */
async function writeNumbers(document: vscode.TextDocument): Promise<number> {
  const wasDirty = document.isDirty;
  const edits = numberFacts(document.getText());
  if (edits.length === 0) return 0;
  const edit = new vscode.WorkspaceEdit();
  edit.set(document.uri, edits.map(({ span, text }) => vscode.TextEdit.replace(toRange(document, span), text)));
  if (!(await vscode.workspace.applyEdit(edit))) throw new UserError(vscode.l10n.t('Could not number the facts: the editor refused the change. Try again.'));
  if (!wasDirty) await document.save();
  return edits.length;
}

/** A folder chosen in the Explorer, else `facts` of the workspace when it is there. */
async function folderFor(uri: vscode.Uri | undefined): Promise<vscode.Uri> {
  if (uri) return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.Directory) !== 0 ? uri : vscode.Uri.joinPath(uri, '..');
  const folders = vscode.workspace.workspaceFolders ?? [];
  const folder = folders.length > 1 ? await vscode.window.showWorkspaceFolderPick() : folders[0];
  if (!folder && folders.length > 1) throw abortError();
  if (!folder) throw new UserError(vscode.l10n.t('Could not make a cluster: no folder is open. Open the folder of your posts first.'));
  const usual = vscode.Uri.joinPath(folder.uri, 'facts');
  return (await exists(usual)) ? usual : folder.uri;
}

async function askTitle(): Promise<string> {
  const title = await vscode.window.showInputBox({
    title: vscode.l10n.t('New Cluster'),
    prompt: vscode.l10n.t('What are the facts about?'),
    placeHolder: vscode.l10n.t('A title, one line'),
    validateInput: (value) => (value.trim() === '' ? vscode.l10n.t('A cluster needs a title.') : undefined),
  });
  if (title === undefined) throw abortError();
  return title.trim();
}

/** Ready to type the first fact. */
async function openAtEnd(file: vscode.Uri): Promise<void> {
  const editor = await vscode.window.showTextDocument(file);
  const { end } = editor.document.lineAt(editor.document.lineCount - 1).range;
  editor.selection = new vscode.Selection(end, end);
}
