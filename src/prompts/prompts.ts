import { textTokens } from '../models/openai/tokens.js';
import { variablesOf, type PromptStep, type PromptView, type Variable } from './variables.js';

/** What a model is asked. A picture or clip is asked for with `user` alone. */
export interface Prompt {
  readonly system: string;
  readonly user: string;
  /** About what the quotes of approved posts add, with the words around them; absent without any. Never sent. */
  readonly exampleTokens?: number | undefined;
}

/** About how many tokens a model reads. */
export function promptTokens({ system, user }: Prompt): number {
  return textTokens(system) + textTokens(user);
}

/** One step's prompt before it is filled: the studio's own file, or Galley's. */
export interface StepPrompt<Step extends PromptStep = PromptStep> {
  /** Of the studio's own: its path below the workspace folder. */
  readonly file: string | undefined;
  /** Why the file cannot be used, as a sentence that says what to do. While there is one, the step is blocked. */
  readonly problem: string | undefined;
  readonly uses: ReadonlySet<Variable>;
  /** With a problem, this is the file as it is: it tells two versions apart, and is never sent. */
  render(view: PromptView<Step>): Prompt;
}

/** The prompts by which one studio's steps ask. */
export type Prompts = { readonly [Step in PromptStep]: StepPrompt<Step> };

/** What a prompt says whatever it is filled with: two prompts with the same outline ask the same. */
export function outlineOf<Step extends PromptStep>(step: Step, prompt: StepPrompt<Step>): Prompt {
  const { system, user } = prompt.render(namesOf(step));
  return { system, user };
}

/** Every variable of the step, filled with its own name. */
export function namesOf<Step extends PromptStep>(step: Step): PromptView<Step> {
  return Object.fromEntries(variablesOf(step).map((name) => [name, `{{${name}}}`])) as PromptView<Step>;
}
