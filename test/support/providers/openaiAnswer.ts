import { randomBytes } from 'node:crypto';
import { at, isObject, listAt, numberAt, textAt } from './json.js';
import type { Flavour } from './openaiFlavours.js';
import { sampleOf } from './openaiSchema.js';

/** What the model says to one request. */
export interface Answer {
  /** `undefined`: no content at all (`null` on the wire). */
  readonly text: string | undefined;
  readonly refusal: string | undefined;
  /** Thinking told before the text, by flavours that tell it. */
  readonly reasoning: string | undefined;
  readonly finishReason: 'stop' | 'length' | 'content_filter';
  /** The model that answered; `undefined`: the one asked. */
  readonly model: string | undefined;
  /** Tokens as billed; what is left out is counted. */
  readonly usage: { readonly input?: number; readonly cached?: number; readonly output?: number; readonly reasoning?: number };
  /** Milliseconds before the first token and between chunks. */
  readonly firstMs: number;
  readonly chunkMs: number;
}

export const plainAnswer: Answer = {
  text: undefined,
  refusal: undefined,
  reasoning: undefined,
  finishReason: 'stop',
  model: undefined,
  usage: {},
  firstMs: 0,
  chunkMs: 0,
};

/** An answer made ready for the wire. */
export interface Completion {
  readonly id: string;
  readonly created: number;
  readonly model: string;
  /** Pieces of text as streamed, one token each. */
  readonly pieces: readonly string[];
  readonly answer: Answer;
  readonly usage: Readonly<Record<string, unknown>>;
}

/** Words that say where they come from, so that nobody takes them for a model's. */
export function defaultText(body: unknown): string {
  const format = at(body, 'response_format');
  const asked = lastUserText(body).replace(/\s+/g, ' ').slice(0, 120);
  const prose = `These words come from the test provider, not from a language model. It was asked: “${asked}” 🖨️`;
  if (textAt(format, 'type') === 'json_schema') {
    return JSON.stringify(sampleOf(at(format, 'json_schema', 'schema') ?? at(format, 'schema'), prose));
  }
  if (textAt(format, 'type') === 'json_object') return JSON.stringify({ text: prose });
  const more = 'Nothing was computed and nothing was charged. The paragraphs are here so that a stream has something to carry, word by word.';
  return `${prose}\n\n## What this shows\n\n${more}\n\n- The first point stands here.\n- The second point stands here.\n\n${more}`;
}

function lastUserText(body: unknown): string {
  const last = listAt(body, 'messages').findLast((message) => textAt(message, 'role') === 'user');
  const content = at(last, 'content');
  return typeof content === 'string' ? content : listAt(last, 'content').map((part) => textAt(part, 'text') ?? '').join(' ');
}

export function complete(flavour: Flavour, body: unknown, answer: Answer): Completion {
  const model = answer.model ?? answeringModel(flavour, body);
  const words = answer.refusal === undefined ? (answer.text ?? '') : answer.refusal;
  const limits = flavour.tokenLimits.map((name) => numberAt(body, name)).filter((limit) => limit !== undefined);
  const all: readonly string[] = words.match(/\s*\S+\s*$|\s*\S+/g) ?? [];
  const limit = Math.min(...limits);
  const isCut = limit < all.length;
  const pieces = isCut ? all.slice(0, limit) : all;
  return {
    id: flavour.name === 'openrouter' ? `gen-${randomBytes(8).toString('hex')}` : `chatcmpl-${randomBytes(12).toString('hex')}`,
    created: Math.floor(Date.now() / 1000),
    model,
    pieces,
    answer: isCut ? { ...answer, finishReason: 'length' } : answer,
    usage: usageOf(flavour, body, answer, pieces.length),
  };
}

function answeringModel(flavour: Flavour, body: unknown): string {
  const asked = textAt(body, 'model') ?? '';
  return flavour.unknownModel === 'answers' && !flavour.models.includes(asked) ? (flavour.models[0] ?? asked) : asked;
}

function usageOf(flavour: Flavour, body: unknown, answer: Answer, pieces: number): Readonly<Record<string, unknown>> {
  const text = JSON.stringify(isObject(body) ? (body['messages'] ?? '') : '');
  const input = answer.usage.input ?? Math.ceil(text.length / 4);
  const reasoning = answer.usage.reasoning ?? 0;
  const output = answer.usage.output ?? pieces + reasoning;
  const cached = flavour.tellsCached ? { prompt_tokens_details: { cached_tokens: answer.usage.cached ?? 0, audio_tokens: 0 } } : {};
  const thought = flavour.tellsCached ? { completion_tokens_details: { reasoning_tokens: reasoning } } : {};
  // Credits are dollars; the wire carries a plain float.
  const dollars = flavour.cost && (input * flavour.cost.input + output * flavour.cost.output) / 1e6;
  const cost = dollars === undefined ? {} : { cost: dollars, cost_details: { upstream_inference_cost: dollars } };
  return { prompt_tokens: input, completion_tokens: output, total_tokens: input + output, ...cached, ...thought, ...cost };
}

/** The whole answer as one JSON object. */
export function completionBody(flavour: Flavour, { id, created, model, pieces, answer, usage }: Completion): unknown {
  const text = pieces.join('');
  const reasoning = flavour.reasoning === undefined || answer.reasoning === undefined ? {} : { [flavour.reasoning]: answer.reasoning };
  const message = {
    role: 'assistant',
    content: answer.refusal === undefined && answer.text !== undefined ? text : null,
    ...reasoning,
    refusal: answer.refusal === undefined ? null : text,
  };
  const choices = [{ index: 0, message, logprobs: null, finish_reason: answer.finishReason }];
  return { id, object: 'chat.completion', created, model, choices, usage, ...flavour.extra };
}
