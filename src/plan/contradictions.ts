import { t } from '@vscode/l10n';
import { contentFormats } from '../common/terms.js';
import type { Count, Kind, Quota } from './quota.js';
import { anyNumber, boundsOf, countOf, sumCounts } from './quotaBounds.js';
import { planQuotas } from './quotaPlan.js';

/** More than this in one go is a slip of the pen, or not what anybody could review. */
export const mostItems = 100;

/** Sentences on phrases that need a number which is not there. */
export const unresolved = {
  nothingLeft: (total: Count): string => t('The message asks for the rest, but its parts make more than {0}.', countWords(total)),
  noTotalForRest: (): string => t('The message asks for the rest without saying how many there are in all, so the rest has no number.'),
  noTotalForShare: (): string => t('The message asks for a share without saying how many there are in all, so the share has no number.'),
};

/** Why no items can keep to all quotas, the plainest reason first, one sentence each. */
export function contradictionsOf(quotas: readonly Quota[], text: string, pillars: readonly string[]): readonly string[] {
  const single = quotas.flatMap((quota) => oneQuota(quota, text));
  if (single.length > 0) return single;
  const pairs = kindsIn(quotas).flatMap((kind) => sameKind(quotas, kind));
  if (pairs.length > 0) return pairs;
  const sums = [...formatSums(quotas), ...pillarSums(quotas, pillars), ...cellSums(quotas)];
  if (sums.length > 0) return sums;
  return planQuotas({ quotas, pillars }, []).isPossible ? [] : [t('No set of items can keep to all the numbers of the message at once.')];
}

function oneQuota({ count: { min, max }, span }: Quota, text: string): readonly string[] {
  const words = text.slice(span.start, span.end).replace(/\s+/g, ' ');
  if (min > mostItems || (max !== undefined && max > mostItems)) return [t('“{0}” is more than {1} items, the most that are planned at a time.', words, mostItems)];
  return max !== undefined && min > max ? [t('“{0}” asks for at least {1} and at most {2}, which cannot be.', words, min, max)] : [];
}

function kindsIn(quotas: readonly Quota[]): readonly Kind[] {
  return [...new Map(quotas.map(({ contentFormat, pillar }) => [`${contentFormat ?? ''}/${pillar ?? ''}`, { contentFormat, pillar }])).values()];
}

function sameKind(quotas: readonly Quota[], kind: Kind): readonly string[] {
  const { min, max } = countOf(quotas, kind);
  if (max === undefined || min <= max) return [];
  const said = quotas.filter(({ contentFormat, pillar }) => contentFormat === kind.contentFormat && pillar === kind.pillar).map(({ count }) => countWords(count));
  return [t('The message names different numbers of {0}: {1}. No items can keep to all of them.', kindName(kind), said.join(', '))];
}

function formatSums(quotas: readonly Quota[]): readonly string[] {
  const { total, formats } = boundsOf(quotas);
  const parts = contentFormats.map((format) => formats.get(format) ?? anyNumber);
  return sumProblems(total, parts, true, (sum) => t('The formats make {0}, but the message asks for {1} in all.', sum, countWords(total)));
}

function pillarSums(quotas: readonly Quota[], pillars: readonly string[]): readonly string[] {
  const { total, pillars: said } = boundsOf(quotas);
  const isWhole = pillars.length > 0 && pillars.every((key) => said.has(key));
  return sumProblems(total, [...said.values()], isWhole, (sum) => t('The pillars make {0}, but the message asks for {1} in all.', sum, countWords(total)));
}

/** Formats within one pillar against that pillar's number, and pillars within one format against that format's. */
function cellSums(quotas: readonly Quota[]): readonly string[] {
  const { formats, pillars, cells } = boundsOf(quotas);
  return [
    ...[...pillars].flatMap(([key, count]) =>
      sumProblems(count, cells.filter(({ pillar }) => pillar === key).map((cell) => cell.count), true, (sum) => t('The formats for {0} make {1}, but the message asks for {2} of them.', key, sum, countWords(count))),
    ),
    ...[...formats].flatMap(([format, count]) =>
      sumProblems(count, cells.filter(({ contentFormat }) => contentFormat === format).map((cell) => cell.count), false, (sum) => t('The {0} items of the pillars make {1}, but the message asks for {2} of them.', format, sum, countWords(count))),
    ),
  ];
}

/** `isWhole`: the parts are all there is, so that too few of them are as wrong as too many. */
function sumProblems(whole: Count, parts: readonly Count[], isWhole: boolean, say: (sum: string) => string): readonly string[] {
  const sum = sumCounts(parts);
  if (whole.max !== undefined && sum.min > whole.max) return [say(sum.max === sum.min ? String(sum.min) : t('at least {0}', sum.min))];
  if (isWhole && parts.length > 0 && sum.max !== undefined && sum.max < whole.min) return [say(sum.max === sum.min ? String(sum.max) : t('at most {0}', sum.max))];
  return [];
}

export function countWords({ min, max }: Count): string {
  if (max === undefined) return t('at least {0}', min);
  if (min === max) return t('exactly {0}', min);
  return min === 0 ? t('at most {0}', max) : t('{0} to {1}', min, max);
}

function kindName({ contentFormat, pillar }: Kind): string {
  if (contentFormat !== undefined && pillar !== undefined) return t('{0} items for {1}', contentFormat, pillar);
  if (contentFormat !== undefined) return t('{0} items', contentFormat);
  return pillar === undefined ? t('items in all') : t('items for {0}', pillar);
}
