import * as vscode from 'vscode';
import type { Log } from '../../common/log.js';
import { UserError } from '../../common/userError.js';
import { commandIds, registerCommand } from '../../editor/commands.js';
import { isPost, type Posts } from '../../editor/posts.js';
import type { TextModel } from '../../models/textModel.js';
import type { Pipeline } from '../../pipeline/editor/pipeline.js';
import type { Paying } from '../../pipeline/paying.js';

export interface GhostTextDeps {
  readonly posts: Posts;
  readonly pipeline: Pipeline;
  readonly textModel: () => Promise<TextModel>;
  readonly paying: (options: { readonly confirmed: boolean; readonly isHeadless: boolean }) => Paying;
  readonly log: Log;
}

/** Grey text that continues a caption, and the command that asks for it. What makes it loads with the first caption. */
export function registerGhostText(deps: GhostTextDeps): vscode.Disposable {
  const load = once(async () => new (await import('./suggestions.js')).Suggestions(deps));
  const provider: vscode.InlineCompletionItemProvider = {
    provideInlineCompletionItems: async (document, position, context, token) => {
      if (!isPost(document)) return undefined;
      try {
        return await (await load()).provide(document, position, context, token);
      } catch (error) {
        deps.log.error('A caption could not be suggested', error);
        return undefined;
      }
    },
  };
  return vscode.Disposable.from(
    vscode.languages.registerInlineCompletionItemProvider({ language: 'markdown' }, provider),
    registerCommand(commandIds.suggestCaption, deps.log, async ({ uri }) => {
      const document = await deps.posts.require(uri);
      if (!isPost(document)) throw new UserError(vscode.l10n.t('Could not suggest a caption: this file is not a post.'));
      await (await load()).ask(document);
    }),
  );
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
