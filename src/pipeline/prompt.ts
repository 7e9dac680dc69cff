import { showExamples } from '../prompts/examples.js';
import type { StepPrompt } from '../prompts/prompts.js';
import type { PromptStep } from '../prompts/variables.js';
import type { Studio } from '../studio/studio.js';
import type { StepContext } from './step.js';
import { pillarOf } from './studioContext.js';

/** Why the step's prompt cannot be used, as a sentence that says what to do. Galley's own never takes its place. */
export function promptProblem({ prompts }: StepContext, step: PromptStep): string | undefined {
  return prompts[step].problem;
}

export interface VoiceView {
  readonly voice: string | undefined;
  readonly avoid: string;
  readonly examples: string | undefined;
}

/** How the studio writes, for every prompt. */
export function voiceView(step: PromptStep, { studio, examples, options }: StepContext): VoiceView {
  return { voice: studio.voice, avoid: studio.avoid.join('; '), examples: showExamples(step, examples, options.platform).text };
}

export function pillarView({ post, studio }: StepContext): { readonly pillar: string | undefined; readonly framing: string | undefined } {
  const pillar = pillarOf(post, studio);
  return { pillar: pillar?.name, framing: pillar?.framing };
}

export function lookView({ name, hero }: Studio): { readonly studio: string | undefined; readonly style: string | undefined; readonly colors: string } {
  return { studio: name, style: hero.style, colors: hero.colors.join(', ') };
}

/** The same step as if no example could be shown. */
export function withoutExamples(context: StepContext): StepContext {
  return context.examples.length === 0 ? context : { ...context, examples: [] };
}

/**
 * What `inputs` covers of the examples: which posts the studio chose, by its globs, and not what stands in them.
 *
 * 2026-11-26: with their text in the hash, two posts that are examples for each other would make one another stale for
 * ever, and each post that is approved would mark every other post of the studio out of date, to be bought again by
 * the next run. Examples show a voice and give no facts: a change of the list in galley.yaml is a decision about the
 * voice and makes outputs stale as `voice` and `avoid` do; an approved post that is written, added or mended is not.
 * A prompt that shows no examples does not read the list either.
 */
export function examplesRead({ uses }: Pick<StepPrompt, 'uses'>, studio: Studio): { readonly examples?: readonly string[] } {
  return studio.examples.length > 0 && uses.has('examples') ? { examples: studio.examples } : {};
}
