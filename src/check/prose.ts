import type { Span } from '../common/text.js';

const patterns: readonly { readonly sign: RegExp; readonly pattern: RegExp }[] = [
  { sign: /```|~~~/, pattern: /^[ \t]{0,3}(`{3,8}|~{3,8})[^\n]*\n(?:(?![ \t]{0,3}\1)[^\n]*\n){0,5000}[^\n]*/gm },
  { sign: /`/, pattern: /(`{1,2})(?!`)[^`\n]{1,400}\1/g },
  { sign: /\]\(/, pattern: /\]\([^()\s]{1,2000}/g },
  { sign: /:\/\/|www\./i, pattern: /(?:[a-z][a-z0-9+.-]{1,20}:\/\/|www\.)[^\s<>]{1,2000}/gi },
  { sign: /@/, pattern: /[\w.+-]{1,64}@[\w.-]{1,120}/g },
];

/** Whether a place in `text` is code or an address and not the author's prose. The text is searched on the first question. */
export function isNoProse(text: string): (span: Span) => boolean {
  let spans: readonly Span[] | undefined;
  return ({ start, end }) => {
    spans ??= patterns.flatMap(({ sign, pattern }) =>
      sign.test(text) ? Array.from(text.matchAll(pattern), (match) => ({ start: match.index, end: match.index + match[0].length })) : []);
    return spans.some((other) => start < other.end && other.start < end);
  };
}
