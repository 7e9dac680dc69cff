import { unfold, type Line } from './lists.js';
import { blocks, plain, type Block } from './markdown.js';
import { headingLabel, isNote, purpose, sectionLabel, type Section } from './planNotes.js';
import { capitalise, closed, sentences, words } from './sentences.js';
import { hasFiniteVerb } from './vocabulary.js';

export type Part = Line | { readonly kind: 'quote' | 'heading' | 'verbatim'; readonly text: string };

/** A plan by role. Each group is a paragraph, list or block of the author's. */
export interface PlanParts {
  readonly sections: Readonly<Record<Section, readonly (readonly Part[])[]>>;
  /** Notes to the drafter, verbatim. */
  readonly leftOut: readonly string[];
  /** Subjects that the plan announces without a text for them. */
  readonly promised: readonly string[];
}

interface Reading {
  readonly sections: Record<Section, Part[][]>;
  readonly leftOut: string[];
  readonly promised: string[];
  section: Section;
}

export function planParts(brief: string): PlanParts {
  const reading: Reading = { sections: { opening: [], facts: [], angle: [], closing: [] }, leftOut: [], promised: [], section: 'facts' };
  let isRunning = false;
  for (const block of blocks(labelledLines(brief))) {
    if (block.kind === 'heading') {
      const named = headingLabel(block.text);
      reading.section = named === undefined || named === 'plan' ? 'facts' : named;
      isRunning = named !== undefined;
      if (named === undefined) reading.sections.facts.push([{ kind: 'heading', text: block.text }]);
      continue;
    }
    const alone = block.kind === 'paragraph' && block.text.length < 40 ? headingLabel(block.text) : undefined;
    if (alone !== undefined) {
      reading.section = alone === 'plan' ? 'facts' : alone;
      isRunning = true;
      continue;
    }
    if (!isRunning && block.kind !== 'item') reading.section = 'facts';
    readBlock(block, reading);
    if (block.kind !== 'item') isRunning = false;
  }
  return reading;
}

/** A label at the start of a line opens a paragraph, also in a brief whose lines follow without blank ones. */
function labelledLines(brief: string): string {
  return brief
    .split(/\r\n?|\n/)
    .map((line) => (line.length < 5000 && sectionLabel(line.replace(/^\s*[-*+•]\s+/, '')) ? `\n${line.replace(/^\s*[-*+•]\s+/, '')}` : line))
    .join('\n');
}

function readBlock(block: Block, reading: Reading): void {
  const { sections } = reading;
  if (block.kind === 'verbatim' || block.kind === 'quote' || (block.text.includes('![') && words(plain(block.text)).length === 0)) {
    sections[reading.section].push([{ kind: block.kind === 'quote' ? 'quote' : 'verbatim', text: block.text }]);
    return;
  }
  const group = new Map<Section, Part[]>();
  const add = (section: Section, parts: readonly Part[]): void => {
    const open = group.get(section);
    if (open) open.push(...parts);
    else {
      const fresh = [...parts];
      group.set(section, fresh);
      sections[section].push(fresh);
    }
  };
  if (block.kind === 'item') {
    readItem(block, reading, add);
    return;
  }
  for (const raw of sentences(block.text)) readSentence(raw, reading, add);
}

type Add = (section: Section, parts: readonly Part[]) => void;

function readItem({ text, isNumbered = false }: Block, reading: Reading, add: Add): void {
  const labelled = sectionLabel(text);
  if (labelled) {
    for (const raw of sentences(text)) readSentence(raw, reading, add);
    reading.section = 'facts';
  } else if (isNote(text)) reading.leftOut.push(text);
  else {
    const group = reading.sections[reading.section];
    const last = group.at(-1);
    // Items of one list stay together, after the sentence that leads to them.
    if (last && (last.at(-1)?.kind === 'item' || last.at(-1)?.text.endsWith(':'))) last.push({ kind: 'item', text: capitalise(text), isNumbered });
    else add(reading.section, [{ kind: 'item', text: capitalise(text), isNumbered }]);
  }
}

function readSentence(raw: string, reading: Reading, add: Add): void {
  const labelled = sectionLabel(raw);
  if (labelled) reading.section = labelled.section;
  const sentence = (labelled ? labelled.rest : raw).trim();
  if (sentence === '') return;
  const ending = /^(?:end|close|finish) (?:with|on)\s+(.{2,400})$/i.exec(sentence)?.[1];
  const start = /^(?:open|start|lead|begin) (?:with|on)\s+(.{2,400})$/i.exec(sentence)?.[1];
  const directed = ending ?? start;
  if (directed !== undefined) {
    const text = directedText(directed);
    if (text === undefined) reading.leftOut.push(sentence);
    else add(ending === undefined ? 'opening' : 'closing', [{ kind: 'text', text: closed(capitalise(text)) }]);
    return;
  }
  if (isNote(sentence)) {
    reading.leftOut.push(sentence);
    return;
  }
  const aim = sentence.length < 900 ? purpose(sentence) : undefined;
  if (aim?.kind === 'promise') {
    reading.promised.push(aim.text.replace(/[.!?]$/, ''));
    reading.leftOut.push(sentence);
    return;
  }
  const text = aim === undefined ? sentence : aim.kind === 'explains' ? `Here’s ${aim.text}` : aim.text;
  add(aim === undefined ? reading.section : 'angle', unfold(capitalise(text)));
}

/** The words to print in "End with “Ask the desk first.”"; nothing for "End with a question to the reader". */
function directedText(directed: string): string | undefined {
  const quoted = /^[:—–-]?\s*["“‘'](.{2,390}?)["”’']\.?$/.exec(directed)?.[1];
  if (quoted !== undefined) return quoted;
  const text = directed.replace(/^(?:[:—–-]|the line|this)\s*:?\s*/i, '');
  return hasFiniteVerb(text) && !/^(?:a|an|the|some|your|our|how|why|what)\b/i.test(text) ? text : undefined;
}
