import type { Entry, ListNode, MapNode, TextNode } from './yamlTree.js';

/**
 * Maps and lists in braces on one line, as Galley writes them: `{ step: draft, cost_usd: 0.06, tokens: { input: 10 } }`
 * and `[facts/qwen.cluster.md#f3, "a b"]`. Anything else is `undefined`, and the YAML library's to read.
 */
export function readFlowLine(source: string, at: number, offset: number): MapNode | ListNode | undefined {
  return source.charCodeAt(at) === brace ? readFlowMap(source, at, offset, 0) : readFlowList(source, at, offset);
}

const brace = 0x7b;
const quote = 0x22;
const key = /[a-z_]{1,20}: /y;
/** Words that cannot be anything but text between two commas, or quoted text without escapes. */
const member = /"[^"\\\r\n\0]*"|[A-Za-z0-9](?:[A-Za-z0-9_./+@-]|:(?=[A-Za-z0-9/])| (?=[A-Za-z0-9]))*(?=, | \})/y;
const item = /(?:"[^"\\\r\n\0]*"|[A-Za-z0-9](?:[A-Za-z0-9_./+@#-]|:(?=[A-Za-z0-9/])| (?=[A-Za-z0-9]))*)(?=, |\])/y;

/** `tokens` is the only map in a receipt. */
const maxDepth = 1;

export function readFlowMap(source: string, at: number, offset: number, depth = 0): MapNode | undefined {
  if (depth > maxDepth || !source.startsWith('{ ', at)) return undefined;
  const entries: Entry[] = [];
  let position = at + 2;
  let comma: number | undefined;
  for (;;) {
    key.lastIndex = position;
    if (!key.test(source)) return undefined;
    const valueAt = key.lastIndex;
    const value = source.charCodeAt(valueAt) === brace ? readFlowMap(source, valueAt, offset, depth + 1) : readFlowText(source, valueAt, offset, member);
    if (!value) return undefined;
    const keySpan = { start: offset + position, end: offset + valueAt - 2 };
    entries.push({ key: source.slice(position, valueAt - 2), keySpan, afterColon: keySpan.end + 1, value, comma });
    const end = value.span.end - offset;
    if (source.startsWith(' }', end)) {
      return { kind: 'map', start: offset + at, span: { start: offset + at, end: offset + end + 2 }, anchor: undefined, tag: undefined, isFlow: true, entries };
    }
    if (!source.startsWith(', ', end)) return undefined;
    comma = offset + end;
    position = end + 2;
  }
}

function readFlowList(source: string, at: number, offset: number): ListNode | undefined {
  const items: TextNode[] = [];
  for (let position = at + 1; ; ) {
    const text = readFlowText(source, position, offset, item);
    if (!text) return undefined;
    items.push(text);
    const end = text.span.end - offset;
    if (source.startsWith(']', end)) {
      return { kind: 'list', start: offset + at, span: { start: offset + at, end: offset + end + 1 }, anchor: undefined, tag: undefined, isFlow: true, items, firstDash: undefined };
    }
    position = end + 2;
  }
}

function readFlowText(source: string, at: number, offset: number, form: RegExp): TextNode | undefined {
  form.lastIndex = at;
  if (!form.test(source)) return undefined;
  const end = form.lastIndex;
  const isQuoted = source.charCodeAt(at) === quote;
  const start = offset + at;
  return {
    kind: 'text', style: isQuoted ? 'double' : 'plain', text: isQuoted ? source.slice(at + 1, end - 1) : source.slice(at, end),
    start, span: { start, end: offset + end }, anchor: undefined, tag: undefined, header: undefined, contentStart: start,
  };
}
