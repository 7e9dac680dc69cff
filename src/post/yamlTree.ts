import type { Span } from '../common/text.js';

/**
 * The front matter as a tree of source text: every scalar is the text YAML makes of it and is never converted, so
 * that `5e10`, `2026` and `yes` stay what was written. Offsets are those of the whole file. Trees have no cycles.
 */
export type YamlNode = TextNode | MapNode | ListNode | AliasNode;

interface NodeBase {
  /** The value without anchor, tag and comments; a block scalar ends after its last line break. */
  readonly span: Span;
  /** Where the anchor or tag before the value starts; else the start of `span`. */
  readonly start: number;
  readonly anchor: string | undefined;
  readonly tag: string | undefined;
}

/** `raw` is text that is not YAML (`title: A: b`), read as it stands. */
export type TextStyle = 'empty' | 'plain' | 'single' | 'double' | 'literal' | 'folded' | 'raw';

export interface TextNode extends NodeBase {
  readonly kind: 'text';
  readonly style: TextStyle;
  readonly text: string;
  /** Of a block scalar: the indicator, as in `>-`, and where the lines below it start. */
  readonly header: Span | undefined;
  readonly contentStart: number;
}

export interface MapNode extends NodeBase {
  readonly kind: 'map';
  readonly isFlow: boolean;
  readonly entries: readonly Entry[];
}

export interface Entry {
  /** `undefined` for a key that is not text. */
  readonly key: string | undefined;
  readonly keySpan: Span;
  /** After the `:`; `undefined` for a key without one. */
  readonly afterColon: number | undefined;
  readonly value: YamlNode;
  /** Of an entry in braces: the comma before it. */
  readonly comma: number | undefined;
}

export interface ListNode extends NodeBase {
  readonly kind: 'list';
  readonly isFlow: boolean;
  readonly items: readonly YamlNode[];
  /** Of a block list: where its first `-` stands. */
  readonly firstDash: number | undefined;
}

export interface AliasNode extends NodeBase {
  readonly kind: 'alias';
  readonly name: string;
  /** `undefined` when nothing before it has this anchor. Never an alias. */
  readonly target: Exclude<YamlNode, AliasNode> | undefined;
}

export function resolve(node: YamlNode): Exclude<YamlNode, AliasNode> | undefined {
  return node.kind === 'alias' ? node.target : node;
}

/** YAML's `null`, written out or left empty. */
export function isNull(node: YamlNode): boolean {
  return node.kind === 'text' && (node.style === 'empty' || (node.style === 'plain' && /^(?:~|null|Null|NULL|)$/.test(node.text)));
}

/** The entry of `key` itself; the last one wins, as in most YAML readers. */
export function ownEntry({ entries }: MapNode, key: string): Entry | undefined {
  // A loop: receipts are looked into sixteen times each, and there are tens of thousands.
  for (let at = entries.length - 1; at >= 0; at--) {
    if (entries[at]?.key === key) return entries[at];
  }
  return undefined;
}

const maxMergeDepth = 8;

/** The entry of `key`, also one that a merge key (`<<: *base`) brings in. */
export function entryOf(map: MapNode, key: string, depth = 0): Entry | undefined {
  const own = ownEntry(map, key);
  if (own || depth >= maxMergeDepth) return own;
  for (const merge of map.entries) {
    if (merge.key !== '<<') continue;
    const from = resolve(merge.value);
    for (const source of from?.kind === 'list' ? from.items.map(resolve) : [from]) {
      const found = source?.kind === 'map' ? entryOf(source, key, depth + 1) : undefined;
      if (found) return found;
    }
  }
  return undefined;
}
