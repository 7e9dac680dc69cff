import { t } from '@vscode/l10n';
import { contentFormats } from '../common/terms.js';
import type { PlanTask, StructuredRequest } from '../models/textModel.js';
import { studioLines } from '../pipeline/prompt.js';
import type { Prompt } from '../prompts/prompts.js';
import type { Count, Kind, Quota } from './quota.js';

export const longestTitle = 200;
export const longestBrief = 6000;

/** What is wanted, for a language model: the author's quotas at first, then what is missing, kind by kind. */
export function planRequest(task: PlanTask, wanted: readonly Pick<Quota, 'contentFormat' | 'pillar' | 'count'>[]): StructuredRequest {
  return { task, prompt: planPrompt(task, wanted), name: 'plans', schema: planSchema(task) };
}

function planPrompt(task: PlanTask, wanted: readonly Pick<Quota, 'contentFormat' | 'pillar' | 'count'>[]): Prompt {
  const hasPillars = task.pillars.length > 0;
  const system = [
    'You plan posts for a publication from a list of numbered facts. Each item is one post: a title, a brief, a rationale, a content_format, a pillar and the ids of the facts that it rests on.',
    'The title is one line without quotation marks. The brief says in a few sentences what the piece argues, with its facts as figures and names. The rationale says in one or two sentences why it fits the pillar and why this format.',
    'content_format is "video" for the script of a short clip and "hero_text" for a text with a picture.',
    'Use only facts of the list. Never add a figure, a name or a quotation. Every item rests on at least one fact; prefer facts that no other item uses.',
    hasPillars ? 'pillar is the key of one of the pillars.' : 'There are no pillars: pillar is null.',
    ...studioLines(task.voice, undefined),
  ].join('\n');
  const user = [
    ...(task.subject === undefined ? [] : [`Subject: ${task.subject}`]),
    ...(hasPillars ? [`Pillars:\n${task.pillars.map(({ key, name, framing }) => `- ${key}: ${name}${framing ? `. ${framing}` : ''}`).join('\n')}`] : []),
    `Facts:\n${task.facts.map(({ id, text, isUsed }) => `- ${id}: ${text}${isUsed ? ' (used already)' : ''}`).join('\n')}`,
    ...(task.titles.length > 0 ? [`These titles exist; plan other pieces:\n${task.titles.map((title) => `- ${title}`).join('\n')}`] : []),
    ...(task.instruction === '' ? [] : [`What the editor asks for:\n${task.instruction}`]),
    `Plan ${wantedWords(task, wanted)}.`,
  ].join('\n\n');
  return { system, user };
}

function wantedWords({ slots }: PlanTask, wanted: readonly Pick<Quota, 'contentFormat' | 'pillar' | 'count'>[]): string {
  const total = wanted.filter(({ contentFormat, pillar }) => contentFormat === undefined && pillar === undefined);
  const parts = wanted.filter((quota) => !total.includes(quota));
  const all = total.length > 0 ? total.map(({ count }) => `${countWords(count)} in all`).join(' and ') : `about ${slots.length} in all`;
  return [all, ...parts.map((part) => `${countWords(part.count)} ${kindWords(part)}`)].join('; of them ');
}

function countWords({ min, max }: Count): string {
  if (max === undefined) return `at least ${min}`;
  if (min === max) return `exactly ${min}`;
  return min === 0 ? `at most ${max}` : `between ${min} and ${max}`;
}

function kindWords({ contentFormat, pillar }: Kind): string {
  return [
    ...(contentFormat === undefined ? [] : [`with content_format "${contentFormat}"`]),
    ...(pillar === undefined ? [] : [`with pillar "${pillar}"`]),
  ].join(' and ');
}

/** Strict subset; numbers of items are proven by code, not by the schema. */
function planSchema({ pillars }: PlanTask): StructuredRequest['schema'] {
  const item = {
    title: { type: 'string' },
    brief: { type: 'string' },
    rationale: { type: 'string' },
    pillar: pillars.length === 0 ? { type: 'null' } : { type: 'string', enum: pillars.map(({ key }) => key) },
    content_format: { type: 'string', enum: [...contentFormats] },
    facts: { type: 'array', items: { type: 'string' } },
  };
  return {
    type: 'object',
    properties: { items: { type: 'array', items: { type: 'object', properties: item, required: Object.keys(item), additionalProperties: false } } },
    required: ['items'],
    additionalProperties: false,
  };
}

/** "2 video items of pillar craft", for people. */
export function describeKind({ contentFormat, pillar }: Kind, count: number): string {
  if (contentFormat !== undefined && pillar !== undefined) return t('{0} {1} for {2}', count, contentFormat, pillar);
  if (contentFormat !== undefined) return t('{0} {1}', count, contentFormat);
  return pillar === undefined ? t('{0} of any kind', count) : t('{0} for {1}', count, pillar);
}
