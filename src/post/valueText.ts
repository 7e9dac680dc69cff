import { isProse } from './keys.js';
import type { LineMember } from './receipts.js';
import { blockScalar, doubleQuoted, flowScalar, indentLine, isPlainSafe } from './scalarText.js';
import type { TextStyle } from './yamlTree.js';

export type EditValue = string | number | boolean | readonly EditValue[] | EditMap;
export interface EditMap {
  readonly [key: string]: EditValue | undefined;
}

export function isEditMap(value: EditValue): value is EditMap {
  return typeof value === 'object' && !isEditList(value);
}

export function isEditList(value: EditValue): value is readonly EditValue[] {
  return Array.isArray(value);
}

/** The members a map has in the file; `undefined` ones are absent. */
export function members(map: EditMap): (readonly [key: string, value: EditValue])[] {
  return Object.entries(map).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
}

export function keyText(key: string, context: 'block' | 'flow'): string {
  return isPlainSafe(key, context) && !/^\.|\s/.test(key) ? key : doubleQuoted(key);
}

/** A value in braces or brackets, on one line. */
export function flowText(value: EditValue, style?: TextStyle, path: readonly string[] = []): string {
  if (typeof value === 'string') return flowScalar(value, style, isProse(path));
  if (typeof value !== 'object') return String(value);
  if (isEditList(value)) return value.length === 0 ? '[]' : `[${value.map((item) => flowText(item)).join(', ')}]`;
  const parts = isEditMap(value) ? members(value).map(([key, member]) => `${keyText(key, 'flow')}: ${flowText(member, undefined, [...path, key])}`) : [];
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}

/** One line of `pipeline` or `chat_references`, without the dash. Times stay plain: no reader takes them for words. */
export function lineText(line: readonly LineMember[]): string {
  const parts = line.map(([key, value]) => {
    if (typeof value === 'number') return `${key}: ${value}`;
    if (typeof value !== 'string') return `${key}: ${lineText(value)}`;
    if (key === 'at' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(value)) return `${key}: ${value}`;
    return `${key}: ${key === 'turn' ? doubleQuoted(value) : flowScalar(value)}`;
  });
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}

export interface ValuePlace {
  readonly path: readonly string[];
  readonly style: TextStyle | undefined;
  /** Of the key. */
  readonly column: number;
  /** Where an inline value starts. */
  readonly valueColumn: number;
  readonly indentStep: number;
  /** Where the lines of a block scalar stand; default one step in from the key. */
  readonly scalarIndent?: number | undefined;
  /** No block scalar: the line below would become part of it. */
  readonly isInlineOnly?: boolean;
}

/** A value after its key in a block map: what follows the colon on its line, and the whole lines below it. */
export interface ValueText {
  readonly head: string;
  readonly below: readonly string[];
  readonly kind: 'inline' | 'scalar' | 'collection';
}

const oneLineKeys = new Set(['id', 'title', 'pillar', 'content_format']);
/** Maps the file format shows on one line. */
const flowKeys = new Set(['hero', 'video']);

export function valueText(value: EditValue, place: ValuePlace): ValueText {
  const { path, column, indentStep } = place;
  if (typeof value === 'string') return scalarValue(value, place);
  if (typeof value !== 'object') return { head: String(value), below: [], kind: 'inline' };
  const indent = column + indentStep;
  if (isEditList(value)) {
    if (value.length === 0) return { head: '[]', below: [], kind: 'inline' };
    return { head: '', below: value.flatMap((item) => itemLines(item, indent, indentStep)), kind: 'collection' };
  }
  const entries = isEditMap(value) ? members(value) : [];
  const isFlow = entries.length === 0 || (path.length === 1 && flowKeys.has(path[0] ?? '') && entries.every(([key, member]) => isShort(member) && !isProse([...path, key])));
  if (isFlow && isEditMap(value)) return { head: flowText(value), below: [], kind: 'inline' };
  return { head: '', below: entries.flatMap(([key, member]) => entryLines([...path, key], member, indent, indentStep)), kind: 'collection' };
}

function isShort(value: EditValue): boolean {
  return typeof value !== 'object' && !String(value).includes('\n');
}

function scalarValue(value: string, { path, style, column, valueColumn, indentStep, scalarIndent, isInlineOnly }: ValuePlace): ValueText {
  const indent = scalarIndent ?? column + indentStep;
  const key = path.at(-1) ?? '';
  const scalar = blockScalar(value, {
    style: isInlineOnly === true && (style === 'literal' || style === 'folded') ? 'double' : style,
    isProse: isProse(path),
    isOneLine: isInlineOnly === true || (path.length === 1 && oneLineKeys.has(key)),
    column: valueColumn,
    indent,
    indentStep: indent - column,
  });
  return scalar.kind === 'inline'
    ? { head: scalar.text, below: [], kind: 'inline' }
    : { head: scalar.header, below: scalar.lines.map((line) => indentLine(line, indent)), kind: 'scalar' };
}

/** A new entry of a block map as whole lines. */
export function entryLines(path: readonly string[], value: EditValue, column: number, indentStep: number): string[] {
  const start = `${' '.repeat(column)}${keyText(path.at(-1) ?? '', 'block')}:`;
  const { head, below } = valueText(value, { path, style: undefined, column, valueColumn: start.length + 1, indentStep });
  return [head === '' ? start : `${start} ${head}`, ...below];
}

/** Maps in lists start on the dash's line; anything deeper than their scalars goes in braces. */
function itemLines(item: EditValue, column: number, indentStep: number): string[] {
  const dash = `${' '.repeat(column)}- `;
  if (!isEditMap(item)) return [dash + flowText(item)];
  const entries = members(item);
  if (entries.length === 0) return [`${dash}{}`];
  return entries.flatMap(([key, member], at) => {
    const lines = typeof member === 'object'
      ? [`${' '.repeat(column + 2)}${keyText(key, 'block')}: ${flowText(member)}`]
      : entryLines(['', '', key], member, column + 2, indentStep);
    return at === 0 ? [dash + (lines[0] ?? '').trimStart(), ...lines.slice(1)] : lines;
  });
}
