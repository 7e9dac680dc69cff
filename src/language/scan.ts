import type { Span } from '../common/text.js';
import { endOfQuoted, scanFlow, unquoted } from './scanFlow.js';

/** What an offset in front matter belongs to, as far as the lines around it tell. */
export interface Place {
  readonly kind: 'key' | 'value';
  /** Of a key, the map it is in; of a value, the value itself. List items are numbered. */
  readonly path: readonly string[];
  /** The key or value around the offset, without its quotes: what a completion replaces. */
  readonly typed: Span;
  readonly style: 'plain' | 'single' | 'double' | 'block';
  readonly isFlow: boolean;
  /** Where the keys of that map stand. */
  readonly column: number;
  /** Of a key: its colon is there already. */
  readonly hasColon: boolean;
  /** Of a value: a space is still missing after the colon. */
  readonly needsSpace: boolean;
  /** Right after the dash of a list. */
  readonly isItem: boolean;
}

export interface ScanResult {
  readonly offset: number;
  place: Place | undefined;
  /** Dotted paths of all keys but the one at the offset. */
  readonly keys: Set<string>;
}

interface Frame {
  readonly isMap: boolean;
  readonly column: number;
  readonly path: readonly string[];
  key: string | undefined;
  index: number;
  /** The last key has something after its colon. */
  hasValue: boolean;
}

const blockHeader = /^[|>][-+0-9]{0,3}[ \t]*(?:#.*)?$/;
const anchorOrTag = /^(?:[&!][^\s]*[ \t]+)+/;

/**
 * Reads YAML line by line and says where `offset` is. Unlike a parser it also knows while a line is half typed: a key
 * without its colon, an open quote or bracket. Never throws.
 */
export function scan(text: string, yaml: Span, offset: number): ScanResult {
  const result: ScanResult = { offset, place: undefined, keys: new Set() };
  const frames: Frame[] = [];
  let at = yaml.start;
  let block: number | undefined;
  while (at <= yaml.end) {
    const end = lineEnd(text, at, yaml.end);
    const line = text.slice(at, end);
    const indent = /^ */.exec(line)?.[0].length ?? 0;
    const isHere = offset >= at && offset <= end;
    const isBlank = line.trim() === '';
    let next = end;
    if (block !== undefined && (isBlank ? !isHere || offset - at > block : indent > block)) {
      if (isHere) result.place = blockPlace(frames, at, end, offset);
    } else if (isBlank || line.trimStart().startsWith('#')) {
      if (!isBlank && indent <= (block ?? -1)) block = undefined;
      if (isHere && isBlank) result.place = blankPlace(frames, offset - at, offset);
    } else {
      const read = readLine({ text, limit: yaml.end, frames, result }, at, end, indent);
      block = read.block;
      next = Math.max(end, read.end);
      if (next > end) next = lineEnd(text, next, yaml.end);
    }
    if (next >= yaml.end) break;
    at = next + (text.startsWith('\r\n', next) ? 2 : 1);
  }
  if (result.place) result.place = { ...result.place, typed: onLine(text, result.place.typed, offset) };
  return result;
}

/** Values of several lines are completed one line at a time. */
function onLine(text: string, { start, end }: Span, offset: number): Span {
  const from = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  return { start: Math.min(offset, Math.max(start, from)), end: Math.max(offset, lineEnd(text, offset, end)) };
}

function lineEnd(text: string, at: number, limit: number): number {
  let end = at;
  while (end < limit && text[end] !== '\n' && text[end] !== '\r') end++;
  return end;
}

interface Reading {
  readonly text: string;
  readonly limit: number;
  readonly frames: Frame[];
  readonly result: ScanResult;
}

interface LineRead {
  /** Past this column, the lines below belong to a block scalar. */
  readonly block: number | undefined;
  /** Where the line's value ends, which may be some lines further down. */
  readonly end: number;
}

function readLine({ text, limit, frames, result }: Reading, lineStart: number, end: number, indent: number): LineRead {
  const { offset } = result;
  const isHere = offset >= lineStart && offset <= end;
  let column = indent;
  let item = false;
  let parent = -1;
  for (;;) {
    const dash = /^-(?:[ \t]+|$)/.exec(text.slice(lineStart + column, end));
    if (!dash) break;
    openItem(frames, column);
    parent = column;
    item = true;
    column += dash[0].length;
  }
  const start = lineStart + column;
  const content = text.slice(start, end);
  if (item && content.trim() === '') {
    if (isHere && offset > lineStart + parent) result.place = itemPlace(frames, offset, offset, offset - lineStart);
    return { block: undefined, end };
  }
  const colon = keyEnd(content);
  if (colon === undefined) {
    if (!item && isContinuation(frames, column)) {
      if (isHere && offset >= start) result.place = valuePlace(frames, { start, end: start + withoutComment(content).length }, offset);
      return { block: undefined, end };
    }
    return readBare({ text, limit, frames, result }, start, end, column, item, parent);
  }
  const key = unquoted(content.slice(0, colon).trim());
  const frame = openKey(frames, column, key);
  if (isHere && offset >= start && offset <= start + colon) {
    result.place = keyPlace(frame, { start, end: start + content.slice(0, colon).trimEnd().length }, true, item);
  } else {
    result.keys.add([...frame.path, key].join('.'));
  }
  const rest = content.slice(colon + 1);
  const valueStart = start + colon + 1 + (/^[ \t]*/.exec(rest)?.[0].length ?? 0);
  const isValueHere = isHere && offset > start + colon;
  return readValue({ text, limit, frames, result }, frame, valueStart, end, isValueHere);
}

function readValue({ text, limit, frames, result }: Reading, frame: Frame, from: number, end: number, isHere: boolean): LineRead {
  const { offset } = result;
  const start = from + (anchorOrTag.exec(text.slice(from, end))?.[0].length ?? 0);
  const value = text.slice(start, end);
  frame.hasValue = value.trim() !== '' && !value.startsWith('#');
  const path = [...frame.path, frame.key ?? ''];
  if (blockHeader.test(value)) return { block: frame.column, end };
  if (value.startsWith('{') || value.startsWith('[')) return { block: undefined, end: scanFlow(text, start, limit, path, frame.column, result) };
  if (value.startsWith('"') || value.startsWith("'")) {
    const close = endOfQuoted(text, start, limit);
    if (offset > start && offset < close + (text[close - 1] === value[0] && close - 1 > start ? 0 : 1)) result.place = quoted(text, frames, start, close);
    return { block: undefined, end: close };
  }
  if (isHere) {
    const bare = withoutComment(value);
    if (offset <= start + bare.length || !value.slice(bare.length).includes('#') || offset <= start + value.indexOf('#', bare.length)) {
      const typed = bare === '' ? { start: offset, end: offset } : { start, end: Math.max(start + bare.length, offset) };
      result.place = valuePlace(frames, offset < typed.start ? { start: offset, end: offset } : typed, offset);
      if (result.place && text[result.place.typed.start - 1] === ':') result.place = { ...result.place, needsSpace: true };
    }
  }
  return { block: undefined, end };
}

/** Content without a colon: a key that is being typed, or the text of a list item. */
function readBare({ text, limit, frames, result }: Reading, start: number, end: number, column: number, isItem: boolean, parent: number): LineRead {
  const { offset } = result;
  const content = text.slice(start, end);
  const isHere = offset >= start && offset <= end;
  const list = frames.at(-1);
  if (isItem && list && !list.isMap) {
    const path = [...list.path, String(list.index)];
    if (blockHeader.test(content)) return { block: parent, end };
    if (/^[{[]/.test(content)) return { block: undefined, end: scanFlow(text, start, limit, path, column, result) };
    if (/^["']/.test(content)) {
      const close = endOfQuoted(text, start, limit);
      if (offset > start && offset < close) result.place = { ...quoted(text, frames, start, close), path, isItem: true };
      return { block: undefined, end: close };
    }
    if (isHere) result.place = itemPlace(frames, start, Math.max(offset, start + withoutComment(content).length), column);
    return { block: undefined, end };
  }
  if (!isHere) return { block: undefined, end };
  const bare = withoutComment(content);
  if (offset > start + bare.length && content.slice(bare.length).trim() !== '') return { block: undefined, end };
  const place = blankPlace(frames, column, offset);
  if (place) result.place = { ...place, typed: { start, end: Math.max(offset, start + bare.length) } };
  return { block: undefined, end };
}

/** The key's length in front of its colon; `undefined` when the line has no key. */
function keyEnd(content: string): number | undefined {
  if (content.startsWith('"') || content.startsWith("'")) {
    const end = endOfQuoted(content, 0, content.length);
    const colon = /^[ \t]*:(?=\s|$)/.exec(content.slice(end));
    return colon ? end + colon[0].length - 1 : undefined;
  }
  if (/^[[\]{},&*!|>%@`#?]/.test(content)) return undefined;
  const at = content.search(/:(?=\s|$)/);
  return at > 0 && !/\s#/.test(content.slice(0, at)) ? at : undefined;
}

function withoutComment(value: string): string {
  if (value.startsWith('#')) return '';
  const comment = value.search(/[ \t]#/);
  return (comment < 0 ? value : value.slice(0, comment)).trimEnd();
}

function popTo(frames: Frame[], column: number): void {
  while ((frames.at(-1)?.column ?? -1) > column) frames.pop();
}

function innerPath(frame: Frame | undefined): readonly string[] {
  if (!frame) return [];
  return [...frame.path, frame.isMap ? frame.key ?? '' : String(frame.index)];
}

function openItem(frames: Frame[], column: number): void {
  popTo(frames, column);
  const top = frames.at(-1);
  if (top && !top.isMap && top.column === column) {
    top.index++;
    return;
  }
  if (top?.isMap === true && top.column === column && top.hasValue) frames.pop();
  frames.push({ isMap: false, column, path: innerPath(frames.at(-1)), key: undefined, index: 0, hasValue: false });
}

function openKey(frames: Frame[], column: number, key: string): Frame {
  popTo(frames, column);
  while (frames.at(-1)?.isMap === false && frames.at(-1)?.column === column) frames.pop();
  let top = frames.at(-1);
  if (top?.isMap !== true || top.column !== column) {
    top = { isMap: true, column, path: innerPath(top), key, index: 0, hasValue: false };
    frames.push(top);
  }
  top.key = key;
  top.hasValue = false;
  return top;
}

/** A line deeper than a key that has its text already goes on with that text. */
function isContinuation(frames: readonly Frame[], column: number): boolean {
  const top = frames.filter((frame) => frame.column < column).at(-1);
  return top?.isMap === true && top.hasValue && !frames.some((frame) => frame.column === column);
}

const inBlock = { style: 'plain', isFlow: false, hasColon: false, needsSpace: false, isItem: false } as const;

function keyPlace(frame: Frame, typed: Span, hasColon: boolean, isItem: boolean): Place {
  return { ...inBlock, kind: 'key', path: frame.path, typed, column: frame.column, hasColon, isItem };
}

function valuePlace(frames: readonly Frame[], typed: Span, offset: number): Place | undefined {
  const frame = frames.filter(({ isMap }) => isMap).at(-1);
  if (!frame || offset < typed.start || offset > typed.end) return undefined;
  return { ...inBlock, kind: 'value', path: innerPath(frame), typed, column: frame.column };
}

function blockPlace(frames: readonly Frame[], start: number, end: number, offset: number): Place | undefined {
  const frame = frames.at(-1);
  if (!frame || offset < start) return undefined;
  return { ...inBlock, kind: 'value', style: 'block', path: innerPath(frame), typed: { start, end }, column: frame.column };
}

function itemPlace(frames: readonly Frame[], start: number, end: number, column: number): Place | undefined {
  const list = frames.at(-1);
  return list && { ...inBlock, kind: 'key', path: innerPath(list), typed: { start, end }, column, isItem: true };
}

/** On an empty line the column decides: among the keys above, or one level below the last of them. */
function blankPlace(frames: readonly Frame[], column: number, offset: number): Place | undefined {
  const typed = { start: offset, end: offset };
  const open = frames.filter((frame) => frame.column <= column);
  const top = open.filter(({ isMap }) => isMap).at(-1);
  if (!top) return frames.length === 0 || column === 0 ? { ...inBlock, kind: 'key', path: [], typed, column: 0 } : undefined;
  if (top.column === column) return { ...inBlock, kind: 'key', path: top.path, typed, column };
  if (top.hasValue || open.at(-1) !== top) return undefined;
  return { ...inBlock, kind: 'key', path: innerPath(top), typed, column };
}

function quoted(text: string, frames: readonly Frame[], open: number, end: number): Place {
  const frame = frames.filter(({ isMap }) => isMap).at(-1);
  const quote = text[open];
  const isClosed = end - 1 > open && text[end - 1] === quote;
  const typed = { start: open + 1, end: isClosed ? end - 1 : end };
  return { ...inBlock, kind: 'value', style: quote === '"' ? 'double' : 'single', path: innerPath(frame), typed, column: frame?.column ?? 0 };
}
