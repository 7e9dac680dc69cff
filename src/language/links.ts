import type { Span } from '../common/text.js';
import type { Post } from '../post/post.js';

export interface Link {
  readonly span: Span;
  readonly target: LinkTarget;
}

export type LinkTarget =
  | { readonly type: 'url'; readonly url: string }
  /** Relative to the post, as written; not checked. */
  | { readonly type: 'file'; readonly path: string }
  | { readonly type: 'fact'; readonly file: string; readonly id: string | undefined };

const filePath = /^(?:hero\.image|video\.file|pipeline\.\d+\.artifact)$/;
const sourcePath = /^plan\.sources\.\d+(?:\.(?:url|cluster))?$/;

/** Artifacts and sources that a post names. */
export function linksOf(post: Post): readonly Link[] {
  return [...post.spans].flatMap(([path, { value }]): readonly Link[] => {
    if (!filePath.test(path) && !sourcePath.test(path)) return [];
    const span = withoutQuotes(post.text, value);
    const text = post.text.slice(span.start, span.end);
    const target = filePath.test(path) ? fileTarget(text) : sourceTarget(text);
    return target ? [{ span, target }] : [];
  });
}

function fileTarget(path: string): LinkTarget | undefined {
  return path.trim() === '' || /[\r\n]/.test(path) ? undefined : { type: 'file', path };
}

function sourceTarget(text: string): LinkTarget | undefined {
  if (/^https?:\/\/\S+$/i.test(text)) return { type: 'url', url: text };
  const [, file, id] = /^([^\s#]+\.cluster\.md)(?:#([\w-]+))?$/.exec(text) ?? [];
  return file === undefined ? undefined : { type: 'fact', file, id };
}

export function withoutQuotes(text: string, { start, end }: Span): Span {
  const isQuoted = end - start >= 2 && /["']/.test(text[start] ?? '') && text[start] === text[end - 1];
  return isQuoted ? { start: start + 1, end: end - 1 } : { start, end };
}
