import { t } from '@vscode/l10n';
import { hashtagsOf } from '../caption/hashtags.js';
import type { Post } from '../post/post.js';
import type { Place } from './scan.js';
import type { Suggestion } from './suggestion.js';
import type { WorkspaceWords } from './words.js';

const tagBefore = /(?<![\p{L}\p{M}\p{N}_&])[#＃]([\p{L}\p{M}\p{N}_]{0,60})$/u;
const tagAfter = /^[\p{L}\p{M}\p{N}_]{0,60}/u;

/**
 * Hashtags that a caption may go on with, house tags first; none that the caption has already. `undefined` outside of
 * captions. In a plain value a tag would start a comment: there is no place for one, so nothing is offered.
 */
export async function captionTags(text: string, offset: number, place: Place | undefined, words: WorkspaceWords, parse: () => Post): Promise<readonly Suggestion[] | undefined> {
  if (place?.kind !== 'value' || !isCaption(place.path)) return undefined;
  const before = text.slice(Math.max(place.typed.start, offset - 80), offset);
  const typed = tagBefore.exec(before)?.[1];
  if (typed === undefined || (place.style === 'plain' && /(?:\s|^)[#＃][^#]*$/u.test(before))) return [];
  const used = usedTags(captionAt(parse(), place.path), typed);
  const house = words.studio.hashtags.map((tag) => ({ tag, detail: t('house hashtag') }));
  const others = (await words.tags()).map((tag) => ({ tag, detail: t('used in posts') }));
  const start = offset - typed.length;
  const end = offset + (tagAfter.exec(text.slice(offset, offset + 80))?.[0].length ?? 0);
  const offered = new Set(used);
  return [...house, ...others].flatMap(({ tag, detail }): readonly Suggestion[] => {
    if (offered.has(folded(tag))) return [];
    offered.add(folded(tag));
    return [{ kind: 'hashtag', label: `#${tag}`, detail, insert: tag, replace: { start, end }, filter: tag, goesOn: false }];
  });
}

export function isCaption(path: readonly string[]): boolean {
  return (path.length === 1 && path[0] === 'caption') || (path.length === 2 && path[0] === 'captions');
}

export function captionAt(post: Post, [, platform]: readonly string[]): string | undefined {
  if (platform === undefined) return post.caption;
  return Object.hasOwn(post.captions, platform) ? post.captions[platform] : undefined;
}

/** The tag that is being typed is not one that is used, unless it stands there a second time. */
function usedTags(caption: string | undefined, typed: string): ReadonlySet<string> {
  const tags = hashtagsOf(caption ?? '').map(folded);
  const at = tags.indexOf(folded(typed));
  return new Set(tags.filter((_, index) => index !== at));
}

function folded(tag: string): string {
  return tag.normalize('NFC').toLowerCase();
}
