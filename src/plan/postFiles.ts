import { newId } from '../common/id.js';
import { editPost } from '../post/edit.js';
import { newPostText, postFileName } from '../post/newPost.js';
import type { Receipt } from '../post/post.js';
import type { PlannedItem } from './plannedItem.js';

/** One post to be written. */
export interface PostFile {
  readonly name: string;
  readonly text: string;
}

export interface PostFileInput {
  readonly item: PlannedItem;
  /** The special message, verbatim. */
  readonly message: string;
  /** `file.cluster.md#f3`, one for each fact that it rests on. */
  readonly sources: readonly string[];
  readonly receipts: readonly Receipt[];
}

/** A post with its plan filled in and the receipts of the planning; nothing else is in it yet. */
export function plannedPostText({ item, message, sources, receipts }: PostFileInput, id = newId()): string {
  const { title, contentFormat, pillar, brief, rationale } = item;
  const result = editPost(newPostText({ id, title, contentFormat, pillar, brief }), [
    ...(rationale.trim() === '' ? [] : [{ type: 'set', path: ['plan', 'rationale'], value: rationale.trim() } as const]),
    ...(message === '' ? [] : [{ type: 'set', path: ['plan', 'special_message'], value: message } as const]),
    ...(sources.length === 0 ? [] : [{ type: 'set', path: ['plan', 'sources'], value: sources.map((cluster) => ({ cluster })) } as const]),
    ...receipts.map((receipt) => ({ type: 'receipt', receipt }) as const),
  ]);
  // Only a bug gets here: every text can be written as YAML.
  if (!result.ok) throw new Error(result.problem.message);
  return result.text;
}

/** File names from the titles, each one free: `isTaken` knows the folder, and no two of them are the same anywhere. */
export async function freeNames(titles: readonly string[], isTaken: (name: string) => Promise<boolean>): Promise<readonly string[]> {
  const given = new Set<string>();
  const names: string[] = [];
  for (const title of titles) {
    const wanted = postFileName(title);
    let name = wanted;
    // Names that differ by case alone are one file on many disks.
    for (let number = 2; given.has(name.toLowerCase()) || (await isTaken(name)); number++) name = withNumber(wanted, number);
    given.add(name.toLowerCase());
    names.push(name);
  }
  return names;
}

/** `a.post.md` → `a-2.post.md` */
function withNumber(name: string, number: number): string {
  return name.replace(/(?=\.post\.md$)/, `-${number}`);
}

/**
 * The cluster as a post's sources name it: from the post's folder where it lies in or below that, else from the workspace
 * folder. All are paths of one file system, with `/`; `undefined` where a post there cannot name it.
 */
export function clusterReference(cluster: string, postFolder: string, workspaceFolder: string | undefined): string | undefined {
  for (const base of [postFolder, ...(workspaceFolder === undefined ? [] : [workspaceFolder])]) {
    const start = base.endsWith('/') ? base : `${base}/`;
    if (cluster.startsWith(start)) return cluster.slice(start.length);
  }
  return undefined;
}
