import { t } from '@vscode/l10n';
import type { DraftTask, WriterNotes } from '../models/textModel.js';
import { detectLanguage } from './language.js';
import { blocks, plain } from './markdown.js';
import { hasFigure } from './numbers.js';
import { planParts, type Part, type PlanParts } from './planParts.js';
import { capitalise, closed, joined, sentences, words } from './sentences.js';
import { avoided, isFragment, negation, overlap, terms } from './vocabulary.js';

export interface Written {
  readonly text: string;
  readonly notes: WriterNotes;
}

export type DraftInput = Pick<DraftTask, 'title' | 'brief' | 'facts' | 'contentFormat' | 'voice'>;

const longPerParagraph = 3;
const shortDraft = 120;

/** The plan as a body: the author's words in order, lists as lists, notes to the drafter dropped. `undefined` when nothing is left. */
export function writeDraft(task: DraftInput): Written | undefined {
  const plan = planParts(task.brief);
  const facts = newFacts(task.facts, task.brief);
  const sections = withEnding(plan.sections);
  const isScript = task.contentFormat === 'video';
  const paragraphs = [
    ...layOut([...sections.opening, ...sections.facts], isScript),
    ...factBlocks(facts, sections.facts.length === 0, isScript),
    ...layOut(sections.angle, isScript),
    ...layOut(sections.closing, isScript),
  ];
  const text = withoutTitle(paragraphs, task.title).join('\n\n');
  if (words(text).length === 0) return undefined;
  return { text, notes: { leftOut: plan.leftOut, gaps: draftGaps(text, task, plan, sections) } };
}

/** Facts of the sources that the brief does not tell already. */
function newFacts(facts: readonly string[], brief: string): string[] {
  const told = blocks(brief).flatMap((block) => sentences(block.text).map((sentence) => ({ sentence, terms: terms(sentence) })));
  const kept: string[] = [];
  for (const raw of facts) {
    const fact = closed(capitalise(raw.replace(/\s\^[\w-]{1,40}\s*$/, '').replace(/^\s*[-*+•]\s+/, '').trim()));
    if (words(fact).length === 0) continue;
    const own = terms(fact);
    const isTold = told.some((other) => other.terms.size >= 3 && overlap(own, other.terms) >= 0.8 && figuresOf(fact).every((figure) => other.sentence.includes(figure)));
    if (isTold) continue;
    kept.push(fact);
    told.push({ sentence: fact, terms: own });
  }
  return kept;
}

function figuresOf(text: string): string[] {
  return text.match(/\d(?:[\d.,]{0,20}\d)?/g) ?? [];
}

type Sections = PlanParts['sections'];

/** Without a "Button:", a turn that ends the facts ("The lesson isn't… It's…") becomes the ending. */
function withEnding(sections: Sections): Sections {
  const last = sections.facts.at(-1);
  if (sections.closing.length > 0 || sections.angle.length > 0 || !last || last.length < 5 || last.some((part) => part.kind !== 'text')) return sections;
  const final = last.at(-1)?.text ?? '';
  const before = last.at(-2)?.text ?? '';
  const isPair = negation.test(before) && /^(?:it['’]s|it is|they['’]re|that['’]s)\b/i.test(final);
  const isLesson = /^(?:so\b|in the end|the (?:lesson|point|takeaway|moral)\b)/i.test(final);
  const count = isPair ? 2 : isLesson ? 1 : 0;
  if (count === 0) return sections;
  return { ...sections, facts: [...sections.facts.slice(0, -1), last.slice(0, -count)], closing: [last.slice(-count)] };
}

function layOut(groups: readonly (readonly Part[])[], isScript: boolean): string[] {
  const out: string[] = [];
  for (const group of groups) {
    if (isScript) out.push(...beats(group));
    else for (const run of runs(group)) out.push(run);
  }
  return out;
}

/** One block of Markdown per run of like parts; long prose is cut into paragraphs. */
function runs(group: readonly Part[]): string[] {
  const out: string[] = [];
  let prose: string[] = [];
  let items: string[] = [];
  const endProse = (): void => {
    out.push(...paragraphs(prose));
    prose = [];
  };
  const endItems = (): void => {
    if (items.length > 0) out.push(items.join('\n'));
    items = [];
  };
  for (const part of group) {
    if (part.kind === 'item') {
      endProse();
      items.push(part.isNumbered === true ? `${items.length + 1}. ${part.text}` : `- ${part.text}`);
      continue;
    }
    endItems();
    if (part.kind === 'text') prose.push(part.text);
    else {
      endProse();
      out.push(part.kind === 'heading' ? `## ${part.text}` : part.kind === 'quote' ? `> ${part.text}` : part.text);
    }
  }
  endProse();
  endItems();
  return out;
}

function paragraphs(lines: readonly string[]): string[] {
  const out: string[][] = [];
  let current: string[] = [];
  let long = 0;
  for (const line of lines) {
    const isShort = isFragment(line);
    if (long >= longPerParagraph && !isShort && current.length > 0) {
      out.push(current);
      current = [];
      long = 0;
    }
    current.push(line);
    if (!isShort) long++;
  }
  const last = out.at(-1);
  // One sentence alone reads as an afterthought, unless it leads to a list.
  if (last && current.length === 1 && !current[0]?.endsWith(':')) last.push(...current);
  else if (current.length > 0) out.push(current);
  return out.map(joined);
}

/** A script is read aloud: one or two sentences a beat, no lists. */
function beats(group: readonly Part[]): string[] {
  const spoken = group.filter((part) => part.kind !== 'verbatim' && part.kind !== 'heading').map((part) => closed(part.text));
  const out: string[] = [];
  let beat: string[] = [];
  let long = 0;
  for (const line of spoken) {
    if (beat.length > 0 && !isFragment(line) && long >= 2) {
      out.push(joined(beat));
      beat = [];
      long = 0;
    }
    beat.push(line);
    if (!isFragment(line)) long++;
  }
  if (beat.length > 0) out.push(joined(beat));
  return out;
}

function factBlocks(facts: readonly string[], areAlone: boolean, isScript: boolean): string[] {
  const parts = facts.map((text): Part => ({ kind: 'text', text }));
  if (isScript) return beats(parts);
  if (areAlone || facts.length < 3) return runs(parts);
  return [facts.map((fact) => `- ${fact}`).join('\n')];
}

function withoutTitle(paragraphs: readonly string[], title: string): readonly string[] {
  const first = paragraphs[0];
  return first !== undefined && paragraphs.length > 1 && plain(first).replace(/[.!]$/, '') === title.trim().replace(/[.!]$/, '') ? paragraphs.slice(1) : paragraphs;
}

function draftGaps(text: string, task: DraftInput, plan: PlanParts, sections: Sections): string[] {
  const gaps: string[] = plan.promised.map((subject) => t('The plan promises “{0}”: it still has to be written.', subject));
  if (detectLanguage(text) !== 'english') {
    return [t("The built-in writer's rules are English; this plan was passed through nearly unchanged."), ...gaps, ...avoidGaps(text, task)];
  }
  if (!hasFigure(text)) gaps.push(t('No number yet: add one figure that a reader can check.'));
  if (sections.angle.length === 0 && !hasArgument(text)) gaps.push(t('No argument yet: add “Angle: …” to the plan.'));
  if (sections.closing.length === 0) gaps.push(t('No closing line: add “Button: …” to the plan.'));
  const count = words(text).length;
  const thin = plain((text.match(/^- .+$/m)?.[0] ?? sentences(blocks(text).find((block) => block.kind === 'paragraph')?.text ?? text)[0] ?? '').replace(/^- /, ''));
  if (count < shortDraft) gaps.push(t('The draft has only {0} words: add an example or a source for “{1}”.', count, clip(thin)));
  return [...gaps, ...avoidGaps(text, task)];
}

function avoidGaps(text: string, task: DraftInput): string[] {
  return avoided(plain(text), task.voice.avoid).map((entry) => t('The plan uses “{0}”, which the studio avoids.', entry));
}

function hasArgument(text: string): boolean {
  return /\b(?:because|the reason|the lesson|the point|turns out|means that|that is why|that['’]s why|instead of|rather than)\b|n['’]t\b.{1,80}[—–;]\s*it['’]s|\bnot\b.{1,60}\bbut\b/i.test(text);
}

function clip(text: string): string {
  return text.length <= 80 ? text.replace(/[.!?]$/, '') : `${text.slice(0, 78).replace(/\s+\S*$/u, '')}…`;
}
