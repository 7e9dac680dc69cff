/** A figure in a text and the ways to write its value: `4B`, `4 billion` and `4,000,000,000` share `4000000000`. */
export interface Figure {
  readonly text: string;
  readonly offset: number;
  /** Any one of them in the sources is support; a decimal mark can be read in two ways. */
  readonly keys: readonly string[];
  /** The figure without its unit, for sources that name the unit elsewhere: "from 50 to 60%". */
  readonly bare: readonly string[];
}

const scale: Readonly<Record<string, number>> = {
  k: 1e3, thousand: 1e3, m: 1e6, mn: 1e6, mio: 1e6, million: 1e6, millionen: 1e6, millones: 1e6, millions: 1e6, b: 1e9, bn: 1e9, billion: 1e9, mrd: 1e9, milliarden: 1e9, t: 1e12, tn: 1e12, trillion: 1e12, 万: 1e4, 亿: 1e8,
};
const currencies: Readonly<Record<string, string>> = {
  $: '$', us$: '$', usd: '$', dollar: '$', dollars: '$', '€': '€', eur: '€', euro: '€', euros: '€', '£': '£', gbp: '£', pound: '£', pounds: '£', '¥': '¥', yen: '¥', yuan: '¥', rmb: '¥', cny: '¥', jpy: '¥', '₹': '₹', inr: '₹', rupees: '₹',
};

const fractions: Readonly<Record<string, number>> = { '½': 0.5, '¼': 0.25, '¾': 0.75 };

const digitRun = /\d(?:[\d.,'’\u00a0\u202f]{0,60}\d)?/g;
const lead = /(?:^|[^\p{L}\p{N}])(US\$|USD|EUR|GBP|CNY|RMB|[$€£¥₹])[ \u00a0]?$/iu;
const unitAfter =
  /^(?:[ \u00a0\u202f]?(%|％|[kmbt](?![\p{L}\p{N}])|(?:bn|mn|tn|mio|mrd)(?!\p{L})|万|亿|(?:thousand|millions?|billion|trillion|percent|per cent|pct|prozent|millionen|milliarden|millones)(?!\p{L}))|-(percent|million|billion|thousand)(?!\p{L}))/iu;
const currencyAfter = /^[ \u00a0-]?(?:(dollars?|euros?|pounds?|yen|yuan|rupees|USD|EUR|GBP)(?!\p{L})|([€£¥₹]))/iu;

export function figuresIn(text: string): Figure[] {
  const found: Figure[] = [];
  for (const match of text.matchAll(digitRun)) {
    const start = match.index;
    const digits = match[0];
    // "GPT4" and "v2" are names; so is the rest of a longer word.
    if (start > 0 && isWordBefore(text, start)) continue;
    const before = /[$€£¥₹DRPYBdrpyb]/.test(text.slice(Math.max(0, start - 2), start)) ? lead.exec(text.slice(Math.max(0, start - 6), start)) : undefined;
    const sign = before?.[1];
    const from = sign === undefined ? start : start - (before?.[0].length ?? 0) + (before?.[0].indexOf(sign) ?? 0);
    const after = text.slice(start + digits.length, start + digits.length + 32);
    const unit = /^[ \u00a0\u202f\-%％\p{L}]/u.test(after) ? unitAfter.exec(after) : undefined;
    const rest = after.slice(unit?.[0].length ?? 0);
    const money = /^[ \u00a0\-€£¥₹\p{L}]/u.test(rest) ? currencyAfter.exec(rest) : undefined;
    const name = (unit?.[1] ?? unit?.[2] ?? '').toLowerCase();
    const factor = scale[name] ?? 1;
    const currency = currencies[(sign ?? money?.[1] ?? money?.[2] ?? '').toLowerCase()];
    const suffix = /^(?:%|％|per|pct|pro)/.test(name) ? '%' : (currency ?? '');
    const fraction = text.charAt(start + digits.length);
    const values = readings(digits).map((value) => value + (fractions[fraction] ?? 0));
    const scaled = values.map((value) => key(value * factor));
    found.push({
      text: text.slice(from, start + digits.length + (unit?.[0].length ?? 0) + (money?.[0].length ?? 0)),
      offset: from,
      keys: suffix === '' ? scaled : scaled.map((value) => value + suffix),
      bare: factor === 1 ? scaled : [...scaled, ...values.map(key)],
    });
  }
  return found;
}

function isWordBefore(text: string, at: number): boolean {
  const code = text.charCodeAt(at - 1);
  if (code < 128) return (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;
  return /[\p{L}\p{M}]/u.test(text.charAt(at - 1)) && !/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u.test(text.charAt(at - 1));
}

/** `1.900` is 1900 in German and 1.9 in English; `19,5` the other way round. */
function readings(digits: string): number[] {
  if (/^\d{1,15}$/.test(digits)) return [Number(digits)];
  const plain = digits.replace(/[\u00a0\u202f'’]/g, '');
  const values = new Set<number>();
  if (/^\d+(?:[.,]\d+)?$/.test(plain)) values.add(Number(plain.replace(',', '.')));
  if (/^\d{1,3}(?:[.,]\d{3})+$/.test(plain)) values.add(Number(plain.replace(/[.,]/g, '')));
  const mixed = /^(\d{1,3}(?:([.,])\d{3})+)([.,])(\d+)$/.exec(plain);
  if (mixed?.[1] !== undefined && mixed[2] !== mixed[3]) values.add(Number(`${mixed[1].replace(/[.,]/g, '')}.${mixed[4] ?? ''}`));
  if (values.size === 0) for (const part of plain.split(/[.,]/)) values.add(Number(part));
  return [...values];
}

function key(value: number): string {
  if (Number.isSafeInteger(value)) return String(value);
  return Number.isFinite(value) ? String(Number(value.toPrecision(12))) : 'large';
}

const small =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ');
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const written = new Map<string, number>([
  ...small.map((word, value) => [word, value] as const),
  ...tens.map((word, index) => [word, (index + 2) * 10] as const),
  ...'first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ').map((word, index) => [word, index + 1] as const),
  ...'third fourth fifth sixth seventh eighth ninth tenth'.split(' ').map((word, index) => [`${word}s`, index + 3] as const),
  ...small.slice(2, 11).map((word, index) => [`${word}fold`, index + 2] as const),
  ['dozen', 12], ['quarters', 25],
  ['once', 1], ['twice', 2], ['double', 2], ['doubled', 2], ['doubles', 2], ['triple', 3], ['tripled', 3], ['half', 50], ['halved', 50], ['quarter', 25],
]);
const writtenPattern = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:(${tens.join('|')})[- ](${small.slice(1, 10).join('|')})|(${[...written.keys()].join('|')}))(?:[ -](hundred|thousand|million|billion))?(?:[ -](percent))?(?!\p{L})`,
  'giu',
);

/** "a third", "two thirds", "three quarters": in percent, rounded either way. */
function shares(word: string, before: string): string[] {
  if (word === 'quarters') return before.endsWith('three ') ? ['75%', '4'] : ['4'];
  if (word === 'quarter') return ['4'];
  if (word !== 'third' && word !== 'thirds') return [];
  return before.endsWith('two ') ? ['66%', '67%', '66.7%'] : ['33%', '33.3%'];
}

/** Keys of figures that a source writes in words: "forty-one", "two million", "a dozen". */
export function writtenFigures(text: string): string[] {
  const found: string[] = [];
  for (const match of text.matchAll(writtenPattern)) {
    const [, ten = '', unit = '', word = '', magnitude = '', percent] = match;
    const value = (written.get(ten.toLowerCase()) ?? 0) + (written.get(unit.toLowerCase()) ?? 0) + (written.get(word.toLowerCase()) ?? 0);
    const factor = magnitude.toLowerCase() === 'hundred' ? 100 : (scale[magnitude.toLowerCase()] ?? 1);
    found.push(key(value * factor));
    found.push(...shares(word.toLowerCase(), text.slice(Math.max(0, match.index - 7), match.index).toLowerCase()));
    if (/^half$/i.test(word) && /^ an? (?:percent|point)/i.test(text.slice(match.index + word.length, match.index + word.length + 12))) found.push('0.5%', '0.5');
    if (percent !== undefined || /^(?:half|halved|quarter)$/i.test(word)) found.push(`${key(value)}%`);
  }
  return found;
}
