import * as vscode from 'vscode';
import { stepLabel } from '../../cost/format.js';
import { newId } from '../../common/id.js';
import type { Step } from '../step.js';

const scheme = 'galley-compare';

/** Texts on show in a diff, by path. */
class ComparedTexts implements vscode.TextDocumentContentProvider {
  private readonly texts = new Map<string, string>();

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.path) ?? '';
  }

  add(name: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme, path: `/${newId()}/${name}.md` });
    this.texts.set(uri.path, text);
    return uri;
  }

  remove(uri: vscode.Uri): void {
    this.texts.delete(uri.path);
  }
}

/**
 * Asks whether a new output may replace what a person wrote. Texts are shown as a diff while the question stands;
 * leaving the question keeps the person's own.
 */
export async function confirmOverwrite(step: Step, before: string, after: string): Promise<boolean> {
  return step.kind === 'text' ? compareTexts(step, before, after) : ask(vscode.l10n.t('The post shows {0}, which Galley did not make. Show the new take instead?', before));
}

async function compareTexts(step: Step, before: string, after: string): Promise<boolean> {
  const texts = new ComparedTexts();
  const registration = vscode.workspace.registerTextDocumentContentProvider(scheme, texts);
  const name = stepLabel(step.id);
  const left = texts.add(name, before);
  const right = texts.add(name, after);
  try {
    await vscode.commands.executeCommand('vscode.diff', left, right, vscode.l10n.t('{0}: yours ↔ new', name), {
      preview: true,
      preserveFocus: true,
    });
    return await ask(vscode.l10n.t('{0} was edited by hand. Replace it with the new one?', name));
  } finally {
    await closeDiff(right);
    registration.dispose();
    texts.remove(left);
    texts.remove(right);
  }
}

async function ask(question: string): Promise<boolean> {
  const keep = { label: vscode.l10n.t('Keep mine'), replaces: false };
  const replace = { label: vscode.l10n.t('Replace'), replaces: true };
  const answer = await vscode.window.showQuickPick([keep, replace], { placeHolder: question, title: question, ignoreFocusOut: true });
  return answer?.replaces ?? false;
}

async function closeDiff(right: vscode.Uri): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const diff = tabs.find(
    ({ input }) => input instanceof vscode.TabInputTextDiff && input.modified.toString() === right.toString(),
  );
  if (diff) await vscode.window.tabGroups.close(diff, true);
}
