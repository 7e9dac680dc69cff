import type { Token } from './messageTokens.js';
import type { Count } from './quota.js';

/** A number in words or digits. */
export interface NumberPhrase {
  readonly value: number;
  readonly next: number;
  /** "a video": one, where a list of counts makes it one. */
  readonly isArticle: boolean;
  /** "a 5-post series": the noun hangs on the number. */
  readonly isHyphenated: boolean;
}

/** How many, as said before the noun. */
export interface CountPhrase extends Omit<NumberPhrase, 'value'> {
  readonly count: Count;
  /** False where the words bound it on one side only. */
  readonly isExact: boolean;
  /** Whether words beside the number say that it counts: "at least", "exactly". */
  readonly hasBound: boolean;
  /** Where "don't make more than" starts, whose words turn round if the number is taken out of them. */
  readonly deniedFrom?: number | undefined;
}

export type Bound = 'least' | 'most' | 'over' | 'below' | 'exact' | 'about';

const units = 'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ');
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

const prefixes: readonly (readonly [Bound, readonly string[]])[] = (
  [
    ['least', 'no fewer than|no less than|not fewer than|not less than|at the very least|at the least|at least|a minimum of|minimum of|min of|minimum|min'],
    ['most', 'no more than|not more than|no greater than|at the very most|at the most|at most|not over|not above|up to|a maximum of|maximum of|max of|maximum|max'],
    ['over', 'more than|over|above'],
    ['below', 'fewer than|less than|under|below'],
    ['exact', 'exactly|precisely|strictly|just|only|a total of|total of|exact|neither more nor less than'],
    ['about', 'about|around|roughly|approximately|approx|circa|some'],
  ] as const
).flatMap(([bound, words]) => words.split('|').map((phrase) => [bound, phrase.split(' ')] as const));

const suffixes: readonly (readonly [Bound, readonly string[]])[] = (
  [
    ['least', 'or more|at least|at the least|at minimum|minimum|min|and up|or above'],
    ['most', 'or fewer|or less|at most|at the most|at maximum|maximum|max|tops|or below'],
  ] as const
).flatMap(([bound, words]) => words.split('|').map((phrase) => [bound, phrase.split(' ')] as const));

/** The position behind `words` when they stand at `at`. */
export function after(tokens: readonly Token[], at: number, words: readonly string[]): number | undefined {
  return words.every((word, index) => tokens[at + index]?.text === word) ? at + words.length : undefined;
}

function afterAny<T>(tokens: readonly Token[], at: number, phrases: readonly (readonly [T, readonly string[]])[]): { readonly what: T; readonly next: number } | undefined {
  for (const [what, words] of phrases) {
    const next = after(tokens, at, words);
    if (next !== undefined) return { what, next: tokens[next]?.text === '.' && /^(?:min|max|approx)$/.test(words.at(-1) ?? '') && tokens[next + 1]?.kind === 'number' ? next + 1 : next };
  }
  return undefined;
}

export function readNumber(tokens: readonly Token[], at: number): NumberPhrase | undefined {
  const found = simpleNumber(tokens, at);
  if (!found) return undefined;
  // "three (3) videos"
  const repeated = tokens[found.next]?.text === '(' && tokens[found.next + 2]?.text === ')' ? simpleNumber(tokens, found.next + 1) : undefined;
  const next = repeated?.next === found.next + 2 && repeated.value === found.value ? found.next + 3 : found.next;
  const [hyphen, noun] = [tokens[next], tokens[next + 1]];
  const isHyphenated = hyphen?.text === '-' && hyphen.isGlued && noun?.kind === 'word' && noun.isGlued && !simpleNumber(tokens, next + 1);
  return { ...found, next, isHyphenated };
}

function simpleNumber(tokens: readonly Token[], at: number): { readonly value: number; readonly next: number; readonly isArticle: boolean } | undefined {
  const token = tokens[at];
  const second = tokens[at + 1]?.text;
  const whole = (value: number, length: number, isArticle = false) => ({ value, next: at + length, isArticle });
  if (token?.value !== undefined) {
    if (second === 'dozen') return whole(token.value * 12, 2);
    return whole(token.value, second === 'x' || second === '×' ? 2 : 1);
  }
  switch (token?.text) {
    case 'half':
      if (second === 'a' && tokens[at + 2]?.text === 'dozen') return whole(6, 3);
      return second === '-' && tokens[at + 2]?.text === 'dozen' ? whole(6, 3) : undefined;
    case 'dozen':
      return whole(12, 1);
    case 'a':
    case 'an':
      if (second === 'dozen') return whole(12, 2);
      if (second === 'hundred') return whole(100, 2);
      if (second === 'pair' || second === 'couple') return whole(2, tokens[at + 2]?.text === 'of' && !/^(?:them|these|those|which|the)$/.test(tokens[at + 3]?.text ?? '') ? 3 : 2);
      if (/^(?:few|lot|bunch|handful|number|mix|little)$/.test(second ?? '')) return undefined;
      return second === 'single' ? whole(1, 2) : whole(1, 1, true);
    case 'one':
    case 'two':
      if (second === 'dozen') return whole(token.text === 'one' ? 12 : 24, 2);
      if (second === 'hundred') return whole(token.text === 'one' ? 100 : 200, 2);
      if (second === 'single' && token.text === 'one') return whole(1, 2);
      break;
    case 'once':
      return whole(1, 1);
    case 'twice':
      return whole(2, 1);
    case undefined:
    default:
  }
  const unit = units.indexOf(token?.text ?? '');
  if (unit >= 0) return whole(unit, 1);
  const ten = tens.indexOf(token?.text ?? '');
  if (ten < 0) return undefined;
  const hasHyphen = second === '-' && tokens[at + 1]?.isGlued === true;
  const rest = units.indexOf(tokens[at + (hasHyphen ? 2 : 1)]?.text ?? '');
  return rest >= 1 && rest <= 9 ? whole((ten + 2) * 10 + rest, hasHyphen ? 3 : 2) : whole((ten + 2) * 10, 1);
}

export function readCount(tokens: readonly Token[], at: number): CountPhrase | undefined {
  return readRange(tokens, at) ?? readBounded(tokens, at);
}

function readRange(tokens: readonly Token[], at: number): CountPhrase | undefined {
  let start = at;
  if (tokens[start]?.text === 'anywhere') start += 1;
  const joint = tokens[start]?.text === 'between' ? ['and', 'to', '-'] : tokens[start]?.text === 'from' ? ['to', '-'] : undefined;
  const low = joint && readNumber(tokens, start + 1);
  const high = low && joint.includes(tokens[low.next]?.text ?? '') ? readNumber(tokens, low.next + 1) : undefined;
  return low && high && { ...high, count: { min: low.value, max: high.value }, isExact: false, hasBound: true };
}

function readBounded(tokens: readonly Token[], at: number): CountPhrase | undefined {
  const prefix = afterAny(tokens, at, prefixes);
  let from = prefix?.next ?? at;
  if (prefix) for (const words of [['a', 'total', 'of'], ['the']]) from = after(tokens, from, words) ?? from;
  // "exactly between 2 and 4"
  const inner = prefix && readRange(tokens, from);
  if (inner) return inner;
  const number = readNumber(tokens, from);
  if (!number || (number.isArticle && prefix?.what === 'about')) return undefined;
  const bound = prefix ? boundOf(tokens, at, prefix.what) : undefined;
  const first: CountPhrase = { ...number, count: countFor(number.value, bound), isExact: bound === undefined || bound === 'exact', hasBound: bound !== undefined, deniedFrom: prefix?.what === 'over' || prefix?.what === 'below' ? denial(tokens, at) : undefined };
  if (bound === undefined || bound === 'exact' || bound === 'about') {
    const range = rangeAfter(tokens, number);
    if (range) return range;
    const suffix = readSuffix(tokens, number.next);
    if (suffix) return { ...number, next: suffix.next, count: countFor(number.value, suffix.bound), isExact: false, hasBound: true };
    return first;
  }
  return withSecondBound(tokens, first) ?? first;
}

const negation = /^(?:not|never|no)$|n't$/;

/** Where a word before `at` in its clause denies what follows. */
function denial(tokens: readonly Token[], at: number): number | undefined {
  for (let before = at - 1; before >= Math.max(0, at - 6); before--) {
    const token = tokens[before];
    if (!token || token.kind === 'mark') return undefined;
    if (negation.test(token.text)) return token.text === 'not' && /^(?:do|does|should|must|can|may|will)$/.test(tokens[before - 1]?.text ?? '') ? before - 1 : before;
  }
  return undefined;
}

/** "Don't make more than three" says at most three. */
function boundOf(tokens: readonly Token[], at: number, bound: Bound): Bound {
  const isDenied = (bound === 'over' || bound === 'below') && denial(tokens, at) !== undefined;
  if (isDenied) return bound === 'over' ? 'most' : 'least';
  // "spread over five posts"
  return bound === 'over' && /^(?:spread|split|spaced|distributed|divided|told)$/.test(tokens[at - 1]?.text ?? '') ? 'exact' : bound;
}

/** "2-4", "two to four", "2 or 3". */
function rangeAfter(tokens: readonly Token[], low: NumberPhrase): CountPhrase | undefined {
  if (!['-', 'to', 'or', 'through'].includes(tokens[low.next]?.text ?? '')) return undefined;
  const high = readNumber(tokens, low.next + 1);
  if (!high || high.isArticle || high.value <= low.value) return undefined;
  return { ...high, count: { min: low.value, max: high.value }, isExact: false, hasBound: true };
}

/** "at least two and at most four", "at least two videos but no more than four". */
export function withSecondBound(tokens: readonly Token[], first: CountPhrase): CountPhrase | undefined {
  let at = first.next;
  if (tokens[at]?.text === ',') at += 1;
  if (['and', 'but'].includes(tokens[at]?.text ?? '')) at += 1;
  if (at === first.next) return undefined;
  const prefix = afterAny(tokens, at, prefixes);
  const number = prefix && prefix.what !== 'exact' && prefix.what !== 'about' ? readNumber(tokens, prefix.next) : undefined;
  if (!prefix || !number) return undefined;
  const second = countFor(number.value, boundOf(tokens, at, prefix.what));
  const max = first.count.max ?? second.max;
  // Two bounds of the same side belong to two kinds: "at least two videos and at least three texts".
  if (max === undefined || (first.count.max !== undefined && second.max !== undefined)) return undefined;
  return { ...number, count: { min: Math.max(first.count.min, second.min), max }, isExact: false, hasBound: true };
}

/** "3 or more", "3+", "3 max", "3 videos at most". */
export function readSuffix(tokens: readonly Token[], at: number): { readonly bound: Bound; readonly next: number } | undefined {
  const token = tokens[at];
  if (token?.text === '+' && token.isGlued && tokens[at + 1]?.kind !== 'number') return { bound: 'least', next: at + 1 };
  const found = afterAny(tokens, at, suffixes);
  // "… at most 3" bounds what follows, and so does "and up to 3".
  if (!found || tokens[found.next]?.text === 'to' || readNumber(tokens, found.next)) return undefined;
  return { bound: found.what, next: found.next };
}

export function countFor(value: number, bound: Bound | undefined): Count {
  switch (bound) {
    case 'least':
      return { min: value, max: undefined };
    case 'over':
      return { min: value + 1, max: undefined };
    case 'most':
      return { min: 0, max: value };
    case 'below':
      return { min: 0, max: Math.max(0, value - 1) };
    case 'about': {
      const slack = Math.max(1, Math.round(value / 5));
      return { min: Math.max(0, value - slack), max: value + slack };
    }
    case 'exact':
    case undefined:
      return { min: value, max: value };
  }
}
