import { studioLines, type Prompt } from '../pipeline/prompt.js';
import type { DraftTask } from '../models/textModel.js';

const shape = {
  hero_text: 'Write the body of the post in Markdown: short paragraphs, no heading that repeats the title, no hashtags.',
  video: 'Write the script of a short video in Markdown: what is said, paragraph by paragraph, with shots in brackets.',
} as const;

/** The drafter's instructions for a language model. */
export function draftPrompt(task: DraftTask): Prompt {
  const system = [
    'You write posts for a publication from a plan.',
    shape[task.contentFormat],
    'Use only facts that the plan or the list of facts states. Never add a figure, a name or a quotation.',
    'Leave out notes that the plan addresses to the writer. Answer with the text alone.',
    ...studioLines(task.voice, task.pillar),
  ].join('\n');
  const user = [
    `Title: ${task.title}`,
    `Plan:\n${task.brief}`,
    ...(task.rationale ? [`Why it is written:\n${task.rationale}`] : []),
    ...(task.facts.length > 0 ? [`Facts:\n${task.facts.map((fact) => `- ${fact}`).join('\n')}`] : []),
  ].join('\n\n');
  return { system, user };
}
