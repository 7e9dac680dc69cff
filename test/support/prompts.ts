import { readFileSync } from 'node:fs';
import { compilePrompt } from '../../src/prompts/compile.js';
import type { Prompts, StepPrompt } from '../../src/prompts/prompts.js';
import { promptSteps, type PromptStep } from '../../src/prompts/variables.js';

const shipped = new Map<PromptStep, string>(promptSteps.map((step) => [step, readFileSync(new URL(`../../media/prompts/${step}.md`, import.meta.url), 'utf8')]));

/** A prompt file as Galley ships it. */
export function shippedPrompt(step: PromptStep): string {
  const text = shipped.get(step);
  if (text === undefined) throw new Error(`No prompt is shipped for ${step}`);
  return text;
}

/** The shipped prompts, or a studio's own in their place. */
export function promptsWith(own: Partial<Record<PromptStep, string>> = {}): Prompts {
  const compile = <Step extends PromptStep>(step: Step): StepPrompt<Step> => {
    const text = own[step];
    return text === undefined ? compilePrompt(step, shippedPrompt(step)) : compilePrompt(step, text, `.galley/prompts/${step}.md`);
  };
  return { plan: compile('plan'), draft: compile('draft'), caption: compile('caption'), alt_text: compile('alt_text'), hero_image: compile('hero_image'), video: compile('video') };
}

/** What a step reads beside the post, as in a workspace that has none of its own. */
export const shippedPrompts = { prompts: promptsWith(), examples: [] } as const;
