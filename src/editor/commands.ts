import * as vscode from 'vscode';
import { isAbort } from '../common/abort.js';
import { UserError } from '../common/userError.js';
import type { Log } from '../common/log.js';
import { commandIds, commandOfStep, type CommandId } from './commandIds.js';
import { ServiceError } from '../models/serviceError.js';

export { commandIds, commandOfStep, type CommandId };

export interface CommandArguments {
  /** The post (or page) that the caller named. */
  readonly uri: vscode.Uri | undefined;
  /** Unchecked: comes from key bindings, tasks and other extensions. */
  readonly options: Readonly<Record<string, unknown>>;
  /** The caller gave options, so that nobody may be there to answer a question. */
  readonly isHeadless: boolean;
  /** As they came, for commands of another shape. */
  readonly all: readonly unknown[];
}

/**
 * Registers a command of the shape `(uri?, …rest, options?)`. A failure is shown and logged, then rejects;
 * a cancelled command returns `undefined`. From the palette or a menu a failure is shown only: VS Code would add a
 * modal message of its own to a rejection.
 */
export function registerCommand(
  id: CommandId,
  log: Log,
  handler: (args: CommandArguments) => Promise<unknown>,
): vscode.Disposable {
  return vscode.commands.registerCommand(id, async (...args: readonly unknown[]) => {
    try {
      return await handler(readArguments(args));
    } catch (error) {
      if (isAbort(error) || error instanceof vscode.CancellationError) return undefined;
      // Not awaited: a caller must hear of the failure at once, not when somebody closes the message.
      void showFailure(id, error, log);
      if (isFromMenu(args)) return undefined;
      throw error;
    }
  });
}

/** A Uri first (also the first of an Explorer selection), a plain object last. */
export function readArguments(args: readonly unknown[]): CommandArguments {
  const first = args[0];
  const last = args.at(-1);
  const options = isPlainObject(last) && !isMenuContext(last) ? last : undefined;
  return { uri: first instanceof vscode.Uri ? first : undefined, options: options ?? {}, isHeadless: options !== undefined, all: args };
}

/** The palette and key bindings pass nothing, menus pass what they stand on and where that is. */
function isFromMenu(args: readonly unknown[]): boolean {
  return args.length === 0 || isMenuContext(args[1]);
}

function isMenuContext(value: unknown): boolean {
  return Array.isArray(value) || (isPlainObject(value) && 'groupId' in value);
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** Says what went wrong, with what can be done next, and logs it. */
export async function showFailure(id: CommandId, error: unknown, log: Log): Promise<void> {
  const message = describeFailure(error);
  if (error instanceof ServiceError)
    log.error(`${id} failed: ${error.reason} ${error.status ?? ''} ${error.requestId ?? ''}`.trimEnd());
  else if (error instanceof UserError) log.warn(`${id} refused`);
  else log.error(`${id} failed`, error);
  const buttons = remedies(error);
  const picked = await vscode.window.showErrorMessage(message, ...buttons.map(({ title }) => title));
  const command = buttons.find(({ title }) => title === picked)?.command;
  if (command !== undefined) await vscode.commands.executeCommand(command);
}

/** What the user can do next, as buttons. Nothing falls back to another provider by itself. */
function remedies(error: unknown): readonly { readonly title: string; readonly command: string }[] {
  if (error instanceof UserError) return error.remedy === 'manageTrust' ? [{ title: vscode.l10n.t('Manage Workspace Trust'), command: 'workbench.trust.manage' }] : [];
  const showLog = { title: vscode.l10n.t('Show Log'), command: commandIds.showLog };
  const chooseModel = { title: vscode.l10n.t('Choose Model...'), command: commandIds.chooseModel };
  switch (error instanceof ServiceError ? error.reason : undefined) {
    case 'auth':
      return [{ title: vscode.l10n.t('Set API Key...'), command: commandIds.setApiKey }, chooseModel, showLog];
    case 'quota':
    case 'rateLimit':
    case 'network':
    case 'timeout':
      return [chooseModel, showLog];
    default:
      return [showLog];
  }
}

function describeFailure(error: unknown): string {
  if (error instanceof UserError || error instanceof ServiceError) return error.message;
  return vscode.l10n.t('Could not finish: something unexpected went wrong. The log has the details.');
}
