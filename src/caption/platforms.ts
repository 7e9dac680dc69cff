import type { Studio, StudioPlatform } from '../studio/studio.js';
import type { LengthRule } from './length.js';

export interface Platform extends LengthRule {
  readonly key: string;
  readonly name: string;
  /** Longest caption, hashtags included, measured by the platform's own rule. */
  readonly max: number;
  /** `max` is `undefined` where the platform sets none. */
  readonly hashtags: { readonly min: number; readonly max: number | undefined };
}

const noTagLimit = { min: 0, max: undefined };

/** What the platforms allow everyone, as of 2026. Paid accounts get more on some: `galley.yaml` overrides. */
export const builtInPlatforms: readonly Platform[] = [
  // https://docs.x.com/fundamentals/counting-characters: 280 weighted; URLs 23, emoji and CJK 2.
  { key: 'x', name: 'X', max: 280, counting: 'x-weighted', hashtags: noTagLimit },
  // 3,000 characters: the posts API and editor. LinkedIn does not say what one is; UTF-16 units never promise too much.
  { key: 'linkedin', name: 'LinkedIn', max: 3000, counting: 'characters', unit: 'utf16', hashtags: noTagLimit },
  // 2,200 characters. Five hashtags since December 2025, before that 30: announced by Instagram's @creators account,
  // reported at https://thecsrjournal.in/instagram-limits-hashtags-to-five. What a character is goes unsaid, as above.
  { key: 'instagram', name: 'Instagram', max: 2200, counting: 'characters', unit: 'utf16', hashtags: { min: 0, max: 5 } },
  // https://developers.facebook.com/documentation/threads/posts: "limited to 500 characters", "Emojis are counted as
  // the number of UTF-8 bytes". One topic tag per post.
  { key: 'threads', name: 'Threads', max: 500, counting: 'characters', unit: 'emojiBytes', hashtags: { min: 0, max: 1 } },
  // Lexicon app.bsky.feed.post: maxGraphemes 300 (and 3,000 bytes, which only emoji families reach).
  { key: 'bluesky', name: 'Bluesky', max: 300, counting: 'characters', unit: 'grapheme', hashtags: noTagLimit },
  // Mastodon's status_length_validator.rb: 500 graphemes, each URL 23, mentions without their server. Servers may differ.
  { key: 'mastodon', name: 'Mastodon', max: 500, counting: 'characters', unit: 'grapheme', urlLength: 23, hashtags: noTagLimit },
];

/** The built-in platforms as the studio changes them, then the studio's own, by key. */
export function platformsOf(studio: Studio): ReadonlyMap<string, Platform> {
  const platforms = new Map(builtInPlatforms.map((platform) => [platform.key, platform]));
  for (const settings of Object.values(studio.platforms)) {
    const platform = changed(platforms.get(settings.key), settings);
    if (platform) platforms.set(platform.key, platform);
  }
  return platforms;
}

/** `undefined` for a platform of the studio's own that has no limit yet: there is nothing to measure against. */
function changed(known: Platform | undefined, { key, max, counting, hashtags }: StudioPlatform): Platform | undefined {
  const base = known ?? (max === undefined ? undefined : { key, name: key, max, counting: 'characters' as const, hashtags: noTagLimit });
  if (!base) return undefined;
  const min = hashtags.min ?? base.hashtags.min;
  const most = hashtags.max ?? base.hashtags.max;
  return {
    ...base,
    max: max ?? base.max,
    counting: counting ?? base.counting,
    hashtags: hashtags.max === undefined && most !== undefined ? { min, max: Math.max(min, most) } : { min: Math.min(min, most ?? min), max: most },
  };
}
