import * as vscode from 'vscode';
import { UserError } from '../common/userError.js';

const mostVariants = 100;

/** Writes a new file as one undoable edit; a taken name gets `-2`, `-3`…, nothing is overwritten. */
export async function createFile(folder: vscode.Uri, name: string, text: string): Promise<vscode.Uri> {
  for (let variant = 1; variant <= mostVariants; variant++) {
    const uri = vscode.Uri.joinPath(folder, variant === 1 ? name : withNumber(name, variant));
    if (await exists(uri)) continue;
    await createFileAt(uri, text);
    return uri;
  }
  throw new UserError(vscode.l10n.t('Could not write {0}: too many files have that name. Use another title.', name));
}

/** Under this very name, as one undoable edit; a file that is there is not overwritten. */
export async function createFileAt(uri: vscode.Uri, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(uri, { overwrite: false, contents: new TextEncoder().encode(text) });
  if (!(await vscode.workspace.applyEdit(edit)))
    throw new UserError(vscode.l10n.t('Could not write {0}. Check that its folder can be written.', vscode.workspace.asRelativePath(uri)));
}

export async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}

/** `a.post.md` → `a-2.post.md` */
function withNumber(name: string, variant: number): string {
  const dot = name.indexOf('.');
  return `${name.slice(0, dot)}-${variant}${name.slice(dot)}`;
}
