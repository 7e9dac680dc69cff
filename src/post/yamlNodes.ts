import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { CST, Pair, ParsedNode } from 'yaml';
import type { Entry, ListNode, MapNode, TextNode, TextStyle, YamlNode } from './yamlTree.js';

export interface Conversion {
  /** Where the YAML starts in the file. */
  readonly offset: number;
  readonly anchors: Map<string, Exclude<YamlNode, { kind: 'alias' }>>;
  /** Words that are not YAML, by where they start in the YAML. */
  readonly raw: ReadonlyMap<number, string>;
  /** Maps that are read already, by where they start in the YAML. */
  readonly maps: ReadonlyMap<number, MapNode>;
  onUnknownAlias(name: string, span: { start: number; end: number }): void;
}

const noTokens: readonly CST.SourceToken[] = [];

/** The library's node as a node of our tree. */
export function toNode(node: ParsedNode, conversion: Conversion): YamlNode {
  return convert(node, noTokens, node.range[0], conversion);
}

/** `before` holds the tokens in front of the value, `at` where an empty value stands; both without `offset`. */
function convert(node: ParsedNode | null, before: readonly CST.SourceToken[], at: number, conversion: Conversion): YamlNode {
  const { offset, anchors, raw, maps } = conversion;
  const props = propsOf(before);
  const isPresent = node !== null && (node.srcToken !== undefined || isMap(node) || isSeq(node));
  const start = offset + (isPresent ? node.range[0] : props?.end ?? at);
  const end = offset + (isPresent ? node.range[1] : props?.end ?? at);
  const base: Base = { start: props ? offset + props.start : start, span: { start, end }, anchor: isAlias(node) ? undefined : node?.anchor, tag: node?.tag };
  if (isAlias(node)) {
    const target = anchors.get(node.source);
    if (!target) conversion.onUnknownAlias(node.source, base.span);
    return { kind: 'alias', start: base.start, span: base.span, anchor: undefined, tag: undefined, name: node.source, target };
  }
  // Forgotten until the collection is complete: an alias inside it would close a cycle.
  if (base.anchor !== undefined) anchors.delete(base.anchor);
  const result = (isMap(node) ? maps.get(start - offset) ?? toMap(node, base, conversion) : undefined)
    ?? (isSeq(node) ? toList(node, base, conversion) : undefined)
    ?? toText(isScalar(node) ? String(node.value) : '', node?.srcToken, base, raw.get(start - offset));
  if (base.anchor !== undefined) anchors.set(base.anchor, result);
  return result;
}

type Base = Pick<MapNode, 'start' | 'span' | 'anchor' | 'tag'>;

/** Where the anchor and tag stand. */
function propsOf(before: readonly CST.SourceToken[]): { start: number; end: number } | undefined {
  let start: number | undefined;
  let end = 0;
  for (const token of before) {
    if (token.type !== 'anchor' && token.type !== 'tag') continue;
    start ??= token.offset;
    end = token.offset + token.source.length;
  }
  return start === undefined ? undefined : { start, end };
}

function toText(text: string, token: CST.Token | undefined, { start, span, anchor, tag }: Base, words: string | undefined): TextNode {
  if (token?.type !== 'block-scalar') {
    const style = words === undefined ? flowStyle(token) : 'raw';
    return { kind: 'text', style, text: words ?? text, start, span, anchor, tag, header: undefined, contentStart: span.start };
  }
  let length = 0;
  let header = '';
  for (const prop of token.props) {
    if (!('source' in prop)) continue;
    if (prop.type === 'block-scalar-header') header = prop.source;
    length += prop.source.length;
  }
  const style = header.startsWith('>') ? 'folded' : 'literal';
  const headerSpan = { start: span.start, end: span.start + header.length };
  return { kind: 'text', style, text, start, span, anchor, tag, header: headerSpan, contentStart: span.start + length };
}

function flowStyle(token: CST.Token | undefined): TextStyle {
  switch (token?.type) {
    case undefined: return 'empty';
    case 'single-quoted-scalar': return 'single';
    case 'double-quoted-scalar': return 'double';
    default: return 'plain';
  }
}

type Collection<Item> = { readonly items: Item[]; readonly srcToken?: CST.Token | undefined; readonly flow?: boolean | undefined };

function toMap(map: Collection<Pair<ParsedNode, ParsedNode | null>>, { start, span, anchor, tag }: Base, conversion: Conversion): MapNode {
  const isFlow = map.flow === true;
  const entries = map.items.map((pair) => toEntry(pair, conversion));
  const last = entries.at(-1);
  const end = last && !isFlow ? Math.max(last.value.span.end, last.afterColon ?? last.keySpan.end) : span.end;
  return { kind: 'map', start, span: { start: span.start, end }, anchor, tag, isFlow, entries };
}

function toEntry({ key, value, srcToken }: Pair<ParsedNode, ParsedNode | null>, conversion: Conversion): Entry {
  const { offset } = conversion;
  const start = srcToken?.start ?? noTokens;
  const sep = srcToken?.sep ?? noTokens;
  const colon = find(sep, 'map-value-ind');
  const comma = find(start, 'comma');
  const keyNode = convert(key, start, key.range[0], conversion);
  return {
    key: keyNode.kind === 'text' ? keyNode.text : undefined,
    keySpan: keyNode.span,
    afterColon: colon && offset + colon.offset + 1,
    value: convert(value, sep, colon ? colon.offset + 1 : key.range[1], conversion),
    comma: comma && offset + comma.offset,
  };
}

function toList(list: Collection<ParsedNode>, { start, span, anchor, tag }: Base, conversion: Conversion): ListNode {
  const isFlow = list.flow === true;
  const source = list.srcToken && 'items' in list.srcToken ? list.srcToken.items : [];
  // The library leaves out a last item that is only a comment.
  const present = isFlow ? source : source.filter((item) => item.value ?? find(item.start, 'seq-item-ind'));
  const firstDash = present[0] && find(present[0].start, 'seq-item-ind');
  const items = list.items.map((item, at) => {
    const before = present[at]?.start ?? noTokens;
    const dash = find(before, 'seq-item-ind');
    return convert(item, before, dash ? dash.offset + 1 : item.range[0], conversion);
  });
  const end = isFlow ? span.end : items.at(-1)?.span.end ?? span.end;
  return {
    kind: 'list', start, span: { start: span.start, end }, anchor, tag, isFlow, items, firstDash: firstDash && conversion.offset + firstDash.offset,
  };
}

function find(tokens: readonly CST.SourceToken[], type: CST.SourceToken['type']): CST.SourceToken | undefined {
  for (const token of tokens) if (token.type === type) return token;
  return undefined;
}
