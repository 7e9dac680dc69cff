import type { Entry, MapNode, TextNode } from './yamlTree.js';

/**
 * Receipts in the form Galley writes them are most of a finished post's front matter and dull: they are read here, ten
 * times faster than by the YAML library, which sees `{    }` in their place. Any other form is left to the library.
 */
export interface ReceiptLines {
  /** The source with the receipts blanked out; the same length. */
  readonly source: string;
  /** What stands in the braces, by where they open in `source`. */
  readonly maps: ReadonlyMap<number, MapNode>;
}

/** Column 0 is never inside a block scalar, and a quoted one that reaches it is an error, read again without this. */
const listKey = /(?:^|\n)(?:pipeline|chat_references):[ \t]*(?:#[^\r\n]*)?\r?(?=\n)/g;
const item = /\n *- (?=\{ [a-z])/y;

export function readReceiptLines(source: string, offset: number): ReceiptLines {
  const maps = new Map<number, MapNode>();
  let blanked = '';
  let copied = 0;
  for (const found of source.matchAll(listKey)) {
    item.lastIndex = found.index + found[0].length;
    while (item.test(source)) {
      const at = item.lastIndex;
      const map = readMap(source, at, offset, 0);
      const end = map && map.span.end - offset;
      if (!map || end === undefined || !isLineEnd(source, end)) break;
      maps.set(at, map);
      blanked += `${source.slice(copied, at)}{${' '.repeat(end - at - 2)}}`;
      copied = end;
      item.lastIndex = source.startsWith('\r\n', end) ? end + 1 : end;
    }
  }
  return { source: blanked + source.slice(copied), maps };
}

function isLineEnd(source: string, at: number): boolean {
  return source.startsWith('\n', at) || source.startsWith('\r\n', at);
}

const key = /([a-z_]{1,20}): /y;
/** Words that cannot be anything but text between two commas, or quoted text without escapes. */
const value = /"[^"\\\r\n\0]*"|[A-Za-z0-9](?:[A-Za-z0-9_./+@-]|:(?=[A-Za-z0-9/])| (?=[A-Za-z0-9]))*(?=, | \})/y;

/** `tokens` is the only map in a receipt. */
const maxDepth = 1;

function readMap(source: string, at: number, offset: number, depth: number): MapNode | undefined {
  if (depth > maxDepth) return undefined;
  const entries: Entry[] = [];
  let position = at + 2;
  let comma: number | undefined;
  for (;;) {
    key.lastIndex = position;
    const name = key.exec(source)?.[1];
    if (name === undefined) return undefined;
    const valueAt = key.lastIndex;
    const node = source.startsWith('{ ', valueAt) ? readMap(source, valueAt, offset, depth + 1) : readText(source, valueAt, offset);
    if (!node) return undefined;
    const keySpan = { start: offset + position, end: offset + position + name.length };
    entries.push({ key: name, keySpan, afterColon: keySpan.end + 1, value: node, comma });
    const end = node.span.end - offset;
    if (source.startsWith(' }', end)) {
      return { kind: 'map', isFlow: true, entries, start: offset + at, span: { start: offset + at, end: offset + end + 2 }, anchor: undefined, tag: undefined };
    }
    if (!source.startsWith(', ', end)) return undefined;
    comma = offset + end;
    position = end + 2;
  }
}

function readText(source: string, at: number, offset: number): TextNode | undefined {
  value.lastIndex = at;
  const text = value.exec(source)?.[0];
  if (text === undefined) return undefined;
  const isQuoted = text.startsWith('"');
  return {
    kind: 'text',
    style: isQuoted ? 'double' : 'plain',
    text: isQuoted ? text.slice(1, -1) : text,
    start: offset + at,
    span: { start: offset + at, end: offset + at + text.length },
    contentStart: offset + at,
    header: undefined,
    anchor: undefined,
    tag: undefined,
  };
}
