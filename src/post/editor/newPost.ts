import * as vscode from 'vscode';
import { abortError } from '../../common/abort.js';
import { newId } from '../../common/id.js';
import type { Log } from '../../common/log.js';
import { contentFormats, type ContentFormat } from '../../common/terms.js';
import { UserError } from '../../common/userError.js';
import { commandIds, registerCommand } from '../../editor/commands.js';
import { createFile } from '../../editor/createFile.js';
import type { Posts } from '../../editor/posts.js';
import type { Studios } from '../../studio/editor/studios.js';

export interface NewPostDeps {
  readonly posts: Posts;
  readonly studios: Studios;
  readonly log: Log;
}

interface Wanted {
  readonly title: string;
  readonly contentFormat: ContentFormat;
  readonly pillar: string | undefined;
}

/** `galley.newPost`: `(folder?, { title, format, pillar? })` → the new file. */
export function registerNewPost(deps: NewPostDeps): vscode.Disposable {
  return registerCommand(commandIds.newPost, deps.log, async ({ uri, options }) => {
    const folder = await folderFor(uri, deps.posts);
    const { newPostText, postFileName } = await import('../newPost.js');
    const wanted = await ask(options, deps.studios, folder);
    const file = await createFile(folder, postFileName(wanted.title), newPostText({ id: newId(), ...wanted }));
    if (options['open'] !== false) await openAtBrief(file);
    return file;
  });
}

/** A folder chosen in the Explorer, else the active post's, else `posts` of the workspace when it is there. */
async function folderFor(uri: vscode.Uri | undefined, posts: Posts): Promise<vscode.Uri> {
  if (uri) return (await isFolder(uri)) ? uri : vscode.Uri.joinPath(uri, '..');
  if (posts.active && !posts.active.isUntitled) return vscode.Uri.joinPath(posts.active.uri, '..');
  const folders = vscode.workspace.workspaceFolders ?? [];
  const folder = folders.length > 1 ? await vscode.window.showWorkspaceFolderPick() : folders[0];
  if (!folder && folders.length > 1) throw abortError();
  if (!folder) throw new UserError(vscode.l10n.t('Could not make a post: no folder is open. Open the folder of your posts first.'));
  const usual = vscode.Uri.joinPath(folder.uri, 'posts');
  return (await isFolder(usual)) ? usual : folder.uri;
}

async function isFolder(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.Directory) !== 0;
  } catch {
    return false;
  }
}

async function ask(options: Readonly<Record<string, unknown>>, studios: Studios, folder: vscode.Uri): Promise<Wanted> {
  const title = typeof options['title'] === 'string' ? options['title'].trim() : await askTitle();
  if (title === '' || /[\r\n]/.test(title))
    throw new UserError(vscode.l10n.t('Could not make a post: a title is one line of text.'));
  const format = options['format'] ?? (options['title'] === undefined ? await askFormat() : contentFormats[0]);
  const contentFormat = contentFormats.find((known) => known === format);
  if (!contentFormat)
    throw new UserError(vscode.l10n.t('Could not make a post: the format is one of {0}.', contentFormats.join(', ')));
  const given = options['pillar'];
  const pillar = typeof given === 'string' ? given : options['title'] === undefined ? await askPillar(studios, folder) : undefined;
  return { title, contentFormat, pillar };
}

async function askTitle(): Promise<string> {
  const title = await vscode.window.showInputBox({
    title: vscode.l10n.t('New Post'),
    prompt: vscode.l10n.t('What is the post called?'),
    placeHolder: vscode.l10n.t('A title, one line'),
    validateInput: (value) => (value.trim() === '' ? vscode.l10n.t('A post needs a title.') : undefined),
  });
  if (title === undefined) throw abortError();
  return title.trim();
}

async function askFormat(): Promise<ContentFormat> {
  const picked = await vscode.window.showQuickPick(
    [
      { label: vscode.l10n.t('Hero and text'), description: 'hero_text', format: 'hero_text' as const },
      { label: vscode.l10n.t('Video'), description: 'video', format: 'video' as const },
    ],
    { title: vscode.l10n.t('New Post'), placeHolder: vscode.l10n.t('What kind of post is it?') },
  );
  if (!picked) throw abortError();
  return picked.format;
}

async function askPillar(studios: Studios, folder: vscode.Uri): Promise<string | undefined> {
  const { pillars } = await studios.of(folder);
  const entries = Object.entries(pillars);
  if (entries.length === 0) return undefined;
  const none = { label: vscode.l10n.t('No pillar'), key: undefined };
  const picked = await vscode.window.showQuickPick(
    [...entries.map(([key, { name, framing }]) => ({ label: name, detail: framing ?? '', key })), none],
    { title: vscode.l10n.t('New Post'), placeHolder: vscode.l10n.t('Which pillar does it belong to?') },
  );
  if (!picked) throw abortError();
  return picked.key;
}

/** Ready to type: the cursor stands where the plan's brief goes. */
async function openAtBrief(file: vscode.Uri): Promise<void> {
  const editor = await vscode.window.showTextDocument(file);
  const brief = /^ {2}brief:.*\r?\n( *)/m.exec(editor.document.getText());
  if (!brief) return;
  const position = editor.document.positionAt(brief.index + brief[0].length);
  editor.selection = new vscode.Selection(position, position);
}
