import { isEditList, isEditMap, members } from './valueText.js';
import type { EditValue } from './valueText.js';
import { isNull, ownEntry, resolve } from './yamlTree.js';
import type { MapNode, YamlNode } from './yamlTree.js';

/** Whether `node` reads as `value`. A number must stand without quotes; text may stand in any style. */
export function hasValue(node: YamlNode, value: EditValue): boolean {
  const target = resolve(node);
  if (!target) return false;
  if (typeof value === 'string') return target.kind === 'text' && target.text === value && !isNull(target) && target.style !== 'raw';
  if (typeof value !== 'object') return target.kind === 'text' && target.style === 'plain' && target.text === String(value);
  if (isEditList(value)) {
    return target.kind === 'list' && target.items.length === value.length && value.every((item, at) => {
      const node = target.items[at];
      return node !== undefined && hasValue(node, item);
    });
  }
  if (target.kind !== 'map' || !isEditMap(value)) return false;
  const wanted = members(value);
  return target.entries.length === wanted.length && wanted.every(([key, member]) => {
    const entry = ownEntry(target, key);
    return entry !== undefined && hasValue(entry.value, member);
  });
}

/** Whether two nodes are the same value with the same anchors and aliases, wherever they stand and however written. */
export function isSameNode(a: YamlNode, b: YamlNode): boolean {
  if (a.anchor !== b.anchor || a.tag !== b.tag) return false;
  switch (a.kind) {
    case 'text': return b.kind === 'text' && a.text === b.text && isNull(a) === isNull(b);
    case 'alias': return b.kind === 'alias' && a.name === b.name && (a.target === undefined) === (b.target === undefined);
    case 'list': return b.kind === 'list' && a.items.length === b.items.length && a.items.every((item, at) => isSameAt(item, b.items[at]));
    case 'map': return b.kind === 'map' && isSameWithout(a, b, undefined);
  }
}

function isSameAt(a: YamlNode, b: YamlNode | undefined): boolean {
  return b !== undefined && isSameNode(a, b);
}

/** Whether two maps have the same entries in the same order, leaving out those of `key`. */
export function isSameWithout(a: MapNode | undefined, b: MapNode | undefined, key: string | undefined): boolean {
  const [before, after] = [a, b].map((map) => (map?.entries ?? []).filter((entry) => key === undefined || entry.key !== key));
  return before?.length === after?.length && (before ?? []).every((entry, at) => {
    const other = after?.[at];
    return other !== undefined && entry.key === other.key && isSameNode(entry.value, other.value);
  });
}
