import type { Studio } from '../studio/studio.js';
import type { LengthRule } from './length.js';
import { platformsOf, type Platform } from './platforms.js';

export interface CaptionLimit {
  readonly max: number;
  readonly rule: LengthRule;
  readonly hashtags: { readonly min: number; readonly max: number };
}

/** More tags than this read as spam, whatever a platform allows. */
const usualTags = 4;

/** What a new caption must keep to: the platform's limits, or for the main caption those of the tightest platform in use. */
export function captionLimit(studio: Studio, platform: string | undefined): CaptionLimit | undefined {
  const platforms = platformsOf(studio);
  const chosen = platform === undefined ? tightest(studio, platforms) : platforms.get(platform);
  if (!chosen) return undefined;
  const { max, counting, unit, urlLength, hashtags } = chosen;
  return {
    max,
    rule: { counting, unit, urlLength },
    hashtags: { min: hashtags.min, max: Math.max(hashtags.min, Math.min(hashtags.max ?? usualTags, usualTags)) },
  };
}

/** Platforms in use are those that the studio file names; X, the tightest built-in one, when it names none. */
function tightest(studio: Studio, platforms: ReadonlyMap<string, Platform>): Platform | undefined {
  const inUse = Object.keys(studio.platforms).flatMap((key) => platforms.get(key) ?? []);
  return inUse.reduce<Platform | undefined>((least, next) => (least && least.max <= next.max ? least : next), undefined) ?? platforms.get('x');
}
