import { stepLabel } from '../cost/format.js';
import { stepIds } from '../common/terms.js';
import type { Span } from '../common/text.js';
import type { KeySpans, Post } from '../post/post.js';

export interface OutlineItem {
  readonly name: string;
  readonly detail: string;
  readonly kind: 'text' | 'group' | 'heading';
  readonly span: Span;
  readonly nameSpan: Span;
  readonly children: readonly OutlineItem[];
}

const longestDetail = 60;
const mostItems = 1_000;

/** The keys of the front matter with their members, and one line for each receipt. */
export function keyOutline(post: Post): readonly OutlineItem[] {
  // The key `""` has an empty path: the top needs a name of its own.
  const children = new Map<string | undefined, [string, KeySpans][]>();
  for (const [path, spans] of [...post.spans].slice(0, mostItems)) {
    const dot = path.lastIndexOf('.');
    const parent = dot > 0 && post.spans.has(path.slice(0, dot)) ? path.slice(0, dot) : undefined;
    children.set(parent, [...(children.get(parent) ?? []), [path, spans]]);
  }
  const item = ([path, { key, value }]: [string, KeySpans]): OutlineItem => {
    const members = (children.get(path) ?? []).filter(() => !isReceipt(path)).map(item);
    const isItem = key.start === value.start;
    return {
      name: isReceipt(path) ? receiptName(post, path) : isItem ? oneLine(post, value) : path.slice(path.lastIndexOf('.') + 1) || '""',
      detail: members.length > 0 || isItem ? '' : oneLine(post, value),
      kind: members.length > 0 ? 'group' : 'text',
      span: { start: key.start, end: Math.max(key.end, endOf(post.text, value)) },
      nameSpan: key,
      children: members,
    };
  };
  return (children.get(undefined) ?? []).map(item);
}

function isReceipt(path: string): boolean {
  return /^(?:pipeline|chat_references)\.\d+$/.test(path);
}

function receiptName(post: Post, path: string): string {
  const of = (key: string): string => {
    const span = post.spans.get(`${path}.${key}`)?.value;
    return span ? post.text.slice(span.start, span.end) : '';
  };
  const step = stepIds.find((known) => known === of('step'));
  return [step ? stepLabel(step) : of('step'), of('status'), of('at')].filter((part) => part !== '').join(' · ') || oneLine(post, post.spans.get(path)?.value);
}

function oneLine(post: Post, span: Span | undefined): string {
  if (!span) return '';
  const text = post.text.slice(span.start, Math.min(span.end, span.start + 4 * longestDetail)).replace(/\s+/g, ' ').trim();
  return text.length > longestDetail ? `${text.slice(0, longestDetail - 1)}…` : text || '…';
}

/** Where the text of a value ends; a block scalar's span goes on to the next line. */
export function endOf(text: string, { start, end }: Span): number {
  let at = end;
  while (at > start && /\s/.test(text[at - 1] ?? '')) at--;
  return at;
}

const heading = /^ {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$/;
const codeFence = /^ {0,3}(`{3,}|~{3,})/;

/** The headings of the body, each with those below it. */
export function headingOutline({ body }: Post): readonly OutlineItem[] {
  interface Open { readonly level: number; readonly start: number; readonly name: string; readonly nameSpan: Span; readonly children: OutlineItem[] }
  const top: OutlineItem[] = [];
  const open: Open[] = [];
  const close = (level: number, end: number): void => {
    while ((open.at(-1)?.level ?? 0) >= level) {
      const done = open.pop();
      if (!done) return;
      (open.at(-1)?.children ?? top).push({ name: done.name, detail: '', kind: 'heading', span: { start: done.start, end }, nameSpan: done.nameSpan, children: done.children });
    }
  };
  let at = body.span.start;
  let fence: string | undefined;
  for (const line of body.text.split(/(?<=\n)/)) {
    const text = line.trimEnd();
    const mark = codeFence.exec(text)?.[1];
    if (mark !== undefined && (fence === undefined || (mark.startsWith(fence) && text.trim() === mark))) fence = fence === undefined ? mark : undefined;
    const found = fence === undefined ? heading.exec(text) : null;
    if (found && open.length + top.length < mostItems) {
      const level = found[1]?.length ?? 1;
      close(level, at);
      open.push({ level, start: at, name: found[2] === '' || found[2] === undefined ? '#' : found[2], nameSpan: { start: at, end: at + text.length }, children: [] });
    }
    at += line.length;
  }
  close(1, body.span.end);
  return top;
}
