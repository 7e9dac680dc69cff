/** A word, or a piece of one that may stand on a line of its own. Widths are in em. */
export interface Word {
  readonly text: string;
  readonly isEmphasis: boolean;
  readonly width: number;
  /** No space before it: it continues the word before, as in Chinese. */
  readonly isJoined: boolean;
  /** A piece of a divided word: takes a hyphen, which `width` includes, when it ends a line. */
  readonly isDivided: boolean;
}

/** Where each line ends, as an index one past its last word, and how bad the breaks are (0 is perfect). */
export interface Breaks {
  readonly ends: readonly number[];
  readonly cost: number;
}

/** Words that should not end a line, because they belong to what follows. */
const weakEnds = new Set(
  'a an the of in on at to for by with from into and or but nor so as is are was were be it’s its not no that this these those your our my their his her we you i if when than then vs'.split(' '),
);

const penalty = { weakEnd: 0.16, loneWord: 0.16, strandedWord: 0.5, shortLast: 0.4, mixedLine: 0.65 } as const;

/** The least bad way to break `words` into at most `maxLines` lines of `width` em; `undefined` when they do not fit. */
export function breakLines(words: readonly Word[], width: number, maxLines: number, space: number): Breaks | undefined {
  type State = { readonly cost: number; readonly start: number };
  const count = words.length;
  const rows: (State | undefined)[][] = [[{ cost: 0, start: -1 }]];
  let best: Breaks | undefined;
  for (let line = 1; line <= Math.min(maxLines, count); line++) {
    const row: (State | undefined)[] = [];
    for (let end = 1; end <= count; end++) {
      let used = 0;
      for (let start = end - 1; start >= 0; start--) {
        const follower = words[start + 1];
        used += (words[start]?.width ?? 0) + (follower && start + 1 < end && !follower.isJoined ? space : 0);
        if (used > width) break;
        const before = rows[line - 1]?.[start];
        if (!before) continue;
        const cost = before.cost + lineCost(words, start, end, 1 - used / width);
        if (cost < (row[end]?.cost ?? Infinity)) row[end] = { cost, start };
      }
    }
    rows.push(row);
    const last = row[count];
    if (last && last.cost / line < (best?.cost ?? Infinity)) best = { ends: traceBack(rows, count, line), cost: last.cost / line };
  }
  return best;

  function traceBack(table: readonly (readonly (State | undefined)[])[], end: number, lines: number): number[] {
    const ends: number[] = [];
    let at = end;
    for (let line = lines; line > 0; line--) {
      ends.unshift(at);
      at = table[line]?.[at]?.start ?? 0;
    }
    return ends;
  }
}

/** `slack` is the empty share of the line. */
function lineCost(words: readonly Word[], start: number, end: number, slack: number): number {
  const first = words[start];
  const last = words[end - 1];
  if (!first || !last) return Infinity;
  const isLastLine = end === words.length;
  const isOnlyLine = isLastLine && start === 0;
  let cost = slack * slack * (isLastLine ? 0.35 : 0.7);
  if (isLastLine && !isOnlyLine && slack > 0.62) cost += penalty.shortLast;
  if (!isLastLine && weakEnds.has(last.text.toLowerCase())) cost += penalty.weakEnd;
  if (end - start === 1 && words.length > 3 && !first.isJoined && slack > 0.3) cost += slack > 0.6 ? penalty.strandedWord : penalty.loneWord;
  if (!isOnlyLine && first.isEmphasis !== last.isEmphasis) cost += penalty.mixedLine * Math.max(1, Math.sqrt(words.length / 5));
  return cost;
}
