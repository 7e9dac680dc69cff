import type { TextStyle } from './yamlTree.js';
import { readYaml } from './yamlRead.js';

/** A scalar as YAML: on the key's line, or as a block whose `lines` are still to be indented (`''` stays empty). */
export type ScalarText =
  | { readonly kind: 'inline'; readonly text: string }
  | { readonly kind: 'block'; readonly header: string; readonly lines: readonly string[] };

/** What only a double-quoted scalar can carry: controls, breaks that YAML 1.1 readers fold, marks, lone surrogates. */
const needsEscape = /[\p{Cc}\p{Cs}\u2028\u2029\uFEFF\uFFFE\uFFFF]/u;
const needsEscapeBesidesBreaks = /[\0-\x08\x0B-\x1F\x7F-\x9F\p{Cs}\u2028\u2029\uFEFF\uFFFE\uFFFF]/u;

const namedEscapes: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'], ['\\', '\\\\'], ['\n', '\\n'], ['\t', '\\t'], ['\r', '\\r'], ['\0', '\\0'], ['\u0085', '\\N'], ['\u2028', '\\L'], ['\u2029', '\\P'],
]);

export function doubleQuoted(value: string): string {
  const escaped = value.replace(/["\\\p{Cc}\p{Cs}\u2028\u2029\uFEFF\uFFFE\uFFFF]/gu, (char) => (
    namedEscapes.get(char) ?? `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
  ));
  return `"${escaped}"`;
}

function singleQuoted(value: string): string | undefined {
  return needsEscape.test(value) ? undefined : `'${value.replaceAll("'", "''")}'`;
}

/** Words, numbers, dates and sexagesimals (`16:9`) of YAML 1.1 or 1.2: as text they need quotes for every reader. */
const readAsOther = [
  /^(?:~|null|true|false|yes|no|on|off|y|n|\.inf|\.nan)$/i,
  /^\.?\d[\d_.,:]*(?:e[-+]?\d*)?$/i,
  /^0[xob][0-9a-f_]+$/i,
  /^\d{4}-\d\d?-\d\d?(?:[Tt \t].*)?$/,
];

/** Whether `value` can stand without quotes and be the same text for every YAML reader; deliberately narrow. */
export function isPlainSafe(value: string, context: 'block' | 'flow'): boolean {
  return /^[\p{L}\p{N}_/.(]/u.test(value)
    && !needsEscape.test(value)
    && !/^\.\.\.|:(?:\s|$)|\s#|\s$/u.test(value)
    && !(context === 'flow' && /[[\]{},]|:["']/.test(value))
    && !readAsOther.some((pattern) => pattern.test(value));
}

const maxWidth = 100;

export interface ScalarPlace {
  /** How the value is written now. */
  readonly style: TextStyle | undefined;
  readonly isProse: boolean;
  /** Never a block, however long: a title. */
  readonly isOneLine: boolean;
  /** Columns before an inline value. */
  readonly column: number;
  /** Where block lines stand, and how far that is from the key. */
  readonly indent: number;
  readonly indentStep: number;
}

/** A scalar inside braces or brackets: one line, quotes unless it is plainly safe. */
export function flowScalar(value: string, style?: TextStyle, isProse = false): string {
  if (style === 'single') return singleQuoted(value) ?? doubleQuoted(value);
  return style !== 'double' && !isProse && isPlainSafe(value, 'flow') ? value : doubleQuoted(value);
}

/** Keeps the style the value has where that can carry the new text; else prose becomes a block, the rest one line. */
export function blockScalar(value: string, place: ScalarPlace): ScalarText {
  const { style, isProse, isOneLine } = place;
  const hasBreak = value.includes('\n');
  const fits = !hasBreak && place.column + value.length <= maxWidth;
  const isBlock = style === 'literal' || style === 'folded';
  const staysInline = !isBlock && !hasBreak && (fits || !isProse || isOneLine);
  if (staysInline && style === 'single') return inline(singleQuoted(value) ?? doubleQuoted(value));
  if (staysInline && style === 'double') return inline(doubleQuoted(value));
  if (staysInline && style === 'plain' && fits && isPlainSafe(value, 'block')) return inline(value);
  const wantsBlock = isBlock || (!isOneLine && (isProse || hasBreak || !fits));
  const block = wantsBlock ? asBlock(value, place) : undefined;
  if (block) return block;
  return inline(!hasBreak && !isProse && isPlainSafe(value, 'block') ? value : doubleQuoted(value));
}

function inline(text: string): ScalarText {
  return { kind: 'inline', text };
}

/** `undefined` when a block cannot carry the value exactly. */
function asBlock(value: string, { style, indent, indentStep }: ScalarPlace): ScalarText | undefined {
  const content = value.endsWith('\n') ? value.slice(0, -1) : value;
  if (!/\S/.test(content) || content.endsWith('\n') || needsEscapeBesidesBreaks.test(value)) return undefined;
  const chomp = content === value ? '-' : '';
  // Folding keeps single spaces only between words of one paragraph.
  const isFoldable = style !== 'literal' && !/[\n\t]|^\s|\s$/.test(content);
  // An indentation indicator, as leading space would otherwise count as indentation.
  const indicator = /^\n*[ \t]/.test(content) ? String(indentStep) : '';
  const block: ScalarText = isFoldable
    ? { kind: 'block', header: `>${chomp}`, lines: wrap(content, Math.max(40, maxWidth - indent)) }
    : { kind: 'block', header: `|${indicator}${chomp}`, lines: content.split('\n') };
  return readBack(block, indentStep) === value ? block : undefined;
}

/** Breaks at single spaces only, the ones folding turns back into a space. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/(?<=\S) (?=\S)/)) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

function readBack({ header, lines }: Extract<ScalarText, { kind: 'block' }>, indentStep: number): string | undefined {
  const source = `k: ${header}\n${lines.map((line) => indentLine(line, indentStep)).join('\n')}\n`;
  const { root, errors } = readYaml(source, 0);
  const value = root?.kind === 'map' && errors.length === 0 ? root.entries[0]?.value : undefined;
  return value?.kind === 'text' && root?.kind === 'map' && root.entries.length === 1 ? value.text : undefined;
}

export function indentLine(line: string, indent: number): string {
  return line === '' ? '' : ' '.repeat(indent) + line;
}
