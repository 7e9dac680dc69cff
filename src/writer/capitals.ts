import { letters } from './sentences.js';

/** A word with a capital in it, and what stands between it and the word before. */
export interface CapitalWord {
  readonly text: string;
  readonly offset: number;
  /** Where the word before ends, whatever its case; 0 when there is none. */
  readonly previousEnd: number;
}

/** A word with its inner points, apostrophes and hyphens. */
export const token = new RegExp(`[${letters}]+(?:[.'’&_-][${letters}]+){0,6}`, 'g');
/** Of its own, since it stops where the next capital is looked for. */
const tokenFrom = new RegExp(token);
/** Every letter of `letters` that may be a capital. */
const mayBeCapital = new RegExp(`[${letters.replace('a-z0-9', '')}]`, 'g');
const letter = new RegExp(`[${letters}]`);

/** Looks only at the words around what may be a capital: of running text that is a tenth. */
export function capitalWords(text: string): readonly CapitalWord[] {
  const found: CapitalWord[] = [];
  let end = 0;
  for (;;) {
    mayBeCapital.lastIndex = end;
    if (!mayBeCapital.test(text)) return found;
    const at = mayBeCapital.lastIndex - 1;
    // No word holds a blank, so words can be told from one on as well as from the start.
    tokenFrom.lastIndex = startAfterBlank(text, at, end);
    for (let match = tokenFrom.exec(text); match; match = tokenFrom.exec(text)) {
      end = match.index + match[0].length;
      if (end <= at) continue;
      if (hasCapital(match[0])) found.push({ text: match[0], offset: match.index, previousEnd: endOfLetters(text, match.index) });
      break;
    }
  }
}

function startAfterBlank(text: string, at: number, least: number): number {
  let start = at;
  while (start > least && text.charCodeAt(start - 1) > 32) start--;
  return start;
}

function endOfLetters(text: string, before: number): number {
  let end = before;
  while (end > 0 && !letter.test(text.charAt(end - 1))) end--;
  return end;
}

function hasCapital(word: string): boolean {
  return /[A-Z]/.test(word) || /\p{Lu}/u.test(word);
}
