import { hashtagsOf } from '../caption/hashtags.js';
import { findAvoided } from '../check/avoidedWords.js';
import type { ContentFormat } from '../common/terms.js';
import { parsePost } from '../post/parse.js';
import type { Post } from '../post/post.js';
import { Words } from '../posts/words.js';
import { bodyOpener, openerOf, type Opener } from './opener.js';

export const openerPlaces = ['title', 'body', 'caption'] as const;
export type OpenerPlace = (typeof openerPlaces)[number];

/** A cluster that a post's plan names, as written; without `fact` the whole of it. */
export interface FactSource {
  readonly cluster: string;
  readonly fact: string | undefined;
}

export interface AvoidedCount {
  readonly word: string;
  readonly count: number;
}

/** What the balance of many posts needs to know of one. Keeps nothing of the post's text alive. */
export interface Traits {
  readonly title: string | undefined;
  readonly pillar: string | undefined;
  readonly contentFormat: ContentFormat | undefined;
  /** On one line. */
  readonly specialMessage: string | undefined;
  readonly openers: Readonly<Partial<Record<OpenerPlace, Opener>>>;
  /** As written, each once. */
  readonly hashtags: readonly string[];
  readonly sources: readonly FactSource[];
  readonly avoided: readonly AvoidedCount[];
}

export interface PostRef {
  readonly uri: string;
  readonly title: string;
}

export interface ReadPost extends Traits {
  readonly uri: string;
  /** The title, or the file's name where there is none. */
  readonly title: string;
}

/** Much of a post is the same in others: a batch's special message, its pillar, its clusters. */
export function traitsOf(text: string, avoid: readonly string[], words: Words = new Words()): Traits {
  const post = parsePost(text);
  return {
    title: words.copy(oneLine(post.title)),
    pillar: words.share(oneLine(post.pillar)),
    contentFormat: post.contentFormat,
    specialMessage: words.share(oneLine(post.plan.specialMessage)),
    openers: openersOf(post, words),
    hashtags: tagsOf(post).map((tag) => words.share(tag) ?? tag),
    sources: sourcesOf(post, words),
    avoided: avoidedIn(post, avoid),
  };
}

/** Tags are the same whatever their case and spelling of accents. */
export function foldTag(tag: string): string {
  return tag.normalize('NFKC').toLowerCase();
}

function openersOf({ title, body, caption }: Post, words: Words): Traits['openers'] {
  const found: readonly (readonly [OpenerPlace, Opener | undefined])[] = [
    ['title', title === undefined ? undefined : openerOf(title)],
    ['body', bodyOpener(body.text)],
    ['caption', caption === undefined ? undefined : openerOf(caption)],
  ];
  return Object.fromEntries(found.flatMap(([place, opener]) =>
    opener ? [[place, { key: words.copy(opener.key) ?? '', text: words.copy(opener.text) ?? '' }]] : []));
}

/** Of the caption; of its variants where there is none. */
function tagsOf({ caption, captions }: Post): readonly string[] {
  const own = hashtagsOf(caption ?? '');
  const tags = own.length > 0 ? own : Object.values(captions).flatMap(hashtagsOf);
  const byKey = new Map<string, string>();
  for (const tag of tags) if (!byKey.has(foldTag(tag))) byKey.set(foldTag(tag), tag);
  return [...byKey.values()];
}

function sourcesOf({ plan }: Post, words: Words): readonly FactSource[] {
  const found = new Map<string, FactSource>();
  for (const { cluster = '' } of plan.sources) {
    const [path = '', fact] = cluster.trim().split('#', 2);
    if (path !== '') found.set(cluster.trim(), { cluster: words.share(path) ?? path, fact: fact === undefined || fact === '' ? undefined : words.share(fact) });
  }
  return [...found.values()];
}

function avoidedIn({ title = '', body, caption = '', captions }: Post, avoid: readonly string[]): readonly AvoidedCount[] {
  if (avoid.length === 0) return [];
  const counts = new Map<string, number>();
  for (const text of [title, body.text, caption, ...Object.values(captions)]) {
    for (const { word } of findAvoided(text, avoid)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts].map(([word, count]) => ({ word, count }));
}

function oneLine(text: string | undefined): string | undefined {
  const line = text?.replace(/\s+/gu, ' ').trim();
  return line === '' ? undefined : line;
}
