import { blocks, plain, type Block } from './markdown.js';
import { hasFigure, hasQuantity, shortFigures } from './numbers.js';
import { capitalise, closed, joined, sentences, words } from './sentences.js';
import { tighten } from './tighten.js';
import { anaphor, isFragment, negation, terms } from './vocabulary.js';

/** A piece of a caption: text of the author's, tightened, and the sentences of the body that it came from. */
export interface Candidate {
  readonly text: string;
  readonly from: readonly number[];
  readonly score: number;
}

/** A sentence of the body without its markup. */
interface Sentence {
  readonly text: string;
  readonly kind: 'paragraph' | 'item' | 'quote';
  readonly isParagraphEnd: boolean;
}

export interface Reading {
  readonly sentences: readonly Sentence[];
  /** May open a caption, best first. */
  readonly leads: readonly Candidate[];
  /** May close one, best first. */
  readonly turns: readonly Candidate[];
}

// A caption says what its first screens say; the end of a long body holds its turn.
const readAtStart = 160;
const readAtEnd = 60;
const longestSentence = 600;

export function readBody(body: string, title: string, isEnglish: boolean): Reading {
  const all = bodySentences(body);
  const list = all.length <= readAtStart + readAtEnd ? all : [...all.slice(0, readAtStart), ...all.slice(-readAtEnd)];
  const weigh = weigher(list, title);
  const leads: Candidate[] = [];
  const turns: Candidate[] = [];
  for (const [index, sentence] of list.entries()) {
    if (!isUsable(sentence)) continue;
    const weight = weigh(sentence, index);
    leads.push(...leadsFrom(list, index, isEnglish ? title : '', weight, isEnglish));
    const turn = turnFrom(list, index, weight);
    if (turn) turns.push(turn);
  }
  if (isEnglish) leads.push(...titleLead(list, title));
  return { sentences: list, leads: best(leads), turns: best(turns) };
}

function best(candidates: readonly Candidate[]): Candidate[] {
  return [...candidates].sort((a, b) => b.score - a.score || (a.from[0] ?? 0) - (b.from[0] ?? 0)).slice(0, 14);
}

function bodySentences(body: string): Sentence[] {
  const found: Sentence[] = [];
  for (const block of ends(blocks(body))) {
    const { kind } = block;
    if (kind === 'heading' || kind === 'verbatim') continue;
    const texts = sentences(plain(block.text)).filter((text) => /\p{L}/u.test(text) && !/^(?:[#＃][\p{L}\p{N}_]{1,80}[\s,]{0,4}){1,40}$/u.test(text));
    for (const [index, text] of texts.entries()) found.push({ text, kind, isParagraphEnd: index === texts.length - 1 });
  }
  return found;
}

/** The blocks that can hold a sentence to read: a long body must not cost more than a page. */
function ends(all: readonly Block[]): readonly Block[] {
  return all.length <= readAtStart + readAtEnd ? all : [...all.slice(0, readAtStart), ...all.slice(-readAtEnd)];
}

function isUsable({ text }: Sentence): boolean {
  return text.length <= longestSentence && !/https?:\/\/|www\./i.test(text) && isBalanced(text) && !/\p{L}:$/u.test(text) && !text.endsWith(':');
}

/** One half of a quotation or a bracket cannot stand alone. */
function isBalanced(text: string): boolean {
  const count = (mark: string): number => text.split(mark).length - 1;
  const low = count('„');
  return count('"') % 2 === 0 && count('(') === count(')') && (low > 0 ? low === count('“') + count('”') : count('“') === count('”'));
}

type Weigh = (sentence: Sentence, index: number) => number;

/** How much a sentence is about the subject: shared with the title and with the other sentences. */
function weigher(list: readonly Sentence[], title: string): Weigh {
  const titleTerms = terms(title);
  const own = list.map(({ text }) => terms(text));
  const frequency = new Map<string, number>();
  for (const set of own) for (const term of set) frequency.set(term, (frequency.get(term) ?? 0) + 1);
  return ({ text, kind }, index) => {
    const set = own[index] ?? new Set<string>();
    let shared = 0;
    let central = 0;
    for (const term of set) {
      if (titleTerms.has(term)) shared++;
      central += Math.min(4, (frequency.get(term) ?? 1) - 1);
    }
    const isAttributed = /\b(?:said|says|told|called it|according to|wrote|argues|claims|added|explained)\b/i.test(text);
    return (
      0.5 * Math.min(4, shared) +
      (set.size > 0 ? (0.35 * central) / Math.sqrt(set.size) : 0) -
      (isAttributed ? 1.5 : 0) -
      (kind === 'quote' ? 2.5 : 0) -
      (text.endsWith('?') ? 1.6 : 0) -
      Math.max(0, text.length - 150) / 40
    );
  };
}

function leadsFrom(list: readonly Sentence[], index: number, title: string, weight: number, isEnglish: boolean): Candidate[] {
  const sentence = list[index];
  if (!sentence || anaphor.test(sentence.text) || /^(?:mistake|reason|step|lesson|tip|rule|number|no\.|part|example)\s+(?:\d|one|two|three|four|five)\b/i.test(sentence.text)) return [];
  const text = tighten(sentence.text, title);
  if (anaphor.test(text) || (isEnglish && isFragment(sentence.text)) || isShort(text)) return [];
  const pieces = isEnglish ? followingFragments(list, index) : [];
  const score =
    weight +
    (hasQuantity(sentence.text) ? 2.2 : hasFigure(sentence.text) ? 1.2 : 0) +
    Math.min(1.5, properNames(sentence.text) * 0.5) +
    Math.max(0, 2 - index * 0.4) -
    (sentence.kind === 'item' ? 1.5 : 0) -
    (negation.test(sentence.text) && !hasFigure(sentence.text) ? 0.6 : 0) -
    dangling(sentence.text) -
    (/^[^,;:—]{1,80}\s(?:it|them|they)\b/i.test(sentence.text) ? 1.4 : 0);
  const plainLead = { text: closed(text), from: [index], score };
  if (pieces.length === 0) return [plainLead, ...withNext(list, index, plainLead)];
  const withPieces = `${text.replace(/[.!]$/, '')} — ${pieces.map(({ text: piece }) => piece).join(', ')}.`;
  const bonus = pieces.some(({ text: piece }) => hasFigure(piece)) && !hasQuantity(sentence.text) ? 2.2 : 0.6;
  return [{ text: withPieces, from: [index, ...pieces.map((piece) => piece.index)], score: score + bonus }, plainLead];
}

const fieldLabel = /^(where|place|venue|location|when|date|time|price|tickets?|cost|deadline|salary|pay|hours)\s?:\s/i;

/** A body that opens with a list hangs on its title: "We are hiring a nurse — 30 hours a week, no weekends." */
function titleLead(list: readonly Sentence[], title: string): Candidate[] {
  const name = plain(title).replace(/[.!:]$/, '');
  if (list[0]?.kind !== 'item' || words(name).length < 3 || name.endsWith('?') || / [—–] /.test(name)) return [];
  const pieces: { text: string; index: number }[] = [];
  for (const [index, { text, kind }] of list.entries()) {
    if (kind !== 'item' || pieces.length === 2) break;
    const value = shortFigures(text.replace(fieldLabel, '').replace(/[.;]$/, ''));
    const figures = value.match(/\d(?:[\d.,]{0,20}\d)?/g) ?? [];
    const isNew = !figures.some((figure) => name.includes(figure));
    if (isNew && words(value).length <= 9 && !value.includes(':') && (fieldLabel.test(text) || figures.length > 0)) pieces.push({ text: lowerStart(value), index });
  }
  if (pieces.length === 0) return [];
  const separator = pieces.some((piece) => piece.text.includes(',')) ? '; ' : ', ';
  return [{ text: `${tighten(name, '')} — ${pieces.map((piece) => piece.text).join(separator)}.`, from: pieces.map((piece) => piece.index), score: 7 }];
}

const longestDouble = 160;

/** The sentence with the one after it, when that gives the figure, the contrast or the answer to it. */
function withNext(list: readonly Sentence[], index: number, lead: Candidate): Candidate[] {
  const here = list[index];
  const next = list[index + 1];
  if (!here || !next || here.isParagraphEnd || next.kind !== here.kind || here.kind === 'item' || !isUsable(next)) return [];
  const text = joined([lead.text, closed(tighten(next.text, ''))]);
  if (text.length > longestDouble || next.text.endsWith('?')) return [];
  const isAnswer = words(next.text).length <= 5 && words(here.text).length <= 9;
  const gain = (hasQuantity(next.text) ? 1.5 : 0) + (isAnswer ? 1.2 : 0) + (hasQuantity(next.text) && hasQuantity(here.text) ? 0.3 : 0) - 0.4;
  return gain > 0 ? [{ text, from: [index, index + 1], score: lead.score + gain }] : [];
}

/** Too short to say something: three words, or seven characters where words are not spaced. */
function isShort(text: string): boolean {
  const unspaced = text.match(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/gu)?.length ?? 0;
  return unspaced > 0 ? unspaced < 8 : words(text).length < 4;
}

/** "4 billion SKUs. 30-day price tracking." after a sentence: its list, and the short pieces with a figure are its best part. */
function followingFragments(list: readonly Sentence[], index: number): { readonly text: string; readonly index: number }[] {
  const found: { text: string; index: number }[] = [];
  const lead = list[index];
  if (!lead || /[?!]$/.test(lead.text) || / [—–] /.test(lead.text)) return found;
  for (let next = index + 1; next < list.length && next <= index + 8; next++) {
    const sentence = list[next];
    if (!sentence || sentence.kind !== lead.kind || (list[next - 1]?.isParagraphEnd ?? true) || !isFragment(sentence.text)) break;
    const text = shortFigures(sentence.text.replace(/[.]$/, ''));
    if (words(text).length <= 6 && hasFigure(text) && !/[—–,;]/.test(text)) found.push({ text: lowerStart(text), index: next });
  }
  return found.slice(0, 2);
}

/** "Natural-language order" goes on in lower case after a dash; a name or an abbreviation keeps its capital. */
function lowerStart(text: string): string {
  return /^(?:An?|The|No|Up|Over|Under|More|Less|About|From|Only|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten)\s/.test(text) ? (text[0] ?? '').toLowerCase() + text.slice(1) : text;
}

function turnFrom(list: readonly Sentence[], index: number, weight: number): Candidate | undefined {
  const sentence = list[index];
  if (!sentence) return undefined;
  const next = list[index + 1];
  const answers = next !== undefined && !sentence.isParagraphEnd && isUsable(next) && /^(?:it['’]s|it is|it was|they['’]re|they are|they were|that['’]s|that was|the \w+ (?:is|are|was|were|do|does|did)\b)/i.test(next.text);
  const isPair = negation.test(sentence.text) && answers && next.text.length < 160;
  // "They didn't give it X." without its "They gave it Y." says the wrong thing.
  const isHalf = !isPair && negation.test(sentence.text) && next !== undefined && !sentence.isParagraphEnd && anaphor.test(next.text);
  const tail = list.length - index;
  const score =
    weight * 0.6 +
    (isPair ? 3.4 : negation.test(sentence.text) ? 0.8 : 0) +
    (/(?:n['’]t|\bnot\b).{1,90}(?:[—–;,] ?(?:it['’]s|it is|but|they['’]re)\b)/i.test(sentence.text) ? 3 : 0) +
    (/\b(?:the reason|because|instead|the point|the story|the lesson|turns out|real|what matters|the difference|means)\b/i.test(sentence.text) ? 0.8 : 0) +
    (tail === 1 ? 2.6 : tail <= 3 ? 0.8 : 0) +
    (sentence.isParagraphEnd ? 0.4 : 0) -
    (sentence.kind === 'item' ? 1.5 : sentence.kind === 'quote' ? 4 : 0) -
    (sentence.text.length > 160 ? 1.5 : 0) -
    (isPair ? 0 : dangling(sentence.text)) -
    (isHalf ? 3 : 0) -
    (anaphor.test(sentence.text) ? 3.4 : 0) -
    (words(sentence.text).length < 3 ? 2 : 0);
  const parts = isPair ? [sentence.text, next.text] : [sentence.text];
  return { text: parts.map((part) => closed(tighten(part, ''))).join(' '), from: isPair ? [index, index + 1] : [index], score };
}

/** Words that lean on a sentence before: a caption has none. */
function dangling(text: string): number {
  const leaning = /\b(?:this|these|those|that) (?:\w+ )?(?:is|was|are|were|means|way|year|week|one|ones)\b|\b(?:too|as well|also|either|above|below|the latter|the former|respectively|the same|the other|another|the second|the third)\b|\bone (?:used|is|was|costs?|takes?|took|has|had)\b|\b(?:it|them|him)\b[.!?]?$|^["“]?(?:he|she|they|it)\b/i;
  return (leaning.test(text) ? 1.2 : 0) + (words(text).length < 9 && /\b(?:it|they|them|he|she)\b/i.test(text) ? 0.8 : 0);
}

function properNames(text: string): number {
  return text.match(/(?<=[\p{Ll}\d,] )\p{Lu}[\p{L}\p{N}]+/gu)?.length ?? 0;
}

/** A line of the plan as a turn: what its author wants to end on beats what the rules find. */
export function plannedTurn(line: string, score: number): Candidate {
  return { text: closed(capitalise(tighten(plain(line), ''))), from: [], score };
}
