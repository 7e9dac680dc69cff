import { token } from './capitals.js';
import { monthsIn, type KnownDates } from './dateFigures.js';
import { figuresIn, writtenFigures, type Figure } from './figures.js';
import { plain } from './markdown.js';
import { masked } from './masked.js';

/** The texts that say what may be claimed, read once and only for what is asked of them. */
export class Sources {
  /** All of them, as written. */
  readonly text: string;
  /** Years and months that the sources name. */
  readonly dates: KnownDates;
  private readonly reading: () => string;
  private readonly figures: () => ReadonlySet<string>;
  private readonly inWords: () => ReadonlySet<string>;
  private readonly words: () => ReadonlySet<string>;
  private readonly namesCurrency: () => boolean;

  constructor(texts: readonly string[]) {
    this.text = texts.join('\n\n');
    this.reading = once(() => readings(this.text));
    this.figures = once(() => figureKeys(this.reading()));
    this.inWords = once(() => new Set(writtenFigures(this.reading())));
    this.words = once(() => wordsOf(this.reading()));
    this.namesCurrency = once(() => [...this.figures()].some((key) => currencyEnd.test(key)));
    const years = once(() => [...this.figures()].filter((key) => /^[12]\d{3}$/.test(key)));
    const months = once(() => monthsIn(this.reading()));
    this.dates = { get years() { return years(); }, get months() { return months(); } };
  }

  /** Whether any of the keys is a figure of the sources, written in digits. */
  hasFigure(keys: readonly string[]): boolean {
    const known = this.figures();
    return keys.some((key) => known.has(key));
  }

  /** The same for figures in words, and for those whose unit the sources leave out. */
  impliesFigure(keys: readonly string[]): boolean {
    if (keys.every((key) => /^0\D?$/.test(key)) && freeOfCharge.test(this.reading())) return true;
    // "4 million dollars" in a source that says "4 million in revenue": the value stands, the unit is context.
    return keys.some((key) => this.inWords().has(key) || (currencyEnd.test(key) && this.hasBareFigure(key.slice(0, -1))));
  }

  /** Whether any of these lower-case spellings is a word of the sources. */
  hasWord(variants: readonly string[]): boolean {
    const known = this.words();
    return variants.some((variant) => known.has(variant));
  }

  /** A currency that no source writes next to any figure cannot be told from one that it leaves out. */
  private hasBareFigure(key: string): boolean {
    return (this.figures().has(key) || this.inWords().has(key)) && !this.namesCurrency() && Number(key) >= 1000;
  }
}

const currencyEnd = /[$€£¥₹]$/;
const freeOfCharge = /(?<!\p{L})(?:free|at no cost|costs nothing|no charge|kostenlos|umsonst|gratis)(?!\p{L})/iu;

/** The sources as written, and as they read without markup and tags: "**4** billion" supports "4 billion". */
function readings(source: string): string {
  const bare = masked(source);
  const all = [source, ...(bare === source ? [] : [bare]), ...(/[*_`<[&\\#~]/.test(source) ? [plain(source)] : [])].join('\n\n');
  return /^[\x00-\x7f]*$/.test(all) ? all : `${all}\n\n${all.normalize('NFKC')}`;
}

function figureKeys(source: string): ReadonlySet<string> {
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
  return known;
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

const months = 'january february march april may june july august september october november december'.split(' ');
const weekdays = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ');

function wordsOf(source: string): ReadonlySet<string> {
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

function once<Value>(find: () => Value): () => Value {
  let found: { readonly value: Value } | undefined;
  return () => (found ??= { value: find() }).value;
}
