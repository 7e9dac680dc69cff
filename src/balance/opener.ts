import { blocks, plain } from '../writer/markdown.js';

/** How a text begins. Two texts with the same `key` begin alike. */
export interface Opener {
  readonly key: string;
  /** The beginning as it is written, on one line. */
  readonly text: string;
}

interface Word {
  readonly folded: string;
  /** Where it ends in the text. */
  readonly end: number;
}

/** Two words are too many texts' beginning ("How to"), four miss what readers notice. */
const keyWords = 3;
const longestText = 120;
/** A body's first paragraph stands well before. */
const longestLead = 4000;
const address = /https?:\/\/\S+/gu;
const word = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’][\p{L}\p{M}]+)*/gu;
const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;

/** `undefined` for a text without words. Case, punctuation, emoji, accents written in two ways and which number it is make no difference. */
export function openerOf(text: string): Opener | undefined {
  const line = clipped(text.slice(0, 4 * longestText).replace(address, ' ').replace(/\s+/gu, ' ').trim());
  const found = wordsOf(line, keyWords);
  if (found.length === 0) return undefined;
  return { key: found.map(({ folded }) => folded).join(' '), text: line };
}

/** The opener of a Markdown body: of its first text that is no heading, no code and no table. */
export function bodyOpener(markdown: string): Opener | undefined {
  const lead = markdown.slice(0, longestLead);
  for (const { kind, text } of blocks(lead)) {
    const opener = kind === 'heading' || kind === 'verbatim' ? undefined : openerOf(plain(text));
    if (opener) return opener;
  }
  return undefined;
}

/** What several texts have in common from their start, in the first one's writing; `…` stands for how they go on. */
export function sharedStart(texts: readonly string[]): string {
  const [first = '', ...others] = texts;
  const words = wordsOf(first);
  let shared = words.length;
  let isAll = true;
  for (const other of others) {
    const theirs = wordsOf(other);
    const differs = words.findIndex(({ folded }, at) => theirs[at]?.folded !== folded);
    if (differs >= 0) shared = Math.min(shared, differs);
    isAll &&= differs < 0 && theirs.length === words.length;
  }
  if (isAll) return first;
  return `${first.slice(0, words[shared - 1]?.end ?? 0)}…`;
}

function wordsOf(text: string, most = Infinity): readonly Word[] {
  const found: Word[] = [];
  for (const { segment, end } of unspaced.test(text) ? segments(text) : matches(text)) {
    found.push({ folded: fold(segment), end });
    if (found.length === most) break;
  }
  return found;
}

function* matches(text: string): Generator<{ readonly segment: string; readonly end: number }> {
  for (const { 0: segment, index } of text.matchAll(word)) yield { segment, end: index + segment.length };
}

/** By a dictionary, which only scripts without spaces are worth the time of. */
function* segments(text: string): Generator<{ readonly segment: string; readonly end: number }> {
  for (const { segment, index, isWordLike } of new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text)) {
    if (isWordLike === true) yield { segment, end: index + segment.length };
  }
}

/** "5 ways to" and "7 ways to" are one beginning. */
function fold(segment: string): string {
  return segment.normalize('NFKC').toLowerCase().replaceAll('’', "'").replace(/^\p{N}+$/u, '0');
}

function clipped(text: string): string {
  if (text.length <= longestText) return text;
  const space = text.lastIndexOf(' ', longestText);
  return text.slice(0, space > longestText / 2 ? space : longestText).replace(/[\ud800-\udbff]$/, '');
}
