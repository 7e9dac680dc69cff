import * as vscode from 'vscode';
import { textOf } from '../../editor/fileText.js';
import { studioFileIn, type Studios } from '../../studio/editor/studios.js';
import type { CheckProblem } from '../codes.js';
import { studioProblems } from '../checkStudio.js';
import type { Published } from './published.js';

/** Checks the studio file of every workspace folder. */
export class StudioFileChecks implements vscode.Disposable {
  private readonly subscription: vscode.Disposable;

  constructor(studios: Studios, private readonly published: Published) {
    this.subscription = studios.onDidChange(() => { this.checkAll(); });
    this.checkAll();
  }

  /** Of the text as it is: nothing is kept. */
  problemsOf(document: vscode.TextDocument): readonly CheckProblem[] {
    return isStudioFile(document.uri) ? studioProblems(document.getText()) : [];
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private checkAll(): void {
    for (const folder of vscode.workspace.workspaceFolders ?? []) void this.check(studioFileIn(folder));
  }

  private async check(uri: vscode.Uri): Promise<void> {
    const text = await textOf(uri);
    if (text === undefined) this.published.delete(uri);
    else this.published.set(uri, text, studioProblems(text));
  }
}

function isStudioFile(uri: vscode.Uri): boolean {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  return folder !== undefined && studioFileIn(folder).toString() === uri.toString();
}
