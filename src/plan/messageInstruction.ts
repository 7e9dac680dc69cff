import type { Token } from './messageTokens.js';
import type { QuotaPhrase } from './quotaPhrase.js';

/** Words that ask for items without saying anything about them. */
const glue =
  /^(?:generate|make|create|write|produce|plan|propose|prepare|draft|deliver|suggest|give|want|need|needs|do|add|build|get|have|has|having|let|let's|lets|go|see|be|being|are|is|was|were|will|would|should|must|shall|can|could|may|i|i'd|i'll|we|we'd|we'll|you|me|us|like|love|please|thanks|thank|of|them|these|those|which|that|it|this|the|a|an|and|or|but|plus|to|in|for|as|with|from|all|each|every|both|total|exactly|precisely|just|only|also|then|so|here|there|out|split|mix|mixed|into|among|including|include|includes|rest|remaining|others?|ones?|posts?|items?|pieces?|entries|content|format|formats|type|pillars?|batch|set|up|at|by|made|using|uses?|where|x|too|instead|overall|altogether|thereof|cluster|quota|quotas|count|number|least|most|more|fewer|less|than|facts?)$/;

/**
 * The message without its counts: sentences and parts that say nothing else are dropped, in the others only the numbers
 * go, so that "2 videos under 60 seconds" still says what the videos must be.
 */
export function instructionOf(text: string, tokens: readonly Token[], phrases: readonly QuotaPhrase[]): string {
  const kept: string[] = [];
  for (const { from, to } of sentencesOf(tokens)) {
    const own = phrases.filter((phrase) => phrase.from >= from && phrase.from < to);
    const words = own.length === 0 ? isEmpty(tokens, from, to, own) ? '' : textOf(text, tokens, from, to) : withoutCounts(text, tokens, from, to, own);
    if (words !== '') kept.push(words);
  }
  return kept.join(' ');
}

interface Range {
  readonly from: number;
  readonly to: number;
}

function sentencesOf(tokens: readonly Token[]): readonly Range[] {
  const ranges: Range[] = [];
  let from = 0;
  for (const [at, token] of tokens.entries()) {
    const isStop = token.text === '\n' || (/^[.!?]$/.test(token.text) && tokens[at + 1]?.isGlued !== true && !/^(?:min|max|approx)$/.test(tokens[at - 1]?.text ?? ''));
    if (!isStop) continue;
    ranges.push({ from, to: at + 1 });
    from = at + 1;
  }
  return [...ranges, { from, to: tokens.length }];
}

function withoutCounts(text: string, tokens: readonly Token[], from: number, to: number, phrases: readonly QuotaPhrase[]): string {
  const parts: string[] = [];
  for (const part of partsOf(tokens, from, to, phrases)) {
    const own = phrases.filter((phrase) => phrase.from >= part.from && phrase.from < part.to);
    if (isEmpty(tokens, part.from, part.to, own)) continue;
    parts.push(cut(text, tokens, part, own));
  }
  return parts.join(' ').replace(/\s+([,;:.!?)])/g, '$1').replace(/[,;:]+(?=[,;:.!?])/g, '').replace(/^[\s,;:)+&-]+/, '').replace(/^(?:and|but|plus|or)\s+/i, '').replace(/[\s,;:(]+$/, '').trim();
}

/** Parts begin behind commas and the like, and at "and" before a count or behind one. */
function partsOf(tokens: readonly Token[], from: number, to: number, phrases: readonly QuotaPhrase[]): readonly Range[] {
  const inside = (at: number): boolean => phrases.some((phrase) => at > phrase.from && at < phrase.to);
  const starts = new Set(phrases.map((phrase) => phrase.from));
  const ends = new Set(phrases.map((phrase) => phrase.to));
  const ranges: Range[] = [];
  let start = from;
  for (let at = from; at < to; at++) {
    if (inside(at)) continue;
    const text = tokens[at]?.text ?? '';
    const isMark = /^[,;:()]$/.test(text) || (text === '-' && tokens[at]?.isGlued === false);
    const isJoint = /^(?:and|plus|but|then|with|\+|&)$/.test(text) && (starts.has(at + 1) || ends.has(at));
    if (!isMark && !isJoint) continue;
    const end = isMark ? at + 1 : at;
    if (end > start) ranges.push({ from: start, to: end });
    start = end;
  }
  if (to > start) ranges.push({ from: start, to });
  return ranges;
}

function isEmpty(tokens: readonly Token[], from: number, to: number, phrases: readonly QuotaPhrase[]): boolean {
  if (phrases.some(({ hasDetail }) => hasDetail)) return false;
  for (let at = from; at < to; at++) {
    const token = tokens[at];
    if (!token || token.kind === 'mark' || phrases.some((phrase) => at >= phrase.from && at < phrase.to)) continue;
    if (token.kind === 'number' || !glue.test(token.text)) return false;
  }
  return true;
}

function cut(text: string, tokens: readonly Token[], { from, to }: Range, phrases: readonly QuotaPhrase[]): string {
  let words = '';
  let at = from;
  for (const { number } of phrases) {
    words += `${textOf(text, tokens, at, number.from)} `;
    at = Math.max(at, number.to);
  }
  return `${words}${textOf(text, tokens, at, to)}`.replace(/ {2,}/g, ' ').trim();
}

/** The message's own words, quotation marks included. */
function textOf(text: string, tokens: readonly Token[], from: number, to: number): string {
  const first = tokens[from];
  const last = tokens[to - 1];
  if (!first || !last || to <= from) return '';
  const before = /["'“‘]/.test(text.charAt(first.start - 1)) ? 1 : 0;
  const after = /["'”’]/.test(text.charAt(last.end)) ? 1 : 0;
  return text.slice(first.start - before, last.end + after).replace(/\s+/g, ' ').trim();
}
