import * as vscode from 'vscode';
import { postEnding } from './posts.js';
import { readSettings, settingDefaults } from './settings.js';

export interface FindOptions {
  readonly most: number;
  readonly exclude?: string;
  readonly token?: vscode.CancellationToken | undefined;
}

/** A virtual file system may be far away: of a larger one only so many folders are looked into. */
const mostFolders = 5000;
const foldersAtOnce = 8;
const notHere: ReadonlySet<string> = new Set(['node_modules', '.git']);

/**
 * Files of a workspace folder by a glob. VS Code searches disks; file systems of extensions are mostly without a search,
 * and asking them for one would never end: their folders are read, for files that end in `ending`.
 */
export async function findFiles(folder: vscode.WorkspaceFolder, glob: string, ending: string, options: FindOptions): Promise<readonly vscode.Uri[]> {
  if (folder.uri.scheme === 'file') return vscode.workspace.findFiles(new vscode.RelativePattern(folder, glob), options.exclude, options.most, options.token);
  const found: vscode.Uri[] = [];
  const waiting = [folder.uri];
  for (let looked = 0; waiting.length > 0 && looked < mostFolders && found.length < options.most; ) {
    if (options.token?.isCancellationRequested === true) return [];
    const now = waiting.splice(0, foldersAtOnce);
    looked += now.length;
    for (const { uri, entries } of await Promise.all(now.map(list))) {
      for (const [name, type] of entries) {
        // A link may lead back to where it lies.
        if (type === vscode.FileType.Directory && !notHere.has(name)) waiting.push(vscode.Uri.joinPath(uri, name));
        else if ((type & vscode.FileType.File) !== 0 && name.endsWith(ending)) found.push(vscode.Uri.joinPath(uri, name));
      }
    }
  }
  return found.slice(0, options.most);
}

/** Globs of a folder's posts: files that end in `.post.md` are posts whatever the setting says. */
export function postGlobs(folder: vscode.WorkspaceFolder): readonly string[] {
  return [...new Set([settingDefaults['posts.include'], readSettings(folder.uri).postsInclude])];
}

/** The posts of a folder, some maybe twice. */
export async function findPosts(folder: vscode.WorkspaceFolder, options: FindOptions): Promise<readonly vscode.Uri[]> {
  const found = await Promise.all(postGlobs(folder).map((glob) => findFiles(folder, glob, postEnding, options)));
  return found.flat();
}

async function list(uri: vscode.Uri): Promise<{ readonly uri: vscode.Uri; readonly entries: readonly (readonly [string, vscode.FileType])[] }> {
  try {
    return { uri, entries: await vscode.workspace.fs.readDirectory(uri) };
  } catch {
    // Gone meanwhile, or not readable.
    return { uri, entries: [] };
  }
}
