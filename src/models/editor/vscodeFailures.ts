import * as vscode from 'vscode';
import type { ServiceErrorReason } from '../serviceError.js';

export interface LmFailure {
  readonly reason: ServiceErrorReason;
  /** For people. */
  readonly message: string;
}

/** What VS Code's own errors mean. The texts of providers are not repeated: they may quote the prompt. */
export function readLmFailure(error: unknown, name: string): LmFailure {
  switch (error instanceof vscode.LanguageModelError ? error.code : '') {
    case 'NoPermissions':
      return {
        reason: 'auth',
        message: vscode.l10n.t('Could not get text from {0}: VS Code was not allowed to use it here. Try again and allow it, or choose another model.', name),
      };
    case 'Blocked':
      return {
        reason: 'quota',
        message: vscode.l10n.t('Could not get text from {0}: your plan’s quota is used up, or its filter stopped the request. Choose another model, or try later.', name),
      };
    case 'NotFound':
      return missingModel(name);
    default:
      return {
        reason: 'unexpected',
        message: vscode.l10n.t('Could not get text from {0}: it failed in VS Code. Try again, or choose another model.', name),
      };
  }
}

export function missingModel(name: string): LmFailure {
  return {
    reason: 'unsupported',
    message: vscode.l10n.t('Could not get text from {0}: VS Code does not offer it now. Sign in to its provider, or choose another model.', name),
  };
}

export function noModels(): LmFailure {
  return {
    reason: 'unsupported',
    message: vscode.l10n.t('Could not get text: VS Code offers no language model now. Sign in to one, or choose another model.'),
  };
}

export function timeoutFailure(ms: number, name: string): LmFailure {
  return {
    reason: 'timeout',
    message: vscode.l10n.t('Could not get text from {0}: nothing came for {1} s. Try again, or choose another model.', name, Math.max(1, Math.round(ms / 1000))),
  };
}

export function emptyFailure(name: string): LmFailure {
  return { reason: 'unexpected', message: vscode.l10n.t('Could not get text from {0}: it answered without a word. Try again, or choose another model.', name) };
}

export function endlessFailure(name: string): LmFailure {
  return { reason: 'unexpected', message: vscode.l10n.t('Could not get a usable text from {0}: it did not stop writing. Choose another model.', name) };
}

export function unreadableFailure(name: string): LmFailure {
  return {
    reason: 'unexpected',
    message: vscode.l10n.t('Could not use the answer of {0}: it is not in the form that was asked for. Try again, or choose another model.', name),
  };
}
