import * as vscode from 'vscode';
import { abortError } from '../../common/abort.js';
import type { Log } from '../../common/log.js';
import { UserError } from '../../common/userError.js';
import { stepLabel } from '../../cost/format.js';
import { commandIds, registerCommand } from '../../editor/commands.js';
import { exists } from '../../editor/createFile.js';
import type { Posts } from '../../editor/posts.js';
import { isPromptStep, promptSteps, type PromptStep } from '../variables.js';
import { promptFileOf, promptPathOf, type PromptFiles } from './promptFiles.js';

export interface CustomizePromptDeps {
  readonly posts: Posts;
  readonly prompts: PromptFiles;
  readonly log: Log;
}

/** `galley.customizePrompt`: `(uri?, { step })` → the studio's own prompt file, made from Galley's where there is none. */
export function registerCustomizePrompt({ posts, prompts, log }: CustomizePromptDeps): vscode.Disposable {
  return registerCommand(commandIds.customizePrompt, log, async ({ uri, options }) => {
    const folder = await folderFor(uri ?? posts.active?.uri);
    const step = readStep(options['step']) ?? (await askStep(folder));
    const file = promptFileOf(folder, step);
    if (!(await exists(file))) await create(file, withNote(step, await prompts.shippedText(step)));
    if (options['open'] !== false) await vscode.window.showTextDocument(file);
    return file;
  });
}

async function folderFor(uri: vscode.Uri | undefined): Promise<vscode.WorkspaceFolder> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const own = uri && vscode.workspace.getWorkspaceFolder(uri);
  const folder = own ?? (folders.length > 1 ? await vscode.window.showWorkspaceFolderPick() : folders[0]);
  if (folder) return folder;
  if (folders.length > 1) throw abortError();
  throw new UserError(vscode.l10n.t('Could not customize a prompt: no folder is open. Open the folder of your posts first.'));
}

function readStep(value: unknown): PromptStep | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string' && isPromptStep(value)) return value;
  throw new UserError(vscode.l10n.t('Could not customize a prompt: its option step must be one of {0}.', promptSteps.join(', ')));
}

async function askStep(folder: vscode.WorkspaceFolder): Promise<PromptStep> {
  const items = await Promise.all(promptSteps.map(async (step) => ({
    label: stepLabel(step),
    description: promptPathOf(step),
    detail: (await exists(promptFileOf(folder, step))) ? vscode.l10n.t('$(edit) Your own prompt: open it') : vscode.l10n.t('Galley’s own prompt: copy it, then change it'),
    step,
  })));
  const title = vscode.l10n.t('Customize Prompt');
  const picked = await vscode.window.showQuickPick(items, { title, placeHolder: vscode.l10n.t('Which step’s prompt do you want to change?') });
  if (!picked) throw abortError();
  return picked.step;
}

/** A comment of the template: it is not sent, and the copy asks the same as the original. */
function withNote(step: PromptStep, text: string): string {
  const note = vscode.l10n.t('What the step {0} asks a model. Two opening braces list the variables. Delete this file to go back to Galley’s own prompt.', stepLabel(step));
  return `{{! ${note} }}\n${text}`;
}

async function create(file: vscode.Uri, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(file, { overwrite: false, ignoreIfExists: true, contents: new TextEncoder().encode(text) });
  if (!(await vscode.workspace.applyEdit(edit)))
    throw new UserError(vscode.l10n.t('Could not write {0}. Check that its folder can be written.', vscode.workspace.asRelativePath(file)));
}
