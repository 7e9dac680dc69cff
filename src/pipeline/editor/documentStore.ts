import * as vscode from 'vscode';
import { newId } from '../../common/id.js';
import type { TextEdit } from '../../common/text.js';
import { UserError } from '../../common/userError.js';
import { exists } from '../../editor/createFile.js';
import { toRange } from '../../editor/spans.js';
import { PostGone, type PostStore } from '../store.js';

const writeAttempts = 5;
const mediaFolder = 'media';

/** A post file through VS Code: its document when it is open, undo and save participants included. */
export class DocumentStore implements PostStore {
  readonly uri: string;
  readonly name: string;

  constructor(private readonly file: vscode.Uri) {
    this.uri = file.toString();
    this.name = file.path.split('/').at(-1) ?? file.path;
  }

  async read(): Promise<string> {
    return (await this.document()).getText();
  }

  async write(change: (text: string) => readonly TextEdit[]): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const document = await this.document();
      const wasDirty = document.isDirty;
      const edits = change(document.getText());
      if (edits.length === 0) return;
      const edit = new vscode.WorkspaceEdit();
      edit.set(
        this.file,
        edits.map(({ span, text }) => vscode.TextEdit.replace(toRange(document, span), text)),
      );
      // Refused when somebody types between reading and applying.
      if (await vscode.workspace.applyEdit(edit)) {
        if (!wasDirty) await this.save(document);
        return;
      }
      if (attempt === writeAttempts)
        throw new UserError(vscode.l10n.t('Could not change {0}: the editor refused the edit. Run the step again.', this.name));
    }
  }

  async saveArtifact(fileName: string, bytes: Uint8Array): Promise<string> {
    const folder = vscode.Uri.joinPath(this.file, '..', mediaFolder);
    await vscode.workspace.fs.createDirectory(folder);
    const target = vscode.Uri.joinPath(folder, fileName);
    const partial = vscode.Uri.joinPath(folder, `.${newId()}.part`);
    try {
      await vscode.workspace.fs.writeFile(partial, bytes);
      await vscode.workspace.fs.rename(partial, target, { overwrite: false });
    } catch (error) {
      await vscode.workspace.fs.delete(partial).then(undefined, () => undefined);
      throw new UserError(
        vscode.l10n.t('Could not save the file in {0}: the folder cannot be written. Mend its permissions, then run the step again.', vscode.workspace.asRelativePath(folder)),
        { cause: error },
      );
    }
    return `${mediaFolder}/${fileName}`;
  }

  async rescue(text: string): Promise<void> {
    const document = await vscode.workspace.openTextDocument({ language: 'markdown', content: text });
    await vscode.window.showTextDocument(document, { preview: false });
  }

  private async document(): Promise<vscode.TextDocument> {
    const open = vscode.workspace.textDocuments.find(
      (document) => document.uri.toString() === this.uri && !document.isClosed,
    );
    if (open && (open.isUntitled || open.isDirty || (await exists(this.file)))) return open;
    try {
      if (open) throw new PostGone();
      return await vscode.workspace.openTextDocument(this.file);
    } catch (error) {
      throw error instanceof PostGone ? error : new PostGone(this.name, { cause: error });
    }
  }

  /** Saving would bring a file back that was deleted meanwhile. */
  private async save(document: vscode.TextDocument): Promise<void> {
    if (document.isUntitled || !(await exists(this.file))) return;
    if (!(await document.save()))
      throw new UserError(vscode.l10n.t('Could not save {0}. Its changes are in the editor, unsaved.', this.name));
  }
}
