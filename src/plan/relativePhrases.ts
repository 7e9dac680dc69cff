import { contentFormats } from '../common/terms.js';
import { after, readCount } from './countPhrase.js';
import { kindsOf, readKind } from './kindPhrase.js';
import { readPillarList, type Vocabulary } from './kindWords.js';
import type { Token } from './messageTokens.js';
import type { Kind } from './quota.js';
import { anyKind, endsClause, hasKind, phraseOf, startsClause, wholeOf, type Phrases } from './quotaPhrase.js';

const refusals = [
  ['not', 'a', 'single'], ['not', 'any'], ['no'], ['none'], ['nothing'], ['without', 'any'], ['without'], ['skip', 'the'], ['skip'], ['avoid'], ['exclude'], ['omit'], ['leave', 'out'], ['zero'],
] as const;
const doing = /^(?:make|do|write|include|use|want|add|plan|generate|create|produce|need|have|propose)$/;

/** "no videos", "nothing for craft", "don't make any video". */
export function readNone(tokens: readonly Token[], at: number, words: Vocabulary): Phrases | undefined {
  let next = refusals.map((phrase) => after(tokens, at, phrase)).find((found) => found !== undefined);
  if (next === undefined) {
    const denied = /^(?:don't|never)$/.test(tokens[at]?.text ?? '') ? at + 1 : after(tokens, at, ['do', 'not']);
    if (denied === undefined || !doing.test(tokens[denied]?.text ?? '')) return undefined;
    next = denied + 1;
  }
  if (/^(?:more|fewer|less|greater)$/.test(tokens[next]?.text ?? '')) return undefined;
  if (/^(?:any|a|of)$/.test(tokens[next]?.text ?? '') && tokens[next]?.text !== 'of') next += 1;
  const kind = readKind(tokens, next, words);
  if (!kind || !hasKind(kind) || kind.isTotal || kind.isPerFormat) return undefined;
  // "no text in pictures", "no video longer than a minute"
  if ((!kind.hasNoun && kind.pillars.length === 0) || !endsClause(tokens, kind.next) || /^(?:with|as|since)$/.test(tokens[kind.next]?.text ?? '')) return undefined;
  return { list: [phraseOf({ type: 'count', count: { min: 0, max: 0 } }, kindsOf(kind), at, kind.next, next)], isPart: kind.isPart };
}

/** "all of them videos", "every post should be a video", "videos only". */
export function readAll(tokens: readonly Token[], at: number, words: Vocabulary): Phrases | undefined {
  if (!startsClause(tokens, at)) return undefined;
  const isOnly = tokens[at]?.text === 'only';
  const opening = isOnly || /^(?:all|everything|every)$/.test(tokens[at]?.text ?? '') ? at + 1 : at;
  const counted = !isOnly && opening > at ? readCount(tokens, opening) : undefined;
  const exact = counted && !counted.isArticle && !counted.hasBound ? counted : undefined;
  const next = exact?.next ?? opening;
  const kind = readKind(tokens, next, words, { isOne: tokens[at]?.text === 'every' || tokens[at]?.text === 'everything' });
  if (!kind || !hasKind(kind) || kind.isPerFormat || kind.pillars.length > 1) return undefined;
  const isOnlyAfter = tokens[kind.next]?.text === 'only';
  if (opening === at && !isOnlyAfter) return undefined;
  const to = isOnlyAfter ? kind.next + 1 : kind.next;
  if (!endsClause(tokens, to) || (!kind.hasNoun && kind.pillars.length === 0 && opening === at)) return undefined;
  const all = phraseOf({ type: 'all' }, kindsOf(kind), at, to, next);
  if (!exact) return { list: [all], isPart: false };
  return { list: [{ ...phraseOf({ type: 'count', count: exact.count }, [anyKind], at, next, next), isMention: true }, { ...all, from: next }], isTotal: true };
}

const restWords = [
  ['everything', 'else'], ['all', 'the', 'others'], ['all', 'the', 'rest'], ['all', 'others'], ['the', 'other', 'ones'], ['the', 'others'], ['the', 'rest'], ['the', 'remainder'], ['the', 'remaining', 'ones'],
  ['the', 'remaining', 'posts'], ['the', 'remaining', 'items'], ['the', 'remaining'], ['remaining', 'ones'], ['remaining', 'posts'], ['remaining', 'items'], ['remainder'], ['others'], ['rest'],
] as const;

/** "the rest hero_text", "hero_text for the others". */
export function readRest(tokens: readonly Token[], at: number, words: Vocabulary): Phrases | undefined {
  const opening = restWords.map((phrase) => after(tokens, at, phrase)).find((found) => found !== undefined);
  if (opening !== undefined) {
    let next = opening;
    if (after(tokens, next, ['of', 'them']) !== undefined) next += 2;
    while (/^(?:[:,=-]|all|just|simply|only|then|with)$/.test(tokens[next]?.text ?? '')) next += 1;
    const kind = readKind(tokens, next, words);
    if (!kind || !hasKind(kind) || kind.isPart || kind.isPerFormat || kind.pillars.length > 1) return undefined;
    return { list: [phraseOf({ type: 'rest' }, kindsOf(kind), at, kind.next, next)] };
  }
  if (!startsClause(tokens, at)) return undefined;
  const kind = readKind(tokens, at, words);
  if (!kind || !hasKind(kind) || kind.pillars.length > 1 || !/^(?:for|as)$/.test(tokens[kind.next]?.text ?? '')) return undefined;
  const to = restWords.map((phrase) => after(tokens, kind.next + 1, phrase)).find((found) => found !== undefined);
  return to === undefined ? undefined : { list: [phraseOf({ type: 'rest' }, kindsOf(kind), at, to, at)] };
}

const fractions: readonly (readonly [number, readonly string[]])[] = (
  [[2 / 3, 'two thirds'], [2 / 3, 'two - thirds'], [3 / 4, 'three quarters'], [1 / 3, 'one third'], [1 / 3, 'a third'], [1 / 4, 'one quarter'], [1 / 4, 'a quarter'], [1 / 2, 'one half'], [1 / 2, 'a half'], [1 / 2, 'half']] as const
).map(([share, phrase]) => [share, phrase.split(' ')]);

/** "half of them videos", "40% hero_text". */
export function readShare(tokens: readonly Token[], at: number, words: Vocabulary): Phrases | undefined {
  let found = fractions.map(([share, phrase]) => ({ share, next: after(tokens, at, phrase) })).find(({ next }) => next !== undefined);
  const [number, percent] = [tokens[at], tokens[at + 1]?.text];
  if (number?.kind === 'number' && (percent === '%' || percent === 'percent')) found = { share: Number(number.text) / 100, next: at + 2 };
  if (found?.next === undefined || !(found.share <= 1)) return undefined;
  if (after(tokens, found.next, ['a', 'dozen']) !== undefined || (tokens[found.next]?.text === '-' && tokens[found.next + 1]?.text === 'dozen')) return undefined;
  const kind = readKind(tokens, found.next, words);
  if (!kind || !hasKind(kind) || kind.isPerFormat || kind.pillars.length > 1 || (!kind.hasNoun && !endsClause(tokens, kind.next))) return undefined;
  return { list: [...wholeOf(kind, at), phraseOf({ type: 'share', share: found.share }, kindsOf(kind), at, kind.next, found.next)], isTotal: kind.whole !== undefined };
}

/** "split evenly between videos and text posts", "spread equally across the pillars". */
export function readEven(tokens: readonly Token[], at: number, words: Vocabulary): Phrases | undefined {
  const equal = after(tokens, at, ['an', 'equal', 'number', 'of']) ?? after(tokens, at, ['equal', 'numbers', 'of']);
  if (equal !== undefined) return readShared(tokens, at, equal, words);
  let next = at;
  if (/^(?:split|spread|divided|distributed|shared)$/.test(tokens[next]?.text ?? '')) next += 1;
  if (!/^(?:evenly|equally)$/.test(tokens[next]?.text ?? '')) return undefined;
  next += 1;
  if (/^(?:split|spread|divided|distributed|shared)$/.test(tokens[next]?.text ?? '')) next += 1;
  if (!/^(?:between|across|among|over|by)$/.test(tokens[next]?.text ?? '')) return undefined;
  next += 1;
  while (/^(?:the|all|our|both|two|three)$/.test(tokens[next]?.text ?? '')) next += 1;
  return readShared(tokens, at, next, words);
}

/** What has equal parts: all pillars, both formats, or those that are named. */
function readShared(tokens: readonly Token[], at: number, next: number, words: Vocabulary): Phrases | undefined {
  const share = (kinds: readonly Kind[], to: number): Phrases => ({ list: kinds.map((kind) => phraseOf({ type: 'share', share: 1 / kinds.length }, [kind], at, to, next)) });
  if (/^pillars$/.test(tokens[next]?.text ?? '') && words.allPillars.length > 0) return share(words.allPillars.map((pillar) => ({ contentFormat: undefined, pillar })), next + 1);
  if (/^formats$/.test(tokens[next]?.text ?? '')) return share(contentFormats.map((contentFormat) => ({ contentFormat, pillar: undefined })), next + 1);
  const list = readPillarList(tokens, next, words);
  if (list && list.keys.length > 1) return share(list.keys.map((pillar) => ({ contentFormat: undefined, pillar })), list.next);
  const one = readKind(tokens, next, words);
  const other = one && /^(?:and|&)$/.test(tokens[one.next]?.text ?? '') ? readKind(tokens, one.next + 1, words) : undefined;
  if (one?.contentFormat === undefined || other?.contentFormat === undefined || one.contentFormat === other.contentFormat) return undefined;
  return share([{ contentFormat: one.contentFormat, pillar: undefined }, { contentFormat: other.contentFormat, pillar: undefined }], other.next);
}
