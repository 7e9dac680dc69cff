import type { Span } from '../common/text.js';
import type { Post } from '../post/post.js';
import { valueLocator, type Locate } from './valueSource.js';

/** A caption or variant with its places in the file. */
export interface CaptionText {
  /** `caption` or `captions.x`. */
  readonly path: string;
  readonly platform: string | undefined;
  readonly text: string;
  readonly keySpan: Span;
  readonly valueSpan: Span;
  readonly locate: Locate;
}

/** Every caption that says something. */
export function captionTexts(post: Post): readonly CaptionText[] {
  const all: (readonly [string, string | undefined, string | undefined])[] = [['caption', undefined, post.caption]];
  for (const [platform, text] of Object.entries(post.captions)) all.push([`captions.${platform}`, platform, text]);
  return all.flatMap(([path, platform, text]) => {
    const spans = post.spans.get(path);
    if (!spans || text === undefined || text.trim() === '') return [];
    return [{ path, platform, text, keySpan: spans.key, valueSpan: spans.value, locate: valueLocator(post.text, spans.value, text) }];
  });
}
