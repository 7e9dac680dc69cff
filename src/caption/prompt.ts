import type { CaptionTask } from '../models/textModel.js';
import { studioLines, type Prompt } from '../pipeline/prompt.js';

/** The caption writer's instructions for a language model. */
export function captionPrompt(task: CaptionTask): Prompt {
  const { min, max, house } = task.hashtags;
  const system = [
    `You write the caption under which a post is shared${task.platform ? ` on ${task.platform}` : ''}.`,
    `At most ${task.maxLength} characters, hashtags included. One fact that makes people stop, then the point of the piece.`,
    `End with ${min === max ? min : `${min} to ${max}`} hashtags.${house.length > 0 ? ` Prefer these where they fit: ${house.map((tag) => `#${tag}`).join(' ')}.` : ''}`,
    'Use only facts of the body. Never add a figure, a name or a quotation. No Markdown. Answer with the caption alone.',
    ...studioLines(task.voice, task.pillar),
  ].join('\n');
  const user = [`Title: ${task.title}`, `Body:\n${task.body}`, ...(task.brief ? [`Plan:\n${task.brief}`] : [])].join('\n\n');
  return { system, user };
}
