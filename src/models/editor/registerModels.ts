import * as vscode from 'vscode';
import type { Log } from '../../common/log.js';
import { commandIds, registerCommand } from '../../editor/commands.js';
import type { Keys } from './keys.js';
import type { Models } from './models.js';

export interface ModelCommandDeps {
  readonly models: Models;
  readonly keys: Keys;
  readonly log: Log;
}

/** `galley.setApiKey` and `galley.chooseModel`. */
export function registerModelCommands(deps: ModelCommandDeps): vscode.Disposable {
  const lists = new Map<string, readonly string[]>();
  return vscode.Disposable.from(
    // Another key may see other models.
    deps.keys.onDidChange(() => { lists.clear(); }),
    registerCommand(commandIds.setApiKey, deps.log, async ({ all }) => {
      const { setApiKey } = await import('./setApiKey.js');
      return setApiKey(all, deps);
    }),
    registerCommand(commandIds.chooseModel, deps.log, async ({ options }) => {
      const { chooseModel } = await import('./chooseModel.js');
      return chooseModel(options, { ...deps, lists });
    }),
  );
}
