import { t } from '@vscode/l10n';
import { builtInPlatforms, platformsOf, type Platform } from '../caption/platforms.js';
import type { Studio } from '../studio/studio.js';
import type { ValueSource } from './fields.js';
import type { Suggestion } from './suggestion.js';
import { isClip, isPicture, type WorkspaceWords } from './words.js';

/** A value before it is written in the style of its place. */
export type ValueSuggestion = Pick<Suggestion, 'kind' | 'detail' | 'doc' | 'quote' | 'picture'> & { readonly value: string };

const longestDetail = 80;

export async function valueSuggestions(source: ValueSource | undefined, words: WorkspaceWords): Promise<readonly ValueSuggestion[]> {
  switch (source?.from) {
    case undefined:
      return [];
    case 'words':
      return source.words.map(({ value, doc }) => ({ kind: 'word', value, doc }));
    case 'pillars':
      return pillars(words.studio);
    case 'pictures':
      return files((await words.media()).filter(isPicture));
    case 'videos':
      return files((await words.media()).filter(isClip));
    case 'artifacts':
      return files((await words.media()).filter((path) => isPicture(path) || isClip(path)));
    case 'hashtags':
      return (await words.tags()).map((value) => ({ kind: 'hashtag', value, detail: t('used in posts') }));
    case 'urls':
      return urls(words);
    case 'clusters':
      return clusters(words);
  }
}

function pillars({ pillars: known }: Studio): readonly ValueSuggestion[] {
  return Object.values(known).map(({ key, name, framing }) => ({ kind: 'pillar', value: key, detail: framing === undefined ? name : clipped(framing), quote: framing }));
}

function files(paths: readonly string[]): readonly ValueSuggestion[] {
  return paths.map((value) => ({ kind: 'file', value, picture: isPicture(value) ? value : undefined }));
}

async function urls(words: WorkspaceWords): Promise<readonly ValueSuggestion[]> {
  return (await words.clusters()).flatMap(({ name, urls: addresses }) => addresses.map((value): ValueSuggestion => ({ kind: 'url', value, detail: name })));
}

async function clusters(words: WorkspaceWords): Promise<readonly ValueSuggestion[]> {
  return (await words.clusters()).flatMap(({ name, title, facts }): readonly ValueSuggestion[] => [
    { kind: 'file', value: name, detail: title ?? (facts.length === 1 ? t('1 fact') : t('{0} facts', facts.length)) },
    ...facts.flatMap(({ id, text }): readonly ValueSuggestion[] => (id === undefined ? [] : [{ kind: 'source', value: `${name}#${id}`, detail: clipped(text), quote: text }])),
  ]);
}

/** The platforms that the studio uses, then the other known ones, with their limits. */
export function platformSuggestions(studio: Studio): readonly { readonly value: string; readonly detail: string }[] {
  const platforms = platformsOf(studio);
  const own = Object.keys(studio.platforms);
  const others = builtInPlatforms.map(({ key }) => key).filter((key) => !own.includes(key));
  return [...own, ...others].map((key) => ({ value: key, detail: limitText(platforms.get(key)) }));
}

export function limitText(platform: Platform | undefined): string {
  if (!platform) return t('no limit yet');
  const { name, max, counting, hashtags } = platform;
  const length = counting === 'x-weighted' ? t('{0}: {1} as X counts', name, max) : t('{0}: {1} characters', name, max);
  return hashtags.max === undefined ? length : t('{0}, {1} to {2} hashtags', length, hashtags.min, hashtags.max);
}

function clipped(text: string): string {
  return text.length <= longestDetail ? text : `${text.slice(0, longestDetail - 1).trimEnd()}…`;
}
