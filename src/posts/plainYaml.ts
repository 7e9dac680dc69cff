/**
 * Reads the plain forms of YAML that most front matter is written in, an order of magnitude faster than the parser: an
 * index of thousands of posts must cost little more than reading their files. Whatever is not plain is `complex`, and
 * the caller asks the parser; nothing is guessed here.
 */
export const complex = Symbol('complex');
export type Complex = typeof complex;

/** What stands under one key. `value` is the rest of the key's line; `lines` are the ones below it. */
export interface Section {
  readonly value: string;
  readonly lines: readonly string[];
  /** A comment stands between the lines, so that they are not one value as they are. */
  readonly hasComment: boolean;
}

/**
 * The keys of a block map, each at `indent`; of those that are not `wanted` only the line. `complex` for any line that
 * is not plainly a key or under one, and for a key given twice.
 */
export function readSections(lines: readonly string[], indent: number, wanted?: ReadonlySet<string>): ReadonlyMap<string, Section> | Complex {
  const sections = new Map<string, Section>();
  let current: { value: string; lines: string[]; hasComment: boolean; isWanted: boolean } | undefined;
  for (const line of lines) {
    const start = indentOf(line);
    if (start === line.length) {
      if (current?.isWanted === true) current.lines.push('');
      continue;
    }
    const first = line.charCodeAt(start);
    if (first === hash && start <= indent) {
      if (current) current.hasComment = true;
    } else if (start > indent || (start === indent && first === dash && current && line.startsWith('- ', start))) {
      if (!current || first === tab) return complex;
      if (current.isWanted) current.lines.push(line);
    } else {
      keyAt.lastIndex = start;
      const key = keyAt.exec(line)?.[2];
      if (start < indent || key === undefined || sections.has(key)) return complex;
      const isWanted = wanted?.has(key) ?? true;
      current = { value: isWanted ? line.slice(keyAt.lastIndex).trim() : '', lines: [], hasComment: false, isWanted };
      sections.set(key, current);
    }
  }
  return sections;
}

function indentOf(line: string): number {
  let start = 0;
  while (line.charCodeAt(start) === space) start++;
  return start;
}

const space = 0x20;
const dash = 0x2d;
const hash = 0x23;
const tab = 0x09;
const keyAt = /(["']?)([A-Za-z_](?:[\w -]*[\w-])?)\1:(?= |$)/y;
const blockHeader = /^[|>][-+]?$/;
const plainStart = /^[^\s\-?:,[\]{}#&*!|>'"%@`]/;
const notPlain = /: |:$|\t/;
const comment = / +#.*$/;
const empty = /^(?:~|null|Null|NULL)?$/;

/** A text value with every run of white space made one space; `undefined` when the key is absent, null or blank. */
export function plainText(section: Section | undefined): string | undefined | Complex {
  if (!section) return undefined;
  const { lines } = section;
  if (blockHeader.test(section.value)) return section.hasComment || !isEven(lines) ? complex : blankless(lines.join(' '));
  if (lines.length > 0 && lines.some((line) => !/^ *(?:#|$)/.test(line))) return complex;
  const value = section.value.replace(comment, '');
  const isQuoted = value.startsWith('"') || value.startsWith("'");
  const quoted = isQuoted && /^"((?:[^"\\]|\\["\\])*)"$|^'([^']*)'$/.exec(value);
  if (quoted) return blankless(quoted[2] ?? quoted[1]?.replace(/\\(["\\])/g, '$1') ?? '');
  if (empty.test(value) || value.startsWith('#')) return undefined;
  return plainStart.test(value) && !notPlain.test(value) ? blankless(value) : complex;
}

/** The members of a map, below its key or in braces on its line; `undefined` when the key is absent or null. */
export function plainMembers(section: Section | undefined): ((key: string) => string | undefined | Complex) | undefined | Complex {
  if (!section) return undefined;
  if (section.hasComment) return complex;
  const first = section.lines.find((line) => line !== '');
  if (first === undefined) {
    if (empty.test(section.value)) return undefined;
    const members = readFlowMap(section.value, 0);
    return members === undefined || members.end !== section.value.length ? complex : (key) => flowText(members, key);
  }
  if (section.value !== '' || first.trimStart().startsWith('- ')) return complex;
  const sections = readSections(section.lines, indentOf(first));
  return sections === complex ? complex : (key) => plainText(sections.get(key));
}

export interface FlowMap {
  readonly members: ReadonlyMap<string, string>;
  readonly end: number;
}

/** `{ a: b, c: "d", e: { … } }` at `start` of a line, as Galley writes receipts; maps inside are skipped. */
export function readFlowMap(line: string, start: number): FlowMap | undefined {
  if (!line.startsWith('{ ', start)) return undefined;
  const members = new Map<string, string>();
  let at = start + 2;
  for (;;) {
    member.lastIndex = at;
    const found = member.exec(line);
    const key = found?.[1];
    if (!found || key === undefined || members.has(key)) return undefined;
    const [, , quoted, plain = ''] = found;
    members.set(key, quoted ?? (empty.test(plain) ? '' : plain));
    at = member.lastIndex;
    if (line.startsWith(' }', at)) return { members, end: at + 2 };
    if (!line.startsWith(', ', at)) return undefined;
    at += 2;
  }
}

/** A value is quoted without escapes, a map without maps, or words that nothing but text can be. */
const member = /([a-z_]{1,20}): (?:"([^"\\]*)"|([A-Za-z0-9](?:[A-Za-z0-9_./+@-]|:(?=[A-Za-z0-9/])| (?=[A-Za-z0-9]))*)|\{ (?:[a-z_]+: [A-Za-z0-9.]+(?:, )?)+ \})(?=, | \})/y;

export function flowText({ members }: FlowMap, key: string): string | undefined {
  const text = members.get(key);
  return text === undefined ? undefined : blankless(text);
}

/** Lines of a block scalar that starts no deeper than it goes on: what stands less deep is not part of it. */
function isEven(lines: readonly string[]): boolean {
  let indent: number | undefined;
  for (const line of lines) {
    if (line === '') continue;
    const start = indentOf(line);
    indent ??= start;
    if (start < indent) return false;
  }
  return true;
}

/** White space other than single spaces between words. */
const spaces = /[^\S ]| {2}|^ | $/;

export function blankless(text: string): string | undefined {
  const words = spaces.test(text) ? text.replace(/\s+/g, ' ').trim() : text;
  return words === '' ? undefined : words;
}
