const neverLast = new Set(
  'mr mrs ms dr prof st mt vs no nos nr fig figs approx est ca cf e.g i.e z.b d.h bzw gen sen rep gov lt sgt col capt rev hon jan feb apr jun jul aug sept sep oct nov dec vol ch p pp dept ave sr sra'.split(' '),
);
const sometimesLast = new Set('inc ltd co corp etc al jr a.m p.m u.s u.k u.n u.s.a e.u ph.d b.a m.a d.c'.split(' '));
const openers = new Set(
  'the a an it its this that these those they we i you he she in on at but and so then there here when if as for after before our my their his her what why how now today one two no not'.split(' '),
);
const monthStart = /^(?:jan|feb|mär|mar|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|dez|dec)/i;

// Bounded repeats: a run of 100,000 dots must not cost its square.
const end = /[.!?…؟۔।]{1,6}["'”’»)\]*_]{0,4}(?=\s|$)|[。！？｡]{1,6}["'”’»)\]」』】）]{0,4}/gu;

/**
 * Splits one paragraph into sentences. Own rules, because Unicode's do not break before a digit or a lower-case
 * name ("on Tmall. 4 billion SKUs.") and do break after "Dr.".
 */
export function sentences(paragraph: string): string[] {
  const text = collapse(paragraph);
  const found: string[] = [];
  let start = 0;
  for (const match of text.matchAll(end)) {
    const stop = match.index + match[0].length;
    if (!endsSentence(text, start, match.index, stop)) continue;
    found.push(text.slice(start, stop).trim());
    start = stop;
  }
  found.push(text.slice(start).trim());
  return found.filter((sentence) => sentence !== '');
}

function endsSentence(text: string, start: number, mark: number, stop: number): boolean {
  if (text[mark] !== '.') return text[mark] !== '…' || !startsLower(text, stop);
  const before = text.slice(Math.max(start, mark - 24), mark);
  const word = before.slice(before.lastIndexOf(' ') + 1).replace(/^[^\p{L}\p{N}]+/u, '');
  const next = text.slice(stop, stop + 24).trimStart();
  if (next === '') return true;
  if (/^\d{1,3}$/.test(word) && (text.slice(start, mark).trim() === word || monthStart.test(next))) return false;
  if (neverLast.has(word.toLowerCase())) return word.toLowerCase() === 'no' && !/^\d/.test(next);
  if (/^\p{Lu}$/u.test(word) || sometimesLast.has(word.toLowerCase())) {
    return word !== 'I' ? openers.has(/^[a-z]+/i.exec(next)?.[0].toLowerCase() ?? '') && /^[A-Z]/.test(next) : true;
  }
  // A lower-case start is a new sentence only when it is a name in its own spelling: iPhone, hero_text.
  return !startsLower(text, stop) || /^\p{Ll}{1,12}(?:\p{Lu}|_\p{Ll})/u.test(next);
}

function startsLower(text: string, from: number): boolean {
  return /^\s{0,4}["'“‘(]?\p{Ll}/u.test(text.slice(from, from + 8));
}

/** White space of a hard-wrapped paragraph becomes single spaces; no-break spaces stay, as they hold figures together. */
export function collapse(text: string): string {
  const trimmed = text.trim();
  return /[\t\r\n\f\v\u2028\u2029]| {2}/.test(trimmed) ? trimmed.replace(/[ \t\r\n\f\v\u2028\u2029]+/g, ' ') : trimmed;
}

export function capitalise(text: string): string {
  const match = /^[^\p{L}\p{N}]{0,4}\p{Ll}/u.exec(text);
  if (!match || isOwnSpelling(text.slice(match[0].length - 1))) return text;
  const at = match[0].length - 1;
  const first = text.slice(at, at + 1);
  const capital = first.toUpperCase();
  return capital.length === 1 ? text.slice(0, at) + capital + text.slice(at + 1) : text;
}

/** `iPhone`, `hero_text`, `npm@11`: a capital would make it another word. */
function isOwnSpelling(word: string): boolean {
  return /^\p{Ll}{1,12}(?:\p{Lu}|_|\d|@|\.\p{L})/u.test(word) || /^(?:https?:|www\.)/.test(word);
}

/** The text as a sentence: with a full stop, unless it has an end mark. */
export function closed(text: string): string {
  const trimmed = text.trim().replace(/(?<=[^\s,;:–—-])[\s,;:–—-]{1,8}$/u, '');
  if (trimmed === '' || /[.!?…:؟۔।。！？｡]["'”’»)\]」』】）*_]{0,4}$/u.test(trimmed)) return trimmed;
  return trimmed + (/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]$/u.test(trimmed) ? '。' : '.');
}

const unspacedEnds = '。！？｡」』】）';

/** Sentences in one line; scripts without word spaces are joined without one. */
export function joined(parts: readonly string[]): string {
  let text = '';
  let last = '';
  for (const part of parts) {
    if (part === '') continue;
    text += last === '' || unspacedEnds.includes(last.charAt(last.length - 1)) ? part : ` ${part}`;
    last = part;
  }
  return text;
}

/**
 * Letters, marks and digits for a character class. Plain ranges are several times faster than `\p{L}`; they leave out
 * general punctuation, CJK punctuation, full-width signs and surrogates.
 */
export const letters = 'A-Za-z0-9\\u00aa\\u00b5\\u00ba\\u00c0-\\u1fff\\u2c00-\\u2dff\\u3040-\\ud7ff\\uf900-\\ufdff\\ufe70-\\ufefc\\uff10-\\uff19\\uff21-\\uff3a\\uff41-\\uff5a\\uff66-\\uff9f';

const word = new RegExp(`[${letters}][${letters}'’.&-]*`, 'g');

export function words(text: string): string[] {
  return text.match(word) ?? [];
}
