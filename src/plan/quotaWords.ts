import { t } from '@vscode/l10n';
import type { ContentFormat } from '../common/terms.js';
import type { Studio } from '../studio/studio.js';
import type { Count, Kind, SpecialMessage } from './quota.js';
import type { QuotaLine } from './quotaStatus.js';
import type { QuotaState } from './reviewProtocol.js';

export function formatLabel(format: ContentFormat): string {
  switch (format) {
    case 'hero_text':
      return t('Hero and text');
    case 'video':
      return t('Video');
  }
}

/** `Video`, `Craft`, `Video · Craft`; `Posts` where everything counts. */
export function kindLabel({ contentFormat, pillar }: Kind, pillars: Studio['pillars']): string {
  const name = pillar === undefined ? undefined : Object.hasOwn(pillars, pillar) ? pillars[pillar]?.name : pillar;
  if (contentFormat === undefined) return name ?? t('Posts');
  return name === undefined ? formatLabel(contentFormat) : t('{0} · {1}', formatLabel(contentFormat), name);
}

/** One quota as a line of the page: `Video 1 of 1`. */
export function quotaState({ quota, have, missing, isMet }: QuotaLine, pillars: Studio['pillars']): QuotaState {
  const label = kindLabel(quota, pillars);
  const count = t('{0} of {1}', have, countLabel(quota.count));
  const state = isMet ? 'met' : missing > 0 ? 'short' : 'over';
  return { label, count, state, spoken: state === 'met' ? t('{0}: {1}', label, count) : t('{0}: {1}, not met', label, count) };
}

function countLabel({ min, max }: Count): string {
  if (max === undefined) return t('at least {0}', min);
  if (min === max) return String(min);
  return min === 0 ? t('at most {0}', max) : t('{0} to {1}', min, max);
}

/** What was understood of a message, in one line: `5 posts: 1 video, 4 hero and text.` */
export function readBack({ quotas, instruction, remarks }: SpecialMessage, pillars: Studio['pillars']): string {
  const isTotal = ({ contentFormat, pillar }: Kind): boolean => contentFormat === undefined && pillar === undefined;
  const totals = quotas.filter(isTotal).map(({ count }) => (count.min === 1 && count.max === 1 ? t('1 post') : t('{0} posts', countLabel(count))));
  const parts = quotas.filter((quota) => !isTotal(quota)).map((quota) => t('{0} {1}', countLabel(quota.count), kindInSentence(quota, pillars)));
  const [total] = totals;
  const counts = total === undefined ? parts.join(', ') : parts.length === 0 ? totals.join(', ') : t('{0}: {1}', totals.join(', '), parts.join(', '));
  const understood = counts === '' ? t('As many posts as the facts carry.') : t('{0}.', counts);
  return [understood, ...remarks, ...(instruction.trim() === '' ? [] : [t('The planner also reads: “{0}”', instruction.trim())])].join(' ');
}

function kindInSentence({ contentFormat, pillar }: Kind, pillars: Studio['pillars']): string {
  const name = pillar === undefined ? undefined : Object.hasOwn(pillars, pillar) ? pillars[pillar]?.name : pillar;
  if (contentFormat === undefined) return name === undefined ? t('posts') : t('for {0}', name);
  const format = contentFormat === 'video' ? t('video') : t('hero and text');
  return name === undefined ? format : t('{0} for {1}', format, name);
}
