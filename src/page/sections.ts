/** A line of the page file, counted from 1. */
export interface PageLine {
  readonly line: number;
  readonly text: string;
}

export const sectionNames = ['plan', 'body', 'caption', 'pipeline', 'chat'] as const;
export type SectionName = (typeof sectionNames)[number];

export interface Sections {
  readonly title: PageLine | undefined;
  /** Lines before the first section that are not the title. */
  readonly preamble: readonly PageLine[];
  /** The lines below each heading that was found; blank lines at both ends are dropped. */
  readonly found: ReadonlyMap<SectionName, readonly PageLine[]>;
}

const headings: readonly (readonly [RegExp, SectionName])[] = [
  [/^Plan(?: \(drafter input\))?$/, 'plan'],
  [/^Body$/, 'body'],
  [/^Caption$/, 'caption'],
  [/^Pipeline$/, 'pipeline'],
  [/^Chat [Rr]eferences$/, 'chat'],
];

/** Divides the lines of a page by its headings. */
export function findSections(lines: readonly PageLine[]): Sections {
  const written = lines.filter(isWritten);
  const [first] = written;
  const isRepeated = first && written.slice(1).some((other) => nameOf(other) === nameOf(first));
  const title = first && (nameOf(first) === undefined || isRepeated) ? first : undefined;
  const chosen = chooseHeadings(lines.filter((line) => line !== title));
  const starts = [...chosen].sort((a, b) => a[1].line - b[1].line);
  const preambleEnd = starts[0]?.[1].line ?? Infinity;
  const found = starts.map(([name, heading], index): [SectionName, readonly PageLine[]] => {
    const end = starts[index + 1]?.[1].line ?? Infinity;
    return [name, withoutBlankEnds(lines.filter(({ line }) => line > heading.line && line < end))];
  });
  return { title, preamble: written.filter((line) => line !== title && line.line < preambleEnd), found: new Map(found) };
}

/**
 * One heading a section. A name that stands on several lines is also text of the post, mostly of its body, so the
 * studio's own order decides: the body starts early, and what follows it is found from the end.
 */
function chooseHeadings(lines: readonly PageLine[]): ReadonlyMap<SectionName, PageLine> {
  const candidates = new Map<SectionName, PageLine[]>();
  for (const line of lines) {
    const name = nameOf(line);
    if (name) candidates.set(name, [...(candidates.get(name) ?? []), line]);
  }
  const chosen = new Map<SectionName, PageLine>();
  const choose = (name: SectionName, fits: (line: number) => boolean, prefer: 'first' | 'last'): void => {
    const all = candidates.get(name) ?? [];
    const fitting = all.filter(({ line }) => fits(line));
    const pool = fitting.length > 0 ? fitting : all;
    const line = pool.at(prefer === 'first' ? 0 : -1);
    if (line) chosen.set(name, line);
  };
  const at = (name: SectionName, otherwise: number): number => chosen.get(name)?.line ?? otherwise;
  choose('plan', () => true, 'first');
  choose('chat', () => true, 'last');
  choose('body', (line) => line > at('plan', 0), 'first');
  choose('pipeline', (line) => line < at('chat', Infinity) && line > at('body', 0), 'last');
  choose('caption', (line) => line < Math.min(at('pipeline', Infinity), at('chat', Infinity)) && line > at('body', 0), 'last');
  return chosen;
}

function nameOf({ text }: PageLine): SectionName | undefined {
  const trimmed = text.trim();
  return headings.find(([heading]) => heading.test(trimmed))?.[1];
}

export function isWritten({ text }: PageLine): boolean {
  return text.trim() !== '';
}

function withoutBlankEnds(lines: readonly PageLine[]): readonly PageLine[] {
  return lines.slice(lines.findIndex(isWritten) === -1 ? lines.length : lines.findIndex(isWritten), lines.findLastIndex(isWritten) + 1);
}
