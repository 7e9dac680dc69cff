/** A number worth a whole picture, as the post states it. */
export interface Figure {
  /** Short form: `4B`, `40%`, `$1.2M`. */
  readonly value: string;
  /** The words that follow the number in the body; absent when the title holds the number. */
  readonly label: string | undefined;
}

const number =
  /(?<![\p{L}\p{N}.,:/#@_+-])(?<currency>[$€£¥₹]\s?)?(?<digits>\d{1,3}(?:,\d{3})+|\d+)(?<fraction>\.\d+)?(?:[ \u00a0]?(?<unit>%|percent\b|per cent\b|×|x\b|k\b|m\b|mn\b|b\b|bn\b|thousand\b|million\b|billion\b|trillion\b))?(?![\p{L}\p{N}_]|[.,:/-]\d|[–-]\p{L}?\d)/giu;

const shortUnits: Readonly<Record<string, string>> = {
  percent: '%', 'per cent': '%', x: '×', k: 'K', thousand: 'K', m: 'M', mn: 'M', million: 'M', b: 'B', bn: 'B', billion: 'B', trillion: 'T',
};

const months = 'january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec';
const namesBefore = new RegExp(`(?:\\b(?:v|version|release|chapter|page|step|figure|fig|section|part|issue|no|number|room|phase|day|week|${months})\\.?|[#№])\\s*$`, 'i');
const namesAfter = new RegExp(`^\\s*(?:a\\.?m|p\\.?m|o['’]clock|${months})\\b`, 'i');
/** A product with a number: `Node 22`, `Windows 11`. */
const capitalBefore = /(?<=[^.!?:\n]\s|^)\p{Lu}[\p{L}\p{N}]*[ \u00a0]$/u;

const longestValue = 6;
const longestLabel = 44;
/** Further down a number is hardly what the post is about; also bounds the work on huge files. */
const longestBody = 20_000;

interface Candidate extends Figure {
  readonly score: number;
}

/** The strongest number of the title, else of the body; `undefined` when neither has one that stands for something. */
export function findStrongFigure(title: string, body: string): Figure | undefined {
  const inTitle = best(candidates(title, (match) => ({ label: undefined, score: match.score })));
  if (inTitle) return { value: inTitle.value, label: undefined };
  const text = plainText(body.slice(0, longestBody));
  const inBody = best(
    candidates(text, (match) => {
      const label = labelAfter(text.slice(match.end));
      // In running text a bare number is rarely the point, and a number without its words says nothing.
      return match.hasUnit && label !== undefined ? { label, score: match.score + 10 * (1 - match.end / text.length) } : undefined;
    }),
  );
  return inBody && { value: inBody.value, label: inBody.label };
}

interface Match {
  readonly end: number;
  readonly hasUnit: boolean;
  readonly score: number;
}

function candidates(text: string, rate: (match: Match) => Pick<Candidate, 'label' | 'score'> | undefined): Candidate[] {
  return Array.from(text.matchAll(number)).flatMap((match): Candidate[] => {
    const { currency = '', digits = '', fraction = '', unit = '' } = match.groups ?? {};
    const end = match.index + match[0].length;
    const before = text.slice(Math.max(0, match.index - 40), match.index);
    const isBare = currency === '' && unit === '';
    const amount = Number(digits.replaceAll(',', ''));
    if (namesBefore.test(before) || namesAfter.test(text.slice(end, end + 16))) return [];
    if (isBare && (amount < 2 || (amount >= 1900 && amount <= 2100 && !digits.includes(',')) || capitalBefore.test(before))) return [];
    // `24 m` is as likely metres as millions; the letter must touch the number.
    if (/\s[kmb]n?$/i.test(match[0])) return [];
    const value = `${currency.trim()}${digits}${fraction}${shortUnits[unit.toLowerCase()] ?? unit}`;
    if (value.length > longestValue) return [];
    const rating = rate({ end, hasUnit: !isBare, score: (isBare ? 0 : 20) + (/[%×MBT]$/.test(value) ? 10 : 0) });
    return rating ? [{ value, ...rating }] : [];
  });
}

function best(list: readonly Candidate[]): Candidate | undefined {
  return list.reduce<Candidate | undefined>((top, candidate) => (top && top.score >= candidate.score ? top : candidate), undefined);
}

/** Markdown without what is not running text: code, addresses, list numbers. */
function plainText(body: string): string {
  return body
    .replace(/^(```|~~~)[\s\S]*?(^\1|$(?![\s\S]))/gm, '\n')
    .replace(/<[^<>\n]{0,200}>/g, ' ')
    .replace(/!?\[([^[\]\n]{0,200})\]\([^()\n]{0,500}\)/g, '$1')
    .replace(/\b[a-z][a-z+.-]*:\/\/\S+/gi, ' ')
    .replace(/`[^`\n]*`/g, ' ')
    .replace(/^\s*(?:\d+[.)]|[-*+>#]+)\s+/gm, '')
    .replace(/[*_~]/g, '');
}

const clauseEnd = /[.!?;:](?=\s|$)|[—–()"“”|]|,\s| - |\n/;
const looseJoints = /\s(?=(?:that|who|which|in|on|at|for|with|from|after|before|when|because|while|as|than|and|but|to|by|over|since|if|via|using|across|during|without)\s)/gi;
const weakWord = /^(?:a|an|the|of|in|on|at|to|for|by|with|from|and|or|but|is|was|are|were|it|that|this|than|as|more|less)$/i;

/** The words after a number, up to where the clause ends or can be cut without changing what is said. */
function labelAfter(rest: string): string | undefined {
  const end = rest.search(clauseEnd);
  let label = (end < 0 ? rest : rest.slice(0, end)).trim();
  const isCut = label.length > longestLabel;
  if (isCut) {
    const joints = Array.from(label.matchAll(looseJoints), ({ index }) => index).filter((index) => index <= longestLabel);
    label = label.slice(0, joints.at(-1) ?? 0).trim();
  }
  const words = label.split(/\s+/);
  while (isCut && words.length > 0 && weakWord.test(words.at(-1) ?? '')) words.pop();
  const kept = words.join(' ');
  return /\p{L}{3}/u.test(kept) ? kept : undefined;
}
