import { words } from './sentences.js';

/** English words that say nothing about the subject. */
export const stopWords: ReadonlySet<string> = new Set(
  (
    "a an and are as at be been but by can could did do does doing for from had has have he her his how i if in into is isn't it its it's just let me more most my no not of off on once only or other " +
    'our out over own same she should so some such than that the their them then there these they this those through to too under until up very was we were what when where which while who why will with ' +
    'would you your about after again all also am any because before being between both down during each few get got here him however itself like make made many may might much must never new now often ' +
    "old per put said say says see since still take that's thing things us use used uses using way ways well whether without yet actually really simply fully first one two"
  ).split(' '),
);

/** Words of the subject, cut to a rough stem, so that "shipping" and "shipped" meet. */
export function terms(text: string): Set<string> {
  const found = new Set<string>();
  for (const word of words(text.toLowerCase())) {
    if (word.length < 3 || stopWords.has(word)) continue;
    found.add(word.replace(/(?:['’]s|ing|ed|es|s)$/, ''));
  }
  return found;
}

/** How much of the smaller set the other one holds, 0 to 1. */
export function overlap(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const [small, large] = one.size < other.size ? [one, other] : [other, one];
  if (small.size === 0) return 0;
  let shared = 0;
  for (const term of small) if (large.has(term)) shared++;
  return shared / small.size;
}

/** Openings that point to a sentence before: a caption must not start with one. */
export const anaphor =
  /^["“‘(]?(?:it|its|it['’]s|that|that['’]s|this|they|they['’]re|these|those|them|he|she|him|his|her|their|theirs|such|there|here|here['’]s|both|neither|either|each|another|others?|one of them|all of (?:them|it|this|that)|some|most of (?:them|it|this|that)|none of (?:them|it|this|that)|same|then|instead|also|too|the (?:other|others|second|third|latter|former|result|same|rest)|which|nor|yes|no,|ours|same)(?![\p{L}\p{N}-])/iu;

export const negation = /\b(?:\w+n['’]t|not|never|nobody|no one|nothing|none|no longer|neither|without|rather than|instead of)\b/i;

const finite =
  /\b(?:am|is|are|was|were|be|has|have|had|do|does|did|will|would|can|could|should|must|may|might|\w{2,12}n['’]t|(?:it|that|there|here|what|who|he|she)['’]s|(?:they|we|you)['’](?:re|ve|ll|d)|i['’](?:m|ve|ll|d)|grew|fell|rose|went|came|took|gave|ran|saw|said|told|broke|began|became|threw|wrote|wants|takes|makes|gives|gets|goes|means|knows)\b/i;

/** A verbless piece such as "4 billion SKUs.": part of a list that a sentence before it opened. */
export function isFragment(sentence: string): boolean {
  const count = words(sentence).length;
  return (
    count > 0 &&
    count <= 10 &&
    !hasFiniteVerb(sentence) &&
    !/^(?:I|we|you|they|he|she|it|this|that|and|but|so)\b/i.test(sentence) &&
    !/[?!:]["”’)]{0,2}$/.test(sentence) &&
    !/^(?:(?:The|A|An) )?\p{Lu}?\p{Ll}{1,20} (?:\p{Ll}{2,20}(?:ed|s))\b/u.test(sentence)
  );
}

export function hasFiniteVerb(text: string): boolean {
  return finite.test(text);
}

/** The words or openers of `avoid` that the text uses, as the studio wrote them. */
export function avoided(text: string, avoid: readonly string[]): string[] {
  const padded = ` ${plainWords(text)} `;
  return avoid.filter((entry) => {
    const wanted = plainWords(entry);
    return wanted === '' ? entry.trim() !== '' && text.includes(entry.trim()) : padded.includes(` ${wanted} `);
  });
}

function plainWords(text: string): string {
  return words(text.toLowerCase().replaceAll('’', "'"))
    .map((word) => word.replace(/[.'-]+$/, ''))
    .join(' ');
}
