import type { Span } from '../common/text.js';
import { isNoProse } from './prose.js';

export interface AvoidedWord {
  /** As the studio file writes it. */
  readonly word: string;
  readonly span: Span;
}

/** One word or opener that is to be avoided, folded and taken apart once. */
interface Wanted {
  readonly word: string;
  readonly first: string;
  readonly rest: readonly string[];
  readonly startsAsWord: boolean;
  readonly endsAsWord: boolean;
}

const mostFound = 50;
const wordChar = /[\p{L}\p{M}\p{N}_]/u;
const blank = /\s/;

/** Whole words and phrases of `words` in `text`, whatever their case, apostrophes and line breaks; not in code or addresses. */
export function findAvoided(text: string, words: readonly string[]): readonly AvoidedWord[] {
  if (words.length === 0 || text === '') return [];
  const folded = fold(text);
  const skipped = isNoProse(text);
  const found: AvoidedWord[] = [];
  for (const wanted of prepared(words)) {
    for (let at = folded.indexOf(wanted.first); at >= 0 && found.length < mostFound; at = folded.indexOf(wanted.first, at + 1)) {
      const end = endOf(folded, at, wanted);
      if (end === undefined || skipped({ start: at, end })) continue;
      found.push({ word: wanted.word, span: { start: at, end } });
    }
  }
  return found.sort((a, b) => a.span.start - b.span.start);
}

/** By the list itself: it is the same for all posts of a studio. */
const preparedLists = new WeakMap<readonly string[], readonly Wanted[]>();

function prepared(words: readonly string[]): readonly Wanted[] {
  const wanted = preparedLists.get(words) ?? words.flatMap(prepare);
  preparedLists.set(words, wanted);
  return wanted;
}

function prepare(word: string): readonly Wanted[] {
  const [first, ...rest] = fold(word.trim()).split(/\s+/);
  if (!first) return [];
  const last = rest.at(-1) ?? first;
  return [{ word: word.trim(), first, rest, startsAsWord: isWordAt(first, 0), endsAsWord: isWordBefore(last, last.length) }];
}

/** Same length as `text`, so that offsets stay. */
function fold(text: string): string {
  const plain = text.includes('’') ? text.replaceAll('’', "'") : text;
  const lower = plain.toLowerCase();
  return lower.length === plain.length ? lower : plain.replace(/\p{Lu}/gu, (char) => (char.toLowerCase().length === char.length ? char.toLowerCase() : char));
}

function endOf(text: string, at: number, { first, rest, startsAsWord, endsAsWord }: Wanted): number | undefined {
  if (startsAsWord && isWordBefore(text, at)) return undefined;
  let end = at + first.length;
  for (const part of rest) {
    const gap = end;
    while (end < text.length && blank.test(text[end] ?? '')) end++;
    if (end === gap || !text.startsWith(part, end)) return undefined;
    end += part.length;
  }
  return endsAsWord && isWordAt(text, end) ? undefined : end;
}

function isWordAt(text: string, at: number): boolean {
  const code = text.codePointAt(at);
  return code !== undefined && wordChar.test(String.fromCodePoint(code));
}

function isWordBefore(text: string, at: number): boolean {
  if (at === 0) return false;
  const isLowSurrogate = at > 1 && (text.charCodeAt(at - 1) & 0xfc00) === 0xdc00;
  return isWordAt(text, at - (isLowSurrogate ? 2 : 1));
}
