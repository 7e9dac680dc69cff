import type { Span } from '../common/text.js';
import type { Post } from '../post/post.js';

/** The deepest key whose own text or value holds `span`: `hero.alt`, `captions.x`. */
export function pathAt({ spans }: Post, { start, end }: Span): string | undefined {
  let best: string | undefined;
  for (const [path, { key, value }] of spans) {
    const holds = (key.start <= start && end <= key.end) || (value.start <= start && end <= value.end);
    if (holds && (best === undefined || path.length > best.length)) best = path;
  }
  return best;
}

/** `captions.x` as the keys that `editPost` takes. Keys of the file format have no dots; a platform's may. */
export function keysOf(path: string): readonly string[] {
  const dot = path.indexOf('.');
  return dot < 0 ? [path] : [path.slice(0, dot), path.slice(dot + 1)];
}

/** The text value at a path that holds text; `undefined` when it is absent or empty. */
export function textAt(post: Post, path: string): string | undefined {
  const { plan, hero, video, captions } = post;
  if (path.startsWith('captions.')) {
    const platform = path.slice('captions.'.length);
    return Object.hasOwn(captions, platform) ? captions[platform] : undefined;
  }
  switch (path) {
    case 'id': return post.id;
    case 'title': return post.title;
    case 'pillar': return post.pillar;
    case 'caption': return post.caption;
    case 'plan.brief': return plan.brief;
    case 'plan.rationale': return plan.rationale;
    case 'plan.special_message': return plan.specialMessage;
    case 'hero.image': return hero.image;
    case 'hero.alt': return hero.alt;
    case 'hero.prompt': return hero.prompt;
    case 'video.file': return video.file;
    case 'video.prompt': return video.prompt;
    case 'video.script': return video.script;
    default: return undefined;
  }
}

const textPaths: ReadonlySet<string> = new Set([
  'id', 'title', 'pillar', 'caption', 'plan.brief', 'plan.rationale', 'plan.special_message', 'hero.image', 'hero.alt', 'hero.prompt', 'video.file', 'video.prompt', 'video.script',
]);

/** Whether `textAt` knows the path, so that an absent value is an empty one. */
export function isTextPath(path: string): boolean {
  return textPaths.has(path) || path.startsWith('captions.');
}
