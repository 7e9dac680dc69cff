import * as vscode from 'vscode';
import { Slices } from '../../common/slices.js';
import { textOf } from '../../editor/fileText.js';
import type { WorkspacePosts } from '../../posts/editor/watcher.js';
import { sourceUses, type SourceUse } from '../usedBefore.js';
import { clusterCandidates } from './clusterFiles.js';

/** Which posts of the workspace name facts of the cluster. Reads them one after the other, and gives way to everything else. */
export async function findUses(cluster: vscode.Uri, known: WorkspacePosts, signal: AbortSignal): Promise<readonly SourceUse[]> {
  await known.whenReady();
  const slices = new Slices();
  const uses: SourceUse[] = [];
  const wanted = cluster.toString();
  for (const { uri } of [...known.index.all]) {
    await slices.pause();
    if (signal.aborted) return uses;
    const post = vscode.Uri.parse(uri, true);
    const text = await textOf(post);
    if (text === undefined) continue;
    uses.push(...sourceUses({ uri, text }, cluster.path, (path) => clusterCandidates(post, path).some((candidate) => candidate.toString() === wanted)));
  }
  return uses;
}
