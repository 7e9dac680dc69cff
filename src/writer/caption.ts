import { t } from '@vscode/l10n';
import type { CaptionTask } from '../models/textModel.js';
import { plannedTurn, readBody, type Candidate, type Reading } from './candidates.js';
import type { Written } from './draft.js';
import { pickHashtags } from './hashtags.js';
import { detectLanguage } from './language.js';
import { plain } from './markdown.js';
import { hasFigure, hasQuantity } from './numbers.js';
import { planParts, type Part } from './planParts.js';
import { closed, joined, words } from './sentences.js';
import { dehash, shortened, tighten } from './tighten.js';
import { avoided, overlap, terms } from './vocabulary.js';

export type CaptionInput = Pick<CaptionTask, 'title' | 'body' | 'brief' | 'pillar' | 'maxLength' | 'hashtags' | 'voice'>;

/** Length of a caption in the platform's own counting. */
export type Measure = (text: string) => number;

// Captions of this length are read whole; each 30 characters more cost as much as a weak sentence gains.
const pleasantLength = 175;

/** The strongest fact, the turn, the tags. `undefined` when the body says nothing or nothing of it fits. */
export function writeCaption(task: CaptionInput, measure: Measure): Written | undefined {
  const material = captionMaterial(task);
  const best = material && bestAttempt(material, task, measure, new Set());
  if (!best) return undefined;
  return { text: textOf(best), notes: captionNotes(best.chosen, material.reading, best.kept, task, material.isEnglish) };
}

/** Captions that differ in the fact they open with, best first: the first is the one that `writeCaption` gives. */
export function* captionAlternatives(material: CaptionMaterial, task: CaptionInput, measure: Measure): Generator<string, void> {
  const used = new Set<number>();
  for (;;) {
    const best = bestAttempt(material, task, measure, used);
    const lead = best?.chosen.from[0];
    if (best) yield textOf(best);
    if (lead === undefined || used.has(lead)) return;
    used.add(lead);
  }
}

/** What captions of a post are made from. */
export interface CaptionMaterial {
  readonly reading: Reading;
  /** With `#`, best first. */
  readonly tags: readonly string[];
  readonly planned: readonly Candidate[];
  readonly isEnglish: boolean;
}

export function captionMaterial(task: CaptionInput): CaptionMaterial | undefined {
  const isEnglish = detectLanguage(task.body) === 'english';
  const reading = readBody(task.body, task.title, isEnglish);
  if (reading.sentences.length === 0) return undefined;
  return { reading, tags: pickHashtags({ ...task, isEnglish }), planned: plannedTurns(task.brief), isEnglish };
}

/** `without`: sentences that must not open the caption. */
function bestAttempt({ reading, tags, planned }: CaptionMaterial, task: CaptionInput, measure: Measure, without: ReadonlySet<number>): Attempt | undefined {
  const attempt = (count: number): Attempt | undefined => {
    const kept = tags.slice(0, count);
    const fits = (text: string): boolean => measure([text, ...kept].join(' ')) <= task.maxLength;
    const chosen = choose(reading, planned, task, fits, without) ?? (count === 0 && without.size === 0 ? cutToFit(reading, task, fits) : undefined);
    return chosen && { chosen, kept, value: chosen.value - lostTag * (tags.length - count) };
  };
  let best: Attempt | undefined;
  // A tag fewer for a better sentence, but not below what the platform asks for while a sentence fits.
  for (let count = tags.length; count >= Math.min(tags.length, Math.max(1, task.hashtags.min)); count--) {
    const next = attempt(count);
    if (next && (!best || next.value > best.value)) best = next;
  }
  return best ?? attempt(0);
}

function textOf({ chosen, kept }: Attempt): string {
  return [chosen.text, ...kept].join(' ');
}

const lostTag = 1.6;

interface Attempt {
  readonly chosen: Chosen;
  readonly kept: readonly string[];
  readonly value: number;
}

interface Chosen {
  readonly text: string;
  readonly from: readonly number[];
  readonly hasTurn: boolean;
  readonly isCut: boolean;
  readonly value: number;
}

function choose(reading: Reading, planned: readonly Candidate[], task: CaptionInput, fits: (text: string) => boolean, without: ReadonlySet<number>): Chosen | undefined {
  const turns: readonly (Candidate | undefined)[] = [...planned, ...reading.turns, undefined];
  const leads = leadsFor(reading, task).filter(({ from }) => !from.some((sentence) => without.has(sentence)));
  let best: Chosen | undefined;
  for (const lead of leads) {
    const leadTerms = terms(lead.text);
    for (const turn of turns) {
      if (turn && !follows(turn, lead, leadTerms)) continue;
      const text = joined(turn ? [lead.text, turn.text] : [lead.text]);
      const value = lead.score + (turn ? turn.score : 0) - Math.max(0, text.length - pleasantLength) / 30 - 8 * avoided(text, task.voice.avoid).length;
      if ((best && value <= best.value) || !fits(text)) continue;
      best = { text, from: [...lead.from, ...(turn?.from ?? [])], hasTurn: turn !== undefined && turn.score >= 2, isCut: false, value };
    }
  }
  return best;
}

/** Sentences that may open; without one, the title, and then the first sentence may follow it. */
function leadsFor(reading: Reading, task: CaptionInput): readonly Candidate[] {
  if (reading.leads.length > 0) return reading.leads;
  const title = dehash(plain(task.title));
  if (words(title).length === 0) {
    const first = reading.sentences[0];
    return first ? [{ text: closed(tighten(first.text, '')), from: [0], score: 0 }] : [];
  }
  const first = reading.sentences[0];
  const isNew = first !== undefined && closed(first.text).toLowerCase() !== closed(title).toLowerCase();
  const withFirst = isNew && first.text.length < 200 ? [{ text: joined([closed(title), closed(tighten(first.text, ''))]), from: [0], score: 1 }] : [];
  return [...withFirst, { text: closed(title), from: isNew || !first ? [] : [0], score: 0.5 }];
}

/** A turn must not repeat its lead, nor lean on a sentence that the caption does not have. */
function follows(turn: Candidate, lead: Candidate, leadTerms: ReadonlySet<string>): boolean {
  if (turn.from.some((index) => lead.from.includes(index))) return false;
  const first = turn.from[0];
  if (turn.score < 0.8) return false;
  const isNext = first !== undefined && Math.max(...lead.from) + 1 === first;
  if (!isNext && turn.from.length > 0 && startsOnAnother(turn.text)) return false;
  if (first !== undefined && first < Math.max(-1, ...lead.from)) return turn.score >= 3.4;
  return overlap(leadTerms, terms(turn.text)) < 0.75 || leadTerms.size < 3;
}

function startsOnAnother(text: string): boolean {
  return /^["“‘(]?(?:it|that|this|they|these|those|he|she|there|here|such|both|its|his|her|their|each|neither|another)\b/i.test(text);
}

/** The closing line of the plan, and after it its angle. */
function plannedTurns(brief: string | undefined): Candidate[] {
  if (brief === undefined) return [];
  const { closing, angle } = planParts(brief).sections;
  const lineOf = (groups: readonly (readonly Part[])[]): string => groups.flat().filter((part) => part.kind === 'text').map((part) => part.text).join(' ');
  const isLine = (line: string): boolean => line !== '' && line.length <= 200 && !line.endsWith(':') && !startsOnAnother(line);
  return [
    ...[lineOf(closing)].filter((line) => line !== '' && line.length <= 220).map((line) => plannedTurn(line, 9)),
    ...[lineOf(angle)].filter(isLine).map((line) => plannedTurn(line, 6)),
  ];
}

function cutToFit(reading: Reading, task: CaptionInput, fits: (text: string) => boolean): Chosen | undefined {
  const longest = Number.isFinite(task.maxLength) ? task.maxLength : 300;
  for (const [index, sentence] of reading.sentences.slice(0, 20).entries()) {
    const text = shortened(tighten(sentence.text, task.title), fits, longest);
    if (text !== '') return { text, from: [index], hasTurn: false, isCut: true, value: 0 };
  }
  const title = dehash(plain(task.title));
  return words(title).length > 0 && fits(title) ? { text: title, from: [], hasTurn: false, isCut: false, value: 0 } : undefined;
}

function captionNotes(chosen: Chosen, reading: Reading, tags: readonly string[], task: CaptionInput, isEnglish: boolean): Written['notes'] {
  const leftOut = reading.sentences.filter(({ text }, index) => !chosen.from.includes(index) && hasQuantity(text) && text.length <= 300).slice(0, 3).map(({ text }) => text);
  const gaps: string[] = [];
  if (!isEnglish) gaps.push(t("The built-in writer's rules are English; the sentences of this caption were taken over nearly unchanged."));
  else {
    if (!reading.sentences.some(({ text }) => hasFigure(text))) gaps.push(t('No number: the body has no figure that the caption could use.'));
    if (!chosen.hasTurn) gaps.push(t('No closing turn: add a last line to the body, or “Button: …” to the plan.'));
  }
  if (chosen.isCut) gaps.push(t('No sentence of the body fits whole: shorten one, or write the caption by hand.'));
  if (tags.length < task.hashtags.min) gaps.push(t('Only {0} of at least {1} hashtags: add house hashtags to galley.yaml.', tags.length, task.hashtags.min));
  for (const entry of avoided(chosen.text, task.voice.avoid)) gaps.push(t('The caption uses “{0}”, which the studio avoids.', entry));
  return { leftOut, gaps };
}
