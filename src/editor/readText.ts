import * as vscode from 'vscode';
import { UserError } from '../common/userError.js';

/** A file's text as its document would have it, without opening one: a window that works through many posts stays small. */
export async function readText(uri: vscode.Uri): Promise<string> {
  try {
    const text = await vscode.workspace.decode(await vscode.workspace.fs.readFile(uri), { uri });
    // A document gives all lines one kind of end.
    return hasMixedLineEnds(text) ? (await vscode.workspace.openTextDocument(uri)).getText() : text;
  } catch (error) {
    throw new UserError(vscode.l10n.t('Could not open {0}: it is missing, binary or too large to edit.', uri.path.split('/').at(-1) ?? uri.path), { cause: error });
  }
}

function hasMixedLineEnds(text: string): boolean {
  return /\r(?!\n)/.test(text) || (/\r\n/.test(text) && /(?<!\r)\n/.test(text));
}
