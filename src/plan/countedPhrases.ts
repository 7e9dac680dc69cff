import { after, countFor, readCount, readNumber, withSecondBound, type CountPhrase } from './countPhrase.js';
import { kindsOf, readKind, type KindPhrase } from './kindPhrase.js';
import type { Vocabulary } from './kindWords.js';
import type { Token } from './messageTokens.js';
import { anyKind, canNarrow, endsClause, hasKind, isBoundary, narrowed, phraseOf, startsClause, verb, wholeOf, type Phrases, type QuotaPhrase } from './quotaPhrase.js';

/** Before a number these make it point at something that exists, or count something else. */
const pointing = /^(?:top|first|last|previous|past|every|our|my|his|her|their|its|your|another|section|part|step|chapter|page|figure|version|day|week|items?|posts?|fact|no|nr|number|episode|season|within|since|until|than|best|ideally|preferably|maybe|perhaps|hopefully|possibly)$/;
const period = /^(?:day|days|week|weeks|month|months|year|years|quarter|quarters|fortnight|weekday|morning|weekend|hour)$/;

/** A number before what it counts. */
export function readCounted(tokens: readonly Token[], at: number, words: Vocabulary, last: QuotaPhrase | undefined): Phrases | undefined {
  const before = tokens[at - 1]?.text ?? '';
  if (pointing.test(before) || (tokens[at - 1]?.isGlued === true && before === '-' && tokens[at]?.isGlued)) return undefined;
  const counted = readCount(tokens, at);
  if (!counted) return undefined;
  if (counted.isArticle && !counted.hasBound && !startsClause(tokens, at)) return undefined;
  const kind = readKind(tokens, counted.next, words, { isOne: counted.count.max === 1, isHyphenated: counted.isHyphenated });
  if (!kind) return readBare(tokens, at, counted);
  if (isCadence(tokens, kind.next)) return undefined;
  // "both facts in one post"
  if (!hasKind(kind) && !kind.isTotal && counted.isExact && counted.count.max === 1 && /^(?:in|into|from|to|across|within|on)$/.test(before)) return undefined;
  const number = { from: counted.deniedFrom ?? at, to: counted.next };
  if (kind.isPart && !hasKind(kind)) return readPartOfAny(at, counted, kind, last);
  if (!kind.hasNoun && !hasKind(kind) && !kind.isTotal) return undefined;
  if (!kind.hasNoun && kind.contentFormat === 'hero_text' && !endsClause(tokens, kind.next) && kind.pillars.length === 0) return undefined;
  const isExact = counted.isExact && kind.suffix === undefined;
  const isLimit = !isExact && counted.count.min === 0;
  // "at most two long posts" bounds only some of them.
  if ((kind.isNarrowed || (kind.hasDetail && !hasKind(kind))) && isLimit) return undefined;
  if (kind.isNarrowed && !isExact && /^(?:should|must|may|can|could|has|have|needs?)$/.test(tokens[kind.next]?.text ?? '')) return undefined;
  if (counted.isArticle && kind.isNarrowed && !hasKind(kind)) return undefined;
  const count = kind.suffix !== undefined && counted.isExact ? countFor(counted.count.min, kind.suffix) : counted.count;
  const second = kind.suffix === undefined ? withSecondBound(tokens, { ...counted, next: kind.next }) : undefined;
  const isBounded = second !== undefined && endsClause(tokens, second.next);
  const phrase: QuotaPhrase = { ...phraseOf({ type: 'count', count: isBounded ? second.count : count }, kindsOf(kind), number.from, isBounded ? second.next : kind.next, counted.next), isNarrowed: kind.isNarrowed || kind.hasDetail, hasDetail: kind.hasDetail, isMention: /^(?:the|these|those)$/.test(before) };
  return { list: [...wholeOf(kind, at), phrase], isPart: kind.isPart, isTotal: kind.isTotal };
}


/** "two of them" counts nothing of ours, but "videos only, two of them" does, and "at least four of at most three" must be noticed. */
function readPartOfAny(at: number, counted: CountPhrase, kind: KindPhrase, last: QuotaPhrase | undefined): Phrases | undefined {
  const phrase = phraseOf({ type: 'count', count: counted.count }, [anyKind], at, kind.next, counted.next);
  if (last?.amount.type === 'all' && !kind.isNarrowed) return { list: [phrase], isTotal: true };
  const most = kind.whole?.count.max;
  return most !== undefined && counted.count.min > most ? { list: [...wholeOf(kind, at), phrase], isTotal: true } : undefined;
}

/** "Generate six.", "At most three." */
function readBare(tokens: readonly Token[], at: number, { count, next, isArticle, isHyphenated }: CountPhrase): Phrases | undefined {
  const before = tokens[at - 1];
  const opens = before === undefined || ['.', '\n', '!', '?'].includes(before.text) || (verb.test(before.text) && !/^(?:with|be|is|are|use|have)$/.test(before.text));
  if (isArticle || isHyphenated || /^(?:once|twice)$/.test(tokens[next - 1]?.text ?? '') || !opens || !isBoundary(tokens[next]) || /^[)+&=]$/.test(tokens[next]?.text ?? '')) return undefined;
  // "5." may number a line of a list.
  if (before?.text === '\n' && ['.', ')'].includes(tokens[next]?.text ?? '') && tokens[next + 1] !== undefined) return undefined;
  return { list: [phraseOf({ type: 'count', count }, [{ contentFormat: undefined, pillar: undefined }], at, next, next)] };
}


/** "3 posts a week", "2 videos per fact". */
function isCadence(tokens: readonly Token[], at: number): boolean {
  const [first, second] = [tokens[at]?.text ?? '', tokens[at + 1]?.text ?? ''];
  if (/^(?:weekly|daily|monthly|yearly|quarterly)$/.test(first)) return true;
  if (first === 'per') return true;
  return /^(?:a|an|each|every)$/.test(first) && period.test(second);
}

/** "videos: 2", "each pillar gets one post", "for craft: 1 video". */
export function readNamed(tokens: readonly Token[], at: number, words: Vocabulary): Phrases | undefined {
  if (!startsClause(tokens, at)) return undefined;
  let from = at;
  for (const phrase of [['of', 'which'], ['of', 'these'], ['of', 'them'], ['the', 'number', 'of'], ['number', 'of'], ['as', 'for'], ['for'], ['in'], ['on'], ['under'], ['to']]) from = after(tokens, from, phrase) ?? from;
  const hasPreposition = /^(?:for|in|on|under|to)$/.test(tokens[from - 1]?.text ?? '') && from > at;
  const kind = readKind(tokens, from, words) ?? readTotal(tokens, from);
  if (!kind || kind.isPart) return undefined;
  let next = kind.next;
  if (/^(?:count|number)$/.test(tokens[next]?.text ?? '')) next += 1;
  const separator = next;
  if (/^[:=(-]$/.test(tokens[next]?.text ?? '') || /^[x×]$/.test(tokens[next]?.text ?? '') || (tokens[next]?.text === ',' && hasPreposition && kind.pillars.length > 0)) next += 1;
  else while (/^(?:should|must|shall|will|gets?|has|have|needs?|takes?|receives?|want|i|we|give|it|them)$/.test(tokens[next]?.text ?? '')) next += 1;
  // "total 5", "videos at most 2"
  if (next === separator && !(kind.isTotal && !kind.hasNoun) && (readNumber(tokens, next) !== undefined || readCount(tokens, next)?.hasBound !== true)) return undefined;
  const isBracket = tokens[separator]?.text === '(';
  const counted = readCount(tokens, next);
  if (!counted || counted.isArticle) return undefined;
  const inner = readKind(tokens, counted.next, words, { isOne: counted.count.max === 1, isHyphenated: counted.isHyphenated });
  const own = inner && hasKind(inner) ? inner : undefined;
  const end = tokens[inner?.next ?? counted.next]?.text === 'each' ? (inner?.next ?? counted.next) + 1 : (inner?.next ?? counted.next);
  if (isBracket ? tokens[end]?.text !== ')' : !inner && !endsClause(tokens, counted.next) && tokens[counted.next]?.text !== 'each') return undefined;
  if (isCadence(tokens, end)) return undefined;
  // "1 video - 4 text": the number belongs to what follows.
  if (own && tokens[separator]?.text !== ':' && (own.contentFormat !== undefined) === (kind.contentFormat !== undefined) && own.pillars.length === 0) return undefined;
  const outer = kindsOf(kind);
  const kinds = own ? outer.flatMap((one) => kindsOf(own).flatMap((other) => (canNarrow(one, other) ? [narrowed(one, other)] : []))) : outer;
  if (kinds.length === 0) return undefined;
  const count = inner?.suffix !== undefined && counted.isExact ? countFor(counted.count.min, inner.suffix) : counted.count;
  const to = isBracket ? end + 1 : end;
  return {
    list: [{ ...phraseOf({ type: 'count', count }, kinds, at, to, counted.next), number: { from: next, to: counted.next } }],
    isTotal: kind.isTotal,
    heading: own && outer.length === 1 ? outer[0] : undefined,
  };
}

function readTotal(tokens: readonly Token[], at: number): KindPhrase | undefined {
  if (!/^(?:total|count|quantity|amount)$/.test(tokens[at]?.text ?? '')) return undefined;
  return { contentFormat: undefined, pillars: [], isPerFormat: false, isPart: false, whole: undefined, isTotal: true, hasNoun: false, suffix: undefined, isNarrowed: false, hasDetail: false, next: at + 1 };
}

