/** English and German; a source mostly names the month that a text writes as a number, or the other way round. */
const monthWords = [
  'january|jan|januar|jänner', 'february|feb|februar', 'march|mar|märz', 'april|apr', 'may|mai', 'june|jun|juni', 'july|jul|juli', 'august|aug',
  'september|sept|sep', 'october|oct|oktober|okt', 'november|nov', 'december|dec|dezember|dez',
].map((words) => new RegExp(String.raw`(?<!\p{L})(?:${words})(?!\p{L})`, 'iu'));

/** `2026-05-11`, `11.5.2026`, `5/11/2026`, `05/2026`. */
const numericDate = /(?<![\d.,/-])(?:(?:19|20)\d\d-(\d\d)(?:-(\d\d))?(?![\d-])|(?:(\d{1,2})[./-])?(\d{1,2})[./-](?:19|20)\d\d(?!\d))/g;

/** The months, 1 to 12, that a text names or writes in dates. Where a date can be read in two ways, both. */
export function monthsIn(text: string): ReadonlySet<number> {
  const months = new Set<number>();
  for (const [index, words] of monthWords.entries()) if (words.test(text)) months.add(index + 1);
  for (const [, ...parts] of text.matchAll(numericDate)) {
    for (const part of parts) if (Number(part) <= 12) months.add(Number(part));
  }
  return months;
}

/** What a source says of time: years as keys of its figures, and its months. */
export interface KnownDates {
  readonly years: readonly string[];
  readonly months: ReadonlySet<number>;
}

/** Whether the figure at an offset is the month of a date, or a short way to write a year, a decade or a century that is known. */
export function isKnownDatePart(text: string, offset: number, figure: string, known: KnownDates): boolean {
  const before = text.slice(Math.max(0, offset - 5), offset);
  const after = text.slice(offset + figure.length, offset + figure.length + 12);
  if (/^\d{2,4}$/.test(figure) && figure.endsWith('0') && /^['’]?s(?!\p{L})/u.test(after)) {
    const decade = figure.slice(0, -1);
    return known.years.some((year) => (figure.length === 2 ? year.slice(2, 3) === decade : year.startsWith(decade)));
  }
  if (/^\d{1,2}$/.test(figure) && /^(?:st|nd|rd|th)[ -]centur/i.test(after)) return known.years.some((year) => Math.ceil(Number(year) / 100) === Number(figure));
  if (!/^\d{1,2}$/.test(figure)) return false;
  if (figure.length === 2 && /(?:^|[\s(])['’‘]$/.test(before)) return known.years.some((year) => year.endsWith(figure));
  const span = /((?:19|20)\d\d)[/–-]$/.exec(before)?.[1];
  if (span !== undefined && figure.length === 2 && known.years.includes(span.slice(0, 2) + figure)) return true;
  return isInDate(text, offset) && known.months.has(Number(figure));
}

function isInDate(text: string, offset: number): boolean {
  const start = Math.max(0, offset - 10);
  for (const match of text.slice(start, offset + 12).matchAll(numericDate)) {
    if (start + match.index <= offset && offset < start + match.index + match[0].length) return true;
  }
  return false;
}
