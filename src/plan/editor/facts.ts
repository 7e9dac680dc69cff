import * as vscode from 'vscode';
import type { Log } from '../../common/log.js';
import { checkArtifactPath } from '../../post/artifactPath.js';
import { parsePost } from '../../post/parse.js';
import type { Facts } from '../../pipeline/editor/pipeline.js';
import { parseFacts } from '../cluster.js';

/** Reads facts from cluster files of the post's workspace folder. */
export function workspaceFacts(log: Log): Facts {
  return {
    async of(uri, post) {
      const found = await Promise.all(post.plan.sources.flatMap(({ cluster }) => (cluster === undefined ? [] : factsAt(uri, cluster, log))));
      return [...new Set(found.flat())];
    },
  };
}

/** `qwen-shopping.cluster.md#f3`: one fact; without `#…`: all facts of the file. */
async function factsAt(post: vscode.Uri, reference: string, log: Log): Promise<readonly string[]> {
  const [path = '', id] = reference.split('#');
  const target = await findCluster(post, path);
  if (!target) {
    log.debug('A source of the plan was not found');
    return [];
  }
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(target));
  return parseFacts(parsePost(text).body.text)
    .filter((fact) => id === undefined || fact.id === id)
    .map((fact) => fact.text);
}

/** Beside the post first, then from the workspace folder's root. */
async function findCluster(post: vscode.Uri, path: string): Promise<vscode.Uri | undefined> {
  if (!path.endsWith('.cluster.md') || !checkArtifactPath(path).ok) return undefined;
  const root = vscode.workspace.getWorkspaceFolder(post)?.uri;
  for (const base of [vscode.Uri.joinPath(post, '..'), ...(root ? [root] : [])]) {
    const candidate = vscode.Uri.joinPath(base, path);
    try {
      await vscode.workspace.fs.stat(candidate);
      return candidate;
    } catch {
      continue;
    }
  }
  return undefined;
}
