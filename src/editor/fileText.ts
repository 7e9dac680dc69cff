import * as vscode from 'vscode';
import { readWhole } from '../common/readFiles.js';
import { exists } from './createFile.js';

/** Text of a file as it stands in its editor, else on disk; `undefined` when there is none. */
export async function textOf(uri: vscode.Uri): Promise<string | undefined> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  // A document outlives its file for minutes: without changes of its own, it says nothing any more.
  if (open && (open.isDirty || open.isUntitled || (await exists(uri)))) return open.getText();
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}

/** A whole file, for readers of thousands: VS Code reads those of this computer at several times the price. Rejects like `workspace.fs`. */
export async function bytesOf(uri: vscode.Uri): Promise<Uint8Array> {
  return uri.scheme === 'file' ? readWhole(uri.fsPath) : vscode.workspace.fs.readFile(uri);
}
