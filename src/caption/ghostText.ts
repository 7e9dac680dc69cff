import { doubleQuoted, isPlainSafe } from '../post/scalarText.js';
import type { GhostPlace } from './ghostPlace.js';

const maxWidth = 100;
/** What no block or unquoted text can carry, but for line breaks. */
const unwritable = /[\0-\x08\x0B-\x1F\x7F-\x9F\p{Cs}\u2028\u2029\uFEFF\uFFFE\uFFFF]/u;

/**
 * A continuation as source in the style that is there, to be inserted at the cursor as it is. Whatever part of it is
 * accepted, up to any word, the file stays valid and only the caption changes. `undefined` where the style cannot carry it.
 */
export function ghostSource(place: GhostPlace, continuation: string): string | undefined {
  const text = continuation.replace(/\r\n?/g, '\n').trimEnd();
  if (text === '') return undefined;
  const written = inStyle(place, text);
  return written === undefined || written.trim() === '' ? undefined : place.opening + written;
}

function inStyle(place: GhostPlace, text: string): string | undefined {
  const oneLine = text.replace(/\s*\n\s*/g, ' ');
  switch (place.style) {
    case 'double':
      return doubleQuoted(oneLine).slice(1, -1);
    case 'single':
      return unwritable.test(oneLine) || oneLine.includes('\t') ? undefined : oneLine.replaceAll("'", "''");
    case 'plain':
      return inPlain(place, oneLine);
    case 'literal':
      return unwritable.test(text) || text.includes('\t') ? undefined : text.replaceAll('\n', `\n${' '.repeat(place.indent)}`);
    case 'folded':
      return unwritable.test(text) || text.includes('\t') ? undefined : folded(place, text);
  }
}

/** A tag after a space would start a comment and cut the caption: the text is offered without its tags, or not at all. */
function inPlain({ typed, isFlow }: GhostPlace, text: string): string | undefined {
  const comment = (typed === '' || /\s$/.test(typed) ? /(?:^|\s)#/ : /\s#/).exec(text);
  const safe = (comment ? text.slice(0, comment.index) : text).trimEnd();
  const isSafe = isPlainSafe(typed === '' ? safe : `a${safe}`, isFlow ? 'flow' : 'block');
  // A colon is the key's own mark when it is the last character that was accepted.
  return isSafe && !safe.includes(':') ? safe : undefined;
}

function folded({ indent, column, typed }: GhostPlace, text: string): string {
  // Folding takes one line break of each run away.
  return text.split(/(\n+)/).map((part, at) => {
    if (at % 2 === 1) return `\n${part}${' '.repeat(indent)}`;
    return column === undefined ? part : wrap(part, at === 0 ? column : indent, indent, at === 0 && /^\s*$/.test(typed));
  }).join('');
}

/** Breaks at single spaces, which folding turns back into spaces. */
function wrap(text: string, start: number, indent: number, isFresh: boolean): string {
  let written = '';
  let column = start;
  for (const [at, word] of text.split(/(?<=\S|^) (?=\S)/).entries()) {
    const isFirst = at === 0;
    if (!isFirst && column + 1 + word.length > maxWidth && (column > indent || !isFresh)) {
      written += `\n${' '.repeat(indent)}${word}`;
      column = indent + word.length;
    } else {
      written += isFirst ? word : ` ${word}`;
      column += word.length + (isFirst ? 0 : 1);
    }
  }
  return written;
}
