/** A fact with its place. */
export interface FactLines {
  readonly id: string | undefined;
  readonly text: string;
  /** Offset behind its last word, where an id goes. */
  readonly end: number;
}

const marker = /(?:^|\s)\^([A-Za-z0-9][\w-]{0,60})$/;
const listItem = /^\s*(?:[-*+•]|\d{1,9}[.)])(?:\s+(?:\[[ xX]\]\s+)?|$)/;
const fence = /^\s*(`{3,}|~{3,})/;
const heading = /^\s{0,3}#{1,6}(?:\s|$)/;
const rule = /^\s{0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}|=+\s*)$/;
const quoteMark = /^\s{0,3}>\s?/;

/** Facts of Markdown, one pass over its lines: list items and paragraphs, but no headings, rules, comments and code. */
export function factLines(body: string): readonly FactLines[] {
  const facts: FactLines[] = [];
  let words: string[] = [];
  let end = 0;
  let isItem = false;
  let isQuote = false;
  const finish = (): void => {
    const text = words.join(' ').replace(/\s+/g, ' ').trim();
    words = [];
    const id = marker.exec(text)?.[1];
    const fact = text.replace(marker, '').trim();
    if (/[\p{L}\p{N}]/u.test(fact)) facts.push({ id, text: fact, end });
  };
  // What ends the block that is being skipped.
  let closing: string | undefined;
  for (const { line, start } of linesOf(body)) {
    if (closing !== undefined) {
      const isLast = closing === '-->' ? line.includes(closing) : line.trim().startsWith(closing) && line.trim().replaceAll(closing.charAt(0), '') === '';
      if (isLast) closing = undefined;
      continue;
    }
    const opening = fence.exec(line)?.[1];
    const isComment = line.trimStart().startsWith('<!--');
    if (opening !== undefined || isComment) {
      finish();
      closing = opening ?? (line.includes('-->') ? undefined : '-->');
      continue;
    }
    if (line.trim() === '' || heading.test(line) || rule.test(line)) {
      // A paragraph underlined with = or - is a heading.
      if (words.length === 1 && /^\s{0,3}(?:=+|-+)\s*$/.test(line) && !isItem) words = [];
      finish();
      continue;
    }
    const unquoted = line.replace(quoteMark, '');
    const item = listItem.exec(unquoted)?.[0];
    if (item !== undefined || (unquoted !== line && !isQuote)) finish();
    if (words.length === 0) {
      isItem = item !== undefined;
      isQuote = unquoted !== line;
    }
    words.push(item === undefined ? unquoted : unquoted.slice(item.length));
    end = start + line.trimEnd().length;
  }
  finish();
  return facts;
}

function* linesOf(text: string): Generator<{ readonly line: string; readonly start: number }> {
  let start = 0;
  for (const { index, 0: mark } of text.matchAll(/\r\n?|\n/g)) {
    yield { line: text.slice(start, index), start };
    start = index + mark.length;
  }
  yield { line: text.slice(start), start };
}
