import { addBlockEntry, indentStep, mapColumn } from './blockEdit.js';
import type { Edits } from './blockEdit.js';
import { addFlowEntry, appendFlowItem } from './flowEdit.js';
import { afterIndentedComments, insertLines, lineStart, nextLine } from './lines.js';
import type { YamlSource } from './lines.js';
import { isNull, ownEntry } from './yamlTree.js';
import type { Entry, ListNode, MapNode } from './yamlTree.js';

/**
 * Appends one line to `pipeline` or `chat_references`, keeping the list's layout. `undefined` when the key holds
 * something that is not a list.
 */
export function appendItem(source: YamlSource, root: MapNode, key: string, item: string): Edits {
  const entry = ownEntry(root, key);
  const step = indentStep(source, root);
  if (!entry) return addList(source, root, key, item);
  const { value, afterColon } = entry;
  const column = mapColumn(source, root);
  if (value.kind === 'list') return value.isFlow ? appendFlow(source, root, entry, value, item) : appendBlock(source, value, item);
  if (!isNull(value) || afterColon === undefined) return undefined;
  if (root.isFlow || column === undefined) return [{ span: value.span, text: ` [${item}]` }];
  const at = afterIndentedComments(source, nextLine(source, value.span.end), column);
  return [
    { span: { start: afterSpace(source, afterColon, value.start), end: value.span.end }, text: '' },
    ...insertLines(source, at, [dashLine(column + step, item)]),
  ];
}

function addList(source: YamlSource, root: MapNode, key: string, item: string): Edits {
  if (root.isFlow) {
    const added = addFlowEntry(source, root, [key], []);
    return added?.map((edit) => ({ ...edit, text: edit.text.replace('[]', () => `[${item}]`) }));
  }
  const column = mapColumn(source, root) ?? 0;
  const added = addBlockEntry(source, root, root, [key], []);
  const lines = [`${' '.repeat(column)}${key}:`, dashLine(column + indentStep(source, root), item)];
  return added?.flatMap(({ span }) => insertLines(source, span.start, lines));
}

/** `pipeline: []` becomes one line per item; a list that already has items in brackets stays on its line. */
function appendFlow(source: YamlSource, root: MapNode, { afterColon }: Entry, list: ListNode, item: string): Edits {
  const column = mapColumn(source, root);
  const isEmpty = list.items.length === 0 && /^\[\s*\]$/.test(source.text.slice(list.span.start, list.span.end));
  if (!isEmpty || root.isFlow || column === undefined || afterColon === undefined || list.start < list.span.start) return appendFlowItem(source, list, item);
  const at = afterIndentedComments(source, nextLine(source, list.span.end), column);
  return [
    { span: { start: afterSpace(source, afterColon, list.span.start), end: list.span.end }, text: '' },
    ...insertLines(source, at, [dashLine(column + indentStep(source, root), item)]),
  ];
}

function appendBlock(source: YamlSource, list: ListNode, item: string): Edits {
  if (list.firstDash === undefined) return undefined;
  const column = list.firstDash - lineStart(source, list.firstDash);
  return insertLines(source, nextLine(source, list.span.end), [dashLine(column, item)]);
}

/** `at`, or the colon when only space stands between them. */
function afterSpace({ text }: YamlSource, afterColon: number, at: number): number {
  return /^[ \t]*$/.test(text.slice(afterColon, at)) ? afterColon : at;
}

function dashLine(column: number, item: string): string {
  return `${' '.repeat(column)}- ${item}`;
}
