import type { Studio } from '../studio/studio.js';
import { characterLength, type MeasureLength } from './length.js';
import { platformsOf, type Platform } from './platforms.js';

export interface Meter {
  /** The platform's name for people. */
  readonly label: string;
  readonly length: number;
  readonly max: number;
}

/**
 * How long a caption is where it may go, tightest limit first: on its own platform, or for the main caption on those
 * that the studio file names (X when it names none). Without `measure` those that need it are left out.
 */
export function captionMeters(
  caption: string,
  platform: string | undefined,
  studio: Studio,
  measure: MeasureLength | undefined,
): readonly Meter[] {
  const platforms = platformsOf(studio);
  const named = Object.keys(studio.platforms);
  const keys = platform !== undefined ? [platform] : named.length > 0 ? named : ['x'];
  return keys
    .flatMap((key) => platforms.get(key) ?? [])
    .sort((a, b) => a.max - b.max)
    .flatMap((known) => meter(caption.trim(), known, measure) ?? []);
}

function meter(caption: string, platform: Platform, measure: MeasureLength | undefined): Meter | undefined {
  const { name: label, max, counting } = platform;
  if (counting === 'characters') return { label, max, length: characterLength(caption, platform) };
  return measure && { label, max, length: measure(caption, platform) };
}
