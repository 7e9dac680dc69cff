import * as vscode from 'vscode';
import { findFiles } from '../../editor/findFiles.js';
import { textOf } from '../../editor/fileText.js';
import { checkArtifactPath } from '../../post/artifactPath.js';

export interface ClusterText {
  readonly uri: vscode.Uri;
  readonly text: string;
}

const mostClusters = 500;
const notHere = '**/{node_modules,.git}/**';

/** What the path of a plan's source may mean: beside the post first, then from the workspace folder's root. */
export function clusterCandidates(post: vscode.Uri, path: string): readonly vscode.Uri[] {
  if (!path.endsWith('.cluster.md') || !checkArtifactPath(path).ok) return [];
  const root = vscode.workspace.getWorkspaceFolder(post)?.uri;
  return [vscode.Uri.joinPath(post, '..'), ...(root ? [root] : [])].map((base) => vscode.Uri.joinPath(base, path));
}

/** The cluster files of a workspace folder, by path. */
export async function readClusterFiles(folder: vscode.WorkspaceFolder): Promise<readonly ClusterText[]> {
  const files = await findFiles(folder, '**/*.cluster.md', '.cluster.md', { most: mostClusters, exclude: notHere });
  const read = await Promise.all(files.map(async (uri) => {
    const text = await textOf(uri);
    return text === undefined ? [] : [{ uri, text }];
  }));
  return read.flat().sort((a, b) => (a.uri.path < b.uri.path ? -1 : 1));
}
