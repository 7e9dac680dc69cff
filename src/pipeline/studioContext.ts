import type { Pillar, Voice } from '../models/textModel.js';
import type { Post } from '../post/post.js';
import type { Studio } from '../studio/studio.js';

/** The post's pillar as the studio describes it; an unknown key stands for itself. */
export function pillarOf(post: Post, studio: Studio): Pillar | undefined {
  if (post.pillar === undefined) return undefined;
  const known = Object.hasOwn(studio.pillars, post.pillar) ? studio.pillars[post.pillar] : undefined;
  return { key: post.pillar, name: known?.name ?? spelledOut(post.pillar), framing: known?.framing };
}

export function voiceOf(studio: Studio): Voice {
  return { description: studio.voice, avoid: studio.avoid };
}

/** `ai-products` → `Ai products` */
export function spelledOut(key: string): string {
  const words = key.replace(/[-_]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
