import type { OpenAI as Sdk } from 'openai';
import type { Deadline } from '../deadline.js';
import { lazy } from '../lazy.js';
import type { TextEndpoint } from './endpoint.js';

export type Fetch = typeof globalThis.fetch;

export interface Line {
  readonly endpoint: TextEndpoint;
  readonly key: string | undefined;
  readonly fetch: Fetch;
  readonly deadline: Deadline;
  /** Bound on the wait for the response to begin. */
  readonly headersMs: number;
}

/** What came back, before its body is read. */
export type Reply =
  | { readonly kind: 'events'; readonly headers: Headers; readonly chunks: AsyncIterable<unknown> }
  /** Some gateways answer a request for a stream with one object. */
  | { readonly kind: 'whole'; readonly headers: Headers; readonly text: () => Promise<string> };

/** Activation must not pay for the SDK. */
const loadSdk = lazy(() => Promise.all([import('openai'), import('openai/streaming')]));

/** Sends one request, once. Rejects with the SDK's errors. */
export async function sendChat(body: Sdk.ChatCompletionCreateParamsStreaming, { endpoint, key, fetch, deadline, headersMs }: Line): Promise<Reply> {
  const [{ OpenAI }, { Stream }] = await loadSdk();
  const client = new OpenAI({
    baseURL: endpoint.baseUrl,
    apiKey: key ?? 'none',
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    // Whether a request may be sent again is decided by those who know what it costs.
    maxRetries: 0,
    logLevel: 'off',
    // Our own deadline is always sooner.
    timeout: longestTimer,
    fetch: ownHeaders(key, fetch),
  });
  deadline.allow(headersMs);
  const response = await client.chat.completions.create(body, { signal: deadline.signal }).asResponse();
  const type = response.headers.get('content-type') ?? '';
  if (/\bjson\b|\bhtml\b/i.test(type)) return { kind: 'whole', headers: response.headers, text: () => response.text() };
  return { kind: 'events', headers: response.headers, chunks: Stream.fromSSEResponse<unknown>(response, deadline.controller, client) };
}

const longestTimer = 2 ** 31 - 1;

/**
 * The SDK adds headers from environment variables (`OPENAI_CUSTOM_HEADERS`) whatever the address, so none of its
 * headers are taken. A redirect is not followed: it would send the text, and pay, somewhere else.
 */
function ownHeaders(key: string | undefined, fetch: Fetch): Fetch {
  return (url, init) =>
    fetch(url, {
      ...init,
      redirect: 'manual',
      headers: {
        accept: 'text/event-stream, application/json',
        'content-type': 'application/json',
        'user-agent': 'Galley',
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      },
    });
}
