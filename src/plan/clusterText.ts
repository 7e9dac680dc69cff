import { editPost } from '../post/edit.js';
import { postFileName } from '../post/newPost.js';

/** A cluster with a place for its sources and its first fact. */
export function newClusterText(title: string): string {
  const result = editPost('', [{ type: 'set', path: ['title'], value: title.replace(/\s+/gu, ' ').trim() }, { type: 'set', path: ['urls'], value: [] }]);
  // Only a bug gets here: every text can be written as YAML.
  if (!result.ok) throw new Error(result.problem.message);
  return `${result.text}\n- `;
}

export function clusterFileName(title: string): string {
  return postFileName(title).replace(/\.post\.md$/, '.cluster.md');
}
