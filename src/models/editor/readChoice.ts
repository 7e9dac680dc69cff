import * as vscode from 'vscode';
import { UserError } from '../../common/userError.js';
import { readSettings } from '../../editor/settings.js';
import { readEndpoint } from '../openai/endpoint.js';
import { ServiceError } from '../serviceError.js';
import type { ChoiceTarget, ModelChoice } from './applyChoice.js';

/** A choice from a command's options, which any extension, task or key binding may have written; `undefined` when none is given. */
export function readChoice(options: Readonly<Record<string, unknown>>): { readonly choice: ModelChoice; readonly target: ChoiceTarget } | undefined {
  const { kind, provider, target = 'user' } = options;
  if (kind === undefined && provider === undefined) return undefined;
  if (target !== 'user' && target !== 'workspace') throw wrong('target', 'user, workspace');
  if (kind !== 'text' && kind !== 'image') throw wrong('kind', 'text, image');
  const choice = kind === 'text' ? readText(options) : readImage(options);
  if (target === 'workspace' && choice.choice.provider === 'openai' && choice.choice.baseUrl !== readSettings().text.baseUrl)
    throw new UserError(vscode.l10n.t('Could not choose the model: the address cannot be set for one workspace.'));
  return { choice, target };
}

function readText(options: Readonly<Record<string, unknown>>): ModelChoice {
  const { text } = readSettings();
  const model = textOf(options, 'model');
  switch (options['provider']) {
    case 'builtin':
      return { kind: 'text', choice: { provider: 'builtin' } };
    case 'vscode':
      return { kind: 'text', choice: { provider: 'vscode', model } };
    case 'openai': {
      const baseUrl = textOf(options, 'baseUrl') ?? text.baseUrl;
      const endpoint = readEndpoint(baseUrl);
      if (endpoint instanceof ServiceError) throw new UserError(endpoint.message);
      return { kind: 'text', choice: { provider: 'openai', baseUrl, model: model ?? text.model } };
    }
    default:
      throw wrong('provider', 'openai, vscode, builtin');
  }
}

function readImage(options: Readonly<Record<string, unknown>>): ModelChoice {
  switch (options['provider']) {
    case 'builtin':
      return { kind: 'image', choice: { provider: 'builtin' } };
    case 'fal':
      return { kind: 'image', choice: { provider: 'fal', model: textOf(options, 'model') ?? readSettings().image.model } };
    default:
      throw wrong('provider', 'fal, builtin');
  }
}

function textOf(options: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = options[name];
  if (value === undefined) return undefined;
  if (typeof value === 'string' && value.trim() !== '') return value.trim();
  throw new UserError(vscode.l10n.t('Could not run the command: its option {0} must be a text.', name));
}

function wrong(option: string, allowed: string): UserError {
  return new UserError(vscode.l10n.t('Could not run the command: its option {0} is one of {1}.', option, allowed));
}
