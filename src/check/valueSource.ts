import type { Span } from '../common/text.js';

/** Where a part of a YAML value stands in the file. */
export type Locate = (start: number, end: number) => Span;

/**
 * Maps offsets in a text value to the file. `span` is the value as written, in any YAML style. Where the two cannot be
 * matched (an alias, an unusual escape), every part is the whole value.
 */
export function valueLocator(text: string, span: Span, value: string): Locate {
  let offsets: Int32Array | undefined;
  let isMatched = false;
  return (start, end) => {
    if (!isMatched) offsets = matchSource(text.slice(span.start, span.end), value);
    isMatched = true;
    const from = offsets?.[start];
    const last = end > start ? offsets?.[end - 1] : from;
    const to = end > start && last !== undefined ? last + 1 : last;
    return from === undefined || to === undefined || to < from ? span : { start: span.start + from, end: span.start + to };
  };
}

/** As `\s`, without a search for every character. */
function isBlank(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code < 128 ? code === 32 || (code >= 9 && code <= 13) : /\s/.test(text.charAt(at));
}

/** The offset in `source` of each character of `value`; `undefined` when they part ways. */
function matchSource(source: string, value: string): Int32Array | undefined {
  const style = source[0] ?? '';
  const isBlock = style === '|' || style === '>';
  const isQuoted = style === '"' || style === "'";
  const offsets = new Int32Array(value.length);
  let at = isBlock ? endOfLine(source) : isQuoted ? 1 : 0;
  let index = 0;
  while (index < value.length) {
    const char = source[at];
    if (char === undefined) return value.slice(index).trim() === '' ? offsets.fill(at - 1, index) : undefined;
    if (style === '"' && char === '\\') {
      const length = escapeLength(source, at);
      if (/[\r\n]/.test(source[at + 1] ?? '')) {
        at = skipBlank(source, at + 1);
        continue;
      }
      const units = length === 10 && Number.parseInt(source.slice(at + 2, at + 10), 16) > 0xffff ? 2 : 1;
      for (let unit = 0; unit < units && index < value.length; unit++) offsets[index++] = at + (unit === units - 1 ? length - 1 : 0);
      at += length;
    } else if (char === value[index] && !isBlank(source, at)) {
      offsets[index++] = at;
      at += style === "'" && char === "'" ? 2 : 1;
    } else if (isBlank(source, at)) {
      // Indentation and folding make a break of one side any blank of the other.
      while (index < value.length && isBlank(value, index)) offsets[index++] = at;
      at = skipBlank(source, at);
    } else return undefined;
  }
  return offsets;
}

function endOfLine(source: string): number {
  const end = source.search(/[\r\n]/);
  return end < 0 ? source.length : end;
}

function skipBlank(source: string, from: number): number {
  let at = from;
  while (at < source.length && isBlank(source, at)) at++;
  return at;
}

function escapeLength(source: string, at: number): number {
  switch (source[at + 1]) {
    case 'x': return 4;
    case 'u': return 6;
    case 'U': return 10;
    default: return 2;
  }
}
