import type { Span } from '../common/text.js';

export type LineBreak = '\n' | '\r\n' | '\r';

/**
 * How a post file divides. `closed` is front matter between fences; `unclosed` starts with a fence that has no
 * counterpart, and its `yaml` is a guess: the first lines as long as they look like keys, items and comments.
 */
export interface Fences {
  readonly state: 'none' | 'closed' | 'unclosed';
  /** Where the opening fence is or would be: after the byte order mark. */
  readonly start: number;
  readonly yaml: Span;
  readonly body: Span;
  /** The line break of the file's first line, for lines that are added. */
  readonly lineBreak: LineBreak;
}

const openingFence = /---[ \t]*(?:\r\n|\n|\r|$)/y;
/**
 * YAML itself ends a document at a line `---` or `...`, so both close the front matter, as in Jekyll and Pandoc.
 * No `m` flag: with it, `$` would also match at U+2028.
 */
const closingFence = /[\r\n](?:---|\.\.\.)[ \t]*(?:\r\n|\n|\r|$)/g;
const firstLineBreak = /\r\n|\n|\r/;
const yamlLine = /(?:[ \t]*(?:#[^\r\n]*)?|[ \t]+[^\r\n]*|-[ \t][^\r\n]*|[\p{L}\p{N}_"'][^\r\n:]{0,80}:(?:[ \t][^\r\n]*)?)(?:\r\n|\n|\r)/uy;

/** Front matter is there only when the file's first line, after an optional byte order mark, is exactly `---`. */
export function findFences(text: string): Fences {
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  const lineBreak = toLineBreak(firstLineBreak.exec(text)?.[0]);
  openingFence.lastIndex = start;
  const opening = openingFence.exec(text);
  if (!opening) {
    return { state: 'none', start, lineBreak, yaml: { start, end: start }, body: { start, end: text.length } };
  }
  const yamlStart = openingFence.lastIndex;
  closingFence.lastIndex = yamlStart - 1;
  const closing = closingFence.exec(text);
  if (closing) {
    const yaml = { start: yamlStart, end: Math.max(yamlStart, closing.index + 1) };
    return { state: 'closed', start, lineBreak, yaml, body: { start: closingFence.lastIndex, end: text.length } };
  }
  const guess = endOfYamlLines(text, yamlStart);
  return { state: 'unclosed', start, lineBreak, yaml: { start: yamlStart, end: guess }, body: { start: guess, end: text.length } };
}

function endOfYamlLines(text: string, start: number): number {
  let end = start;
  let at = start;
  for (;;) {
    yamlLine.lastIndex = at;
    const line = yamlLine.exec(text)?.[0];
    if (line === undefined) return end;
    at += line.length;
    // Blank lines belong to the front matter only when more of it follows.
    if (line.trim() !== '') end = at;
  }
}

function toLineBreak(found: string | undefined): LineBreak {
  return found === '\r\n' || found === '\r' ? found : '\n';
}
