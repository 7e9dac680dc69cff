import * as vscode from 'vscode';
import type { ImageChoice, TextChoice } from '../choice.js';

export type ModelChoice = { readonly kind: 'text'; readonly choice: TextChoice } | { readonly kind: 'image'; readonly choice: ImageChoice };

export type ChoiceTarget = 'user' | 'workspace';

/** Whether a choice can count for one workspace: an address never can, since a workspace must not say where text goes. */
export function fitsWorkspace({ choice }: ModelChoice, baseUrl: string): boolean {
  return choice.provider !== 'openai' || choice.baseUrl === baseUrl;
}

/** Writes a choice into the settings; the provider last, so that nothing in between names a model with the wrong provider. */
export async function applyChoice({ kind, choice }: ModelChoice, target: ChoiceTarget): Promise<void> {
  if (choice.provider === 'openai') await write('text.baseUrl', choice.baseUrl, 'user');
  const model = 'model' in choice ? choice.model : undefined;
  if (model !== undefined) await write(`${kind}.model`, model, target);
  await write(`${kind}.provider`, choice.provider, target);
}

/** A value of the workspace would hide the user's, so where there is one it is changed too. */
async function write(key: string, value: string, target: ChoiceTarget): Promise<void> {
  const settings = vscode.workspace.getConfiguration('galley');
  if (settings.get(key) === value) return;
  const isInWorkspace = settings.inspect(key)?.workspaceValue !== undefined;
  if (target === 'user') await settings.update(key, value, vscode.ConfigurationTarget.Global);
  if (target === 'workspace' || isInWorkspace) await settings.update(key, value, vscode.ConfigurationTarget.Workspace);
}
