import { abortError } from '../../common/abort.js';
import { startDeadline } from '../deadline.js';
import { parseJson } from '../jsonRead.js';
import { networkFault, type NetworkFault } from '../networkFault.js';
import { readBounded } from '../readBounded.js';

/** What went wrong with one request. */
export type Fault =
  | { readonly kind: NetworkFault }
  | { readonly kind: 'timeout'; readonly ms: number }
  /** Success, but not what fal answers. */
  | { readonly kind: 'malformed' }
  | { readonly kind: 'reply'; readonly status: number; readonly headers: Headers; readonly body: unknown };

/**
 * Carries a fault through the SDK. Has neither cause nor code nor a message that it knows: those make the SDK send
 * the request again, also a paid one.
 */
export class FalFault extends Error {
  override readonly name = 'FalFault';

  constructor(readonly fault: Fault) {
    super(fault.kind);
  }
}

export interface Wire {
  /** Origin that gets every request instead of fal's own hosts. */
  readonly origin: string | undefined;
  readonly fetch: typeof globalThis.fetch;
}

const maxReplyBytes = 32 * 1024 * 1024;

/** Sends one request and reads its JSON. Rejects with `FalFault` or `AbortError`. Never follows a redirect: it could repeat a paid POST. */
export async function send(url: string, init: RequestInit, { origin, fetch }: Wire, boundMs: number, signal: AbortSignal): Promise<Response> {
  const deadline = startDeadline(signal, boundMs);
  let isRead = false;
  try {
    const response = await fetch(redirected(url, origin), { ...init, redirect: 'manual', signal: deadline.signal });
    const bytes = await readBounded(response, maxReplyBytes, boundMs, deadline);
    isRead = bytes !== undefined;
    const text = bytes === undefined ? '' : Buffer.from(bytes).toString('utf8');
    // Nothing is read from the reply to a cancel, so it may be empty.
    const body = text === '' && init.method === 'PUT' ? {} : parseJson(text);
    if (!response.ok) throw new FalFault({ kind: 'reply', status: response.status, headers: response.headers, body });
    if (body === undefined) throw new FalFault({ kind: 'malformed' });
    // The SDK gets a body that is here already: one that breaks off while it reads would make it send again.
    return new Response(JSON.stringify(body), { status: response.status, headers: { 'content-type': 'application/json', ...kept(response.headers) } });
  } catch (error) {
    if (signal.aborted) throw abortError();
    if (error instanceof FalFault) throw error;
    throw new FalFault(deadline.expiredMs === undefined ? { kind: networkFault(error) } : { kind: 'timeout', ms: deadline.expiredMs });
  } finally {
    if (isRead) deadline.end();
    else deadline.stop();
  }
}

export const unitsHeader = 'x-fal-billable-units';

function kept(headers: Headers): Record<string, string> {
  return Object.fromEntries(['x-fal-request-id', unitsHeader].flatMap((name) => {
    const value = headers.get(name);
    return value === null ? [] : [[name, value]];
  }));
}

/** Same path and query, other origin. */
function redirected(url: string, origin: string | undefined): string {
  if (origin === undefined) return url;
  const { pathname, search } = new URL(url);
  return origin + pathname + search;
}
