import * as vscode from 'vscode';
import type { Log } from '../../common/log.js';
import { UserError } from '../../common/userError.js';
import { commandIds, registerCommand } from '../../editor/commands.js';
import type { Posts } from '../../editor/posts.js';
import { fileNameOf } from '../list.js';
import { postsViewId } from './lazyTree.js';
import { isPostNode, type Node } from './nodes.js';
import type { PostTree } from './tree.js';
import type { WorkspacePosts } from './watcher.js';

export interface RevealDeps {
  readonly view: vscode.TreeView<Node>;
  readonly tree: PostTree;
  readonly known: WorkspacePosts;
  readonly posts: Posts;
  readonly log: Log;
}

const mostAttempts = 3;

/** Selects in the list the post that is looked at, as the Explorer does with files; on request also where the list is hidden. */
export function registerReveal(deps: RevealDeps): vscode.Disposable {
  const { view, tree, posts, log } = deps;
  const followed: { uri?: string } = {};
  // As it was last told: while a list is drawn again, the view says that nothing is selected.
  let selected: readonly string[] = [];
  const isSelected = (uri: vscode.Uri): boolean => selected.includes(uri.toString());
  const follow = async (uri: vscode.Uri): Promise<void> => {
    followed.uri = uri.toString();
    if (await tree.isDeep(uri)) return;
    // Several are selected for a command, which is about to come.
    if (selected.length > 1 || isSelected(uri)) return;
    await view.reveal(uri, { select: true, focus: false });
    // VS Code may not have had the list yet: then with the next one.
    if (selected.length === 0 && followed.uri === uri.toString()) delete followed.uri;
  };
  const followActive = (): void => {
    const uri = posts.active?.uri;
    // Once: who closes the group afterwards means it. And a new post comes with the next list.
    if (!uri || uri.toString() === followed.uri || !view.visible || !isFollowing(uri) || !tree.isListed(uri)) return;
    follow(uri).catch((error: unknown) => { log.debug(`The active post was not revealed: ${String(error)}`); });
  };
  return vscode.Disposable.from(
    posts.onDidChangeActive(() => {
      delete followed.uri;
      followActive();
    }),
    view.onDidChangeSelection(({ selection }) => { selected = selection.filter(isPostNode).map(String); }),
    view.onDidChangeVisibility(followActive),
    tree.onDidList(followActive),
    registerCommand(commandIds.revealInPostsView, log, async (args) => {
      const uri = args.uri ?? (await posts.require(undefined)).uri;
      // What is revealed on request is not also followed, which would take the focus away.
      followed.uri = uri.toString();
      await reveal(uri, deps, isSelected);
    }),
  );
}

/** The Explorer's own setting: who wants its list to stand still wants this one to. */
function isFollowing(uri: vscode.Uri): boolean {
  return vscode.workspace.getConfiguration('explorer', uri).get<unknown>('autoReveal') !== false;
}

async function reveal(uri: vscode.Uri, { view, tree, known }: RevealDeps, isSelected: (uri: vscode.Uri) => boolean): Promise<void> {
  if (!known.index.get(uri.toString())) await known.lookAgain();
  const post = known.index.get(uri.toString());
  if (!post)
    throw new UserError(vscode.l10n.t('Could not reveal {0}: it is no post of this workspace. Posts are the files that galley.posts.include names.', fileNameOf(uri.toString())));
  if (!tree.passesFilter(post)) tree.filter = '';
  await vscode.commands.executeCommand(`${postsViewId}.focus`);
  if (!tree.isListed(uri)) tree.listNow();
  // VS Code reveals nothing, and says nothing, where it has not drawn the list yet.
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    await view.reveal(uri, { select: true, focus: true });
    if (isSelected(uri)) return;
  }
}
