import type { Edits, Replacement } from './blockEdit.js';
import { keyRank } from './keys.js';
import type { YamlSource } from './lines.js';
import { flowText, keyText } from './valueText.js';
import type { EditValue } from './valueText.js';
import type { Entry, ListNode, MapNode } from './yamlTree.js';

/** Edits of a map in braces: what is there keeps its place, lines and spacing. */
export function addFlowEntry({ text }: YamlSource, map: MapNode, path: readonly string[], value: EditValue): Edits {
  const key = path.at(-1) ?? '';
  const parent = path.slice(0, -1);
  const member = `${keyText(key, 'flow')}: ${flowText(value, undefined, path)}`;
  const rank = keyRank(parent, key);
  const before = map.entries.findLast((entry) => entry.key !== undefined && keyRank(parent, entry.key) <= rank);
  const first = map.entries[0];
  if (before) return [insert(contentEnd(before), `, ${member}`)];
  if (first) return [insert(first.keySpan.start, `${member}, `)];
  return addFirst(text, map, member);
}

/** Appends to a list in brackets, in the file's own spacing. */
export function appendFlowItem({ text }: YamlSource, list: ListNode, item: string): Edits {
  const last = list.items.at(-1);
  return last ? [insert(last.span.end, `, ${item}`)] : addFirst(text, list, item);
}

function addFirst(text: string, { span }: MapNode | ListNode, content: string): Edits {
  const inner = { start: span.start + 1, end: span.end - 1 };
  // Comments between empty braces stay in front of the new member.
  if (text.slice(inner.start, inner.end).trim() !== '') return [insert(inner.end, content)];
  return [{ span: inner, text: text[span.start] === '{' ? ` ${content} ` : content }];
}

export function replaceFlowValue({ text }: YamlSource, entry: Entry, { path, value, dropComment }: Replacement): Edits {
  const { value: old, afterColon, keySpan } = entry;
  if (dropComment) return undefined;
  const style = old.kind === 'text' && !/[\r\n]/.test(text.slice(old.span.start, old.span.end)) ? old.style : undefined;
  const written = flowText(value, style, path);
  if (afterColon === undefined) return [insert(keySpan.end, `: ${written}`)];
  const space = old.start === afterColon ? ' ' : '';
  return [{ span: { start: old.start, end: old.span.end }, text: space + written }];
}

/** Deletes the entry and one comma; a comment in between stays. */
export function removeFlowEntry({ text }: YamlSource, map: MapNode, entry: Entry): Edits {
  const end = contentEnd(entry);
  const next = map.entries[map.entries.indexOf(entry) + 1];
  const start = keyStart(text, entry);
  if (entry.comma !== undefined) return withoutComma(text, entry.comma, { start, end });
  if (next?.comma !== undefined) {
    const isPlain = /^[ \t]*$/.test(text.slice(end, next.comma));
    const after = next.comma + 1 + (/^[ \t]*/.exec(text.slice(next.comma + 1))?.[0].length ?? 0);
    return isPlain ? [{ span: { start, end: after }, text: '' }] : [remove(start, end), remove(next.comma, next.comma + 1)];
  }
  const trailing = /^[ \t]*,/.exec(text.slice(end, map.span.end))?.[0].length ?? 0;
  return [remove(start, end + trailing)];
}

function withoutComma(text: string, comma: number, { start, end }: { start: number; end: number }): Edits {
  return /^[ \t]*$/.test(text.slice(comma + 1, start)) ? [remove(comma, end)] : [remove(comma, comma + 1), remove(start, end)];
}

/** A quoted key's span covers its quotes; an explicit key's `?` stands before it. */
function keyStart(text: string, { keySpan }: Entry): number {
  const before = /\?[ \t]+$/.exec(text.slice(Math.max(0, keySpan.start - 8), keySpan.start))?.[0].length ?? 0;
  return keySpan.start - before;
}

function contentEnd({ value, afterColon, keySpan }: Entry): number {
  return Math.max(value.span.end, afterColon ?? keySpan.end);
}

function insert(at: number, text: string) {
  return { span: { start: at, end: at }, text };
}

function remove(start: number, end: number) {
  return { span: { start, end }, text: '' };
}
