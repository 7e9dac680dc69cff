import { getJson } from './getJson.js';
import { at, listAt, textAt } from './jsonRead.js';
import { cleanIds, writesText } from './modelIds.js';
import { isCloudModel, readEndpoint } from './openai/endpoint.js';
import { ServiceError } from './serviceError.js';

/** A program that serves models on this computer, at the port that it takes unless told otherwise. */
export interface LocalServer {
  readonly name: string;
  /** Without a path. Never `localhost`, which is `::1` on some computers, where these servers do not listen. */
  readonly origin: string;
  readonly lists: 'ollamaTags' | 'openaiModels';
}

export const localServers: readonly LocalServer[] = [
  { name: 'Ollama', origin: 'http://127.0.0.1:11434', lists: 'ollamaTags' },
  { name: 'LM Studio', origin: 'http://127.0.0.1:1234', lists: 'openaiModels' },
  { name: 'llama.cpp', origin: 'http://127.0.0.1:8080', lists: 'openaiModels' },
  { name: 'vLLM', origin: 'http://127.0.0.1:8000', lists: 'openaiModels' },
];

export interface LocalModel {
  readonly id: string;
  /** What goes into `galley.text.baseUrl`. */
  readonly baseUrl: string;
  /** Listed here but run elsewhere: Ollama's cloud models. */
  readonly leavesComputer: boolean;
}

export interface FoundServer {
  readonly server: LocalServer;
  readonly models: readonly LocalModel[];
}

export interface LocalOptions {
  readonly servers?: readonly LocalServer[] | undefined;
  readonly timeoutMs?: number | undefined;
  readonly fetch?: typeof globalThis.fetch | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Plenty for a list of models; other programs at these ports may send anything. */
const maxBytes = 1024 * 1024;
const probeMs = 500;

/**
 * The servers that answer with a list of models, all asked at once and without a key. Silence, errors and other programs at
 * these ports are no server. Rejects with `AbortError` only.
 */
export async function findLocalModels({ servers = localServers, timeoutMs = probeMs, fetch, signal }: LocalOptions = {}): Promise<readonly FoundServer[]> {
  const found = await Promise.all(
    servers.map(async (server): Promise<readonly FoundServer[]> => {
      const path = server.lists === 'ollamaTags' ? '/api/tags' : '/v1/models';
      const reply = await getJson(server.origin + path, { timeoutMs, maxBytes, fetch, signal });
      if (reply.kind === 'failed' || reply.status !== 200) return [];
      const models = server.lists === 'ollamaTags' ? ollamaModels(reply.body, server) : openaiModels(reply.body, server);
      return models.length > 0 ? [{ server, models }] : [];
    }),
  );
  return found.flat();
}

function ollamaModels(body: unknown, { origin }: LocalServer): readonly LocalModel[] {
  const listed = listAt(body, 'models');
  const isEmbedding = (model: unknown): boolean => /bert/i.test(textAt(model, 'details', 'family') ?? '');
  const remote = new Set(listed.filter((model) => Boolean(at(model, 'remote_host'))).map((model) => textAt(model, 'name')));
  const ids = cleanIds(listed.filter((model) => !isEmbedding(model)).map((model) => textAt(model, 'name')));
  return ids.filter(writesText).map((id) => ({ id, baseUrl: `${origin}/v1`, leavesComputer: remote.has(id) || isCloudModel(id) }));
}

function openaiModels(body: unknown, { origin }: LocalServer): readonly LocalModel[] {
  const ids = cleanIds(listAt(body, 'data').map((model) => textAt(model, 'id')));
  return ids.filter(writesText).map((id) => ({ id, baseUrl: `${origin}/v1`, leavesComputer: false }));
}

/** Whether Ollama at this address runs a model elsewhere; `undefined` where it does not say, or another program answers. */
export async function leavesComputer(baseUrl: string, model: string, fetch?: typeof globalThis.fetch): Promise<boolean | undefined> {
  const endpoint = readEndpoint(baseUrl);
  if (endpoint instanceof ServiceError || endpoint.provider !== 'ollama') return undefined;
  const server: LocalServer = { name: endpoint.name, origin: new URL(endpoint.baseUrl).origin, lists: 'ollamaTags' };
  const [found] = await findLocalModels({ servers: [server], fetch });
  return found?.models.find(({ id }) => id === model || id === `${model}:latest`)?.leavesComputer;
}
