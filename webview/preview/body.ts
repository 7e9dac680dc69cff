import createPurifier from 'dompurify';
import { mediaPath, mediaUrl } from '../../src/preview/mediaPath.js';
import type { BodyState } from '../../src/preview/protocol.js';
import { renderPost, type Block } from '../../src/preview/renderPost.js';

const allowed = {
  ALLOWED_TAGS: [
    'p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'ul', 'ol', 'li', 'pre', 'code', 'em', 'strong', 's', 'a', 'img', 'br', 'hr',
    'table', 'thead', 'tbody', 'tr', 'th', 'td', 'span',
  ],
  ALLOWED_ATTR: ['href', 'title', 'src', 'alt', 'class', 'start', 'decoding'],
  RETURN_DOM_FRAGMENT: true as const,
};

/** The body in the page. Replaces only the blocks that changed, so that pictures, selection and focus elsewhere stay. */
export class BodyView {
  private blocks: readonly Block[] = [];
  private firstLine = 0;

  constructor(
    readonly element: HTMLElement,
    private readonly imageNotShown: string,
  ) {}

  show(body: BodyState): void {
    this.firstLine = body.firstLine;
    const blocks = renderPost(body.text, {
      imageNotShown: this.imageNotShown,
      resolveImage: (source) => {
        const path = body.media && mediaPath(body.media.folder, source);
        return body.media && path !== undefined ? mediaUrl(body.media.root, path) : undefined;
      },
    });
    const { from, toBefore, toNow } = changed(this.blocks, blocks);
    const stale = [...this.element.children].slice(from, toBefore);
    const next = this.element.children[toBefore] ?? null;
    for (const element of stale) element.remove();
    for (const block of blocks.slice(from, toNow)) this.element.insertBefore(blockElement(block), next);
    this.blocks = blocks;
  }

  /** The place of a line of the file, in pixels from the top of the page. */
  topOf(line: number): number | undefined {
    const inBody = line - this.firstLine;
    if (inBody < 0) return undefined;
    const index = this.blocks.findLastIndex((block) => block.line <= inBody);
    const element = this.element.children[index];
    const block = this.blocks[index];
    if (!element || !block) return undefined;
    const box = element.getBoundingClientRect();
    const following = this.blocks[index + 1]?.line ?? block.line + 1;
    const part = Math.min(1, (inBody - block.line) / Math.max(1, following - block.line));
    return window.scrollY + box.top + box.height * part;
  }

  /** The line of the file that an element of the body comes from. */
  lineOf(target: EventTarget | null): number | undefined {
    if (!(target instanceof Node)) return undefined;
    const index = [...this.element.children].findIndex((child) => child.contains(target));
    const block = this.blocks[index];
    return block && block.line + this.firstLine;
  }
}

function blockElement(block: Block): HTMLElement {
  const element = document.createElement('div');
  // Second line of defence: the HTML is already made of nothing but known parts.
  element.append(createPurifier.sanitize(block.html, allowed));
  return element;
}

/** Which blocks differ: those between an equal start and an equal end. */
export function changed(before: readonly Block[], now: readonly Block[]): { readonly from: number; readonly toBefore: number; readonly toNow: number } {
  const shorter = Math.min(before.length, now.length);
  let from = 0;
  while (from < shorter && before[from]?.html === now[from]?.html) from += 1;
  let end = 0;
  while (end < shorter - from && before.at(-1 - end)?.html === now.at(-1 - end)?.html) end += 1;
  return { from, toBefore: before.length - end, toNow: now.length - end };
}
