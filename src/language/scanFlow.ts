import type { Place, ScanResult } from './scan.js';

interface Frame {
  readonly isMap: boolean;
  readonly path: readonly string[];
  key: string | undefined;
  index: number;
}

/** Where a collection in braces or brackets ends; unclosed, before the next key at the start of a line, or at `limit`. */
export function scanFlow(text: string, start: number, limit: number, path: readonly string[], column: number, scan: ScanResult): number {
  const frames: Frame[] = [];
  let token = start;
  for (let at = start; at <= limit; at++) {
    const top = frames.at(-1);
    if (at === scan.offset && top) scan.place ??= placeIn(text, token, at, limit, top, column);
    if (at === limit) break;
    const char = text[at] ?? '';
    if (char === '{' || char === '[') {
      frames.push({ isMap: char === '{', path: top ? valuePath(top) : path, key: undefined, index: 0 });
      token = at + 1;
    } else if (char === '}' || char === ']') {
      frames.pop();
      token = at + 1;
      if (frames.length === 0) return at + 1;
    } else if (char === ',' && top) {
      top.key = undefined;
      top.index++;
      token = at + 1;
    } else if (char === ':' && top?.isMap === true && top.key === undefined && /[\s,}\]]|^$/.test(text[at + 1] ?? '')) {
      top.key = unquoted(text.slice(token, at).trim());
      if (!(token <= scan.offset && scan.offset <= at)) scan.keys.add([...top.path, top.key].join('.'));
      token = at + 1;
    } else if (/\s/.test(char)) {
      if (text.slice(token, at).trim() === '') token = at + 1;
      if (/[\r\n]/.test(char) && leavesValue(text, at + 1)) return at;
    } else if ((char === '"' || char === "'") && text.slice(token, at).trim() === '' && top) {
      const end = endOfQuoted(text, at, limit);
      if (scan.offset > at && scan.offset < end) scan.place ??= quotedPlace(text, at, end, top, column);
      at = end - 1;
    }
  }
  return limit;
}

function valuePath(frame: Frame): readonly string[] {
  return [...frame.path, frame.isMap ? frame.key ?? '' : String(frame.index)];
}

function placeIn(text: string, token: number, at: number, limit: number, top: Frame, column: number): Place {
  const isKey = top.isMap && top.key === undefined;
  let end = at;
  while (end < limit && !/[,\]}\r\n]/.test(text[end] ?? '') && !(text[end] === ':' && /\s|^$/.test(text[end + 1] ?? ''))) end++;
  const typed = { start: Math.min(token, at), end: Math.max(at, text.slice(0, end).trimEnd().length) };
  return {
    kind: isKey ? 'key' : 'value',
    path: isKey ? top.path : valuePath(top),
    typed,
    style: 'plain',
    isFlow: true,
    column,
    hasColon: isKey && text[end] === ':',
    needsSpace: !isKey && top.isMap && text[typed.start - 1] === ':',
    isItem: !top.isMap,
  };
}

function quotedPlace(text: string, open: number, end: number, top: Frame, column: number): Place {
  const quote = text[open];
  const isClosed = end - 1 > open && text[end - 1] === quote;
  const isKey = top.isMap && top.key === undefined;
  return {
    kind: isKey ? 'key' : 'value',
    path: isKey ? top.path : valuePath(top),
    typed: { start: open + 1, end: isClosed ? end - 1 : end },
    style: quote === '"' ? 'double' : 'single',
    isFlow: true,
    column,
    hasColon: isKey && text[end] === ':',
    needsSpace: false,
    isItem: !top.isMap,
  };
}

/** A quote that is still open while its text is typed must not swallow the keys below it. */
export function endOfQuoted(text: string, open: number, limit: number): number {
  const quote = text[open];
  for (let at = open + 1; at < limit; at++) {
    const char = text[at];
    if (char === '\\' && quote === '"') at++;
    else if (char === quote && quote === "'" && text[at + 1] === "'") at++;
    else if (char === quote) return at + 1;
    else if ((char === '\n' || char === '\r') && leavesValue(text, at + 1)) return endOfLine(text, open, limit);
  }
  return endOfLine(text, open, limit);
}

function endOfLine(text: string, at: number, limit: number): number {
  let end = at;
  while (end < limit && text[end] !== '\n' && text[end] !== '\r') end++;
  return end;
}

/** Inside a value every line is indented: one that is not belongs to the next key, even one that is only half typed. */
function leavesValue(text: string, at: number): boolean {
  return /[^\s}\]]/.test(text[at] ?? '');
}

export function unquoted(key: string): string {
  return /^(["'])(.*)\1$/s.exec(key)?.[2] ?? key;
}
