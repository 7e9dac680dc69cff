import { contentFormats, type ContentFormat } from '../common/terms.js';
import { after, readCount, readNumber, readSuffix, type Bound, type CountPhrase } from './countPhrase.js';
import { noun, readFormat, readFormatKey, readPillar, readPillarList, skipThe, type Vocabulary } from './kindWords.js';
import type { Token } from './messageTokens.js';
import type { Kind } from './quota.js';

/** What is counted, as far as words say it. */
export interface KindPhrase {
  readonly contentFormat: ContentFormat | undefined;
  /** One, or several of which each has the count; empty when none is named. */
  readonly pillars: readonly string[];
  /** "one of each format". */
  readonly isPerFormat: boolean;
  /** "of them": parts of what was counted before. */
  readonly isPart: boolean;
  /** "of the five posts": how many there are of the whole. */
  readonly whole: CountPhrase | undefined;
  /** "in total" */
  readonly isTotal: boolean;
  /** Whether a word names items at all: without one, and without a format or pillar, a number counts nothing of ours. */
  readonly hasNoun: boolean;
  readonly suffix: Bound | undefined;
  /** More words narrow it down: "2 posts about pricing". */
  readonly isNarrowed: boolean;
  /** Words among them say more than what kind: "2 funny videos". */
  readonly hasDetail: boolean;
  readonly next: number;
}

const plural = /^(?:posts|items|pieces|plans|entries|articles|stories|drafts|ones|videos|clips|texts)$/;
const nounTail = /^(?:ideas?|concepts?|scripts?|proposals?|outlines?|plans?|items?|posts?|pieces?|clips?|drafts?|ones?|formats?|entries|series|batch|set|campaign)$/;
const tailOfOne = /^(?:series|batch|set|campaign|calendar|plan|run)$/;
/** What numbers beside posts often count, and words that end a phrase. */
const neverAdjective =
  /^(?:seconds?|secs?|minutes?|mins?|hours?|days?|weeks?|months?|years?|quarters?|words?|paragraphs?|sentences?|lines?|percent|characters?|chars?|slides?|parts?|steps?|pages?|points?|bullets?|dollars?|usd|euros?|stars?|people|persons?|times?|k|m|x|and|or|but|plus|nor|so|if|when|while|because|as|than|then|the|a|an|this|that|these|those|our|your|their|his|her|its|my|which|who|whose|what|why|how|where|is|are|was|were|be|been|being|has|have|had|do|does|did|should|must|may|might|can|could|will|would|shall|need|needs|to|in|on|for|from|of|about|with|without|at|by|into|under|over|after|before|between|during|per|each|every|all|any|no|not|none|only|both|please|rest|others?|remaining|remainder|total|altogether|overall|minimum|maximum|max|min|tops|more|fewer|less|least|most|exactly|it|they|them|we|us|you|i)$/;
/** They say nothing that a planner would have to heed. */
const plainAdjective = /^(?:new|more|additional|further|extra|different|distinct|separate|unique|content|social|media|blog|total|individual|single|publishable|finished|remaining|other|proposed|planned|draft)$/;
const modal = /^(?:should|must|shall|will|would|can|could|may|might|needs?|has|have|ought|be|being|are|is|were|was|to|go|goes|going|come|comes|belong|belongs|fall|falls|fit|made|done|get|gets|uses?|using|carry|carries)$/;
const relative = /^(?:that|which|who)$/;
const narrowing = /^(?:about|on|mentioning|mention|mentions|that|which|who|where|whose|with|without|from|using|featuring|covering|cover|covers|longer|shorter|under|over|below|above|explaining|explain|based|should|must|may|can|could|has|have|need|needs|to|around|like|showing|asking|comparing|telling|telling|of|in|for|at)$/;
/** Behind a noun they narrow nothing down. */
const neutral = /^(?:among|across|altogether|including|also|too|here|there|instead|again|today|now|maybe|perhaps|ideally|preferably|thanks|thank|come|first|next|spread|split|evenly|equally|generate|make|write|create|produce)$/;
const kindPreposition = /^(?:in|for|on|from|of|under|about|within|with|to|around|as|into|using|by|at)$/;

interface Reading {
  contentFormat: ContentFormat | undefined;
  pillars: readonly string[];
  isPerFormat: boolean;
  isPart: boolean;
  whole: CountPhrase | undefined;
  isTotal: boolean;
  hasNoun: boolean;
  isPlural: boolean;
  suffix: Bound | undefined;
  hasDetail: boolean;
  next: number;
}

/**
 * Reads what a number at `at - 1` counts: nouns, formats and pillars before and after each other, in the order in
 * which people put them. `undefined` when the words count something else.
 */
export function readKind(tokens: readonly Token[], at: number, words: Vocabulary, { isOne = false, isHyphenated = false } = {}): KindPhrase | undefined {
  const reading: Reading = { contentFormat: undefined, pillars: [], isPerFormat: false, isPart: false, whole: undefined, isTotal: false, hasNoun: false, isPlural: false, suffix: undefined, hasDetail: false, next: isHyphenated ? at + 1 : at };
  readPart(tokens, reading);
  if (!reading.isPart) readNouns(tokens, reading, words);
  if (isHyphenated && !reading.hasNoun) return undefined;
  readModifiers(tokens, reading, words);
  const { contentFormat, pillars, isPerFormat, isPart, whole, isTotal, hasNoun, isPlural, suffix, hasDetail, next } = reading;
  if (contentFormat === undefined && pillars.length === 0 && !hasNoun && !isPart && !isTotal && !isPerFormat) return undefined;
  const follower = tokens[next];
  const isWord = follower?.kind === 'word' && !neverAdjective.test(follower.text) && !readNumber(tokens, next);
  // "2 video links", "3 post types": the noun goes on.
  const isCompound = isWord && !isPlural && !isPart && !(isHyphenated && tailOfOne.test(follower.text)) && (hasNoun || contentFormat !== undefined) && !follower.text.endsWith('ing') && !(isOne && follower.text.endsWith('ly'));
  if (isCompound) return undefined;
  const isNarrowed = follower !== undefined && (narrowing.test(follower.text) || (isWord && isPlural && !neutral.test(follower.text)));
  return { contentFormat, pillars, isPerFormat, isPart, whole, isTotal, hasNoun, suffix, isNarrowed, hasDetail, next };
}

/** "of them", "of which", "of the five posts", "out of five". */
function readPart(tokens: readonly Token[], reading: Reading): boolean {
  const of = tokens[reading.next]?.text === 'out' ? reading.next + 1 : reading.next;
  if (tokens[of]?.text !== 'of') return false;
  let next = of + 1;
  if (/^(?:them|these|those|which|it)$/.test(tokens[next]?.text ?? '')) {
    reading.isPart = true;
    reading.next = next + 1;
    return true;
  }
  const start = next;
  while (/^(?:the|our|all|those|these)$/.test(tokens[next]?.text ?? '')) next += 1;
  const counted = readCount(tokens, next);
  const whole = counted?.isArticle === true ? undefined : counted;
  next = whole?.next ?? next;
  if (noun.test(tokens[next]?.text ?? '') || /^(?:total|lot|batch)$/.test(tokens[next]?.text ?? '')) next += 1;
  else if (!whole) return false;
  if (next === start) return false;
  reading.isPart = true;
  reading.whole = whole;
  reading.next = next;
  return true;
}

function readNouns(tokens: readonly Token[], reading: Reading, words: Vocabulary): void {
  let adjectives = 0;
  for (;;) {
    const { next } = reading;
    const token = tokens[next];
    if (!token) return;
    const format = readFormatKey(tokens, next) ?? readFormat(tokens, next);
    if (format && reading.contentFormat === undefined) {
      reading.contentFormat = format.contentFormat;
      reading.hasNoun ||= format.isNoun;
      reading.isPlural ||= format.isPlural;
      reading.next = format.next;
      while (['-', '_'].includes(tokens[reading.next]?.text ?? '') && tokens[reading.next]?.isGlued && noun.test(tokens[reading.next + 1]?.text ?? '')) reading.next += 1;
      continue;
    }
    const pillar = reading.pillars.length === 0 ? readPillar(tokens, next, words) : undefined;
    if (pillar) {
      reading.pillars = [pillar.key];
      reading.next = tokens[pillar.next]?.text === 'pillar' || (tokens[pillar.next]?.text === '-' && noun.test(tokens[pillar.next + 1]?.text ?? '')) ? pillar.next + 1 : pillar.next;
      continue;
    }
    if (noun.test(token.text) && !reading.isPlural) {
      reading.hasNoun = true;
      reading.isPlural = plural.test(token.text);
      reading.next = next + 1;
      if (after(tokens, reading.next, ['of', 'content']) !== undefined) reading.next += 2;
      continue;
    }
    if (reading.hasNoun && nounTail.test(token.text) && (!reading.isPlural || token.text === 'ideas')) {
      reading.isPlural ||= token.text.endsWith('s');
      reading.next = next + 1;
      continue;
    }
    if (reading.hasNoun || reading.contentFormat !== undefined || reading.pillars.length > 0 || adjectives >= 3) return;
    const adjective = readAdjective(tokens, next);
    if (adjective === undefined || !leadsToNoun(tokens, adjective, words, 3 - adjectives)) return;
    adjectives += 1;
    reading.hasDetail ||= !plainAdjective.test(token.text);
    reading.next = adjective;
  }
}

/** A word before the noun, "60-second" and "behind-the-scenes" included. */
function readAdjective(tokens: readonly Token[], at: number): number | undefined {
  const token = tokens[at];
  if (!token) return undefined;
  if (token.kind === 'number') {
    // "two 60-second videos"
    const unit = tokens[at + 1]?.text === '-' ? at + 2 : at + 1;
    return /^(?:second|sec|minute|min|word|part|page|slide|s)$/.test(tokens[unit]?.text ?? '') ? unit + 1 : undefined;
  }
  if (token.kind !== 'word' || (neverAdjective.test(token.text) && !/^(?:total|more|other|remaining)$/.test(token.text)) || noun.test(token.text)) return undefined;
  if (token.text.endsWith('s') && !/(?:ss|us|is)$/.test(token.text) && !plainAdjective.test(token.text)) return undefined;
  let next = at + 1;
  while (tokens[next]?.text === '-' && tokens[next]?.isGlued && tokens[next + 1]?.isGlued) next += 2;
  if (tokens[next]?.text === ',' && tokens[next + 1]?.kind === 'word') next += 1;
  return next;
}

function leadsToNoun(tokens: readonly Token[], at: number, words: Vocabulary, left: number): boolean {
  const token = tokens[at];
  if (!token) return false;
  const format = readFormat(tokens, at);
  if (noun.test(token.text) || (format && (format.isNoun || noun.test(tokens[format.next]?.text ?? '')))) return true;
  const pillar = readPillar(tokens, at, words);
  if (pillar) return leadsToNoun(tokens, pillar.next, words, left);
  const next = left > 0 ? readAdjective(tokens, at) : undefined;
  return next !== undefined && leadsToNoun(tokens, next, words, left - 1);
}

const ofAll = [['in', 'total'], ['in', 'all'], ['total'], ['altogether'], ['overall'], ['all', 'told'], ['all', 'together']] as const;
const asides = [['please'], ['this', 'time'], ['in', 'this', 'batch'], ['for', 'this', 'batch'], ['from', 'this', 'cluster'], ['from', 'the', 'cluster'], ['from', 'these', 'facts'], ['from', 'the', 'facts']] as const;

function readModifiers(tokens: readonly Token[], reading: Reading, words: Vocabulary): void {
  for (;;) {
    const { next } = reading;
    const all = ofAll.map((phrase) => after(tokens, next, phrase)).find((found) => found !== undefined);
    if (all !== undefined && !reading.isTotal) {
      reading.isTotal = true;
      reading.next = all;
      continue;
    }
    const aside = asides.map((phrase) => after(tokens, next, phrase)).find((found) => found !== undefined);
    if (aside !== undefined && (reading.hasNoun || reading.isPart)) {
      reading.next = aside;
      continue;
    }
    const suffix = reading.suffix === undefined ? readSuffix(tokens, next) : undefined;
    if (suffix) {
      reading.suffix = suffix.bound;
      reading.next = suffix.next;
      continue;
    }
    const isOutOf = tokens[next]?.text === 'out' && !reading.isPart && readPart(tokens, reading);
    const moved = isOutOf || readDistribution(tokens, reading, words) || readAttribute(tokens, reading, words);
    if (!moved) return;
  }
}

/** "per pillar", "for each pillar", "each for A and B", "of each format". */
function readDistribution(tokens: readonly Token[], reading: Reading, words: Vocabulary): boolean {
  if (reading.pillars.length > 0 || reading.isPerFormat) return false;
  let at = reading.next;
  let isEach = tokens[at]?.text === 'each';
  if (isEach) at += 1;
  if (/^[:,]$/.test(tokens[at]?.text ?? '') && isEach) at += 1;
  if (/^(?:for|from|in|of|to|on|under|about|per)$/.test(tokens[at]?.text ?? '')) at += 1;
  const hasPer = tokens[at - 1]?.text === 'per';
  const quantifier = /^(?:each|every|all|both)$/.test(tokens[at]?.text ?? '');
  if (quantifier) at += 1;
  isEach ||= hasPer || quantifier;
  if (!isEach) return false;
  while (/^(?:of|the|our|studio|content)$/.test(tokens[at]?.text ?? '')) at += 1;
  if (/^pillars?$/.test(tokens[at]?.text ?? '') && words.allPillars.length > 0) {
    reading.pillars = words.allPillars;
    reading.next = at + 1;
    return true;
  }
  if (/^formats?$/.test(tokens[at]?.text ?? '') && reading.contentFormat === undefined) {
    reading.isPerFormat = true;
    reading.next = at + 1;
    return true;
  }
  const list = readPillarList(tokens, at, words);
  if (!list) return false;
  reading.pillars = list.keys;
  reading.next = list.next;
  return true;
}

/** `with content_format='video'`, "as videos", "should be a video", "for the craft pillar", "(video)". */
function readAttribute(tokens: readonly Token[], reading: Reading, words: Vocabulary): boolean {
  let at = reading.next;
  // "with pillar='craft' and content_format='video'"
  if (tokens[at]?.text === 'and' && namesValue(tokens, at + 1)) at += 1;
  const isBracket = tokens[at]?.text === '(';
  if (isBracket) at += 1;
  if (relative.test(tokens[at]?.text ?? '')) at += 1;
  const verbs = at;
  while (modal.test(tokens[at]?.text ?? '')) at += 1;
  const hasVerb = at > verbs;
  const prepositions = at;
  while (kindPreposition.test(tokens[at]?.text ?? '') || /^(?:a|an|the|our|its|set|done|made)$/.test(tokens[at]?.text ?? '')) at += 1;
  const hasPreposition = at > prepositions;
  const key = readFormatKey(tokens, at);
  const format = key ?? (hasVerb || hasPreposition || isBracket || reading.isPart || tokens[at - 1]?.text === ':' ? readFormat(tokens, at) : undefined);
  if (format && reading.contentFormat === undefined) {
    let next = format.next;
    while (noun.test(tokens[next]?.text ?? '') || nounTail.test(tokens[next]?.text ?? '')) next += 1;
    return finish(next, () => { reading.contentFormat = format.contentFormat; });
  }
  const isKeyed = /^pillars?$/.test(tokens[at]?.text ?? '');
  const list = hasVerb || hasPreposition || isBracket || isKeyed || reading.isPart ? readPillarList(tokens, at, words) : undefined;
  const first = list && readPillar(tokens, skipThe(tokens, at), words);
  // Without "each", what follows the first pillar belongs to another count.
  const pillar = first && list.keys.length > 1 && tokens[list.next]?.text !== 'each' ? { keys: [first.key], next: tokens[first.next]?.text === 'pillar' ? first.next + 1 : first.next } : list;
  if (pillar && reading.pillars.length === 0) {
    let next = tokens[pillar.next]?.text === 'each' ? pillar.next + 1 : pillar.next;
    while (noun.test(tokens[next]?.text ?? '')) next += 1;
    return finish(next, () => { reading.pillars = pillar.keys; });
  }
  return false;

  function finish(next: number, keep: () => void): boolean {
    if (isBracket && tokens[next]?.text !== ')') return false;
    keep();
    reading.hasNoun = true;
    reading.next = isBracket ? next + 1 : next;
    return true;
  }
}

/** A key with its value that is no heading of a number: `content_format='video'`. */
function namesValue(tokens: readonly Token[], at: number): boolean {
  const format = readFormatKey(tokens, at);
  if (format) return !/^[:=x×]$/.test(tokens[format.next]?.text ?? '');
  return tokens[at]?.text === 'pillar' && /^[=:]$/.test(tokens[at + 1]?.text ?? '');
}

export function kindsOf({ contentFormat, pillars, isPerFormat }: Pick<KindPhrase, 'contentFormat' | 'pillars' | 'isPerFormat'>): readonly Kind[] {
  const formats: readonly (ContentFormat | undefined)[] = isPerFormat ? contentFormats : [contentFormat];
  const keys: readonly (string | undefined)[] = pillars.length > 0 ? pillars : [undefined];
  return formats.flatMap((format) => keys.map((pillar) => ({ contentFormat: format, pillar })));
}
