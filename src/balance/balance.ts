import type { ContentFormat } from '../common/terms.js';
import { quotaLines, type QuotaLine } from '../plan/quotaStatus.js';
import { parseSpecialMessage } from '../plan/specialMessage.js';
import type { StudioPillar } from '../studio/studio.js';
import { clusterUse, type ClusterInput, type ClusterUse } from './clusterUse.js';
import { alike, linked } from './groups.js';
import { sharedStart } from './opener.js';
import { foldTag, openerPlaces, type OpenerPlace, type PostRef, type ReadPost } from './traits.js';

export interface PillarCount {
  /** `undefined` for posts without one. */
  readonly key: string | undefined;
  readonly name: string;
  /** Whether `galley.yaml` has it. */
  readonly isKnown: boolean;
  readonly formats: Readonly<Record<ContentFormat | 'none', number>>;
  readonly posts: number;
}

/** A special message held against the posts it is about. */
export interface MessageBalance {
  readonly message: string;
  /** `posts`: those whose plan names it; `all`: it was typed for all of them. */
  readonly scope: 'posts' | 'all';
  readonly posts: number;
  readonly quotas: readonly QuotaLine[];
  readonly contradictions: readonly string[];
}

export interface SharedOpener {
  readonly place: OpenerPlace;
  readonly text: string;
  readonly posts: readonly PostRef[];
}

export interface Balance {
  readonly posts: number;
  readonly pillars: readonly PillarCount[];
  readonly messages: readonly MessageBalance[];
  /** Most shared first, as all lists of groups. */
  readonly openers: readonly SharedOpener[];
  readonly hashtagSets: readonly { readonly hashtags: readonly string[]; readonly posts: readonly PostRef[] }[];
  readonly similarCaptions: readonly (readonly PostRef[])[];
  readonly clusters: readonly ClusterUse[];
  readonly avoided: readonly { readonly word: string; readonly count: number; readonly posts: readonly PostRef[] }[];
}

export interface BalanceInput extends ClusterInput {
  /** Of the studio, in its order. */
  readonly pillars: Readonly<Record<string, StudioPillar>>;
  /** Typed by the user: it counts for all posts, instead of what their plans say. */
  readonly message: string | undefined;
  /** Other posts whose captions say nearly the same. */
  readonly similar: (uri: string) => readonly string[];
}

/** More messages than this are no batches that a person compares. */
const mostMessages = 50;

/** What many posts have in common and what they lack. Yields between pieces of work; deterministic, whatever the posts' order. */
export function* balanceOf(input: BalanceInput): Generator<undefined, Balance> {
  const posts = [...input.posts].sort((a, b) => (a.uri < b.uri ? -1 : 1));
  const sorted = { ...input, posts };
  return {
    posts: posts.length,
    pillars: yield* pillarCounts(sorted),
    messages: yield* messageBalances(sorted),
    openers: yield* sharedOpeners(posts),
    hashtagSets: yield* hashtagSets(posts),
    similarCaptions: yield* similarCaptions(sorted),
    clusters: yield* clusterUse(sorted),
    avoided: yield* avoidedWords(posts),
  };
}

function* pillarCounts({ posts, pillars }: BalanceInput): Generator<undefined, readonly PillarCount[]> {
  const counts = new Map<string | undefined, { readonly name: string; readonly isKnown: boolean; readonly formats: Record<ContentFormat | 'none', number> }>();
  const countsOf = (key: string | undefined, name: string, isKnown: boolean): Record<ContentFormat | 'none', number> => {
    const known = counts.get(key) ?? { name, isKnown, formats: { hero_text: 0, video: 0, none: 0 } };
    counts.set(key, known);
    return known.formats;
  };
  for (const { key, name } of Object.values(pillars)) countsOf(key, name, true);
  for (const { pillar, contentFormat } of posts) {
    countsOf(pillar, pillar ?? '', false)[contentFormat ?? 'none']++;
    yield;
  }
  const rows = [...counts].map(([key, { name, isKnown, formats }]) => ({ key, name, isKnown, formats, posts: formats.hero_text + formats.video + formats.none }));
  const unknown = rows.filter(({ key, isKnown }) => !isKnown && key !== undefined).sort((a, b) => (a.name < b.name ? -1 : 1));
  return [...rows.filter(({ isKnown }) => isKnown), ...unknown, ...rows.filter(({ key }) => key === undefined)];
}

function* messageBalances({ posts, pillars, message }: BalanceInput): Generator<undefined, readonly MessageBalance[]> {
  const batches = new Map<string, ReadPost[]>();
  if (message !== undefined) batches.set(message, [...posts]);
  else {
    for (const post of posts) {
      if (post.specialMessage === undefined) continue;
      const batch = batches.get(post.specialMessage);
      if (batch) batch.push(post);
      else batches.set(post.specialMessage, [post]);
      yield;
    }
  }
  const result: MessageBalance[] = [];
  for (const [text, batch] of batches) {
    const read = parseSpecialMessage(text, { pillars: Object.values(pillars) });
    yield;
    // An instruction without numbers cannot be counted; typed, its author has to hear of that.
    if (read.quotas.length === 0 && message === undefined) continue;
    result.push({
      message: text,
      scope: message === undefined ? 'posts' : 'all',
      posts: batch.length,
      quotas: quotaLines(read.quotas, batch.map(({ contentFormat = 'hero_text', pillar }) => ({ contentFormat, pillar }))),
      contradictions: read.contradictions,
    });
    if (result.length === mostMessages) break;
    yield;
  }
  return result.sort((a, b) => b.posts - a.posts || (a.message < b.message ? -1 : 1));
}

function* sharedOpeners(posts: readonly ReadPost[]): Generator<undefined, readonly SharedOpener[]> {
  const found: SharedOpener[] = [];
  for (const place of openerPlaces) {
    for (const group of yield* alike(posts, ({ openers }) => openers[place]?.key)) {
      found.push({ place, text: sharedStart(group.slice(0, mostCompared).flatMap(({ openers }) => openers[place]?.text ?? [])), posts: group.map(refOf) });
      yield;
    }
  }
  return found.sort((a, b) => b.posts.length - a.posts.length || openerPlaces.indexOf(a.place) - openerPlaces.indexOf(b.place) || (a.text < b.text ? -1 : 1));
}

/** Of thousands of posts that begin alike, the first ones show how. */
const mostCompared = 200;

function* hashtagSets(posts: readonly ReadPost[]): Generator<undefined, Balance['hashtagSets']> {
  const groups = yield* alike(posts, ({ hashtags }) => (hashtags.length === 0 ? undefined : hashtags.map(foldTag).sort().join(' ')));
  return groups
    .map((group) => ({ hashtags: group[0]?.hashtags ?? [], posts: group.map(refOf) }))
    .sort((a, b) => b.posts.length - a.posts.length || b.hashtags.length - a.hashtags.length || compareRefs(a.posts, b.posts));
}

function* similarCaptions({ posts, similar }: BalanceInput): Generator<undefined, Balance['similarCaptions']> {
  const byUri = new Map(posts.map((post) => [post.uri, post]));
  const groups = yield* linked(posts, ({ uri }) => similar(uri).flatMap((other) => byUri.get(other) ?? []));
  return groups.map((group) => group.map(refOf)).sort((a, b) => b.length - a.length || compareRefs(a, b));
}

function* avoidedWords(posts: readonly ReadPost[]): Generator<undefined, Balance['avoided']> {
  const words = new Map<string, { count: number; readonly posts: PostRef[] }>();
  for (const post of posts) {
    for (const { word, count } of post.avoided) {
      const known = words.get(word) ?? { count: 0, posts: [] };
      known.count += count;
      known.posts.push(refOf(post));
      words.set(word, known);
    }
    yield;
  }
  return [...words].map(([word, use]) => ({ word, ...use })).sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1));
}

function refOf({ uri, title }: ReadPost): PostRef {
  return { uri, title };
}

function compareRefs([a]: readonly PostRef[], [b]: readonly PostRef[]): number {
  return (a?.uri ?? '') < (b?.uri ?? '') ? -1 : 1;
}
