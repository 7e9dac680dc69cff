import * as vscode from 'vscode';
import { UserError } from '../../common/userError.js';
import { textOf } from '../../editor/fileText.js';
import { clusterCandidates } from '../../plan/editor/clusterFiles.js';
import type { Post } from '../../post/post.js';
import { factIdAt, factIdProblem, factIdsIn, namedFactsIn, renameFactInCluster, renameFactInPost, type FactId } from '../renameFact.js';

/** A fact of a cluster file that is to be renamed. */
export interface FactTarget extends FactId {
  readonly kind: 'fact';
  /** Its file, or where a post that names it has to be looked up. */
  readonly cluster: vscode.Uri | { readonly post: vscode.Uri; readonly file: string };
}

export function factTargetInCluster(document: vscode.TextDocument, offset: number): FactTarget | undefined {
  const found = factIdAt(factIdsIn(document.getText()), offset);
  return found && { ...found, kind: 'fact', cluster: document.uri };
}

export function factTargetInPost(uri: vscode.Uri, post: Post, offset: number): FactTarget | undefined {
  const found = factIdAt(namedFactsIn(post), offset);
  return found && { id: found.id, span: found.span, kind: 'fact', cluster: { post: uri, file: found.file } };
}

/** The file of a fact, as it stands in its editor or on disk; rejects with the reason when there is none. */
export async function clusterOf({ cluster, id }: FactTarget): Promise<{ readonly uri: vscode.Uri; readonly text: string }> {
  const candidates = cluster instanceof vscode.Uri ? [cluster] : clusterCandidates(cluster.post, cluster.file);
  for (const uri of candidates) {
    const text = await textOf(uri);
    if (text !== undefined && factIdsIn(text).some((fact) => fact.id === id)) return { uri, text };
  }
  throw new UserError(vscode.l10n.t('Could not rename the fact: no file has it.'));
}

/** Calls `add` with the edits of the cluster and of every post that names the fact. */
export async function renameFact(
  target: FactTarget,
  name: string,
  posts: readonly vscode.Uri[],
  add: (uri: vscode.Uri, text: string, edits: ReturnType<typeof renameFactInCluster>) => void,
  token: vscode.CancellationToken,
): Promise<void> {
  const { uri: cluster, text: clusterText } = await clusterOf(target);
  const problem = factIdProblem(name, clusterText);
  if (problem !== undefined) throw new UserError(problem);
  add(cluster, clusterText, renameFactInCluster(clusterText, target.id, name));
  for (const uri of posts) {
    if (token.isCancellationRequested) return;
    const text = await textOf(uri);
    const isCluster = async (file: string): Promise<boolean> => {
      // Beside the post comes first, as when its facts are read.
      for (const candidate of clusterCandidates(uri, file)) {
        if (candidate.toString() === cluster.toString()) return true;
        if ((await textOf(candidate)) !== undefined) return false;
      }
      return false;
    };
    if (text !== undefined) add(uri, text, await renameFactInPost(text, target.id, name, isCluster));
  }
}
