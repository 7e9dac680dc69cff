/** A word, number or mark of a special message. Quotation marks and emphasis are no tokens. */
export interface Token {
  readonly kind: 'word' | 'number' | 'mark';
  /** Lower case. A line break that ends a line of a list is `\n`; other line breaks are space. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Of a number that may count things: no price, year with a day, decimal, ordinal, `v2`. */
  readonly value: number | undefined;
  /** Nothing stands between it and the token before. */
  readonly isGlued: boolean;
}

const piece = /\d{1,9}(?:,\d{3}){0,2}(?![\d])|\d+|\p{L}[\p{L}\p{M}]*(?:['’]\p{L}+)*|\r\n|[^\s]|[\r\n]/gu;
const skipped = /^["'`“”‘’„«»*]$/;

export function messageTokens(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let lastEnd = -1;
  for (const { 0: raw, index } of text.matchAll(piece)) {
    const end = index + raw.length;
    if (/^[\r\n]/.test(raw)) {
      if (isHardBreak(text, index, end)) tokens.push({ kind: 'mark', text: '\n', start: index, end, value: undefined, isGlued: false });
      continue;
    }
    const isGlued = index === lastEnd;
    lastEnd = end;
    if (skipped.test(raw)) continue;
    const kind = /^\d/.test(raw) ? 'number' : /^\p{L}/u.test(raw) ? 'word' : 'mark';
    const value = kind === 'number' && isCount(text, index, end) ? Number(raw.replaceAll(',', '')) : undefined;
    tokens.push({ kind, text: raw.toLowerCase().replaceAll('’', "'").replaceAll('–', '-').replaceAll('—', '-'), start: index, end, value, isGlued });
  }
  return tokens;
}

/** Lines of a list, a table of `key: number` or a new paragraph end a phrase; the break of a wrapped line does not. */
function isHardBreak(text: string, start: number, end: number): boolean {
  const after = text.slice(end, end + 60);
  const before = text.slice(Math.max(0, start - 60), start);
  const line = before.slice(before.search(/[^\r\n]*$/));
  return /^[^\S\r\n]*(?:[\r\n]|$|[-*+•·]\s|\d{1,2}[.)]\s|[\p{L}\p{N}_ '"`-]{1,40}[:=])/u.test(after) || /^[\p{L}\p{N}_ '"`*-]{1,40}[:=]\s*\d{1,3}\s*$/u.test(line);
}

function isCount(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 5), start);
  const after = text.slice(end, end + 5);
  // "x2" and "2x" count; "v2", "$5", "#5", "10:30", "3.5", "24/7", "3rd" and "5k" do not.
  if (/[$€£¥#^_@]\s?$/.test(before) || /\d[.,:/]$/.test(before)) return false;
  if (/\p{L}$/u.test(before) && !/(?:^|[^\p{L}])[xX]$/u.test(before)) return false;
  if (/^[.,:/]\d/.test(after) || /^\s?[%€£°]/.test(after)) return false;
  if (/^\p{L}/u.test(after) && !/^[xX](?:[^\p{L}]|$)/u.test(after)) return false;
  // Days: 2026-05-11.
  return !/^-\d{1,2}-/.test(after) && !/(?:\d{4}|-\d{1,2})-$/.test(before);
}
