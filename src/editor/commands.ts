import * as vscode from 'vscode';
import { isAbort } from '../common/abort.js';
import { UserError } from '../common/userError.js';
import type { Log } from '../common/log.js';
import { ServiceError } from '../models/serviceError.js';

/** Every command id; ids are API. */
export const commandIds = {
  newPost: 'galley.newPost',
  importPage: 'galley.importPage',
  draft: 'galley.draft',
  caption: 'galley.caption',
  altText: 'galley.altText',
  heroImage: 'galley.heroImage',
  runPipeline: 'galley.runPipeline',
  cancel: 'galley.cancel',
  openPreview: 'galley.openPreview',
  showCosts: 'galley.showCosts',
  showLog: 'galley.showLog',
} as const;

export type CommandId = (typeof commandIds)[keyof typeof commandIds];

export interface CommandArguments {
  /** The post (or page) that the caller named. */
  readonly uri: vscode.Uri | undefined;
  /** Unchecked: comes from key bindings, tasks and other extensions. */
  readonly options: Readonly<Record<string, unknown>>;
}

/**
 * Registers a command of the shape `(uri?, …rest, options?)`. A failure is shown and logged, then rejects;
 * a cancelled command returns `undefined`.
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
      throw error;
    }
  });
}

/** A Uri first (also the first of an Explorer selection), a plain object last. */
export function readArguments(args: readonly unknown[]): CommandArguments {
  const first = args[0];
  const last = args.at(-1);
  return {
    uri: first instanceof vscode.Uri ? first : undefined,
    options: isPlainObject(last) ? last : {},
  };
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

async function showFailure(id: CommandId, error: unknown, log: Log): Promise<void> {
  const message = describeFailure(error);
  if (error instanceof ServiceError)
    log.error(`${id} failed: ${error.reason} ${error.status ?? ''} ${error.requestId ?? ''}`.trimEnd());
  else if (error instanceof UserError) log.warn(`${id} refused`);
  else log.error(`${id} failed`, error);
  if (error instanceof UserError) {
    await vscode.window.showErrorMessage(message);
    return;
  }
  const showLog = vscode.l10n.t('Show Log');
  if ((await vscode.window.showErrorMessage(message, showLog)) === showLog)
    await vscode.commands.executeCommand(commandIds.showLog);
}

function describeFailure(error: unknown): string {
  if (error instanceof UserError || error instanceof ServiceError) return error.message;
  return vscode.l10n.t('Could not finish: something unexpected went wrong. The log has the details.');
}
