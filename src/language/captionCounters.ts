import { t } from '@vscode/l10n';
import { hashtagsOf } from '../caption/hashtags.js';
import { characterLength, type MeasureLength } from '../caption/length.js';
import { platformsOf, type Platform } from '../caption/platforms.js';
import type { Studio } from '../studio/studio.js';
import { escaped } from './markdownText.js';

/** How a caption fits each platform, as a Markdown table; of a variant, its own platform alone. */
export function captionCounters(caption: string, platform: string | undefined, studio: Studio, measure: MeasureLength, language: string): string {
  const text = caption.trim();
  const tags = hashtagsOf(text).length;
  const own = new Set(Object.keys(studio.platforms));
  const all = [...platformsOf(studio).values()].filter(({ key }) => platform === undefined || key === platform);
  const ordered = all.sort((a, b) => Number(own.has(b.key)) - Number(own.has(a.key)) || a.max - b.max);
  const rows = ordered.map((known) => row(known, text, tags, measure, language));
  const head = `| ${t('Platform')} | ${t('Length')} | ${t('Left')} | ${t('Hashtags')} |\n|:--|--:|--:|--:|`;
  return [head, ...rows].join('\n');
}

function row(platform: Platform, text: string, tags: number, measure: MeasureLength, language: string): string {
  const length = platform.counting === 'characters' ? characterLength(text, platform) : measure(text, platform);
  const number = (value: number): string => value.toLocaleString(language);
  const left = platform.max - length;
  const { min, max } = platform.hashtags;
  const isWrong = tags < min || (max !== undefined && tags > max);
  const limits = max === undefined ? (min > 0 ? t('{0} (at least {1})', tags, min) : String(tags)) : t('{0} of {1}', tags, max);
  const cells = [escaped(platform.name), escaped(t('{0} of {1}', number(length), number(platform.max))), left < 0 ? `$(warning) ${escaped(t('{0} too many', number(-left)))}` : number(left), `${isWrong ? '$(warning) ' : ''}${limits}`];
  return `| ${cells.join(' | ')} |`;
}
