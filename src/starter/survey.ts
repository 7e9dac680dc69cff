import { hashtagsOf } from '../caption/hashtags.js';
import type { Post } from '../post/post.js';
import { aspectRatioOf, globOf } from '../studio/values.js';
import type { StarterAnswers } from './starter.js';

/** What existing posts have in common, the most used first. */
export interface Survey {
  readonly posts: number;
  readonly pillars: readonly Used[];
  readonly hashtags: readonly Used[];
  readonly platforms: readonly Used[];
  readonly aspectRatios: readonly Used[];
  /** Finished posts, whose voice others may follow. */
  readonly examples: readonly Example[];
}

export interface Used {
  readonly value: string;
  readonly posts: number;
}

export interface Example {
  /** Relative to the workspace folder, with `/`. */
  readonly path: string;
  readonly title: string;
}

export interface SurveyedPost {
  readonly post: Pick<Post, 'title' | 'pillar' | 'caption' | 'captions' | 'hero'>;
  readonly path: string;
  readonly isFinished: boolean;
}

const mostHashtags = 12;
const mostExamples = 20;
/** A tag of one post is that post's subject, not the house's. */
const leastUses = 2;

/** Gathers what posts have in common, one after the other. */
export class Surveying {
  private readonly pillars = new Counts();
  private readonly hashtags = new Counts((tag) => tag.normalize('NFC').toLowerCase());
  private readonly platforms = new Counts();
  private readonly aspectRatios = new Counts();
  private readonly examples: Example[] = [];
  private posts = 0;

  add({ post, path, isFinished }: SurveyedPost): void {
    const { title, pillar, caption, captions, hero } = post;
    this.posts++;
    this.pillars.add(pillar === undefined || pillar.trim() === '' ? [] : [pillar.trim()]);
    this.hashtags.add([caption ?? '', ...Object.values(captions)].flatMap(hashtagsOf));
    this.platforms.add(Object.keys(captions));
    const ratio = hero.aspectRatio === undefined ? undefined : aspectRatioOf(hero.aspectRatio);
    this.aspectRatios.add(ratio && 'value' in ratio ? [ratio.value] : []);
    if (isFinished && isPlainPath(path)) this.examples.push({ path, title: title ?? path });
  }

  get result(): Survey {
    return {
      posts: this.posts,
      pillars: this.pillars.sorted,
      hashtags: this.hashtags.sorted.filter(({ posts }) => posts >= leastUses).slice(0, mostHashtags),
      platforms: this.platforms.sorted,
      aspectRatios: this.aspectRatios.sorted,
      examples: [...this.examples].sort((a, b) => (a.path < b.path ? -1 : 1)).slice(0, mostExamples),
    };
  }
}

/** Everything that was found; `name` is the folder's or what the user says. */
export function answersFrom({ pillars, hashtags, platforms, aspectRatios, examples }: Survey, more: StarterAnswers): StarterAnswers {
  return {
    pillars: pillars.map(({ value }) => ({ key: value })),
    hashtags: hashtags.map(({ value }) => value),
    platforms: platforms.map(({ value }) => value),
    aspectRatio: aspectRatios[0]?.value,
    examples: examples.map(({ path }) => path),
    ...more,
  };
}

/** A path that stands for itself when it is read as a glob. */
function isPlainPath(path: string): boolean {
  return !/[*?{}[\]!]/.test(path) && 'value' in globOf(path);
}

/** How many posts use a value; spelled in several ways, the first counts. */
class Counts {
  private readonly uses = new Map<string, { readonly value: string; posts: number }>();

  constructor(private readonly fold: (value: string) => string = (value) => value) {}

  /** The values of one post. */
  add(values: readonly string[]): void {
    const counted = new Set<string>();
    for (const value of values) {
      const key = this.fold(value);
      if (counted.has(key)) continue;
      counted.add(key);
      const known = this.uses.get(key) ?? { value, posts: 0 };
      known.posts++;
      this.uses.set(key, known);
    }
  }

  get sorted(): readonly Used[] {
    return [...this.uses].sort(([one, a], [other, b]) => b.posts - a.posts || (one < other ? -1 : 1)).map(([, use]) => use);
  }
}
