import type { Problem } from '../post/post.js';

/** One change of a text: `length` characters at `start` became `added` ones. */
export interface TextChange {
  readonly start: number;
  readonly length: number;
  readonly added: number;
}

/** Problems of the text before `change`, where they stand after it. Those that it touches are dropped. */
export function moveProblems<P extends Problem>(problems: readonly P[], { start, length, added }: TextChange): readonly P[] {
  const end = start + length;
  return problems.flatMap((problem) => {
    const { span } = problem;
    if (span.end < start) return [problem];
    if (span.start > end || (span.start === end && length > 0)) {
      const by = added - length;
      return [{ ...problem, span: { start: span.start + by, end: span.end + by } }];
    }
    return [];
  });
}
