import type { Span, TextEdit } from '../common/text.js';
import { appendItem } from './appendItem.js';
import { addBlockEntry, removeBlockEntry, replaceBlockValue } from './blockEdit.js';
import type { Edits } from './blockEdit.js';
import { addFlowEntry, removeFlowEntry, replaceFlowValue } from './flowEdit.js';
import type { YamlSource } from './lines.js';
import { hasValue, isSameNode, isSameWithout } from './sameValue.js';
import { isShared } from './sharing.js';
import { entryLines, isEditMap, members } from './valueText.js';
import type { EditValue } from './valueText.js';
import { readYaml } from './yamlRead.js';
import { isNull, ownEntry, resolve } from './yamlTree.js';
import type { Entry, MapNode, YamlNode } from './yamlTree.js';

/** One step of an edit of the front matter. */
export type Change =
  | { readonly type: 'set'; readonly path: readonly string[]; readonly value: EditValue; readonly dropComment: boolean }
  | { readonly type: 'remove'; readonly path: readonly string[] }
  | { readonly type: 'append'; readonly key: string; readonly item: string };

export type ChangeResult =
  | { readonly ok: true; readonly edits: readonly TextEdit[] }
  /** `at` is the node in the way. */
  | { readonly ok: false; readonly reason: 'shared' | 'not-a-map' | 'not-a-list' | 'layout'; readonly at: YamlNode | undefined };

const nothing: ChangeResult = { ok: true, edits: [] };

/** The text edits of one change of sound front matter. */
export function change(source: YamlSource, root: MapNode | undefined, wanted: Change): ChangeResult {
  if (!root) return wanted.type === 'remove' ? nothing : startFrontMatter(source, wanted);
  if (wanted.type === 'append') {
    const entry = ownEntry(root, wanted.key);
    if (entry && isShared(root, emptyAt(entry.value.span.end), [root, entry.value])) return { ok: false, reason: 'shared', at: entry.value };
    if (entry && entry.value.kind !== 'list' && !isNull(entry.value)) return { ok: false, reason: 'not-a-list', at: entry.value };
    return result(appendItem(source, root, wanted.key, wanted.item), entry?.value);
  }
  return wanted.type === 'set' ? set(source, root, wanted) : remove(source, root, wanted.path);
}

function emptyAt(at: number): Span {
  return { start: at, end: at };
}

function startFrontMatter(source: YamlSource, wanted: Exclude<Change, { type: 'remove' }>): ChangeResult {
  const lines = wanted.type === 'set'
    ? entryLines(wanted.path.slice(0, 1), nest(wanted.path.slice(1), wanted.value), 0, 2)
    : [`${wanted.key}:`, `  - ${wanted.item}`];
  const at = source.yaml.end;
  return { ok: true, edits: [{ span: { start: at, end: at }, text: lines.map((line) => line + source.lineBreak).join('') }] };
}

function set(source: YamlSource, root: MapNode, { path, value, dropComment }: Extract<Change, { type: 'set' }>): ChangeResult {
  let map = root;
  const around: MapNode[] = [root];
  for (const [at, key] of path.entries()) {
    const here = path.slice(0, at + 1);
    const rest = path.slice(at + 1);
    const entry = ownEntry(map, key);
    const isLast = rest.length === 0;
    if (!entry) {
      if (isShared(root, emptyAt(map.span.end), around)) return { ok: false, reason: 'shared', at: map };
      const added = map.isFlow ? addFlowEntry(source, map, here, nest(rest, value)) : addBlockEntry(source, root, map, here, nest(rest, value));
      return result(added, map);
    }
    const { value: old } = entry;
    if (isLast || isNull(old)) return replace(source, root, around, entry, { path: here, value: nest(rest, value), dropComment });
    if (old.kind === 'alias') return { ok: false, reason: 'shared', at: old };
    if (old.kind !== 'map') return { ok: false, reason: 'not-a-map', at: old };
    map = old;
    around.push(map);
  }
  return { ok: false, reason: 'layout', at: undefined };
}

interface Wanted {
  readonly path: readonly string[];
  readonly value: EditValue;
  readonly dropComment: boolean;
}

function replace(source: YamlSource, root: MapNode, around: readonly MapNode[], entry: Entry, wanted: Wanted): ChangeResult {
  if (!wanted.dropComment && hasValue(entry.value, wanted.value)) return nothing;
  const region = { start: entry.value.start, end: entry.value.span.end };
  if (isShared(root, region, around)) return { ok: false, reason: 'shared', at: entry.value };
  const map = around.at(-1) ?? root;
  return result(map.isFlow ? replaceFlowValue(source, entry, wanted) : replaceBlockValue(source, root, map, entry, wanted), entry.value);
}

function remove(source: YamlSource, root: MapNode, path: readonly string[]): ChangeResult {
  let map = root;
  const around: MapNode[] = [root];
  for (const key of path.slice(0, -1)) {
    const value = ownEntry(map, key)?.value;
    if (!value || isNull(value)) return nothing;
    if (value.kind === 'alias' && resolve(value)?.kind === 'map') return { ok: false, reason: 'shared', at: value };
    if (value.kind !== 'map') return nothing;
    map = value;
    around.push(map);
  }
  const entry = ownEntry(map, path.at(-1) ?? '');
  if (!entry) return nothing;
  if (isShared(root, { start: entry.keySpan.start, end: entry.value.span.end }, around)) return { ok: false, reason: 'shared', at: entry.value };
  return result(map.isFlow ? removeFlowEntry(source, map, entry) : removeBlockEntry(source, entry), entry.value);
}

function result(edits: Edits, at: YamlNode | undefined): ChangeResult {
  return edits ? { ok: true, edits } : { ok: false, reason: 'layout', at };
}

function nest(path: readonly string[], value: EditValue): EditValue {
  return path.reduceRight<EditValue>((inner, key) => mapOf(key, inner), value);
}

/** Also for a key named `__proto__`. */
function mapOf(key: string, value: EditValue): EditValue {
  return Object.fromEntries([[key, value]]);
}

/** Setting a map over a map is setting its members: what has not changed keeps its text. */
export function expand(root: MapNode | undefined, wanted: Change): readonly Change[] {
  if (wanted.type !== 'set' || !isEditMap(wanted.value)) return [wanted];
  const { path, value, dropComment } = wanted;
  const old = nodeAt(root, path);
  if (old?.kind !== 'map') return [wanted];
  const entries = members(value);
  const kept = new Set(entries.map(([key]) => key));
  const gone = old.entries.flatMap(({ key }) => (key === undefined || kept.has(key) ? [] : [key]));
  if (entries.length === 0 || gone.length === old.entries.length) return [wanted];
  return [
    ...entries.flatMap(([key, member]) => expand(root, { type: 'set', path: [...path, key], value: member, dropComment })),
    ...gone.map((key): Change => ({ type: 'remove', path: [...path, key] })),
  ];
}

function nodeAt(root: MapNode | undefined, path: readonly string[]): YamlNode | undefined {
  return path.reduce<YamlNode | undefined>((node, key) => (node?.kind === 'map' ? ownEntry(node, key)?.value : undefined), root);
}

/** The check after every change: it did what was asked, and every other value is what it was. */
export function isAsWanted(before: MapNode | undefined, after: MapNode | undefined, wanted: Change): boolean {
  if (wanted.type === 'append') {
    const old = before && ownEntry(before, wanted.key)?.value;
    const list = after && ownEntry(after, wanted.key)?.value;
    const items = old?.kind === 'list' ? old.items : [];
    return isSameWithout(before, after, wanted.key) && list?.kind === 'list' && list.items.length === items.length + 1
      && [...items, ...itemOf(wanted.item)].every((item, at) => isSameItem(item, list.items[at]));
  }
  const [key, ...rest] = wanted.path;
  if (key === undefined || !isSameWithout(before, after, key)) return false;
  const oldValue = before && ownEntry(before, key)?.value;
  const newValue = after && ownEntry(after, key)?.value;
  if (rest.length > 0) return isAsWanted(asMap(oldValue), asMap(newValue), { ...wanted, path: rest });
  if (wanted.type === 'set') return newValue !== undefined && hasValue(newValue, wanted.value);
  return countOf(after, key) === Math.max(0, countOf(before, key) - 1);
}

function itemOf(item: string): YamlNode[] {
  const { root } = readYaml(item, 0);
  return root ? [root] : [];
}

function isSameItem(item: YamlNode, other: YamlNode | undefined): boolean {
  return other !== undefined && isSameNode(item, other);
}

function asMap(node: YamlNode | undefined): MapNode | undefined {
  return node?.kind === 'map' ? node : undefined;
}

function countOf(map: MapNode | undefined, key: string): number {
  return (map?.entries ?? []).filter((entry) => entry.key === key).length;
}
