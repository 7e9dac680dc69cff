import * as vscode from 'vscode';
import { commandIds } from './editor/commandIds.js';
import { LazyTree } from './posts/editor/lazyTree.js';

/** After the first paint, for what works without a post in sight: problems of closed posts, unfinished paid runs. */
const idleMs = 1000;

/** What takes longest to load of what `galley.js` imports, each in a turn of its own: at once they hold the extension host for longer than it may stand still. */
const parts: readonly (() => Promise<unknown>)[] = [
  () => import('./post/edit.js'),
  () => import('./pipeline/editor/pipeline.js'),
  () => import('./check/editor/register.js'),
  () => import('./plan/editor/register.js'),
  () => import('./preview/editor/panel.js'),
];

/**
 * Every Markdown file activates this extension, and most of them are no posts: so activation takes places only, and
 * `galley.js` with the YAML reader is loaded by the first post, the first command, or once the window is at rest.
 */
export function activate(context: vscode.ExtensionContext): Promise<void> | undefined {
  const stubs: vscode.Disposable[] = [];
  const starting: { done?: Promise<void> } = {};
  const start = (): Promise<void> => (starting.done ??= load(context, stubs, lazyTree));
  const lazyTree = new LazyTree(start);
  const startIfPost = (): void => {
    if (vscode.workspace.textDocuments.some(({ uri }) => uri.path.endsWith('.post.md'))) void start();
  };
  const idle = setTimeout(() => void start(), idleMs);
  stubs.push(
    new vscode.Disposable(() => { clearTimeout(idle); }),
    vscode.workspace.onDidOpenTextDocument(startIfPost),
    ...Object.values(commandIds).map((id) =>
      vscode.commands.registerCommand(id, async (...args: readonly unknown[]) => {
        await start();
        return vscode.commands.executeCommand(id, ...args);
      }),
    ),
  );
  context.subscriptions.push(lazyTree, { dispose: () => { vscode.Disposable.from(...stubs).dispose(); } });
  // A preview that is to come back asks for its serializer as soon as activation is over.
  if (vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ input }) => input instanceof vscode.TabInputWebview))) return start();
  setImmediate(startIfPost);
  return undefined;
}

async function load(context: vscode.ExtensionContext, stubs: vscode.Disposable[], lazyTree: LazyTree): Promise<void> {
  for (const part of parts) {
    await part();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { startGalley } = await import('./galley.js');
  vscode.Disposable.from(...stubs.splice(0)).dispose();
  startGalley(context, lazyTree);
}
