import type OpenAI from 'openai';
import type { TextEndpoint } from './endpoint.js';

/** One question to the model. */
export interface Ask {
  readonly system: string;
  readonly user: string;
  readonly format: { readonly name: string; readonly schema: Readonly<Record<string, unknown>> } | undefined;
}

/** What a request asks for beyond the text. Not every server takes all of it. */
export interface Extras {
  readonly usage: boolean;
  readonly schema: boolean;
  readonly limit: TextEndpoint['limitField'] | undefined;
}

export const noExtras: Extras = { usage: false, schema: false, limit: undefined };

export function chatBody(model: string, ask: Ask, extras: Extras, maxTokens: number): OpenAI.ChatCompletionCreateParamsStreaming {
  const { format } = ask;
  const inWords = format !== undefined && !extras.schema;
  return {
    model,
    messages: [
      { role: 'system', content: inWords ? `${ask.system}\n\n${schemaInWords(format.schema)}` : ask.system },
      { role: 'user', content: ask.user },
    ],
    stream: true,
    ...(extras.usage ? { stream_options: { include_usage: true } } : {}),
    ...(extras.limit === undefined ? {} : { [extras.limit]: maxTokens }),
    ...(format !== undefined && extras.schema
      ? { response_format: { type: 'json_schema', json_schema: { name: format.name, strict: true, schema: { ...format.schema } } } }
      : {}),
  };
}

function schemaInWords(schema: Readonly<Record<string, unknown>>): string {
  return `Answer with one JSON value that matches this JSON Schema, and with nothing else:\n${JSON.stringify(schema)}`;
}

/**
 * The request to try instead of one that was refused: without the extra that the refusal names, or bare where it
 * names none and the server is of no known kind. `undefined` when there is nothing left to leave out.
 */
export function withoutRefused(extras: Extras, message: string, endpoint: TextEndpoint): Extras | undefined {
  if (extras.usage && /stream_options|include_usage/i.test(message)) return { ...extras, usage: false };
  if (extras.schema && /response_format|json_schema/i.test(message)) return { ...extras, schema: false };
  if (extras.limit !== undefined && /max_(completion_)?tokens/i.test(message)) {
    const other = extras.limit === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens';
    const wantsOther = extras.limit === endpoint.limitField && new RegExp(`\\b${other}\\b`).test(message);
    return { ...extras, limit: wantsOther ? other : undefined };
  }
  const isBare = !extras.usage && !extras.schema && extras.limit === undefined;
  return endpoint.isKnown || isBare ? undefined : noExtras;
}
