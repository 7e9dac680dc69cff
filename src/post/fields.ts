import { t } from '@vscode/l10n';
import type { Problem } from './post.js';
import { problem, wrongType } from './problems.js';
import { entryOf, isNull, resolve } from './yamlTree.js';
import type { Entry, ListNode, MapNode, TextNode, YamlNode } from './yamlTree.js';

/** What the readers of single keys share: the file, and where problems go. */
export interface Reading {
  readonly text: string;
  readonly problems: Problem[];
}

/** The text at `key`, as YAML resolves it but never converted; reports what is there when it is not text. */
export function readText(reading: Reading, map: MapNode | undefined, key: string, path = key): string | undefined {
  const entry = map && entryOf(map, key);
  return entry && readTextEntry(reading, entry, path);
}

export function readTextEntry(reading: Reading, { value: node }: Entry, path: string): string | undefined {
  const value = resolve(node);
  if (value?.kind !== 'text' || value.tag === 'tag:yaml.org,2002:binary') {
    reading.problems.push(wrongType(node.span, path, 'text'));
    return undefined;
  }
  if (node === value) reportTraps(reading, value, path);
  return isNull(value) ? undefined : value.text;
}

const commentAfter = /[ \t]+(#[^\r\n]*)/y;

function reportTraps(reading: Reading, node: TextNode, path: string): void {
  // `caption: &more to come` and `caption: !Important news` lose their first word without any error.
  const isEaten = node.style === 'plain' && (node.tag?.startsWith('!') === true || (node.anchor !== undefined && !isAnchorUsed(reading, node)));
  if (node.style === 'raw' || isEaten) {
    const span = { start: node.start, end: node.span.end };
    reading.problems.push(problem('unquoted-text', 'error', span, t('YAML reads part of "{0}" as its own syntax. Put the text in quotes or write it as a block.', path)));
  }
  if (node.style !== 'plain' && node.style !== 'empty') return;
  commentAfter.lastIndex = node.span.end;
  const comment = commentAfter.exec(reading.text)?.[1];
  if (comment === undefined || !/^#[\p{L}\p{N}_]/u.test(comment)) return;
  const start = commentAfter.lastIndex - comment.length;
  const isCaption = path === 'caption' || path.startsWith('captions.');
  const message = isCaption
    ? t('YAML reads "{0}" as a comment, so it is not part of the caption. Write the caption as a block or in quotes.', comment.trimEnd())
    : t('YAML reads "{0}" as a comment, so it is not part of "{1}". Put the text in quotes.', comment.trimEnd(), path);
  const span = { start, end: start + comment.trimEnd().length };
  reading.problems.push(problem(isCaption ? 'caption-comment' : 'text-comment', 'warning', span, message));
}

function isAnchorUsed({ text }: Reading, { anchor, span }: TextNode): boolean {
  return anchor !== undefined && text.includes(`*${anchor}`, span.end);
}

/** The number at `key`, quoted or not. */
export function readNumber(reading: Reading, map: MapNode | undefined, key: string, path = key): number | undefined {
  const entry = map && entryOf(map, key);
  const value = entry && resolve(entry.value);
  if (!entry || (value && isNull(value))) return undefined;
  const number = value?.kind === 'text' ? parseNumber(value.text) : undefined;
  if (number === undefined) reading.problems.push(wrongType(entry.value.span, path, 'number'));
  return number;
}

export function parseNumber(text: string): number | undefined {
  if (!/^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(text)) return undefined;
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
}

export function readMap(reading: Reading, map: MapNode | undefined, key: string): MapNode | undefined {
  const value = readCollection(reading, map, key, 'map');
  return value?.kind === 'map' ? value : undefined;
}

export function readList(reading: Reading, map: MapNode | undefined, key: string, path = key): ListNode | undefined {
  const value = readCollection(reading, map, key, 'list', path);
  return value?.kind === 'list' ? value : undefined;
}

function readCollection(reading: Reading, map: MapNode | undefined, key: string, kind: 'map' | 'list', path = key): YamlNode | undefined {
  const entry = map && entryOf(map, key);
  const value = entry && resolve(entry.value);
  if (!entry || (value && isNull(value))) return undefined;
  if (value?.kind !== kind) reading.problems.push(wrongType(entry.value.span, path, kind));
  return value;
}
