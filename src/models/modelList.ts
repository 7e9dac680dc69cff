import { getJson, type JsonReply } from './getJson.js';
import { listAt, numberAt, textAt } from './jsonRead.js';
import { cleanIds, writesText } from './modelIds.js';
import { ServiceError } from './serviceError.js';
import { readEndpoint } from './openai/endpoint.js';

export interface ListOptions {
  /** Sent to this address only. */
  readonly key: string | undefined;
  readonly timeoutMs?: number | undefined;
  readonly fetch?: typeof globalThis.fetch | undefined;
  readonly signal?: AbortSignal | undefined;
}

const listMs = 5000;
/** OpenRouter lists hundreds of models with their descriptions. */
const maxBytes = 8 * 1024 * 1024;

/** `GET {baseUrl}/{path}`: costs nothing at any known provider. Rejects with `AbortError` only. */
export async function askServer(baseUrl: string, path: string, { key, timeoutMs = listMs, fetch, signal }: ListOptions): Promise<JsonReply> {
  const endpoint = readEndpoint(baseUrl);
  if (endpoint instanceof ServiceError) return { kind: 'failed', why: 'unreachable' };
  const url = new URL(endpoint.baseUrl);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/${path}`;
  return getJson(url.href, { headers: key === undefined ? {} : { authorization: `Bearer ${key}` }, timeoutMs, maxBytes, fetch, signal });
}

/** Ids of the models that write text, the newest first; `undefined` when the server does not tell. */
export async function listTextModels(baseUrl: string, options: ListOptions): Promise<readonly string[] | undefined> {
  const reply = await askServer(baseUrl, 'models', options);
  if (reply.kind === 'failed' || reply.status !== 200) return undefined;
  const listed = listAt(reply.body, 'data').map((model) => ({ id: textAt(model, 'id'), created: numberAt(model, 'created') ?? 0 }));
  const ids = cleanIds(listed.toSorted((a, b) => b.created - a.created).map(({ id }) => id)).filter(writesText);
  return ids.length > 0 ? ids.filter((id) => !isSnapshot(id, ids)) : undefined;
}

/** `gpt-5.4-2026-03-05` beside `gpt-5.4`: the same model under a second name. */
function isSnapshot(id: string, ids: readonly string[]): boolean {
  const name = id.replace(/-\d{4}-\d{2}-\d{2}$/, '');
  return name !== id && ids.includes(name);
}
