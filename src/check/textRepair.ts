import type { Post, Problem } from '../post/post.js';
import { isTextPath, textAt } from './paths.js';

/** The text that the author meant, where YAML reads less. */
export interface TextRepair {
  readonly path: string;
  readonly text: string;
}

/** For `caption-comment`, `text-comment` and `unquoted-text`; two of them on one line give the same repair. */
export function textRepair(problem: Problem, post: Post): TextRepair | undefined {
  const isComment = problem.code !== 'unquoted-text';
  const path = isComment ? pathBefore(post, problem.span.start) : pathEndingAt(post, problem.span.end);
  if (path === undefined || !isTextPath(path)) return undefined;
  const end = post.spans.get(path)?.value.end ?? 0;
  const eaten = isComment ? post.problems.find(({ code, span }) => code === 'unquoted-text' && span.end === end) : problem;
  const comment = isComment ? problem : post.problems.find((other) => isCommentCode(other) && isGap(post.text.slice(end, other.span.start)));
  const words = eaten ? post.text.slice(eaten.span.start, eaten.span.end).replace(/\s*[\r\n]\s*/g, ' ') : textAt(post, path) ?? '';
  if (!comment) return { path, text: words };
  const tail = post.text.slice(comment.span.start, comment.span.end);
  return { path, text: words === '' ? tail : `${words}${post.text.slice(end, comment.span.start)}${tail}` };
}

function isCommentCode({ code }: Problem): boolean {
  return code === 'caption-comment' || code === 'text-comment';
}

function isGap(text: string): boolean {
  return /^[ \t]*$/.test(text);
}

/** The text key whose value the comment at `at` follows. */
function pathBefore({ spans, text }: Post, at: number): string | undefined {
  let best: string | undefined;
  for (const [path, { value }] of spans) {
    if (value.end <= at && isTextPath(path) && isGap(text.slice(value.end, at)) && (best === undefined || path.length > best.length)) best = path;
  }
  return best;
}

function pathEndingAt({ spans }: Post, end: number): string | undefined {
  for (const [path, { value }] of spans) if (value.end === end && isTextPath(path)) return path;
  return undefined;
}
