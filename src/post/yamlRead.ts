import { Composer, CST, isAlias, isMap, isScalar, isSeq, Lexer, Parser } from 'yaml';
import type { Document, Pair, ParsedNode } from 'yaml';
import type { Span } from '../common/text.js';
import type { Entry, ListNode, MapNode, TextNode, TextStyle, YamlNode } from './yamlTree.js';

/** Past these the front matter is not read, or not changed. */
export const limits = { frontMatter: 256 * 1024, aliases: 100, depth: 64 } as const;

export interface YamlError {
  readonly code: 'yaml-syntax' | 'too-many-aliases' | 'too-deep';
  /** The YAML library's reason, in English. */
  readonly reason: string;
  readonly span: Span;
}

export interface YamlResult {
  /** What could be read; `undefined` for an empty document. */
  readonly root: YamlNode | undefined;
  readonly errors: readonly YamlError[];
}

/**
 * Reads `source`, which starts at `offset` in the file. Never throws, whatever the source. `raw` gives the words that
 * a placeholder in `source` stands for, by where it starts in `source`.
 */
export function readYaml(source: string, offset: number, raw: ReadonlyMap<number, string> = new Map()): YamlResult {
  try {
    return compose(source, offset, raw);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { root: undefined, errors: [{ code: 'yaml-syntax', reason, span: { start: offset, end: offset + source.length } }] };
  }
}

function compose(source: string, offset: number, raw: ReadonlyMap<number, string>): YamlResult {
  // A lone CR breaks lines in YAML, though not for the library; the same length keeps every offset.
  const { tokens, limit } = tokenize(source.replace(/\r(?!\n)/g, '\n'), offset);
  const composer = new Composer({
    schema: 'failsafe', resolveKnownTags: false, uniqueKeys: false, keepSourceTokens: true, logLevel: 'silent', prettyErrors: false,
  });
  const [document, ...others] = [...composer.compose(tokens)];
  // Where reading stopped early, the end of the text is no fault of the user's.
  const errors: YamlError[] = limit?.code === 'too-deep' ? [] : syntaxErrors(document, offset);
  for (const { range: [start, end] } of others) {
    errors.push({ code: 'yaml-syntax', reason: 'Only one document is expected here', span: { start: offset + start, end: offset + end } });
  }
  if (limit) errors.push(limit);
  if (!document?.contents) return { root: undefined, errors };
  const anchors: Anchors = new Map();
  return { root: toNode(document.contents, [], document.contents.range[0], { offset, anchors, errors, raw }), errors };
}

/** Depth and aliases are counted while tokens arrive: nothing that recurses ever sees a document past the limits. */
function tokenize(source: string, offset: number): { tokens: CST.Token[]; limit: YamlError | undefined } {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let limit: YamlError | undefined;
  let aliases = 0;
  let isScalar = false;
  for (const lexeme of new Lexer().lex(source)) {
    const span = { start: offset + parser.offset, end: offset + parser.offset + lexeme.length };
    if (!isScalar && lexeme.startsWith('*') && ++aliases === limits.aliases + 1) limit = { code: 'too-many-aliases', reason: '', span };
    isScalar = !isScalar && lexeme === CST.SCALAR;
    tokens.push(...parser.next(lexeme));
    // The stack is the document, the open collections, and perhaps a scalar.
    if (parser.stack.length > limits.depth + 2) {
      limit = { code: 'too-deep', reason: '', span };
      break;
    }
  }
  tokens.push(...parser.end());
  return { tokens, limit };
}

function syntaxErrors(document: Document.Parsed | undefined, offset: number): YamlError[] {
  return (document?.errors ?? []).map(({ message, pos: [start, end] }) => (
    { code: 'yaml-syntax', reason: message, span: { start: offset + start, end: offset + end } }
  ));
}

type Anchors = Map<string, Exclude<YamlNode, { kind: 'alias' }>>;

interface Conversion {
  readonly offset: number;
  readonly anchors: Anchors;
  readonly errors: YamlError[];
  readonly raw: ReadonlyMap<number, string>;
}

/** `before` holds the tokens in front of the value, `at` where an empty value stands; both without `offset`. */
function toNode(node: ParsedNode | null, before: readonly CST.SourceToken[], at: number, conversion: Conversion): YamlNode {
  const { offset, anchors, raw } = conversion;
  const props = before.filter(({ type }) => type === 'anchor' || type === 'tag');
  const lastProp = props.at(-1);
  const empty = offset + (lastProp ? lastProp.offset + lastProp.source.length : at);
  const token = node?.srcToken;
  const [start, end] = node && (token || isMap(node) || isSeq(node)) ? [offset + node.range[0], offset + node.range[1]] : [empty, empty];
  const anchor = isAlias(node) ? undefined : node?.anchor;
  const base = { start: props[0] ? offset + props[0].offset : start, anchor, tag: node?.tag };
  if (isAlias(node)) return toAlias(node.source, { ...base, span: { start, end } }, conversion);
  // Forgotten until the collection is complete: an alias inside it would close a cycle.
  if (anchor !== undefined) anchors.delete(anchor);
  const words = raw.size > 0 ? raw.get(start - offset) : undefined;
  const result = isMap(node) ? toMap(node, { ...base, span: { start, end } }, conversion)
    : isSeq(node) ? toList(node, { ...base, span: { start, end } }, conversion)
    : { ...base, ...toText(isScalar(node) ? String(node.value) : '', token, start), ...rawText(words), span: { start, end } };
  if (anchor !== undefined) anchors.set(anchor, result);
  return result;
}

type Base = Pick<MapNode, 'start' | 'span' | 'anchor' | 'tag'>;

function toAlias(name: string, base: Base, { anchors, errors }: Conversion): YamlNode {
  const target = anchors.get(name);
  if (!target) errors.push({ code: 'yaml-syntax', reason: `No anchor &${name} stands before the alias *${name}`, span: base.span });
  return { kind: 'alias', ...base, name, target };
}

function toText(text: string, token: CST.Token | undefined, start: number): Pick<TextNode, 'kind' | 'style' | 'text' | 'header' | 'contentStart'> {
  if (token?.type !== 'block-scalar') return { kind: 'text', style: flowStyle(token), text, header: undefined, contentStart: start };
  const header = token.props.find(({ type }) => type === 'block-scalar-header');
  const source = header && 'source' in header ? header.source : '';
  const propsLength = token.props.reduce((length, prop) => length + ('source' in prop ? prop.source.length : 0), 0);
  return {
    kind: 'text',
    style: source.startsWith('>') ? 'folded' : 'literal',
    text,
    header: { start, end: start + source.length },
    contentStart: start + propsLength,
  };
}

function rawText(words: string | undefined): Partial<Pick<TextNode, 'style' | 'text'>> {
  return words === undefined ? {} : { style: 'raw', text: words };
}

function flowStyle(token: CST.Token | undefined): TextStyle {
  if (token?.type === 'single-quoted-scalar') return 'single';
  if (token?.type === 'double-quoted-scalar') return 'double';
  return token ? 'plain' : 'empty';
}

function toMap(map: { items: Pair<ParsedNode, ParsedNode | null>[]; srcToken?: unknown; flow?: boolean | undefined }, base: Base, conversion: Conversion): MapNode {
  const isFlow = map.flow === true;
  const entries = map.items.map((pair): Entry => toEntry(pair, conversion));
  const end = isFlow ? base.span.end : Math.max(base.span.start, ...entries.slice(-1).map(entryEnd));
  return { kind: 'map', ...base, span: { start: base.span.start, end }, isFlow, entries };
}

function toEntry({ key, value, srcToken }: Pair<ParsedNode, ParsedNode | null>, conversion: Conversion): Entry {
  const { offset } = conversion;
  const before = srcToken?.sep ?? [];
  const colon = before.find(({ type }) => type === 'map-value-ind');
  const keyNode = toNode(key, srcToken?.start ?? [], key.range[0], conversion);
  const comma = srcToken?.start.find(({ type }) => type === 'comma');
  return {
    key: keyNode.kind === 'text' ? keyNode.text : undefined,
    keySpan: keyNode.span,
    afterColon: colon && offset + colon.offset + 1,
    value: toNode(value, before, colon ? colon.offset + 1 : key.range[1], conversion),
    comma: comma && offset + comma.offset,
  };
}

function toList(list: { items: ParsedNode[]; srcToken?: CST.Token; flow?: boolean | undefined }, base: Base, conversion: Conversion): ListNode {
  const isFlow = list.flow === true;
  const source = list.srcToken && 'items' in list.srcToken ? list.srcToken.items : [];
  const dashes = source.map(({ start }) => start.find(({ type }) => type === 'seq-item-ind'));
  const firstDash = dashes[0] && conversion.offset + dashes[0].offset;
  const present = isFlow ? source : source.filter((item, at) => dashes[at] ?? item.value);
  const items = list.items.map((item, at) => {
    const start = present[at]?.start ?? [];
    const indicator = start.find(({ type }) => type === 'seq-item-ind');
    return toNode(item, start, indicator ? indicator.offset + 1 : item.range[0], conversion);
  });
  const end = isFlow ? base.span.end : Math.max(base.span.start, ...items.slice(-1).map(({ span }) => span.end));
  return { kind: 'list', ...base, span: { start: base.span.start, end }, isFlow, items, firstDash };
}

function entryEnd({ value, keySpan, afterColon }: Entry): number {
  return Math.max(value.span.end, afterColon ?? keySpan.end);
}
