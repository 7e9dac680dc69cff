import * as vscode from 'vscode';
import type { Log } from '../../common/log.js';
import { commandIds, registerCommand, type CommandArguments } from '../../editor/commands.js';
import type { WorkspacePosts } from '../../posts/editor/watcher.js';
import type { Studios } from '../../studio/editor/studios.js';
import type { BalanceDesk } from './balanceDesk.js';
import type { BalanceScope } from './balanceReader.js';

export interface BalanceDeps {
  readonly extensionUri: vscode.Uri;
  readonly known: Pick<WorkspacePosts, 'index' | 'whenReady' | 'lookAgain'>;
  readonly studios: Studios;
  readonly log: Log;
}

/**
 * `galley.showBalance`: `(post?, posts?, { uris?, specialMessage? })` → what the posts have in common and what they lack.
 * With options no page opens.
 */
export function registerBalance(deps: BalanceDeps): vscode.Disposable {
  let desk: Promise<BalanceDesk> | undefined;
  const open = async (): Promise<BalanceDesk> => {
    const { BalanceDesk: Desk } = await import('./balanceDesk.js');
    return new Desk(deps);
  };
  return vscode.Disposable.from(
    registerCommand(commandIds.showBalance, deps.log, async (args) => {
      desk ??= open();
      const scope = scopeOf(args);
      return args.isHeadless ? (await desk).read(scope) : (await desk).show(scope);
    }),
    { dispose: () => { void desk?.then((opened) => { opened.dispose(); }); } },
  );
}

/** What the caller lists, else what is selected where the menu was opened, else everything. */
function scopeOf({ uri, all, options }: CommandArguments): BalanceScope {
  const { uris, specialMessage } = options;
  const listed = Array.isArray(uris) ? uris : Array.isArray(all[1]) && all[1].length > 0 ? all[1] : uri ? [uri] : undefined;
  const message = typeof specialMessage === 'string' ? specialMessage.trim() : '';
  return {
    uris: listed?.flatMap((one: unknown) => (one instanceof vscode.Uri ? [one.toString()] : typeof one === 'string' ? [vscode.Uri.parse(one, true).toString()] : [])),
    message: message === '' ? undefined : message,
  };
}
