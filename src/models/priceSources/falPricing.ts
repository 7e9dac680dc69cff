import { isLoopback } from '../loopback.js';
import { isObject, listAt, numberAt, parseJson, textAt } from '../jsonRead.js';
import { toMicroUsd } from './microUsd.js';

/** A price as fal states it; the date is the caller's. */
export interface StatedPrice {
  /** Dollars. */
  readonly usd: number;
  readonly unit: string;
}

export interface PricingCall {
  /** Origin that answers instead of fal's own. */
  readonly endpoint: string;
  readonly key: string;
  readonly fetch: typeof globalThis.fetch;
  readonly timeoutMs: number;
}

export const falPlatform = 'https://api.fal.ai';
/** The provider takes no more ids in one request. */
const mostIds = 50;
const longestReply = 256 * 1024;
const longestUnit = 60;

/** The prices of these endpoints: those without one are absent. Rejects when fal did not answer all of the question in time. */
export async function askPrices(ids: readonly string[], { timeoutMs, ...call }: PricingCall): Promise<ReadonlyMap<string, StatedPrice>> {
  const signal = AbortSignal.timeout(timeoutMs);
  const batches = Array.from({ length: Math.ceil(ids.length / mostIds) }, (_, index) => ids.slice(index * mostIds, (index + 1) * mostIds));
  const answers = await Promise.all(batches.map((batch) => askBatch(batch, { ...call, signal })));
  return new Map(answers.flat());
}

type Stated = readonly [id: string, price: StatedPrice];
type BatchCall = Omit<PricingCall, 'timeoutMs'> & { readonly signal: AbortSignal };

async function askBatch(ids: readonly string[], call: BatchCall): Promise<readonly Stated[]> {
  const url = pricingUrl(call.endpoint);
  for (const id of ids) url.searchParams.append('endpoint_id', id);
  const response = await call.fetch(url, {
    headers: { authorization: `Key ${call.key}`, accept: 'application/json' },
    // The key goes to the address that was set, and to no other.
    redirect: 'error',
    signal: call.signal,
  });
  const reply = parseJson(await readText(response));
  if (response.status === 404 && textAt(reply, 'error', 'type') === 'not_found') {
    // One id that fal does not know may refuse them all.
    return ids.length === 1 ? [] : (await Promise.all(ids.map((id) => askBatch([id], call)))).flat();
  }
  if (!response.ok || !isObject(reply) || !Array.isArray(reply['prices'])) throw new Error(`No prices: HTTP ${response.status}`);
  return listAt(reply, 'prices').flatMap(readPrice).filter(([id]) => ids.includes(id));
}

function pricingUrl(endpoint: string): URL {
  const { origin, protocol, hostname } = new URL(endpoint);
  if (protocol !== 'https:' && !(protocol === 'http:' && isLoopback(hostname))) throw new Error('The key would be readable on the way');
  return new URL('/v1/models/pricing', origin);
}

async function readText({ body }: Response): Promise<string> {
  const chunks: AsyncIterable<Uint8Array> | null = body;
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for await (const chunk of chunks ?? []) {
    size += chunk.byteLength;
    if (size > longestReply) throw new Error('The reply is too long');
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function readPrice(entry: unknown): Stated[] {
  const id = textAt(entry, 'endpoint_id');
  const price = checkStatedPrice({ usd: numberAt(entry, 'unit_price'), unit: textAt(entry, 'unit')?.trim() });
  return id !== undefined && price !== undefined && textAt(entry, 'currency') === 'USD' ? [[id, price]] : [];
}

/** Checks what came from outside, be it the network or a file. */
export function checkStatedPrice(value: unknown): StatedPrice | undefined {
  const usd = numberAt(value, 'usd');
  const unit = textAt(value, 'unit');
  if (usd === undefined || toMicroUsd(usd) === undefined || unit === undefined || unit === '' || unit.length > longestUnit) return undefined;
  return { usd, unit };
}
