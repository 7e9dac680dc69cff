import { abortError } from '../common/abort.js';
import { startDeadline } from './deadline.js';
import { parseJson } from './jsonRead.js';
import { networkFault, type NetworkFault } from './networkFault.js';

export interface GetOptions {
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Default: the global one as it is when the request is sent. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Bound on the whole, body included. */
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly signal?: AbortSignal | undefined;
}

export type JsonReply =
  /** `body` is `undefined` when it is no JSON. */
  | { readonly kind: 'reply'; readonly status: number; readonly body: unknown }
  | { readonly kind: 'failed'; readonly why: NetworkFault | 'timeout' | 'tooLarge' };

/** Asks once and follows no redirect, so that headers reach the address that was set and no other. Rejects with `AbortError` only. */
export async function getJson(url: string, { headers, fetch, timeoutMs, maxBytes, signal }: GetOptions): Promise<JsonReply> {
  if (signal?.aborted) throw abortError();
  const deadline = startDeadline(signal, timeoutMs);
  try {
    const send = fetch ?? globalThis.fetch;
    const response = await send(url, {
      headers: { accept: 'application/json', 'user-agent': 'Galley', ...headers },
      redirect: 'manual',
      signal: deadline.signal,
    });
    const text = await readText(response, maxBytes);
    if (text === undefined) return { kind: 'failed', why: 'tooLarge' };
    return { kind: 'reply', status: response.status, body: parseJson(text) };
  } catch (error) {
    if (signal?.aborted) throw abortError();
    return { kind: 'failed', why: deadline.expiredMs === undefined ? networkFault(error) : 'timeout' };
  } finally {
    // Also ends the connection of a body that was not read to its end.
    deadline.end();
  }
}

async function readText(response: Response, maxBytes: number): Promise<string | undefined> {
  if (response.body === null) return '';
  const decoder = new TextDecoder();
  const reader: ReadableStreamDefaultReader<Uint8Array> = response.body.getReader();
  let text = '';
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.byteLength;
    if (size > maxBytes) return undefined;
    text += decoder.decode(value, { stream: true });
  }
}
