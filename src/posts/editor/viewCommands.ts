import * as vscode from 'vscode';
import type { Log } from '../../common/log.js';
import { UserError } from '../../common/userError.js';
import { commandIds, registerCommand, type CommandArguments, type CommandId } from '../../editor/commands.js';
import type { Posts } from '../../editor/posts.js';
import type { Studios } from '../../studio/editor/studios.js';
import type { Grouping } from '../list.js';
import type { PostIndex } from '../postIndex.js';
import { changePillar } from './changePillar.js';
import type { PostTree } from './tree.js';
import type { WorkspacePosts } from './watcher.js';

export interface ViewCommandsDeps {
  readonly tree: PostTree;
  readonly known: WorkspacePosts;
  readonly posts: Posts;
  readonly studios: Studios;
  /** The posts that are selected in the view, for commands that were not called on one. */
  readonly selected: () => readonly vscode.Uri[];
  readonly log: Log;
}

/** The commands of the view's title and of its posts. On several selected posts, each acts on all of them. */
export function registerViewCommands(deps: ViewCommandsDeps): vscode.Disposable {
  const { tree, known, log } = deps;
  const groupBy = (id: CommandId, grouping: Grouping): vscode.Disposable =>
    registerCommand(id, log, () => tree.setGrouping(grouping));
  const onPosts = (id: CommandId, act: (uris: readonly vscode.Uri[], args: CommandArguments) => Promise<unknown>): vscode.Disposable =>
    registerCommand(id, log, (args) => act(urisOf(args, deps), args));
  return vscode.Disposable.from(
    groupBy(commandIds.groupPostsByPillar, 'pillar'),
    groupBy(commandIds.groupPostsByFormat, 'format'),
    groupBy(commandIds.groupPostsByState, 'state'),
    groupBy(commandIds.groupPostsByDate, 'date'),
    registerCommand(commandIds.filterPosts, log, ({ options }) => (typeof options['text'] === 'string' ? setFilter(tree, options['text']) : askFilter(tree))),
    registerCommand(commandIds.clearPostsFilter, log, () => setFilter(tree, '')),
    registerCommand(commandIds.refreshPosts, log, async () => { await vscode.window.withProgress({ location: { viewId: 'galley.posts' } }, () => known.refresh()); }),
    onPosts(commandIds.changePillar, (uris, { options }) => movePosts(uris, options, deps)),
    onPosts(commandIds.deletePosts, (uris, { options }) => deletePosts(uris, options['confirmed'] === true)),
    onPosts(commandIds.copyPostsPath, async (uris) => vscode.env.clipboard.writeText(uris.map((uri) => (uri.scheme === 'file' ? uri.fsPath : uri.toString())).join('\n'))),
    onPosts(commandIds.revealPost, async (uris) => vscode.commands.executeCommand('revealInExplorer', uris[0])),
    onPosts(commandIds.openPostToSide, async (uris) => {
      for (const uri of uris) await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.Beside, preview: false });
    }),
  );
}

/** What a menu gave: the post it was opened on, and the selection when that post is part of it. */
function urisOf({ all, uri }: CommandArguments, { selected }: ViewCommandsDeps): readonly vscode.Uri[] {
  const selection = all[1];
  if (Array.isArray(selection) && selection.length > 0) return selection.filter((one) => one instanceof vscode.Uri);
  const uris = uri ? [uri] : selected();
  if (uris.length === 0) throw new UserError(vscode.l10n.t('No post is selected. Select one in the Posts view first.'));
  return uris;
}

function setFilter(tree: PostTree, text: string): Promise<void> {
  tree.filter = text;
  return Promise.resolve();
}

/** The list follows what is typed; Escape brings back what was there before. */
function askFilter(tree: PostTree): Promise<void> {
  const before = tree.filter;
  const input = vscode.window.createInputBox();
  input.title = vscode.l10n.t('Filter Posts');
  input.placeholder = vscode.l10n.t('Words of the title, file name, pillar or id');
  input.value = before;
  // A post of the list is looked at while the words stand: a click there must not take the list away under the pointer.
  input.ignoreFocusOut = true;
  return new Promise((resolve) => {
    let isAccepted = false;
    input.onDidChangeValue((value) => { tree.filter = value; });
    input.onDidAccept(() => {
      isAccepted = true;
      tree.filter = input.value;
      input.hide();
    });
    input.onDidHide(() => {
      if (!isAccepted) tree.filter = before;
      input.dispose();
      resolve();
    });
    input.show();
  });
}

async function movePosts(uris: readonly vscode.Uri[], options: Readonly<Record<string, unknown>>, { known, posts, studios }: ViewCommandsDeps): Promise<void> {
  const given = options['pillar'];
  if (given === null || typeof given === 'string') {
    await changePillar(uris, given === null || given === '' ? undefined : given, posts);
    return;
  }
  const picked = await pickPillar(uris, known.index, studios);
  if (picked) await changePillar(uris, picked.key, posts);
}

async function pickPillar(uris: readonly vscode.Uri[], index: PostIndex, studios: Studios): Promise<{ readonly key: string | undefined } | undefined> {
  const [first] = uris;
  const named = first ? Object.values((await studios.of(first)).pillars) : [];
  const used = index.pillars.filter((key) => key !== undefined && !named.some((pillar) => pillar.key === key));
  return vscode.window.showQuickPick(
    [
      ...named.map(({ key, name, framing }) => ({ label: name, description: key, detail: framing ?? '', key })),
      ...used.map((key) => ({ label: key ?? '', key })),
      { label: vscode.l10n.t('No pillar'), key: undefined },
    ],
    { title: vscode.l10n.t('Change Pillar'), placeHolder: vscode.l10n.t('Which pillar does it belong to?') },
  );
}

async function deletePosts(uris: readonly vscode.Uri[], isConfirmed: boolean): Promise<void> {
  if (!isConfirmed && !(await confirmDeletion(uris))) return;
  const edit = new vscode.WorkspaceEdit();
  // Through an edit, which uses the trash where there is one and can be undone.
  for (const uri of uris) edit.deleteFile(uri, { ignoreIfNotExists: true });
  if (!(await vscode.workspace.applyEdit(edit))) throw new UserError(vscode.l10n.t('Could not delete the posts. Check that their folder can be written.'));
}

async function confirmDeletion(uris: readonly vscode.Uri[]): Promise<boolean> {
  const [first] = uris;
  const name = first?.path.split('/').at(-1) ?? '';
  const question = uris.length === 1 ? vscode.l10n.t('Delete {0}?', name) : vscode.l10n.t('Delete {0} posts?', uris.length);
  const detail = vscode.l10n.t('They go to the trash where there is one. Their pictures stay.');
  const confirm = vscode.l10n.t('Delete');
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, confirm)) === confirm;
}
