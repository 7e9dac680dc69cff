import * as vscode from 'vscode';
import type { Log } from '../../common/log.js';
import type { Posts } from '../../editor/posts.js';
import type { Studios } from '../../studio/editor/studios.js';
import { groupingLabel } from '../list.js';
import type { Batches } from '../../pipeline/editor/batches.js';
import { registerBatchCommands } from './batchCommands.js';
import { PostDecorations } from './decorations.js';
import { PillarDrop } from './dragAndDrop.js';
import type { LazyTree } from './lazyTree.js';
import { isPostNode, type Node } from './nodes.js';
import { registerReveal } from './revealPost.js';
import { PostTree } from './tree.js';
import { registerViewCommands } from './viewCommands.js';
import type { WorkspacePosts } from './watcher.js';

export interface PostsViewDeps {
  readonly lazyTree: LazyTree;
  readonly known: WorkspacePosts;
  readonly posts: Posts;
  readonly studios: Studios;
  readonly workspaceState: vscode.Memento;
  readonly batches: Batches;
  readonly extensionUri: vscode.Uri;
  readonly log: Log;
}

const headDelay = 250;

/** The Posts view: every post of the workspace, by pillar, format, state or date. */
export function registerPosts({ lazyTree, known, posts, studios, workspaceState, batches, extensionUri, log }: PostsViewDeps): vscode.Disposable {
  const tree = new PostTree({ known, studios, memento: workspaceState });
  const drop = new PillarDrop(known.index, posts, () => tree.grouping === 'pillar', log);
  const { view } = lazyTree;
  const decorations = new PostDecorations(known.index);
  let timer: NodeJS.Timeout | undefined;
  const update = (): void => {
    timer = undefined;
    showHead(view, tree, known);
  };
  const updateSoon = (): void => { timer ??= setTimeout(update, headDelay); };
  update();
  known.whenReadySoon(updateSoon);
  return vscode.Disposable.from(
    tree,
    lazyTree.fill(tree, drop),
    decorations,
    vscode.window.registerFileDecorationProvider(decorations),
    tree.onDidChangeTreeData(updateSoon),
    // VS Code asks for the list when it has time, which may be after the head was shown.
    tree.onDidList(updateSoon),
    registerBatchCommands({
      batches,
      known,
      posts,
      filtered: () => (tree.filter === '' ? undefined : tree.listed.map(({ uri }) => vscode.Uri.parse(uri, true))),
      selected: () => view.selection.filter(isPostNode),
      extensionUri,
      log,
    }),
    registerViewCommands({ tree, known, posts, studios, selected: () => view.selection.filter(isPostNode), log }),
    registerReveal({ view, tree, known, posts, log }),
    { dispose: () => { clearTimeout(timer); } },
  );
}

/** What stands above the list, beside the view's name and on its icon; and what an empty list says. */
function showHead(view: vscode.TreeView<Node>, tree: PostTree, known: WorkspacePosts): void {
  const { size } = known.index;
  view.description = groupingLabel(tree.grouping);
  const isFiltered = tree.filter !== '';
  // A message would hide what an empty list says.
  view.message = isFiltered && tree.listed.length > 0 ? vscode.l10n.t('Posts with “{0}”: {1} of {2}', tree.filter, tree.listed.length, size) : '';
  const problems = tree.withProblems;
  view.badge = problems === 0 ? undefined : { value: problems, tooltip: vscode.l10n.t('Posts with problems: {0}', problems) };
  const state = isFiltered ? 'filtered' : size > 0 ? 'some' : known.isReady ? 'none' : 'unknown';
  void vscode.commands.executeCommand('setContext', 'galley.postsState', state);
}
