import type { Span } from '../common/text.js';
import type { AliasNode, MapNode, YamlNode } from './yamlTree.js';

/**
 * Whether changing `region` changes what an alias elsewhere stands for: an anchor lies in it, or one of the collections
 * around it has an anchor.
 */
export function isShared(root: MapNode, region: Span, around: readonly YamlNode[]): boolean {
  return aliasesOf(root).some(({ span, target }) => {
    if (!target || contains(region, span)) return false;
    return contains(region, target.span) || around.includes(target);
  });
}

function aliasesOf(node: YamlNode): AliasNode[] {
  switch (node.kind) {
    case 'text': return [];
    case 'alias': return [node];
    case 'list': return node.items.flatMap(aliasesOf);
    case 'map': return node.entries.flatMap(({ value }) => aliasesOf(value));
  }
}

function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
