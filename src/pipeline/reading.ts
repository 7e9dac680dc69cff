import type { Post } from '../post/post.js';

/** About 10,000 words. What a step reads is hashed, sent and paid for; nobody captions a longer text whole. */
const longestReading = 60_000;

/** The part of the body that steps read: all of it, or its first paragraphs. */
export function readBody({ body }: Post): string {
  if (body.text.length <= longestReading) return body.text;
  const start = body.text.slice(0, longestReading);
  const paragraph = start.lastIndexOf('\n\n');
  return paragraph > longestReading / 2 ? start.slice(0, paragraph) : start;
}
