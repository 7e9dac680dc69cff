import * as vscode from 'vscode';
import { Slices } from '../../common/slices.js';
import { bytesOf } from '../../editor/fileText.js';
import { findPosts, postGlobs } from '../../editor/findFiles.js';
import type { PostFiles } from '../indexer.js';

/** More files than this are no posts but a glob gone wrong. */
const mostPosts = 50_000;
/** Front matter ends long before: of a larger file only the start is indexed. */
const mostBytes = 1024 * 1024;

/** The posts of all workspace folders; those that are on no disk of this computer through VS Code's own file system. */
export function workspaceFiles(): PostFiles {
  return {
    async find(signal) {
      const source = new vscode.CancellationTokenSource();
      const cancel = (): void => { source.cancel(); };
      signal.addEventListener('abort', cancel);
      try {
        const found = await Promise.all((vscode.workspace.workspaceFolders ?? []).map((folder) => findPosts(folder, { most: mostPosts, token: source.token })));
        return await inSlices(found.flat());
      } finally {
        signal.removeEventListener('abort', cancel);
        source.dispose();
      }
    },
    async read(uri) {
      try {
        const bytes = await bytesOf(vscode.Uri.parse(uri, true));
        return new TextDecoder().decode(bytes.length > mostBytes ? bytes.subarray(0, mostBytes) : bytes);
      } catch {
        // Deleted since it was found, or not readable: either way it is no post that can be shown.
        return undefined;
      }
    },
    openText: (uri) => vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri)?.getText(),
  };
}

/** Where posts are looked for; files that end in `.post.md` are posts whatever the setting says. */
export function postPatterns(): readonly vscode.RelativePattern[] {
  return (vscode.workspace.workspaceFolders ?? []).flatMap((folder) => postGlobs(folder).map((glob) => new vscode.RelativePattern(folder, glob)));
}

/** Ten thousand uris take longer to write out than the extension host may stand still, and so does taking them from the search and to the index. */
async function inSlices(uris: readonly vscode.Uri[]): Promise<readonly string[]> {
  const slices = new Slices();
  const texts: string[] = [];
  for (const uri of uris) {
    await slices.pause();
    texts.push(uri.toString());
  }
  await new Slices().pause();
  return texts;
}
