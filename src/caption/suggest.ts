import type { Price } from '../common/price.js';
import { hashValue } from '../common/hash.js';
import type { TextModel, TextRequest } from '../models/textModel.js';
import type { SuggestMode } from './suggestMode.js';

/** What brought the question: typing, VS Code's own "Trigger Inline Suggestion", or Galley's command. */
export type SuggestCause = 'typing' | 'invoked' | 'command';

/** Whether a suggestion may be asked for. Only a setting or the command itself allows one that may cost something. */
export function maySuggest(mode: SuggestMode, cause: SuggestCause, isFree: boolean): boolean {
  switch (mode) {
    case 'off':
      return false;
    case 'onDemand':
      return cause !== 'typing';
    case 'whenFree':
      return isFree || cause === 'command';
    case 'always':
      return true;
  }
}

export function isFree({ cost, basis }: Price): boolean {
  return basis === 'free' || cost === 0;
}

/** The request of the caption step, for a caption whose beginning stands there already. */
export function continuing(request: TextRequest, typed: string): TextRequest {
  if (typed.trim() === '') return request;
  const { system, user } = request.prompt;
  const order = 'The caption begins with the words below. Answer with the whole caption: these words, unchanged, and what follows them.';
  return { ...request, prompt: { system, user: `${user}\n\n${order}\n${typed}` } };
}

const mostRequests = 32;
const mostAnswers = 8;

/** Whole captions that models gave, by everything they depend on: the model and all that it read. */
export class CaptionAnswers {
  private readonly answers = new Map<string, readonly string[]>();

  keyOf({ info }: Pick<TextModel, 'info'>, { prompt, task }: TextRequest): string {
    return hashValue({ provider: info.provider, model: info.model, prompt, task });
  }

  /** What follows `typed` in the captions that begin with it, newest first. */
  continuations(key: string, typed: string): readonly string[] {
    const whole = this.answers.get(key) ?? [];
    return whole.filter((text) => text.startsWith(typed) && text.length > typed.length).map((text) => text.slice(typed.length));
  }

  add(key: string, whole: string): void {
    const before = this.answers.get(key) ?? [];
    this.answers.delete(key);
    this.answers.set(key, [whole, ...before.filter((text) => text !== whole)].slice(0, mostAnswers));
    const [oldest] = this.answers.keys();
    if (this.answers.size > mostRequests && oldest !== undefined) this.answers.delete(oldest);
  }
}

/** A model's answer as a whole caption that begins with `typed`; `undefined` when it changed those words. */
export function wholeCaption(answer: string, typed: string): string | undefined {
  const text = answer.trim();
  if (typed.trim() === '') return text === '' ? undefined : text;
  if (text.startsWith(typed)) return text;
  // A space or a line break typed last is often left out, or another one.
  const start = typed.trimEnd();
  if (start === '' || !text.startsWith(start)) return undefined;
  const rest = text.slice(start.length).trimStart();
  return rest === '' ? undefined : typed + rest;
}
