import { t } from '@vscode/l10n';
import { contentFormats } from '../common/terms.js';
import type { PlanTask, StructuredRequest } from '../models/textModel.js';
import { showExamples, type Example } from '../prompts/examples.js';
import type { Prompt, StepPrompt } from '../prompts/prompts.js';
import type { Count, Kind } from './quota.js';
import { boundsOf, type KindCount } from './quotaBounds.js';

export const longestTitle = 200;
export const longestBrief = 6000;

/** By what a planner is asked, and the approved posts that it is shown. */
export interface Asking {
  readonly prompt: StepPrompt<'plan'>;
  readonly examples: readonly Example[];
}

/** What is wanted, for a language model: the author's quotas at first, then what is missing, kind by kind. */
export function planRequest(task: PlanTask, wanted: readonly KindCount[], asking: Asking): StructuredRequest {
  return { task, prompt: planPrompt(task, wanted, asking), name: 'plans', schema: planSchema(task) };
}

function planPrompt(task: PlanTask, wanted: readonly KindCount[], { prompt, examples }: Asking): Prompt {
  return prompt.render({
    subject: task.subject,
    pillars: listed(task.pillars.map(({ key, name, framing }) => `${key}: ${name}${framing ? `. ${framing}` : ''}`)),
    facts: listed(task.facts.map(({ id, text, isUsed }) => `${id}: ${text}${isUsed ? ' (used already)' : ''}`)),
    titles: listed(task.titles),
    instruction: task.instruction,
    wanted: wantedWords(task, wanted),
    voice: task.voice.description,
    avoid: task.voice.avoid.join('; '),
    examples: showExamples('plan', examples).text,
  });
}

function listed(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n');
}

function wantedWords({ slots }: PlanTask, wanted: readonly KindCount[]): string {
  const { total } = boundsOf(wanted);
  const parts = wanted.filter(({ contentFormat, pillar }) => contentFormat !== undefined || pillar !== undefined);
  const all = total.min === 0 && total.max === undefined ? `about ${slots.length}` : countWords(total);
  return [`${all} in all`, ...parts.map((part) => `${countWords(part.count)} ${kindWords(part)}`)].join('; of them ');
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
