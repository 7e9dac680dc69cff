import { t } from '@vscode/l10n';
import { contentFormats } from '../common/terms.js';
import { contradictionsOf, unresolved } from './contradictions.js';
import { readUnknownValue, vocabulary, type NamedPillar } from './kindWords.js';
import { instructionOf } from './messageInstruction.js';
import { messageTokens, type Token } from './messageTokens.js';
import type { Count, Kind, Quota, SpecialMessage } from './quota.js';
import { boundsOf, countOf, sumCounts } from './quotaBounds.js';
import type { QuotaPhrase } from './quotaPhrase.js';
import { readQuotaPhrases } from './quotaPhrases.js';

export const longestMessage = 4000;

export interface StudioPillars {
  readonly pillars: readonly NamedPillar[];
}

/** Reads how many items of which kind a message asks for. What it does not understand stays instruction, word for word. */
export function parseSpecialMessage(text: string, { pillars }: StudioPillars): SpecialMessage {
  const keys = pillars.map(({ key }) => key);
  if (text.length > longestMessage) {
    const contradiction = t('The special message is longer than {0} characters. Move what does not say how many and what kind into the cluster.', longestMessage);
    return { text, quotas: [], instruction: text.slice(0, longestMessage), contradictions: [contradiction], remarks: [], pillars: keys };
  }
  const tokens = messageTokens(text);
  const words = vocabulary(pillars);
  const phrases = settled(readQuotaPhrases(tokens, words));
  const { quotas, refused, unread, remarks } = resolve(phrases, tokens, keys);
  const unknown = tokens.flatMap((_, at) => readUnknownValue(tokens, at, words) ?? []);
  const contradictions = [
    ...unknown.map(({ what, value }) => unknownValue(what, text.slice(value.start, value.end), keys)),
    ...refused,
    ...contradictionsOf(quotas, text, keys),
  ];
  const used = phrases.filter((phrase) => !unread.has(phrase));
  return {
    text,
    quotas,
    instruction: instructionOf(text, tokens, used),
    contradictions: [...new Set(contradictions)],
    remarks: contradictions.length > 0 ? remarks : [...remarks, ...openParts(quotas, keys)],
    pillars: keys,
  };
}

function unknownValue(what: 'content_format' | 'pillar', value: string, pillars: readonly string[]): string {
  if (what === 'content_format') return t('There is no content_format “{0}”: write hero_text or video.', value);
  return pillars.length === 0
    ? t('The message names the pillar “{0}”, but galley.yaml has no pillars.', value)
    : t('galley.yaml has no pillar “{0}”. It has: {1}.', value, pillars.join(', '));
}

/** Drops phrases that only point at a number, or count some of what another phrase counts all of. */
function settled(phrases: readonly QuotaPhrase[]): readonly QuotaPhrase[] {
  const keys = new Map(phrases.map((phrase) => [phrase, kindsKey(phrase.kinds)]));
  const isFirm = ({ isNarrowed, isMention, amount }: QuotaPhrase): boolean => !isNarrowed && !isMention && amount.type === 'count';
  return phrases.filter((phrase, index) => {
    if (phrase.amount.type !== 'count') return true;
    const others = phrases.filter((other) => other !== phrase && keys.get(other) === keys.get(phrase));
    if (phrase.isMention && others.some((other, at) => !other.isMention || at < index)) return false;
    return !(phrase.isNarrowed && others.some(isFirm));
  });
}

function kindsKey(kinds: readonly Kind[]): string {
  return kinds.map(({ contentFormat, pillar }) => `${contentFormat ?? ''}/${pillar ?? ''}`).join(' ');
}

interface Resolved {
  readonly quotas: readonly Quota[];
  readonly refused: readonly string[];
  /** Phrases that gave no number after all. */
  readonly unread: ReadonlySet<QuotaPhrase>;
  readonly remarks: readonly string[];
}

function resolve(phrases: readonly QuotaPhrase[], tokens: readonly Token[], keys: readonly string[]): Resolved {
  const quotas: Quota[] = [];
  const refused: string[] = [];
  const unread = new Set<QuotaPhrase>();
  const remarks: string[] = [];
  for (const phrase of phrases) {
    if (phrase.amount.type !== 'count') continue;
    const { count } = phrase.amount;
    for (const kind of phrase.kinds) add(quotas, { ...kind, count, span: spanOf(phrase, tokens) }, phrase.isNarrowed);
  }
  for (const phrase of phrases) {
    const [kind] = phrase.kinds;
    if (phrase.amount.type === 'count' || !kind) continue;
    const total = totalOf(quotas);
    const outcome = total && amountOf(phrase, kind, total, quotas);
    const span = spanOf(phrase, tokens);
    if (outcome === 'negative') refused.push(unresolved.nothingLeft(total ?? { min: 0, max: 0 }));
    else if (outcome) quotas.push({ ...kind, count: outcome, span });
    else if (phrase.amount.type === 'all') quotas.push(...othersOf(kind, keys).map((other) => ({ ...other, count: { min: 0, max: 0 }, span })));
    else {
      unread.add(phrase);
      remarks.push(phrase.amount.type === 'rest' ? unresolved.noTotalForRest() : unresolved.noTotalForShare());
    }
  }
  return { quotas: quotas.sort((a, b) => a.span.start - b.span.start), refused, unread, remarks };
}

/** "2 posts about prices and 3 about shipping" are five; the same number said twice is said once. */
function add(quotas: Quota[], quota: Quota, isNarrowed: boolean): void {
  const index = quotas.findIndex(({ contentFormat, pillar }) => contentFormat === quota.contentFormat && pillar === quota.pillar);
  const known = quotas[index];
  if (!known) quotas.push(quota);
  else if (isNarrowed) quotas[index] = { ...known, count: sumCounts([known.count, quota.count]) };
  else if (known.count.min !== quota.count.min || known.count.max !== quota.count.max) quotas.push(quota);
}

function spanOf({ from, to }: QuotaPhrase, tokens: readonly Token[]): Quota['span'] {
  return { start: tokens[from]?.start ?? 0, end: tokens[to - 1]?.end ?? 0 };
}

/** The number of all items where the message says it, or where its parts cannot overlap. */
function totalOf(quotas: readonly Quota[]): Count | undefined {
  return quotas.some(({ contentFormat, pillar }) => contentFormat === undefined && pillar === undefined) ? countOf(quotas, { contentFormat: undefined, pillar: undefined }) : undefined;
}

function amountOf({ amount }: QuotaPhrase, kind: Kind, total: Count, quotas: readonly Quota[]): Count | 'negative' | undefined {
  if (amount.type === 'all') return total;
  if (amount.type === 'share') return { min: Math.floor(total.min * amount.share), max: total.max === undefined ? undefined : Math.ceil(total.max * amount.share) };
  const others = partsBeside(kind, quotas);
  const taken = sumCounts(others.map(({ count }) => count));
  const min = taken.max === undefined ? 0 : Math.max(0, total.min - taken.max);
  const max = total.max === undefined ? undefined : total.max - taken.min;
  return max !== undefined && max < 0 ? 'negative' : { min, max };
}

/** Parts that the rest does not overlap: other formats for a format, other pillars for a pillar. */
function partsBeside(kind: Kind, quotas: readonly Quota[]): readonly Quota[] {
  const beside = quotas.filter(({ contentFormat, pillar }) =>
    kind.pillar === undefined
      ? contentFormat !== undefined && contentFormat !== kind.contentFormat
      : pillar !== undefined && (pillar !== kind.pillar || (kind.contentFormat !== undefined && contentFormat !== undefined && contentFormat !== kind.contentFormat)),
  );
  // A number for the whole format counts its parts too.
  return beside.filter((part) => !beside.some((whole) => whole !== part && contains(whole, part)));
}

function contains(whole: Kind, part: Kind): boolean {
  return (whole.contentFormat ?? part.contentFormat) === part.contentFormat && (whole.pillar ?? part.pillar) === part.pillar && (whole.contentFormat !== part.contentFormat || whole.pillar !== part.pillar);
}

function othersOf(kind: Kind, keys: readonly string[]): readonly Kind[] {
  return [
    ...(kind.contentFormat === undefined ? [] : contentFormats.filter((format) => format !== kind.contentFormat).map((contentFormat) => ({ contentFormat, pillar: undefined }))),
    ...(kind.pillar === undefined ? [] : keys.filter((key) => key !== kind.pillar).map((pillar) => ({ contentFormat: undefined, pillar }))),
  ];
}

/** What the parts leave open of the total, and what it may be. */
function openParts(quotas: readonly Quota[], keys: readonly string[]): readonly string[] {
  const bounds = boundsOf(quotas);
  const total = bounds.total.max;
  if (total === undefined || totalOf(quotas) === undefined) return [];
  const remarks: string[] = [];
  const formats = contentFormats.map((format) => ({ name: format, count: bounds.formats.get(format) ?? { min: 0, max: undefined } }));
  if (quotas.some(({ contentFormat, pillar }) => contentFormat !== undefined && pillar === undefined)) remarks.push(...openPart(total, formats, 'format'));
  const pillars = keys.map((key) => ({ name: key, count: bounds.pillars.get(key) ?? { min: 0, max: undefined } }));
  if (quotas.some(({ contentFormat, pillar }) => contentFormat === undefined && pillar !== undefined)) remarks.push(...openPart(total, pillars, 'pillar'));
  return remarks;
}

function openPart(total: number, parts: readonly { readonly name: string; readonly count: Count }[], what: 'format' | 'pillar'): readonly string[] {
  const open = total - parts.reduce((sum, { count }) => sum + count.min, 0);
  const may = parts.filter(({ count }) => count.max === undefined || count.max > count.min).map(({ name }) => name);
  if (open <= 0 || open === total || may.length === 0) return [];
  const names = may.join(', ');
  return [what === 'format' ? t('{0} of the {1} items may have any of these formats: {2}.', open, total, names) : t('{0} of the {1} items may have any of these pillars: {2}.', open, total, names)];
}
