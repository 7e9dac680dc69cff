import { t } from '@vscode/l10n';
import { noCost, type Total } from '../common/money.js';
import { sortInRuns } from '../common/sortInRuns.js';
import type { StepState } from '../pipeline/freshness.js';
import type { IndexedPost, PostNotes } from './postIndex.js';

export const groupings = ['pillar', 'format', 'state', 'date'] as const;
export type Grouping = (typeof groupings)[number];

/** `planned`: nothing but a plan. `started`: something is missing. `stale`: something was made from what the post no longer says. */
export const postStates = ['stale', 'started', 'planned', 'finished'] as const;
export type PostState = (typeof postStates)[number];

/** What a list says of pillars and dates, as the workspace and the reader's language have it. */
export interface Wording {
  readonly pillarName: (pillar: string, uri: string) => string;
  /** BCP 47. */
  readonly language: string;
}

export interface PostGroup {
  /** Stays the same while posts come and go. `''` for posts without one. */
  readonly key: string;
  readonly label: string;
  readonly posts: readonly IndexedPost[];
  readonly total: Total;
  readonly withProblems: number;
}

export function stateOf(post: IndexedPost): PostState {
  const states = post.notes.states && statesThatCount(post, post.notes.states);
  if (states?.includes('stale')) return 'stale';
  if (!post.hasBody && !post.hasCaption && post.heroImage === undefined && !post.hasVideo) return 'planned';
  const isMissing = states ? states.includes('missing') : !isComplete(post);
  return isMissing ? 'started' : 'finished';
}

/** A clip is no part of a post that is no video. */
function statesThatCount({ contentFormat }: IndexedPost, states: NonNullable<PostNotes['states']>): readonly StepState[] {
  const { video, ...others } = states;
  return contentFormat === 'video' && video !== undefined ? [...Object.values(others), video] : Object.values(others);
}

/** Before the steps have been looked at: whether everything is there that they make. */
function isComplete(post: IndexedPost): boolean {
  const isMade = post.hasBody && post.hasCaption && post.heroImage !== undefined && post.hasAltText;
  return isMade && (post.contentFormat !== 'video' || post.hasVideo);
}

export function hasProblems({ notes: { problems } }: IndexedPost): boolean {
  return problems !== undefined && problems.errors + problems.warnings > 0;
}

/** When the last run of a step ended, `2026-05-11T15:17:00Z`. */
export function lastRunAt({ receipts }: IndexedPost): string | undefined {
  return receipts.reduce<string | undefined>((latest, { at }) => (at !== undefined && (latest === undefined || at > latest) ? at : latest), undefined);
}

/** The title, or the file's name where there is none. */
export function titleOf({ title, uri }: IndexedPost): string {
  return title ?? fileNameOf(uri);
}

export function fileNameOf(uri: string): string {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** A post matches when every word stands in its title, file name, pillar or id. */
export function filterPosts(posts: Iterable<IndexedPost>, filter: string, { pillarName }: Wording): readonly IndexedPost[] {
  const words = filter.toLowerCase().split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) return [...posts];
  return [...posts].filter((post) => {
    const pillar = post.pillar === undefined ? '' : `${post.pillar}\n${pillarName(post.pillar, post.uri)}`;
    const text = [post.title ?? '', fileNameOf(post.uri), pillar, post.id ?? ''].join('\n').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** In the order in which they are listed. The posts in a group are not in order yet: see `sortPosts`. */
export function groupPosts(posts: readonly IndexedPost[], grouping: Grouping, wording: Wording): readonly PostGroup[] {
  const groups = new Map<string, IndexedPost[]>();
  for (const post of posts) {
    const key = groupKeyOf(post, grouping);
    const group = groups.get(key);
    if (group) group.push(post);
    else groups.set(key, [post]);
  }
  return [...groups]
    .map(([key, members]): PostGroup => ({
      key,
      label: labelOf(key, grouping, wording, members),
      posts: members,
      total: members.reduce((sum, { total }) => ({ known: sum.known + total.known, unknown: sum.unknown + total.unknown }), noCost),
      withProblems: members.filter(hasProblems).length,
    }))
    .sort(orderOf(grouping, wording));
}

/** By title, or the last run first in groups of dates. Thousands of titles take longer to compare than the host may stand still, so that it pauses. */
export async function sortPosts(posts: readonly IndexedPost[], grouping: Grouping, { language }: Wording, pause: () => Promise<void>): Promise<readonly IndexedPost[]> {
  const { compare } = new Intl.Collator(language, { numeric: true });
  const titles = new Map(posts.map((post) => [post, titleOf(post)]));
  const byTitle = (a: IndexedPost, b: IndexedPost): number => compare(titles.get(a) ?? '', titles.get(b) ?? '') || (a.uri < b.uri ? -1 : 1);
  if (grouping !== 'date') return sortInRuns(posts, byTitle, pause);
  const dates = new Map(posts.map((post) => [post, lastRunAt(post) ?? '']));
  return sortInRuns(posts, (a, b) => {
    const [first = '', second = ''] = [dates.get(a), dates.get(b)];
    return first === second ? byTitle(a, b) : first < second ? 1 : -1;
  }, pause);
}

export function stateLabel(state: PostState): string {
  switch (state) {
    case 'planned': return t('To do');
    case 'started': return t('In progress');
    case 'stale': return t('Out of date');
    case 'finished': return t('Finished');
  }
}

export function groupingLabel(grouping: Grouping): string {
  switch (grouping) {
    case 'pillar': return t('by pillar');
    case 'format': return t('by format');
    case 'state': return t('by state');
    case 'date': return t('by date');
  }
}

/** The key of the group that a post is listed in. */
export function groupKeyOf(post: IndexedPost, grouping: Grouping): string {
  switch (grouping) {
    case 'pillar': return post.pillar ?? '';
    case 'format': return post.contentFormat ?? '';
    case 'state': return stateOf(post);
    case 'date': return /^\d{4}-\d\d/.exec(lastRunAt(post) ?? '')?.[0] ?? '';
  }
}

function labelOf(key: string, grouping: Grouping, { pillarName, language }: Wording, [first]: readonly IndexedPost[]): string {
  switch (grouping) {
    case 'pillar': return key === '' ? t('No pillar') : pillarName(key, first?.uri ?? '');
    case 'format': return key === 'hero_text' ? t('Hero and text') : key === 'video' ? t('Video') : t('No format');
    case 'state': return stateLabel(postStates.find((state) => state === key) ?? 'planned');
    case 'date': return key === '' ? t('No run yet') : monthLabel(key, language);
  }
}

function monthLabel(month: string, language: string): string {
  const date = new Date(`${month}-01T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? month : new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(date);
}

/** Groups without a value come last. */
function orderOf(grouping: Grouping, { language }: Wording): (a: PostGroup, b: PostGroup) => number {
  const { compare } = new Intl.Collator(language, { numeric: true });
  return (a, b) => {
    if (a.key === '' || b.key === '') return Number(a.key === '') - Number(b.key === '');
    if (grouping === 'date') return a.key < b.key ? 1 : -1;
    if (grouping === 'state') return placeOf(a.key) - placeOf(b.key);
    return compare(a.label, b.label) || (a.key < b.key ? -1 : 1);
  };
}

function placeOf(state: string): number {
  return postStates.findIndex((known) => known === state);
}
