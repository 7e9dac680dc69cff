import type { Span } from '../common/text.js';
import type { Post } from '../post/post.js';
import { endOf } from './outline.js';

/** What can be folded: the front matter, and in it every key whose value goes on below its line. */
export function foldsOf(post: Post): readonly Span[] {
  const { frontMatter, text } = post;
  if (!frontMatter) return [];
  const folds: Span[] = [];
  const whole = { start: Math.max(0, frontMatter.start - 1), end: frontMatter.end };
  if (spansLines(text, whole)) folds.push(whole);
  for (const { key, value } of post.spans.values()) {
    const span = { start: key.start, end: endOf(text, value) };
    if (spansLines(text, span)) folds.push(span);
  }
  return folds;
}

function spansLines(text: string, { start, end }: Span): boolean {
  return /[\r\n]/.test(text.slice(start, end));
}
