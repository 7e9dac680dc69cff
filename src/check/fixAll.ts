import { applyEdits, type TextEdit } from '../common/text.js';
import { editPost, type PostEdit } from '../post/edit.js';
import type { Post } from '../post/post.js';
import type { CheckProblem } from './codes.js';
import { fixesFor, type FixContext } from './fixes.js';

/** Every fix that is certain, as edits of the post's text. A fix that the file's layout does not allow is left out. */
export function fixAll(post: Post, problems: readonly CheckProblem[], context: FixContext): readonly TextEdit[] {
  const fixes = problems.flatMap((problem): PostEdit[] => {
    const sure = fixesFor(problem, post, context).find(({ isCertain }) => isCertain);
    return sure?.action.type === 'post' ? [...sure.action.edits] : [];
  });
  const accepted: PostEdit[] = [];
  let edits: readonly TextEdit[] = [];
  for (const fix of fixes) {
    const result = editPost(post.text, [...accepted, fix]);
    if (!result.ok) continue;
    accepted.push(fix);
    edits = result.edits;
  }
  return applyEdits(post.text, edits) === post.text ? [] : edits;
}
