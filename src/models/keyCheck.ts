import { readFalEndpoint, type KeyProvider } from './choice.js';
import { getJson, type JsonReply } from './getJson.js';
import { askServer } from './modelList.js';
import { ServiceError } from './serviceError.js';

/** `unclear`: nobody answered in time, or not about the key. */
export type KeyVerdict = 'accepted' | 'rejected' | 'unclear';

export interface KeyCheck {
  readonly provider: KeyProvider;
  readonly key: string;
  /** `galley.text.baseUrl`. */
  readonly baseUrl: string;
  /** `galley.fal.endpoint`. */
  readonly falEndpoint: string;
  readonly fetch?: typeof globalThis.fetch | undefined;
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

const checkMs = 5000;

/** Shows a key to its own provider in a request that costs nothing. Rejects with `AbortError` only. */
export async function checkKey(check: KeyCheck): Promise<KeyVerdict> {
  return verdict(await (check.provider === 'fal' ? askFal(check) : askText(check)));
}

/** OpenRouter lists its models to everybody, so another address tells about the key there. */
async function askText({ baseUrl, key, fetch, signal, timeoutMs = checkMs }: KeyCheck): Promise<JsonReply> {
  const isOpenRouter = URL.canParse(baseUrl) && new URL(baseUrl).hostname === 'openrouter.ai';
  return askServer(baseUrl, isOpenRouter ? 'key' : 'models', { key, fetch, signal, timeoutMs });
}

async function askFal({ falEndpoint, key, fetch, signal, timeoutMs = checkMs }: KeyCheck): Promise<JsonReply> {
  const origin = readFalEndpoint(falEndpoint);
  if (origin instanceof ServiceError) return { kind: 'failed', why: 'unreachable' };
  const url = `${origin ?? 'https://api.fal.ai'}/v1/models/pricing?endpoint_id=fal-ai%2Fflux-pro%2Fv1.1-ultra`;
  return getJson(url, { headers: { authorization: `Key ${key}` }, timeoutMs, maxBytes: 256 * 1024, fetch, signal });
}

/** A 403 is about rights, a region or an empty account: the key itself may be good. */
function verdict(reply: JsonReply): KeyVerdict {
  if (reply.kind === 'failed') return 'unclear';
  if (reply.status === 401) return 'rejected';
  return reply.status === 200 && reply.body !== undefined ? 'accepted' : 'unclear';
}
