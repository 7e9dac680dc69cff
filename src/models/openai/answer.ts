import { parseUsd, type MicroUsd } from '../../common/money.js';
import type { TokenUsage } from '../../common/terms.js';
import { at, isObject, listAt, numberAt, textAt } from '../jsonRead.js';

/** What arrived of one answer so far. */
export interface Answer {
  readonly text: string;
  readonly refusal: string;
  readonly finish: string | undefined;
  readonly model: string | undefined;
  readonly usage: TokenUsage | undefined;
  /** Money that the provider itself says it took. */
  readonly billed: MicroUsd | undefined;
  /** Characters of every kind, thinking included. */
  readonly size: number;
}

export const emptyAnswer: Answer = {
  text: '',
  refusal: '',
  finish: undefined,
  model: undefined,
  usage: undefined,
  billed: undefined,
  size: 0,
};

/** Adds a chunk of a stream, or a whole completion: they differ in one key. */
export function addChunk(answer: Answer, chunk: unknown): Answer {
  const choice = listAt(chunk, 'choices')[0];
  const said = at(choice, 'delta') ?? at(choice, 'message');
  const text = contentText(at(said, 'content'));
  const refusal = textAt(said, 'refusal') ?? '';
  const thought = textAt(said, 'reasoning') ?? textAt(said, 'reasoning_content') ?? '';
  const usage = at(chunk, 'usage');
  const cost = numberAt(usage, 'cost');
  return {
    text: answer.text + text,
    refusal: answer.refusal + refusal,
    finish: textAt(choice, 'finish_reason') ?? answer.finish,
    model: textAt(chunk, 'model') || answer.model,
    // Some servers repeat a growing count on every chunk: the last one holds.
    usage: isObject(usage) ? tokens(usage) : answer.usage,
    billed: cost === undefined ? answer.billed : parseUsd(cost),
    size: answer.size + text.length + refusal.length + thought.length,
  };
}

/** Text, or a list of parts of which some are text. */
function contentText(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content.map((part: unknown) => (textAt(part, 'type') === 'text' ? (textAt(part, 'text') ?? '') : '')).join('');
}

function tokens(usage: unknown): TokenUsage {
  return {
    input: count(usage, 'prompt_tokens'),
    cached: count(usage, 'prompt_tokens_details', 'cached_tokens'),
    output: count(usage, 'completion_tokens'),
  };
}

function count(usage: unknown, ...path: readonly string[]): number | undefined {
  const found = numberAt(usage, ...path);
  return found !== undefined && found >= 0 ? Math.round(found) : undefined;
}
