import type { TextEdit } from '../common/text.js';

/** A text made of stretches of an original and of new text: several rounds of edits as one, against the original. */
type Piece = { readonly start: number; readonly end: number } | { readonly text: string };

/** Edits that turn `original` into what `rounds` make of it one after the other, each narrowed to what differs. */
export function composeEdits(original: string, rounds: readonly (readonly TextEdit[])[]): TextEdit[] {
  let pieces: Piece[] = [{ start: 0, end: original.length }];
  for (const round of rounds) pieces = applyRound(pieces, round);
  const edits: TextEdit[] = [];
  let at = 0;
  let added = '';
  for (const piece of [...pieces, { start: original.length, end: original.length }]) {
    if ('text' in piece) {
      added += piece.text;
    } else {
      if (piece.start > at || added !== '') edits.push(narrow(original, { span: { start: at, end: piece.start }, text: added }));
      [at, added] = [piece.end, ''];
    }
  }
  return edits.filter(({ span, text }) => span.end > span.start || text !== '');
}

function applyRound(pieces: readonly Piece[], round: readonly TextEdit[]): Piece[] {
  const result: Piece[] = [];
  let at = 0;
  for (const { span, text } of [...round].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)) {
    result.push(...cut(pieces, at, span.start), { text });
    at = span.end;
  }
  return [...result, ...cut(pieces, at, Infinity)].filter((piece) => length(piece) > 0);
}

/** The pieces of the current text from `start` to `end`. */
function cut(pieces: readonly Piece[], start: number, end: number): Piece[] {
  const result: Piece[] = [];
  let at = 0;
  for (const piece of pieces) {
    const from = Math.max(start - at, 0);
    const to = Math.min(end - at, length(piece));
    if (from < to) result.push('text' in piece ? { text: piece.text.slice(from, to) } : { start: piece.start + from, end: piece.start + to });
    at += length(piece);
  }
  return result;
}

function length(piece: Piece): number {
  return 'text' in piece ? piece.text.length : piece.end - piece.start;
}

/** Leaves out what the old and the new text share at either end, never half of a surrogate pair or a CRLF. */
export function narrow(original: string, { span, text }: TextEdit): TextEdit {
  const old = original.slice(span.start, span.end);
  const shortest = Math.min(old.length, text.length);
  let head = 0;
  while (head < shortest && old[head] === text[head]) head++;
  let tail = 0;
  while (tail < shortest - head && old[old.length - 1 - tail] === text[text.length - 1 - tail]) tail++;
  while (head > 0 && (isInside(old, head) || isInside(text, head))) head--;
  while (tail > 0 && (isInside(old, old.length - tail) || isInside(text, text.length - tail))) tail--;
  return { span: { start: span.start + head, end: span.end - tail }, text: text.slice(head, text.length - tail) };
}

function isInside(text: string, at: number): boolean {
  return /^(?:\r\n|[\uD800-\uDBFF][\uDC00-\uDFFF])$/.test(text.slice(at - 1, at + 1));
}

