import { readFlowLine } from './flowLine.js';
import { readBlockLines } from './plainBlock.js';
import type { Entry, ListNode, MapNode, TextNode, TextStyle, YamlNode } from './yamlTree.js';

/**
 * Reads the plain forms of YAML that most front matter is written in, many times faster than the YAML library: block
 * maps and lists, texts on one line, blocks of lines, and braces on one line. Of a key that has something else below it,
 * `readOther` reads the lines. The result is the library's, span for span; `undefined` when the library has to read it
 * all. Nothing is guessed here.
 *
 * `offset` is where `source` starts in the file; line breaks in `source` are LF or CRLF.
 */
export function readPlainYaml(source: string, offset: number, readOther: ReadOther = () => undefined): MapNode | undefined {
  return new PlainReader(source, offset, readOther).read();
}

/** Reads the lines of one key, which start at `offset` in the file; `undefined` when that is not all there is to say of them. */
export type ReadOther = (lines: string, offset: number) => Entry | undefined;

const tab = 0x09;
const carriageReturn = 0x0d;
const space = 0x20;
const doubleQuote = 0x22;
const hash = 0x23;
const singleQuote = 0x27;
const dash = 0x2d;
const bracket = 0x5b;
const brace = 0x7b;

/** Past these the library's own limits may count (`limits` in `yamlRead.ts`). */
const maxDepth = 16;
const maxNodes = 4000;
/** With more keys that are not plain, reading all at once is faster than one by one. */
const maxOthers = 12;

/** YAML has a limit of 1,024 characters for a key. */
const key = /[A-Za-z_][\w-]{0,99}:(?=[ \r\n]|$)/y;
/** The next line that starts with a key; a comment above it belongs to it, as far as anyone can tell. */
const nextKey = /\n(?=[A-Za-z_][\w-]*:(?:[ \r\n]|$))/g;
/**
 * What an anchor stands for may be anywhere, a tab or a comment may change what the library makes of the next key, and
 * some lines end a document.
 */
const mayMeanMore = /[&*]|<<|\n *[\t#]|\n(?:---|\.\.\.)/;
const plainStart = /[^\s\-?:,[\]{}#&*!|>'"%@`]/y;
/** What ends a text on one line, or makes it something else. */
const notPlain = /[\t\0]|:(?: |$)/;
const blockHeader = /[|>]-?(?=[ \r\n])/y;
const rest = / *(?: #.*)?$/y;

class PlainReader {
  /** Of the line that is looked at: where it starts, its first character that is no space, and its end without spaces. */
  private lineStart = 0;
  private at = 0;
  private end = 0;
  private next = 0;
  private isDone = false;
  private depth = 0;
  private nodes = 0;
  private others = 0;

  constructor(private readonly source: string, private readonly offset: number, private readonly readOther: ReadOther) {}

  read(): MapNode | undefined {
    if (!this.advance() || !this.hasMore() || this.indent > 0) return undefined;
    const start = this.offset + this.at;
    const entries: Entry[] = [];
    while (this.hasMore()) {
      const from = this.at;
      const entry = this.readEntry() ?? this.readOtherEntry(from);
      if (!entry || this.isDeeper(0)) return undefined;
      entries.push(entry);
    }
    return this.map(start, entries);
  }

  private readOtherEntry(from: number): Entry | undefined {
    key.lastIndex = from;
    if (++this.others > maxOthers || !key.test(this.source)) return undefined;
    nextKey.lastIndex = from + 1;
    const end = nextKey.test(this.source) ? nextKey.lastIndex : this.source.length;
    const lines = this.source.slice(from, end);
    const entry = mayMeanMore.test(lines) ? undefined : this.readOther(lines, this.offset + from);
    [this.next, this.isDone, this.depth] = [end, false, 0];
    return entry && this.advance() ? entry : undefined;
  }

  private get indent(): number {
    return this.at - this.lineStart;
  }

  /** Goes to the next line that is neither blank nor a comment. False when such a line stands where it could mean something. */
  private advance(): boolean {
    const { source } = this;
    let commentIndent: number | undefined;
    for (let start = this.next; start < source.length; start = this.next) {
      const lineBreak = source.indexOf('\n', start);
      let end = lineBreak < 0 ? source.length : lineBreak;
      this.next = end + 1;
      let at = start;
      while (source.charCodeAt(at) === space) at++;
      while (end > at && isBlank(source.charCodeAt(end - 1))) end--;
      const first = source.charCodeAt(at);
      if (at >= end && first !== tab) continue;
      if (first === tab) return false;
      if (first === hash) {
        if (commentIndent !== undefined && commentIndent !== at - start) return false;
        commentIndent = at - start;
        continue;
      }
      [this.lineStart, this.at, this.end] = [start, at, end];
      return commentIndent === undefined || commentIndent === at - start;
    }
    this.isDone = true;
    return commentIndent === undefined || commentIndent === 0;
  }

  private hasMore(): boolean {
    return !this.isDone;
  }

  /** Whether the line belongs to what stands at `indent`. */
  private isDeeper(indent: number): boolean {
    return !this.isDone && this.indent > indent;
  }

  private isAtDash(): boolean {
    return this.source.charCodeAt(this.at) === dash && this.source.charCodeAt(this.at + 1) === space;
  }

  /** At a key: the entry, and on to the line after it. */
  private readEntry(): Entry | undefined {
    const { source, offset, at, indent } = this;
    key.lastIndex = at;
    if (!key.test(source)) return undefined;
    const colonAt = key.lastIndex - 1;
    const value = this.readValue(colonAt + 1, indent, true);
    return value && { key: source.slice(at, colonAt), keySpan: { start: offset + at, end: offset + colonAt }, afterColon: offset + colonAt + 1, value, comma: undefined };
  }

  private readMap(): MapNode | undefined {
    if (++this.depth > maxDepth) return undefined;
    const { indent } = this;
    const start = this.offset + this.at;
    const entries: Entry[] = [];
    do {
      const entry = this.readEntry();
      if (!entry) return undefined;
      entries.push(entry);
    } while (this.hasMore() && this.indent === indent);
    this.depth--;
    return this.map(start, entries);
  }

  private map(start: number, entries: readonly Entry[]): MapNode {
    const span = { start, end: entries[entries.length - 1]?.value.span.end ?? start };
    return { kind: 'map', start, span, anchor: undefined, tag: undefined, isFlow: false, entries };
  }

  private readList(): ListNode | undefined {
    if (++this.depth > maxDepth) return undefined;
    const { offset, indent } = this;
    const start = offset + this.at;
    const items: YamlNode[] = [];
    do {
      const item = this.readItem(indent);
      if (!item) return undefined;
      items.push(item);
    } while (this.hasMore() && this.indent === indent && this.isAtDash());
    this.depth--;
    const last = items[items.length - 1];
    return { kind: 'list', start, span: { start, end: last ? last.span.end : start }, anchor: undefined, tag: undefined, isFlow: false, items, firstDash: start };
  }

  private readItem(indent: number): YamlNode | undefined {
    key.lastIndex = this.at + 2;
    if (!key.test(this.source)) return this.readValue(this.at + 1, indent, false);
    // A map that starts on the line of its dash goes on below its first key.
    this.at += 2;
    const map = this.readMap();
    return this.isDeeper(indent) ? undefined : map;
  }

  /** The value behind a `:` or `-`, and on to the line after it. `indent` is that of the key or dash. */
  private readValue(from: number, indent: number, isOfKey: boolean): YamlNode | undefined {
    if (++this.nodes > maxNodes) return undefined;
    const { source, end } = this;
    let at = from;
    while (at < end && source.charCodeAt(at) === space) at++;
    if (at >= end || (source.charCodeAt(at) === hash && at > from)) return isOfKey ? this.readBelow(from, indent) : undefined;
    const value = this.readOnLine(at, indent);
    return this.isDeeper(indent) ? undefined : value;
  }

  /** What stands under a key with nothing on its line. */
  private readBelow(from: number, indent: number): YamlNode | undefined {
    if (!this.advance()) return undefined;
    const isList = this.hasMore() && this.isAtDash() && this.indent >= indent;
    if (!isList && !this.isDeeper(indent)) return this.text('empty', '', from, from);
    const value = isList ? this.readList() : this.readMap();
    return this.isDeeper(indent) ? undefined : value;
  }

  private readOnLine(at: number, indent: number): YamlNode | undefined {
    const { source } = this;
    switch (source.charCodeAt(at)) {
      case 0x7c:
      case 0x3e: return this.readBlock(at, indent);
      case brace:
      case bracket: {
        const value = readFlowLine(source, at, this.offset);
        return value && this.endsLine(value.span.end - this.offset) ? value : undefined;
      }
      case doubleQuote:
      case singleQuote: return this.readQuoted(at);
      default: return this.readWords(at);
    }
  }

  private readWords(at: number): TextNode | undefined {
    plainStart.lastIndex = at;
    if (!plainStart.test(this.source)) return undefined;
    const comment = this.source.slice(at, this.end).indexOf(' #');
    let end = comment < 0 ? this.end : at + comment;
    while (this.source.charCodeAt(end - 1) === space) end--;
    const words = this.source.slice(at, end);
    return notPlain.test(words) || !this.advance() ? undefined : this.text('plain', words, at, end);
  }

  private readQuoted(at: number): TextNode | undefined {
    const { source } = this;
    const quote = source.charCodeAt(at);
    const mark = quote === doubleQuote ? '"' : "'";
    const close = source.indexOf(mark, at + 1);
    const inner = source.slice(at + 1, close);
    // An escape, or the same mark twice: the library's.
    if (close < 0 || close >= this.end || source.charCodeAt(close + 1) === quote || (quote === doubleQuote && inner.includes('\\'))) return undefined;
    return this.endsLine(close + 1) ? this.text(quote === doubleQuote ? 'double' : 'single', inner, at, close + 1) : undefined;
  }

  /** Whether nothing but a comment follows on the line; goes on to the next. */
  private endsLine(at: number): boolean {
    if (at < this.end) {
      rest.lastIndex = 0;
      if (!rest.test(this.source.slice(at, this.end))) return false;
    }
    return this.advance();
  }

  private text(style: TextStyle, text: string, start: number, end: number): TextNode {
    const span = { start: this.offset + start, end: this.offset + end };
    return { kind: 'text', style, text, start: span.start, span, anchor: undefined, tag: undefined, header: undefined, contentStart: span.start };
  }

  private readBlock(at: number, indent: number): TextNode | undefined {
    const { source, offset } = this;
    blockHeader.lastIndex = at;
    if (!blockHeader.test(source)) return undefined;
    const header = { start: offset + at, end: offset + blockHeader.lastIndex };
    rest.lastIndex = 0;
    if (!rest.test(source.slice(blockHeader.lastIndex, this.end))) return undefined;
    const contentStart = this.next;
    const style = source.startsWith('>', at) ? 'folded' : 'literal';
    const block = readBlockLines(source, contentStart, indent, style);
    if (!block) return undefined;
    this.next = block.end;
    if (!this.advance()) return undefined;
    const text = source.charCodeAt(at + 1) === dash ? block.text : `${block.text}\n`;
    return { kind: 'text', style, text, start: header.start, span: { start: header.start, end: offset + block.end }, anchor: undefined, tag: undefined, header, contentStart: offset + contentStart };
  }
}

function isBlank(code: number): boolean {
  return code === space || code === carriageReturn;
}
