import { variablesOf, type PromptStep, type PromptView, type Variable } from './variables.js';

/** What a model is asked. A picture or clip is asked for with `user` alone. */
export interface Prompt {
  readonly system: string;
  readonly user: string;
  /** The part of them that quotes approved posts; never sent by itself. */
  readonly examples?: string | undefined;
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
  const names = Object.fromEntries(variablesOf(step).map((name) => [name, `{{${name}}}`]));
  // Every variable of the step is there.
  return prompt.render(names as PromptView<Step>);
}
