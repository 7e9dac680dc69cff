import type * as vscode from 'vscode';
import type { Log } from '../../common/log.js';
import { commandIds, registerCommand } from '../../editor/commands.js';
import type { Posts } from '../../editor/posts.js';
import type { Preview } from './panel.js';

/** `galley.openPreview`: `(post?)`. */
export function registerOpenPreview(preview: Preview, posts: Posts, log: Log): vscode.Disposable {
  return registerCommand(commandIds.openPreview, log, async ({ uri }) => {
    preview.open(await posts.require(uri));
  });
}
