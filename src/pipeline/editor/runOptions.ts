import * as vscode from 'vscode';
import { stepIds, type StepId } from '../../common/terms.js';
import { UserError } from '../../common/userError.js';
import type { RunOptions } from './pipeline.js';

const mostTakes = 10;

/** Checks the options object of a step command, which any extension, task or key binding may have written. */
export function readRunOptions(options: Readonly<Record<string, unknown>>): RunOptions {
  return {
    platform: text(options, 'platform'),
    prompt: text(options, 'prompt'),
    aspectRatio: text(options, 'aspectRatio'),
    seed: integer(options, 'seed', 0, 2 ** 31 - 1),
    takes: integer(options, 'takes', 1, mostTakes),
    overwrite: flag(options, 'overwrite'),
    confirmed: flag(options, 'confirmed'),
  };
}

/** The step that a run starts from, which `galley.runPipeline` and `galley.runAll` take. */
export function readFrom(options: Readonly<Record<string, unknown>>): StepId | undefined {
  const value = options['from'];
  const step = stepIds.find((known) => known === value);
  if (value === undefined || step !== undefined) return step;
  throw new UserError(vscode.l10n.t('Could not run the command: its option {0} must be one of {1}.', 'from', stepIds.join(', ')));
}

function text(options: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = options[name];
  if (value === undefined) return undefined;
  if (typeof value === 'string' && value.trim() !== '') return value;
  throw new UserError(vscode.l10n.t('Could not run the command: its option {0} must be a text.', name));
}

export function integer(options: Readonly<Record<string, unknown>>, name: string, least: number, most: number): number | undefined {
  const value = options[name];
  if (value === undefined) return undefined;
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
  throw new UserError(
    vscode.l10n.t('Could not run the command: its option {0} must be a whole number from {1} to {2}.', name, least, most),
  );
}

export function flag(options: Readonly<Record<string, unknown>>, name: string): boolean | undefined {
  const value = options[name];
  if (value === undefined || typeof value === 'boolean') return value;
  throw new UserError(vscode.l10n.t('Could not run the command: its option {0} must be true or false.', name));
}
