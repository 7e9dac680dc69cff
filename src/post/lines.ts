import type { Span, TextEdit } from '../common/text.js';
import type { LineBreak } from './fences.js';

/** The front matter while it is being changed. Lines are searched in `yaml` only; it ends with a line break or is empty. */
export interface YamlSource {
  readonly text: string;
  readonly yaml: Span;
  readonly lineBreak: LineBreak;
}

export function lineStart({ text, yaml }: YamlSource, at: number): number {
  let start = at;
  while (start > yaml.start && !isBreak(text[start - 1])) start--;
  return start;
}

/** The start of the line after the one `at` is in; `at` itself when a line break ends there. */
export function nextLine(source: YamlSource, at: number): number {
  const { text, yaml } = source;
  if (at > yaml.start && isBreak(text[at - 1])) return at;
  return lineAfter(source, at);
}

function lineAfter({ text, yaml }: YamlSource, at: number): number {
  let end = at;
  while (end < yaml.end && !isBreak(text[end])) end++;
  if (text[end] === '\r' && text[end + 1] === '\n') end++;
  return Math.min(end + 1, yaml.end);
}

/** `undefined` when anything but spaces stands before `at` on its line. */
export function columnOf(source: YamlSource, at: number): number | undefined {
  const start = lineStart(source, at);
  return /^ *$/.test(source.text.slice(start, at)) ? at - start : undefined;
}

/** After the comment lines from `at` on that are indented deeper than `column`: they belong to what is above. */
export function afterIndentedComments(source: YamlSource, at: number, column: number): number {
  let end = at;
  for (let line = at; line < source.yaml.end;) {
    const next = lineAfter(source, line);
    const words = source.text.slice(line, next);
    if (words.trim() !== '') {
      if (!words.trimStart().startsWith('#') || words.search(/\S/) <= column) break;
      end = next;
    }
    line = next;
  }
  return end;
}

/** The start of the comment lines right above `at`, a line's start: they belong to what is below. */
export function beforeComments(source: YamlSource, at: number): number {
  let start = at;
  while (start > source.yaml.start) {
    const previous = lineStart(source, start - (source.text.slice(start - 2, start) === '\r\n' ? 2 : 1));
    if (!source.text.slice(previous, start).trimStart().startsWith('#')) break;
    start = previous;
  }
  return start;
}

export function insertLines({ lineBreak }: YamlSource, at: number, lines: readonly string[]): TextEdit[] {
  return lines.length === 0 ? [] : [{ span: { start: at, end: at }, text: lines.map((line) => line + lineBreak).join('') }];
}

function isBreak(char: string | undefined): boolean {
  return char === '\n' || char === '\r';
}
