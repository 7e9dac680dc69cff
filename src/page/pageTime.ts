/** A time as the studio's page shows it: mostly without a year, always without a time zone. */
export interface PageTime {
  readonly year: number | undefined;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** The text itself said that it is UTC. */
  readonly isUtc: boolean;
}

export interface Clock {
  /** Milliseconds since the epoch. Times on the page are not after this. */
  readonly now: number;
  /** IANA name of the zone the page was shown in. */
  readonly timeZone: string;
}

export interface FoundTime {
  readonly time: PageTime;
  readonly before: string;
  readonly after: string;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
// Digits glued to a price (`$0.0611 May`) could belong to either: such a time is not read.
const apart = String.raw`(?<!\$[\d.,]{0,20})(?<!\d)`;
const month = String.raw`(?<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?`;
const weekday = String.raw`(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,?\s+)?`;
const clock = String.raw`(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2}))?(?:\s*(?:(?<half>[AP])M|(?<small>[ap])(?:m\b|\.m\.)))?(?:\s*(?<utc>UTC|GMT|Z)\b)?`;
const forms = [
  String.raw`${weekday}${month}\s+(?<day>\d{1,2})(?:,?\s+(?<year>\d{4}))?,?\s+(?:at\s+)?${clock}`,
  String.raw`${apart}${weekday}(?<day>\d{1,2})\.?\s+${month}(?:,?\s+(?<year>\d{4}))?,?\s+(?:at\s+)?${clock}`,
  String.raw`${apart}(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})[T\s]+${clock}`,
].map((form) => new RegExp(`${form}(?![\\d:])`, 'g'));

/** Longer lines are prose or worse. */
const longestLine = 10_000;

/** The last time that stands in `text`, with what stands around it. */
export function findTime(text: string): FoundTime | undefined {
  if (text.length > longestLine) return undefined;
  const [last] = forms.flatMap((form) => [...text.matchAll(form)]).sort((a, b) => b.index - a.index);
  const time = last?.groups && timeOf(last.groups);
  if (!last || !time) return undefined;
  return { time, before: text.slice(0, last.index), after: text.slice(last.index + last[0].length) };
}

function timeOf(groups: Readonly<Record<string, string | undefined>>): PageTime | undefined {
  const name = groups['month'] ?? '';
  const number = /^\d+$/.test(name) ? Number(name) : months.indexOf(name.slice(0, 3).toLowerCase()) + 1;
  const half = (groups['half'] ?? groups['small'])?.toLowerCase();
  const shown = Number(groups['hour']);
  const time = {
    year: groups['year'] === undefined ? undefined : Number(groups['year']),
    month: number,
    day: Number(groups['day']),
    hour: half ? (shown % 12) + (half === 'p' ? 12 : 0) : shown,
    minute: Number(groups['minute']),
    second: Number(groups['second'] ?? 0),
    isUtc: groups['utc'] !== undefined,
  };
  if (half && (shown < 1 || shown > 12)) return undefined;
  return utcMilliseconds(time, time.year ?? 2000) === undefined ? undefined : time;
}

/** How far a zone can be ahead of UTC: a time may seem to lie that far in the future when its zone is only assumed. */
const zoneSlack = 14 * 3_600_000;

/** ISO 8601 in UTC to the second. Without a year: the latest one in which the time is not after `now`. */
export function toUtc(time: PageTime, { now, timeZone }: Clock): string | undefined {
  const thisYear = new Date(now).getUTCFullYear();
  // Nine years back always hold a leap year, even around 1900 and 2100.
  const years = time.year === undefined ? Array.from({ length: 10 }, (_, back) => thisYear + 1 - back) : [time.year];
  for (const year of years) {
    const local = utcMilliseconds(time, year);
    const instant = local === undefined || time.isUtc ? local : fromZone(local, timeZone);
    if (instant === undefined) continue;
    if (time.year !== undefined || instant <= now + zoneSlack) return new Date(instant).toISOString().replace(/\.\d+Z$/, 'Z');
  }
  return undefined;
}

/** The wall time read as UTC; `undefined` for days and hours that do not exist. */
function utcMilliseconds({ month: monthNumber, day, hour, minute, second }: Omit<PageTime, 'year' | 'isUtc'>, year: number): number | undefined {
  const date = new Date(0);
  date.setUTCFullYear(year, monthNumber - 1, day);
  date.setUTCHours(hour, minute, second);
  const isReal =
    date.getUTCMonth() === monthNumber - 1 && date.getUTCDate() === day && date.getUTCHours() === hour && date.getUTCMinutes() === minute && second < 60;
  return isReal ? date.getTime() : undefined;
}

/** A wall time in a zone: two rounds settle on the offset that is in force at the result. */
function fromZone(local: number, timeZone: string): number {
  const first = local - offsetAt(local, timeZone);
  return local - offsetAt(first, timeZone);
}

function offsetAt(instant: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
  });
  const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return shown - Math.floor(instant / 1000) * 1000;
}
