import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { textOf } from '../../editor/fileText.js';
import { promptFilesIn, promptPlaceOf, type PromptFiles } from '../../prompts/editor/promptFiles.js';
import { promptSteps } from '../../prompts/variables.js';
import { found, type CheckProblem } from '../codes.js';
import type { Published } from './published.js';

/** Checks the prompt files of every workspace folder, open or not. */
export class PromptFileChecks implements vscode.Disposable {
  private readonly subscription: vscode.Disposable;
  /** Files with published problems, by folder. */
  private readonly checked = new Map<string, readonly vscode.Uri[]>();

  constructor(prompts: PromptFiles, private readonly published: Published) {
    this.subscription = prompts.onDidChange((folder) => { this.check(folder); });
    this.check(undefined);
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private check(folder: vscode.Uri | undefined): void {
    const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => folder === undefined || uri.toString() === folder.toString());
    for (const one of folders) void this.checkFolder(one);
  }

  private async checkFolder(folder: vscode.WorkspaceFolder): Promise<void> {
    const key = folder.uri.toString();
    const files = await promptFilesIn(folder);
    const texts = await Promise.all(files.map(textOf));
    for (const gone of this.checked.get(key) ?? []) if (!files.some((uri) => uri.toString() === gone.toString())) this.published.delete(gone);
    this.checked.set(key, files);
    for (const [index, uri] of files.entries()) {
      const text = texts[index];
      if (text === undefined) this.published.delete(uri);
      else this.published.set(uri, text, await problemsOf(uri, text));
    }
  }
}

async function problemsOf(uri: vscode.Uri, text: string): Promise<readonly CheckProblem[]> {
  const step = promptPlaceOf(uri)?.step;
  if (!step) {
    const message = t('No step has a prompt of this name, so the file is not used. There are {0}.', promptSteps.map((name) => `${name}.md`).join(', '));
    return [found('prompt-unknown-file', 'warning', { start: 0, end: Math.min(text.length, Math.max(0, text.search(/[\r\n]|$/))) }, message)];
  }
  const { readPromptFile } = await import('../../prompts/promptFile.js');
  return readPromptFile(step, text).problems;
}
