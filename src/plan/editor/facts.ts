import * as vscode from 'vscode';
import type { Log } from '../../common/log.js';
import { parsePost } from '../../post/parse.js';
import type { Facts } from '../../pipeline/editor/pipeline.js';
import { parseFacts, type Fact } from '../cluster.js';
import { clusterCandidates } from './clusterFiles.js';

/** Read ones that are kept: the posts of a workspace share few clusters. */
const mostKept = 64;

interface Kept {
  /** When it was written, and how long it is. */
  readonly stamp: string;
  readonly facts: Promise<readonly Fact[]>;
}

/** Reads facts from cluster files of the post's workspace folder; each file once as long as it stays as it is. */
export function workspaceFacts(log: Log): Facts {
  const kept = new Map<string, Kept>();
  return {
    async of(uri, post) {
      const found = await Promise.all(post.plan.sources.flatMap(({ cluster }) => (cluster === undefined ? [] : factsAt(uri, cluster, kept, log))));
      return [...new Set(found.flat())];
    },
  };
}

/** `qwen-shopping.cluster.md#f3`: one fact; without `#…`: all facts of the file. */
async function factsAt(post: vscode.Uri, reference: string, kept: Map<string, Kept>, log: Log): Promise<readonly string[]> {
  const [path = '', id] = reference.split('#');
  const found = await findCluster(post, path);
  if (!found) {
    log.debug('A source of the plan was not found');
    return [];
  }
  const key = found.uri.toString();
  const hit = kept.get(key);
  const facts = hit?.stamp === found.stamp ? hit.facts : readFacts(found.uri, log);
  kept.delete(key);
  kept.set(key, { stamp: found.stamp, facts });
  const [oldest] = kept.keys();
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
  return (await facts).filter((fact) => id === undefined || fact.id === id).map(({ text }) => text);
}

async function readFacts(uri: vscode.Uri, log: Log): Promise<readonly Fact[]> {
  try {
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    return parseFacts(parsePost(text).body.text);
  } catch (error) {
    log.error('A source of the plan could not be read', error);
    return [];
  }
}

async function findCluster(post: vscode.Uri, path: string): Promise<{ readonly uri: vscode.Uri; readonly stamp: string } | undefined> {
  for (const uri of clusterCandidates(post, path)) {
    try {
      const { type, mtime, size } = await vscode.workspace.fs.stat(uri);
      if ((type & vscode.FileType.Directory) === 0) return { uri, stamp: `${mtime} ${size}` };
    } catch {
      continue;
    }
  }
  return undefined;
}
