import { isKnownDatePart, monthsIn, type KnownDates } from './dateFigures.js';
import { figuresIn, writtenFigures, type Figure } from './figures.js';
import { detectLanguage } from './language.js';
import { plain } from './markdown.js';
import { masked } from './masked.js';
import { isOrdinaryName, nameVariants } from './names.js';
import { letters } from './sentences.js';

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
export function unsupported(output: string, sources: readonly string[]): readonly Unsupported[] {
  const text = masked(output);
  const figures = figuresIn(text).filter((figure) => !isOrdinaryFigure(figure, text));
  const names = namesIn(text);
  if (figures.length === 0 && names.length === 0) return [];
  const source = readings(sources.join('\n\n'));
  return [...missingFigures(figures, source, text), ...missingNames(names, source, text)].sort((a, b) => a.offset - b.offset);
}

/** The sources as written, and as they read without markup and tags: "**4** billion" supports "4 billion". */
function readings(source: string): string {
  const bare = masked(source);
  const all = [source, ...(bare === source ? [] : [bare]), ...(/[*_`<[&\\#~]/.test(source) ? [plain(source)] : [])].join('\n\n');
  return /^[\x00-\x7f]*$/.test(all) ? all : `${all}\n\n${all.normalize('NFKC')}`;
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

function missingFigures(figures: readonly Figure[], source: string, text: string): Unsupported[] {
  if (figures.length === 0) return [];
  const known = new Set<string>();
  const inSource = figuresIn(source);
  const ranged = rangeUnits(inSource, source);
  for (const figure of inSource) {
    for (const key of [...figure.keys, ...figure.bare]) known.add(key);
    const suffix = ranged.get(figure.offset);
    if (suffix !== undefined) for (const key of figure.bare) known.add(key + suffix);
  }
  for (const match of source.matchAll(/[A-Za-z\u00c0-\u024f][-.]?(\d{1,9}(?:\.\d{1,6})?)/g)) known.add(String(Number(match[1])));
  for (const match of source.matchAll(/(?<!\d)([01]?\d|2[0-3])[:.h]\d\d(?!\d)/g)) known.add(String((Number(match[1]) + 12) % 24));
  let needsWords = true;
  let dates: KnownDates | undefined;
  return figures
    .filter((figure) => {
      if (figure.keys.some((key) => known.has(key))) return false;
      dates ??= { years: [...known].filter((key) => /^[12]\d{3}$/.test(key)), months: monthsIn(source) };
      if (isKnownDatePart(text, figure.offset, figure.text, dates)) return false;
      if (figure.keys.every((key) => /^0\D?$/.test(key)) && freeOfCharge.test(source)) return false;
      if (needsWords) for (const key of writtenFigures(source)) known.add(key);
      needsWords = false;
      // "4 million dollars" in a source that says "4 million in revenue": the value stands, the unit is context.
      return !figure.keys.some((key) => known.has(key) || (/[$€£¥₹]$/.test(key) && known.has(key.slice(0, -1)) && isSpelled(key, known)));
    })
    .map((figure) => ({ text: figure.text, kind: 'figure', offset: figure.offset }));
}

const freeOfCharge = /(?<!\p{L})(?:free|at no cost|costs nothing|no charge|kostenlos|umsonst|gratis)(?!\p{L})/iu;

/** A currency that no source writes next to any figure cannot be told from one that it leaves out. */
function isSpelled(key: string, known: ReadonlySet<string>): boolean {
  for (const other of known) if (/[$€£¥₹]$/.test(other)) return false;
  return Number(key.slice(0, -1)) >= 1000;
}

/** "50-60%", "$3 to 5 million", "52, 48 and 11 percent": the first figure has the unit of the last. */
function rangeUnits(figures: readonly Figure[], source: string): ReadonlyMap<number, string> {
  const units = new Map<number, string>();
  for (let index = figures.length - 2; index >= 0; index--) {
    const figure = figures[index];
    const next = figures[index + 1];
    if (!figure || !next) continue;
    if (next.offset - figure.offset - figure.text.length > 8) continue;
    const between = source.slice(figure.offset + figure.text.length, next.offset);
    const suffix = units.get(next.offset) ?? /[%$€£¥₹]$/.exec(next.keys[0] ?? '')?.[0];
    if (suffix !== undefined && /^\s{0,2}(?:[-–—/,&]|to|and|or|bis|und|,\s?and)\s{0,2}$/.test(between)) units.set(figure.offset, suffix);
  }
  return units;
}

interface Name {
  readonly text: string;
  readonly offset: number;
}

const token = new RegExp(`[${letters}]+(?:[.'’&_-][${letters}]+){0,6}`, 'g');

/** Capitalised words inside a sentence, and words such as OpenAI, NASA or GPT-4 anywhere. */
function namesIn(text: string): Name[] {
  const found: Name[] = [];
  let isGerman: boolean | undefined;
  let titleUntil = 0;
  let lineEnd = -1;
  let previousEnd = 0;
  for (const match of text.matchAll(token)) {
    const word = match[0];
    const offset = match.index;
    const before = previousEnd;
    previousEnd = offset + word.length;
    if (!hasCapital(word)) continue;
    const isMarked = /\p{Ll}\p{Lu}|\p{L}-?\d/u.test(word) || /^\p{Lu}{2,}s?$/u.test(word.replace(/['’]s$/, ''));
    if (!isMarked) {
      // The cheap questions first: most capitals only begin a sentence.
      if (word.length < 3 || !/^\p{Lu}/u.test(word) || startsSentence(text, before, offset)) continue;
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

function hasCapital(word: string): boolean {
  return !/^[a-z0-9'’-]+$/.test(word) && (/[A-Z]/.test(word) || /\p{Lu}/u.test(word));
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

function missingNames(names: readonly Name[], source: string, text: string): Unsupported[] {
  if (names.length === 0) return [];
  const known = sourceWords(source);
  const missing: Unsupported[] = [];
  const verdicts = new Map<string, boolean>();
  for (const name of names) {
    let isKnown = verdicts.get(name.text);
    if (isKnown === undefined) {
      isKnown = nameVariants(name.text).some((variant) => known.has(variant)) || partsKnown(name.text, known);
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

function partsKnown(name: string, known: ReadonlySet<string>): boolean {
  const parts = name.split(/[-&_.'’]|(?<=\p{Ll})(?=\p{Lu})/u).filter((part) => part.length > 1);
  return parts.length > 1 && parts.every((part) => isOrdinaryName(part) || nameVariants(part).some((variant) => known.has(variant)));
}

const months = 'january february march april may june july august september october november december'.split(' ');
const weekdays = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ');

function sourceWords(source: string): Set<string> {
  const known = new Set<string>();
  for (const match of source.toLowerCase().matchAll(token)) {
    const word = match[0];
    known.add(word);
    if (/[.'’&_-]/.test(word)) {
      known.add(word.replace(/[.'’&_-]/g, ''));
      for (const part of word.split(/[.'’&_-]/)) known.add(part);
    }
  }
  for (const month of monthsIn(source)) known.add(months[month - 1] ?? '');
  for (const match of source.matchAll(/(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)/g)) {
    const date = new Date(Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])));
    known.add(months[date.getUTCMonth()] ?? '').add(weekdays[date.getUTCDay()] ?? '');
  }
  return known;
}
