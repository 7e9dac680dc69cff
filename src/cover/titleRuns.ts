/** A part of the title that is set in one way. */
export interface TitleRun {
  readonly text: string;
  readonly isEmphasis: boolean;
  /** No space before it, as between two Chinese clauses. */
  readonly isJoined?: boolean;
}

const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** Where a sentence turns, strongest first; the part after the turn is what the title is about. */
const turns: readonly RegExp[] = [
  /(?<=[:—–?!.])\s+(?=\S)|(?<=[：。！？])(?=\S)/gu,
  /\s(?=(?:and|but|because|so|while)\s+(?:it|it’s|that|that’s|this|the|not|nobody|no|why|we|you)\b)/giu,
  /\s(?=(?:but|because|instead of|without|not|isn’t|aren’t|won’t|can’t|don’t|doesn’t|never)\b)/giu,
  /(?<=[,、，])\s*(?=\S)/gu,
  /\s(?=(?:and|or|to|for|with|before|after)(?:\s+\S+){1,3}$)/giu,
];

/** Where in the title a turn may lie, as shares of its length: both parts must be worth reading. */
const earliestTurn = 0.28;
const latestTurn = 0.84;
const fewestWordsToSplit = 5;

/**
 * Splits a title into a plain and an emphasised part: what stands between asterisks, else the part after the turn of
 * the sentence, else the last words. Words are never changed; quotes, dashes and apostrophes are made typographic.
 */
export function splitTitle(raw: string): readonly TitleRun[] {
  const title = typographic(raw);
  const marked = /^(.*?)\*(\S(?:.*?\S)?)\*(.*)$/u.exec(title);
  if (marked) {
    const [, before = '', emphasis = '', after = ''] = marked;
    return runs([before, false], [emphasis, true], [after, false]);
  }
  // Emphasis reorders what is drawn apart, so a line that runs right to left stays in one piece.
  if (rightToLeft.test(title)) return runs([title, false]);
  const turn = findTurn(title) ?? lastWords(title);
  return turn === undefined ? runs([title, false]) : runs([title.slice(0, turn), false], [title.slice(turn), true]);
}

export function typographic(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/([\p{L}\p{N}])'(?=[\p{L}\p{N}])/gu, '$1’')
    .replace(/(^|[\s([])"/g, '$1“')
    .replace(/"/g, '”')
    .replace(/(^|[\s([])'(?=\d)/g, '$1’')
    .replace(/(^|[\s([])'/g, '$1‘')
    .replace(/'/g, '’')
    .replace(/ -{1,3} /g, ' — ')
    .replace(/\.{3}/g, '…');
}

function runs(...parts: readonly (readonly [string, boolean])[]): TitleRun[] {
  return parts
    .map(([text, isEmphasis], i): TitleRun => ({ text: text.trim(), isEmphasis, isJoined: i > 0 && !/^\s/.test(text) && !/\s$/.test(parts[i - 1]?.[0] ?? ' ') }))
    .filter(({ text }) => text !== '');
}

function findTurn(title: string): number | undefined {
  for (const pattern of turns) {
    for (const match of title.matchAll(pattern)) {
      if (match.index > title.length * earliestTurn && match.index < title.length * latestTurn) return match.index;
    }
  }
  return undefined;
}

function lastWords(title: string): number | undefined {
  const words = title.split(' ');
  if (words.length < fewestWordsToSplit) return undefined;
  const short = words.slice(-2).join(' ');
  const chosen = short.length < 9 && words.length > fewestWordsToSplit ? words.slice(-3).join(' ') : short;
  return title.length - chosen.length;
}
