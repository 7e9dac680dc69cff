import { capitalWords } from './capitals.js';
import { isKnownDatePart } from './dateFigures.js';
import { figuresIn, type Figure } from './figures.js';
import { detectLanguage } from './language.js';
import { masked } from './masked.js';
import { isOrdinaryName, nameVariants } from './names.js';
import { Sources } from './sources.js';

/** Something in a text that none of its sources contains. `offset` counts UTF-16 code units. */
export interface Unsupported {
  readonly text: string;
  readonly kind: 'figure' | 'name';
  readonly offset: number;
}

/**
 * Figures and names of `output` that no source contains, in order: the cheap sign of an invention.
 * Meant to be quiet: what may only be another way to write the same thing is not reported.
 */
export function unsupported(output: string, sources: Sources | readonly string[]): readonly Unsupported[] {
  const text = masked(output);
  const figures = figuresIn(text).filter((figure) => !isOrdinaryFigure(figure, text));
  const names = namesIn(text);
  if (figures.length === 0 && names.length === 0) return [];
  const source = sources instanceof Sources ? sources : new Sources(sources);
  return [...missingFigures(figures, source, text), ...missingNames(names, source, text)].sort((a, b) => a.offset - b.offset);
}

const countOf = /^\s(?:simple |key |big |main |other )?(?:things?|reasons?|ways?|steps?|tips?|lessons?|takeaways?|questions?|points?|ideas?|rules?|parts?|facts?)(?!\p{L})/iu;

const numberOf = /(?<!\p{L})(?:step|tip|part|lesson|rule|point|reason|takeaway|chapter|beat|shot|scene|slide|myth|mistake|option|idea|question|episode)\s#?$/iu;

/** "24/7", "50/50", "Step 2", "Day 1" and the count of a list that the writer made itself ("3 reasons"). */
function isOrdinaryFigure(figure: Figure, text: string): boolean {
  const after = text.slice(figure.offset + figure.text.length, figure.offset + figure.text.length + 30);
  const before = text.slice(Math.max(0, figure.offset - 3), figure.offset);
  if (/^\d{1,2}$/.test(figure.text) && Number(figure.text) <= 12 && (countOf.test(after) || numberOf.test(text.slice(Math.max(0, figure.offset - 12), figure.offset)))) return true;
  if (figure.text === '1' && /(?<!\p{L})day $/iu.test(text.slice(Math.max(0, figure.offset - 6), figure.offset))) return true;
  if ((figure.text === '24' && after.startsWith('/7')) || (figure.text === '7' && before.endsWith('24/'))) return true;
  return figure.text === '50' && (after.startsWith('/50') || before.endsWith('50/'));
}

function missingFigures(figures: readonly Figure[], source: Sources, text: string): Unsupported[] {
  return figures
    .filter(({ keys, offset, text: written }) => !source.hasFigure(keys) && !isKnownDatePart(text, offset, written, source.dates) && !source.impliesFigure(keys))
    .map((figure) => ({ text: figure.text, kind: 'figure', offset: figure.offset }));
}

interface Name {
  readonly text: string;
  readonly offset: number;
}

/** Capitalised words inside a sentence, and words such as OpenAI, NASA or GPT-4 anywhere. */
function namesIn(text: string): Name[] {
  const found: Name[] = [];
  let isGerman: boolean | undefined;
  let titleUntil = 0;
  let lineEnd = -1;
  for (const { text: word, offset, previousEnd } of capitalWords(text)) {
    const isMarked = /\p{Ll}\p{Lu}|\p{L}-?\d/u.test(word) || /^\p{Lu}{2,}s?$/u.test(word.replace(/['’]s$/, ''));
    if (!isMarked) {
      // The cheap questions first: most capitals only begin a sentence.
      if (word.length < 3 || !/^\p{Lu}/u.test(word) || startsSentence(text, previousEnd, offset)) continue;
      isGerman ??= detectLanguage(text) === 'german';
      if (isGerman) continue;
      if (offset > lineEnd) {
        lineEnd = text.indexOf('\n', offset);
        if (lineEnd < 0) lineEnd = text.length;
        const line = text.slice(text.lastIndexOf('\n', offset) + 1, lineEnd);
        titleUntil = isTitleCase(line) ? lineEnd : 0;
      }
      if (offset < titleUntil) continue;
    }
    if (!isOrdinaryName(word) && !(weekday.test(word) && isAnyDay(word, text.slice(Math.max(0, offset - 8), offset)))) found.push({ text: word, offset });
  }
  return found;
}

const weekday = /^(?:mon|tues|wednes|thurs|fri|satur|sun)days?$/i;

/** "on a Monday", "Fridays": no day that a source could name. */
function isAnyDay(word: string, before: string): boolean {
  return /s$/i.test(word) || /(?<!\p{L})(?:an?|any|every|each|some|most|one)\s$/iu.test(before);
}

function startsSentence(text: string, previousEnd: number, offset: number): boolean {
  if (previousEnd === 0) return true;
  const between = text.slice(previousEnd, offset);
  if (between === ' ') return false;
  return between.length > 40 || /[.!?…:;\n"“”‘«»(\[*_|>•—–。！？]/.test(between) || /\s-\s|\s['’]|['’]\s/.test(between) || /\p{Extended_Pictographic}/u.test(between);
}

/** A heading in title case, a bold label or a line that shouts says nothing about names. */
function isTitleCase(line: string): boolean {
  if (line.length > 160) return false;
  const long = line.match(/\p{L}[\p{L}'’-]{3,}/gu) ?? [];
  const capitals = long.filter((word) => /^\p{Lu}/u.test(word)).length;
  const isHeading = /^\s{0,3}#|^\s{0,3}\*\*.{0,150}\*\*\s*$/.test(line) || !/[.!?…]["”’)]?\s*(?:#|$)/u.test(line);
  return long.length >= 3 && capitals >= long.length * (isHeading ? 0.6 : 0.9);
}

function missingNames(names: readonly Name[], source: Sources, text: string): Unsupported[] {
  const missing: Unsupported[] = [];
  const verdicts = new Map<string, boolean>();
  for (const name of names) {
    let isKnown = verdicts.get(name.text);
    if (isKnown === undefined) {
      isKnown = source.hasWord(nameVariants(name.text)) || partsKnown(name.text, source);
      verdicts.set(name.text, isKnown);
    }
    if (isKnown) continue;
    const last = missing.at(-1);
    if (last && text.slice(last.offset + last.text.length, name.offset) === ' ') {
      missing[missing.length - 1] = { ...last, text: `${last.text} ${name.text}` };
    } else missing.push({ text: name.text, kind: 'name', offset: name.offset });
  }
  return missing;
}

function partsKnown(name: string, source: Sources): boolean {
  const parts = name.split(/[-&_.'’]|(?<=\p{Ll})(?=\p{Lu})/u).filter((part) => part.length > 1);
  return parts.length > 1 && parts.every((part) => isOrdinaryName(part) || source.hasWord(nameVariants(part)));
}
