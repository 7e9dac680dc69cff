import * as vscode from 'vscode';
import type { Post } from '../../post/post.js';
import type { CheckProblem } from '../codes.js';

/** Every cluster file: that one changes is rare, and which facts a post uses may change with it. */
export const clusterKey = 'clusters';

export function folderKey(folder: vscode.Uri): string {
  return `folder ${folder.toString()}`;
}

/** A post that another one's problems name. */
export function postKey(uri: string): string {
  return `post ${uri}`;
}

/** The files, facts and posts that may change what is to say of a post whose text stays. */
export function* dependenciesOf(uri: vscode.Uri, post: Post, problems: readonly CheckProblem[]): Generator<string> {
  for (const { neighbors = [] } of problems) for (const other of neighbors) yield postKey(other.uri);
  if (post.plan.sources.some(({ cluster }) => cluster !== undefined)) yield clusterKey;
  for (const path of [post.hero.image, post.video.file, ...post.pipeline.map(({ artifact }) => artifact)]) {
    if (path !== undefined && path.trim() !== '') yield* foldersAround(path, vscode.Uri.joinPath(uri, '..'));
  }
}

/** The folder of a file and those that it lies in, as far as the post's own: one that is deleted takes all others along. */
function* foldersAround(path: string, own: vscode.Uri): Generator<string> {
  let folder = vscode.Uri.joinPath(own, path, '..');
  yield folderKey(folder);
  while (folder.path.startsWith(`${own.path}/`)) {
    yield folderKey(folder);
    folder = vscode.Uri.joinPath(folder, '..');
  }
}
