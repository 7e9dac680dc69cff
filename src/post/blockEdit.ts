import type { TextEdit } from '../common/text.js';
import { keyRank } from './keys.js';
import { afterIndentedComments, beforeComments, columnOf, insertLines, lineStart, nextLine } from './lines.js';
import type { YamlSource } from './lines.js';
import { entryLines, valueText } from './valueText.js';
import type { EditValue, ValueText } from './valueText.js';
import type { Entry, MapNode, TextNode, YamlNode } from './yamlTree.js';

const defaultIndentStep = 2;

/** Edits of a map written one key per line. Each returns `undefined` where the layout is too unusual to keep. */
export type Edits = TextEdit[] | undefined;

/** Inserts the entry where convention has it: after the entry that should precede it most closely. */
export function addBlockEntry(source: YamlSource, root: MapNode, map: MapNode, path: readonly string[], value: EditValue): Edits {
  const column = mapColumn(source, map);
  const first = map.entries[0];
  if (column === undefined || !first) return undefined;
  const parent = path.slice(0, -1);
  const rank = keyRank(parent, path.at(-1) ?? '');
  let before: Entry | undefined;
  let beforeRank = -1;
  for (const entry of map.entries) {
    const entryRank = entry.key === undefined ? 0 : keyRank(parent, entry.key);
    if (entryRank <= rank && entryRank >= beforeRank) [before, beforeRank] = [entry, entryRank];
  }
  const at = before ? entryEnd(source, before, column) : beforeComments(source, lineStart(source, first.keySpan.start));
  return insertLines(source, at, entryLines(path, value, column, indentStep(source, root)));
}

/** Deletes the entry's lines with the comment on them; comment lines around it stay. */
export function removeBlockEntry(source: YamlSource, entry: Entry): Edits {
  if (columnOf(source, entry.keySpan.start) === undefined) return undefined;
  return [{ span: { start: lineStart(source, entry.keySpan.start), end: nextLine(source, contentEnd(entry)) }, text: '' }];
}

export interface Replacement {
  readonly path: readonly string[];
  readonly value: EditValue;
  /** Also removes the comment after the value. */
  readonly dropComment: boolean;
}

export function replaceBlockValue(source: YamlSource, root: MapNode, map: MapNode, entry: Entry, replacement: Replacement): Edits {
  const column = mapColumn(source, map);
  const { value: old } = entry;
  // An anchor or tag in front of a block collection: what to do with it is the user's call.
  const hasProps = isBlockCollection(old) && old.start < old.span.start;
  if (column === undefined || entry.afterColon === undefined || hasProps) return undefined;
  const step = indentStep(source, root);
  const extent = extentOf(source, entry, entry.afterColon, column);
  const render = (isInlineOnly: boolean): ValueText => valueText(replacement.value, {
    path: replacement.path,
    style: old.kind === 'text' && !isMultiLine(source, old) ? old.style : undefined,
    column,
    valueColumn: old.start - lineStart(source, old.start),
    indentStep: step,
    scalarIndent: old.kind === 'text' ? contentIndent(source, old, column) : undefined,
    isInlineOnly,
  });
  const wanted = render(false);
  const comments = afterIndentedComments(source, extent.end, column);
  const written = wanted.kind === 'scalar' && comments > extent.end ? render(true) : wanted;
  const isInsertion = extent.start === extent.end;
  // Comments below an empty key stay above its first entry.
  const end = isInsertion && written.kind === 'collection' ? comments : extent.end;
  return [
    headEdit(source, entry.afterColon, extent, written.head, replacement.dropComment),
    { span: { start: isInsertion ? end : extent.start, end }, text: written.below.map((line) => line + source.lineBreak).join('') },
  ];
}

interface Extent {
  /** Where the value on the key's line starts and ends, after the colon when it is all below. */
  readonly headStart: number;
  readonly headEnd: number;
  /** The whole lines of the value below; empty, at the start of the next line, when it has none. */
  readonly start: number;
  readonly end: number;
}

function extentOf(source: YamlSource, { value: old }: Entry, afterColon: number, column: number): Extent {
  if (old.kind === 'text' && old.header) return { headStart: old.start, headEnd: old.header.end, start: old.contentStart, end: old.span.end };
  if (isBlockCollection(old)) {
    const end = afterIndentedComments(source, nextLine(source, old.span.end), column);
    return { headStart: afterColon, headEnd: afterColon, start: lineStart(source, old.span.start), end };
  }
  const end = nextLine(source, old.span.end);
  return { headStart: old.start, headEnd: old.span.end, start: end, end };
}

function headEdit({ text }: YamlSource, afterColon: number, { headStart, headEnd }: Extent, head: string, dropComment: boolean): TextEdit {
  const comment = dropComment ? /^[ \t]+#[^\r\n]*/.exec(text.slice(headEnd))?.[0].length ?? 0 : 0;
  // Nothing left on the key's line: the space after the colon goes too.
  const start = head === '' && /^[ \t]*$/.test(text.slice(afterColon, headStart)) ? afterColon : headStart;
  const space = head !== '' && start === afterColon ? ' ' : '';
  return { span: { start, end: headEnd + comment }, text: space + head };
}

function isBlockCollection(node: YamlNode): boolean {
  return (node.kind === 'map' || node.kind === 'list') && !node.isFlow;
}

function isMultiLine({ text }: YamlSource, { header, span }: TextNode): boolean {
  return header === undefined && /[\r\n]/.test(text.slice(span.start, span.end));
}

/** Keeps the indentation a block scalar has. */
function contentIndent({ text }: YamlSource, { header, contentStart, span }: TextNode, column: number): number | undefined {
  if (!header || /\d/.test(text.slice(header.start, header.end))) return undefined;
  const indent = /^(?:[ \t]*[\r\n]+)*( *)\S/.exec(text.slice(contentStart, span.end))?.[1]?.length ?? 0;
  return indent > column && indent - column <= 9 ? indent : undefined;
}

/** Where the keys of a block map stand; `undefined` when something stands before each of them on its line. */
export function mapColumn(source: YamlSource, { entries }: MapNode): number | undefined {
  for (const { keySpan } of entries) {
    const column = columnOf(source, keySpan.start);
    if (column !== undefined) return column;
  }
  return undefined;
}

/** How far nested keys of this file are indented. */
export function indentStep(source: YamlSource, root: MapNode): number {
  const column = mapColumn(source, root) ?? 0;
  for (const { value } of root.entries) {
    if (value.kind !== 'map' || value.isFlow) continue;
    const step = (mapColumn(source, value) ?? 0) - column;
    if (step > 0 && step <= 8) return step;
  }
  return defaultIndentStep;
}

function contentEnd({ value, afterColon, keySpan }: Entry): number {
  return Math.max(value.span.end, afterColon ?? keySpan.end);
}

/** After the entry's lines and the deeper indented comments that follow them. */
export function entryEnd(source: YamlSource, entry: Entry, column: number): number {
  return afterIndentedComments(source, nextLine(source, contentEnd(entry)), column);
}
