import * as vscode from 'vscode';
import { commandIds, commandOfStep } from '../../editor/commands.js';
import type { Posts } from '../../editor/posts.js';
import type { Runs } from '../../pipeline/runs.js';
import type { FromPreview } from '../protocol.js';
import type { PreviewSession } from './session.js';

/** Does what the reader asked for in the page. */
export async function receive(message: FromPreview, session: PreviewSession, { posts, runs }: { readonly posts: Posts; readonly runs: Runs }): Promise<void> {
  const document = session.shown;
  switch (message.type) {
    case 'ready':
      session.ready();
      return;
    case 'openCosts':
      execute(commandIds.showCosts);
      return;
    case 'showPrompt':
      if (document) execute(commandIds.showPrompt, document.uri, { ...message.prompt });
      return;
    case 'newPost':
      execute(commandIds.newPost);
      return;
    case 'run':
      if (document) execute(message.target === 'pipeline' ? commandIds.runPipeline : commandOfStep[message.target], document.uri);
      return;
    case 'redo':
      if (document) execute(commandIds.redoFrom, document.uri, message.step);
      return;
    case 'cancel':
      for (const run of document ? runs.of(document.uri.toString()) : []) run.cancel();
      return;
    case 'reveal':
      if (document) await reveal(document, document.positionAt(message.offset));
      return;
    case 'revealLine':
      if (document) await reveal(document, new vscode.Position(message.line, 0));
      return;
    case 'copyCaption': {
      const post = document && posts.get(document);
      const variants = new Map(Object.entries(post?.captions ?? {}));
      const caption = message.platform === undefined ? post?.caption : variants.get(message.platform);
      if (caption === undefined) return;
      await vscode.env.clipboard.writeText(caption.trim());
      session.post({ type: 'copied', platform: message.platform });
      return;
    }
  }
}

/** What goes wrong is shown by the command itself. */
function execute(command: string, ...args: readonly unknown[]): void {
  vscode.commands.executeCommand(command, ...args).then(undefined, () => undefined);
}

async function reveal(document: vscode.TextDocument, position: vscode.Position): Promise<void> {
  const beside = vscode.window.visibleTextEditors.find((editor) => editor.document === document)?.viewColumn;
  const editor = await vscode.window.showTextDocument(document.uri, { viewColumn: beside ?? vscode.ViewColumn.One });
  editor.selection = new vscode.Selection(position, position);
  editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
