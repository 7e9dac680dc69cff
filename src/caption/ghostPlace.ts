import type { Span } from '../common/text.js';
import { findFences } from '../post/fences.js';
import { readFrontMatter } from '../post/frontMatter.js';
import type { Post } from '../post/post.js';
import { readYaml } from '../post/yamlRead.js';
import { ownEntry, type Entry, type MapNode, type TextNode } from '../post/yamlTree.js';

/** A caption that can be continued at the cursor: nothing of it stands behind. */
export interface GhostPlace {
  readonly platform: string | undefined;
  /** What stands before the cursor, as YAML reads it; a line break in folded text is a space. */
  readonly typed: string;
  readonly style: 'plain' | 'single' | 'double' | 'literal' | 'folded';
  readonly isFlow: boolean;
  /** Source that has to stand before the text: `>-` and a line break where the value is still empty. */
  readonly opening: string;
  /** Of the lines of a block. */
  readonly indent: number;
  /** Columns before the text on its first line; `undefined` where lines must not be broken. */
  readonly column: number | undefined;
}

/** The caption at an offset, if text can be added to it there. Never throws. */
export function ghostPlace(post: Post, offset: number): GhostPlace | undefined {
  const path = captionBefore(post, offset);
  if (!path || !post.isEditable) return undefined;
  const { root } = readFrontMatter(post.text, findFences(post.text));
  const found = root?.kind === 'map' ? findEntry(root, path) : undefined;
  if (!found) return undefined;
  const { entry, map } = found;
  const value = entry.value;
  const isPlainText = value.kind === 'text' && value.anchor === undefined && value.tag === undefined && value.style !== 'raw';
  if (!isPlainText || entry.afterColon === undefined) return undefined;
  const source: Source = { text: post.text, limit: post.frontMatter?.end ?? 0, offset, column: columnAt(post.text, entry.keySpan.start), isFlow: map.isFlow };
  const place = value.style === 'empty' ? inEmpty(source, entry.afterColon) : value.header ? inBlock(source, value, value.header) : inLine(source, value);
  return place && { ...place, platform: path[1] };
}

interface Source {
  readonly text: string;
  /** Where the closing fence begins. */
  readonly limit: number;
  readonly offset: number;
  /** Of the key. */
  readonly column: number;
  readonly isFlow: boolean;
}

type Place = Omit<GhostPlace, 'platform'>;

/** The last caption key before the offset, as long as no other key stands between them. */
function captionBefore(post: Post, offset: number): readonly string[] | undefined {
  if (!post.frontMatter || offset < post.frontMatter.start || offset >= post.frontMatter.end) return undefined;
  let last: string | undefined;
  let at = -1;
  for (const [path, { key }] of post.spans) if (key.start < offset && key.start > at) [last, at] = [path, key.start];
  const path = last?.split('.');
  const isCaption = path !== undefined && ((path.length === 1 && path[0] === 'caption') || (path.length === 2 && path[0] === 'captions' && path[1] !== '<<'));
  return isCaption ? path : undefined;
}

function findEntry(root: MapNode, path: readonly string[]): { readonly entry: Entry; readonly map: MapNode } | undefined {
  let map = root;
  for (const [at, key] of path.entries()) {
    const entry = ownEntry(map, key);
    if (!entry) return undefined;
    if (at === path.length - 1) return { entry, map };
    if (entry.value.kind !== 'map') return undefined;
    map = entry.value;
  }
  return undefined;
}

function inEmpty(source: Source, afterColon: number): Place | undefined {
  const { text, offset, isFlow } = source;
  if (offset < afterColon || !/^ *$/.test(text.slice(afterColon, offset))) return undefined;
  const space = offset === afterColon ? ' ' : '';
  if (isFlow) return /^\s*[,}]/.test(text.slice(offset)) ? { typed: '', style: 'plain', isFlow, opening: space, indent: 0, column: undefined } : undefined;
  const indent = source.column + stepOf(source);
  if (!endsLine(text, offset) || !isFollowedByKey(source)) return undefined;
  return { typed: '', style: 'folded', isFlow, opening: `${space}>-\n${' '.repeat(indent)}`, indent, column: indent };
}

function inBlock(source: Source, node: TextNode, header: Span): Place | undefined {
  const { text, offset } = source;
  const style = node.style === 'literal' ? 'literal' : 'folded';
  if (!endsLine(text, offset) || text.slice(offset, Math.max(offset, node.span.end)).trim() !== '' || !isFollowedByKey(source)) return undefined;
  const digit = /\d/.exec(text.slice(header.start, header.end))?.[0];
  const content = text.slice(node.contentStart, Math.max(node.contentStart, Math.min(offset, node.span.end)));
  if (content.trim() === '') return startOfBlock(source, style, digit === undefined ? source.column + stepOf(source) : source.column + Number(digit), header);
  const indent = digit === undefined ? /^(?:[ \t]*[\r\n]+)*( *)/.exec(content)?.[1]?.length ?? 0 : source.column + Number(digit);
  const column = columnAt(text, offset);
  const line = text.slice(offset - column, offset);
  // On an empty line below, the caption goes on only where its text would stand.
  if (line.trim() === '' && column !== indent) return undefined;
  const typed = decode(text.slice(node.start, offset), '', source.column);
  const isIndented = line.trim() !== '' && line.search(/\S/) !== indent;
  return typed === undefined ? undefined : { typed, style, isFlow: false, opening: '', indent, column: style === 'folded' && !isIndented ? column : undefined };
}

/** Right after the indicator, or on the first line below it. */
function startOfBlock({ text, offset }: Source, style: 'literal' | 'folded', indent: number, header: Span): Place | undefined {
  const column = columnAt(text, offset);
  const between = text.slice(header.end, offset);
  const place = (opening: string, at: number): Place => ({ typed: '', style, isFlow: false, opening, indent: at, column: style === 'folded' ? at : undefined });
  if (between === '') return place(`\n${' '.repeat(indent)}`, indent);
  if (!/^[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n) *$/.test(between)) return undefined;
  return column <= indent ? place(' '.repeat(indent - column), indent) : undefined;
}

function inLine(source: Source, node: TextNode): Place | undefined {
  const { text, offset, isFlow } = source;
  const quote = node.style === 'double' ? '"' : node.style === 'single' ? "'" : undefined;
  if (quote !== undefined) {
    const isInside = offset > node.span.start && offset === node.span.end - 1 && text[offset] === quote;
    const typed = isInside ? decode(text.slice(node.start, offset), quote, source.column) : undefined;
    return typed === undefined ? undefined : { typed, style: quote === '"' ? 'double' : 'single', isFlow, opening: '', indent: 0, column: undefined };
  }
  const isBehind = offset >= node.span.end && /^ *$/.test(text.slice(node.span.end, offset));
  const isLast = isFlow ? /^ *[,}]/.test(text.slice(offset)) : endsLine(text, offset);
  const typed = isBehind && isLast ? decode(text.slice(node.start, offset), '', source.column) : undefined;
  return typed === undefined ? undefined : { typed, style: 'plain', isFlow, opening: '', indent: 0, column: undefined };
}

/** What YAML makes of a value that is cut off at the cursor: read with a letter in the text's place. */
function decode(value: string, closing: string, column: number): string | undefined {
  const key = `${' '.repeat(column)}k: `;
  const { root, errors } = readYaml(`${key}${value}x${closing}\n`, 0);
  const node = root?.kind === 'map' && errors.length === 0 ? root.entries[0]?.value : undefined;
  const text = node?.kind === 'text' ? node.text.replace(/\n$/, '') : '';
  return text.endsWith('x') ? text.slice(0, -1) : undefined;
}

/** The lines below belong to other keys: a deeper comment there would become part of the text. */
function isFollowedByKey({ text, limit, offset, column }: Source): boolean {
  const below = text.slice(offset, limit).split(/\r\n|\r|\n/).slice(1);
  const next = below.find((line) => line.trim() !== '');
  return next === undefined || next.search(/\S/) <= column;
}

function endsLine(text: string, offset: number): boolean {
  return offset >= text.length || /[\r\n]/.test(text[offset] ?? '');
}

function columnAt(text: string, offset: number): number {
  return offset - Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) - 1;
}

/** How far this file indents. */
function stepOf({ text, limit }: Source): number {
  return /(?:^|[\r\n])[\w-]+:[ \t]*(?:#[^\r\n]*|[|>][-+]?)?\r?[\n\r]( {1,8})[^\s#]/.exec(text.slice(0, limit))?.[1]?.length ?? 2;
}
