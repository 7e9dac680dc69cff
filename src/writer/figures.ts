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

// Before: not inside a word or a number. After the digits a unit, and after that an optional currency word.
const figure =
  /(?<![\p{L}\p{N}_])(?<![\d][.,])(US\$|USD|EUR|GBP|CNY|RMB|[$€£¥₹])?[ \u00a0]?(\d{1,40}(?:[.,\u00a0\u202f'’]\d{1,40}){0,12})(?:[ \u00a0\u202f]?(%|％|[kKmMbBtT](?![\p{L}\p{N}])|(?:bn|mn|tn|mio|mrd)(?!\p{L})|万|亿|(?:thousand|millions?|billion|trillion|percent|per cent|pct|prozent|millionen|milliarden|millones)(?!\p{L}))|-(percent|million|billion|thousand)(?!\p{L}))?(?:[ \u00a0-](dollars?|euros?|pounds?|yen|yuan|rupees|USD|EUR|GBP)(?!\p{L})|([€£¥₹]))?/giu;

export function figuresIn(text: string): Figure[] {
  const found: Figure[] = [];
  for (const match of text.matchAll(figure)) {
    const [whole, before, digits = '', unit, hyphenUnit, word, sign] = match;
    const lead = /^[ \u00a0]/.test(whole) ? 1 : 0;
    const values = readings(digits);
    const name = (unit ?? hyphenUnit ?? '').toLowerCase();
    const factor = scale[name] ?? 1;
    const isPercent = /^(?:%|％|per|pct|pro)/.test(name);
    const currency = currencies[(before ?? word ?? sign ?? '').toLowerCase()];
    const scaled = values.map((value) => key(value * factor));
    const suffix = isPercent ? '%' : (currency ?? '');
    found.push({
      text: whole.trim(),
      offset: match.index + lead,
      keys: scaled.map((value) => value + suffix),
      bare: factor === 1 ? scaled : [...scaled, ...values.map(key)],
    });
  }
  return found;
}

/** `1.900` is 1900 in German and 1.9 in English; `19,5` the other way round. */
function readings(digits: string): number[] {
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
  return Number.isFinite(value) ? String(Number(value.toPrecision(12))) : 'large';
}

const small =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ');
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const written = new Map<string, number>([
  ...small.map((word, value) => [word, value] as const),
  ...tens.map((word, index) => [word, (index + 2) * 10] as const),
  ['dozen', 12],
  ['once', 1], ['twice', 2], ['double', 2], ['doubled', 2], ['doubles', 2], ['triple', 3], ['tripled', 3], ['half', 50], ['halved', 50], ['quarter', 25],
]);
const writtenPattern = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:(${tens.join('|')})[- ](${small.slice(1, 10).join('|')})|(${[...written.keys()].join('|')}))(?:[ -](hundred|thousand|million|billion))?(?:[ -](percent))?(?!\p{L})`,
  'giu',
);

/** Keys of figures that a source writes in words: "forty-one", "two million", "a dozen". */
export function writtenFigures(text: string): string[] {
  const found: string[] = [];
  for (const match of text.matchAll(writtenPattern)) {
    const [, ten = '', unit = '', word = '', magnitude = '', percent] = match;
    const value = (written.get(ten.toLowerCase()) ?? 0) + (written.get(unit.toLowerCase()) ?? 0) + (written.get(word.toLowerCase()) ?? 0);
    const factor = magnitude.toLowerCase() === 'hundred' ? 100 : (scale[magnitude.toLowerCase()] ?? 1);
    found.push(key(value * factor));
    if (percent !== undefined || /^(?:half|halved|quarter)$/i.test(word)) found.push(`${key(value)}%`);
  }
  return found;
}
