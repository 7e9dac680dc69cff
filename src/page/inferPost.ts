import type { ContentFormat } from '../common/terms.js';
import type { Studio } from '../studio/studio.js';

export interface Inferred<T> {
  readonly value: T;
  /** False when the page does not settle it. */
  readonly isCertain: boolean;
}

/** The format the rationale argues for, else the only one that rationale or special message name, else `hero_text`. */
export function inferFormat(rationale = '', specialMessage = ''): Inferred<ContentFormat> {
  const argued = /\b(hero_text|video) because\b/.exec(rationale)?.[1];
  if (argued !== undefined) return { value: argued === 'video' ? 'video' : 'hero_text', isCertain: true };
  const named = onlyFormat(rationale) ?? onlyFormat(specialMessage);
  return { value: named ?? 'hero_text', isCertain: named !== undefined };
}

function onlyFormat(text: string): ContentFormat | undefined {
  const hasHero = /\bhero_text\b/.test(text);
  const hasVideo = /\b(?:content_format=['"]?video|video format)\b/.test(text);
  if (hasHero === hasVideo) return undefined;
  return hasHero ? 'hero_text' : 'video';
}

/**
 * The pillar that the rationale names as "… the AI products pillar": a key of the studio, else the name as a key
 * (`ai-products`). Not certain when the studio has pillars and none of them is meant.
 */
export function inferPillar(rationale = '', pillars: Studio['pillars'] = {}): Inferred<string> | undefined {
  const text = rationale.toLowerCase().replace(/\s+/g, ' ');
  const known = Object.values(pillars)
    .filter(({ key, name }) => [name, key, key.replace(/[-_]+/g, ' ')].some((word) => names(text, word.toLowerCase())))
    .sort((a, b) => b.name.length - a.name.length)[0];
  if (known) return { value: known.key, isCertain: true };
  const phrase = quotedPillar.exec(rationale)?.[1] ?? plainPillar.exec(rationale)?.[1];
  const value = phrase?.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '');
  return value ? { value, isCertain: Object.keys(pillars).length === 0 } : undefined;
}

const quotedPillar = /["'“‘]([^"'“”‘’\n]{1,60})["'”’] pillar\b/;
/** Up to five words between the nearest "the" and "pillar". */
const plainPillar = /\bthe ((?:(?!the )[\p{L}\p{N}&+/-]+ ){1,5})pillar\b/iu;

function names(text: string, word: string): boolean {
  return new RegExp(String.raw`(?<![\p{L}\p{N}])${escaped(word)}["'”’]? pillar(?![\p{L}\p{N}])`, 'u').test(text);
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
