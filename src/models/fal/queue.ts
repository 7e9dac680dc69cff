import type { FalClient } from '@fal-ai/client';
import type { FoundJob, SubmittedJob } from '../imageModel.js';
import { at, listAt, numberAt, textAt } from '../jsonRead.js';
import { lazy } from '../lazy.js';
import type { FalLimits } from './limits.js';
import { FalFault, send, unitsHeader, type Wire } from './wire.js';

export interface JobStatus {
  readonly state: 'queued' | 'running' | 'finished';
  /** Jobs ahead in the queue. */
  readonly ahead: number | undefined;
  /** Last line that the model logged. */
  readonly log: string | undefined;
  /** A failed job is a finished one with this. */
  readonly error: string | undefined;
}

export interface JobOutput {
  readonly data: unknown;
  /** Units that fal charges for. */
  readonly units: number | undefined;
}

/** The calls to fal, each sent exactly once. They reject with `FalFault` or `AbortError`. */
export interface FalQueue {
  submit(model: string, input: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<string>;
  status(job: SubmittedJob, signal: AbortSignal): Promise<JobStatus>;
  output(job: SubmittedJob, signal: AbortSignal): Promise<JobOutput>;
  cancel(job: SubmittedJob, signal: AbortSignal): Promise<void>;
  recent(model: string, span: { readonly from: Date; readonly to: Date }, signal: AbortSignal): Promise<readonly FoundJob[]>;
}

export interface QueueOptions extends Wire {
  readonly key: string;
  readonly limits: FalLimits;
}

/** Activation must not pay for the SDK. It is CommonJS: a bundle has its exports as members of `default` alone, other loaders by name. */
const loadSdk = lazy(async () => {
  const sdk = await import('@fal-ai/client');
  return Object.hasOwn(sdk, 'createFalClient') ? sdk : sdk.default;
});

export async function openQueue({ key, limits, ...wire }: QueueOptions): Promise<FalQueue> {
  const { createFalClient } = await loadSdk();

  /** Through a client of its own, so that the headers of this very reply are at hand. */
  const call = async <T>(boundMs: number, signal: AbortSignal, use: (client: FalClient) => Promise<T>): Promise<{ value: T; headers: Headers | undefined }> => {
    let headers: Headers | undefined;
    const client = createFalClient({
      credentials: key,
      fetch: async (url, init) => {
        const response = await send(url instanceof Request ? url.url : url.toString(), init ?? {}, wire, boundMs, signal);
        headers = response.headers;
        return response;
      },
    });
    return { value: await use(client), headers };
  };

  return {
    submit: async (model, input, signal) => {
      const { value } = await call(limits.submitMs, signal, (client) => client.queue.submit(model, { input }));
      const id = textAt(value, 'request_id');
      // It becomes part of addresses.
      if (id === undefined || !/^[\w-]{1,128}$/.test(id)) throw new FalFault({ kind: 'malformed' });
      return id;
    },
    status: async ({ model, requestId }, signal) => {
      const { value } = await call(limits.requestMs, signal, (client) => client.queue.status(model, { requestId, logs: true }));
      return readStatus(value);
    },
    output: async ({ model, requestId }, signal) => {
      const { value, headers } = await call(limits.requestMs, signal, (client) => client.queue.result(model, { requestId }));
      const units = headers?.get(unitsHeader)?.trim();
      return { data: at(value, 'data'), units: units && Number(units) >= 0 ? Number(units) : undefined };
    },
    cancel: async ({ model, requestId }, signal) => {
      await call(limits.cancelMs, signal, (client) => client.queue.cancel(model, { requestId }));
    },
    recent: (model, span, signal) => recent(model, span, (url) => send(url, { headers: { accept: 'application/json', authorization: `Key ${key}` } }, wire, limits.requestMs, signal)),
  };
}

const states: Readonly<Record<string, JobStatus['state']>> = { IN_QUEUE: 'queued', IN_PROGRESS: 'running', COMPLETED: 'finished' };

function readStatus(value: unknown): JobStatus {
  const state = states[textAt(value, 'status') ?? ''];
  if (state === undefined) throw new FalFault({ kind: 'malformed' });
  return {
    state,
    ahead: numberAt(value, 'queue_position'),
    log: textAt(listAt(value, 'logs').at(-1), 'message'),
    error: textAt(value, 'error') ?? textAt(value, 'error_type'),
  };
}

const pageSize = 100;
const mostPages = 5;

/** The client has no call for this. */
async function recent(model: string, { from, to }: { readonly from: Date; readonly to: Date }, get: (url: string) => Promise<Response>): Promise<readonly FoundJob[]> {
  const found: FoundJob[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const query = new URLSearchParams({ endpoint_id: model, start: from.toISOString(), end: to.toISOString(), limit: String(pageSize), expand: 'payloads' });
    if (cursor !== undefined) query.set('cursor', cursor);
    const body: unknown = await (await get(`https://api.fal.ai/v1/models/requests/by-endpoint?${query.toString()}`)).json();
    found.push(...listAt(body, 'items').flatMap((item) => readJob(item, model)));
    cursor = textAt(body, 'next_cursor');
    if (cursor === undefined || at(body, 'has_more') !== true) break;
  }
  return found.sort((a, b) => (b.startedAt ?? '').localeCompare(a.startedAt ?? ''));
}

function readJob(item: unknown, model: string): readonly FoundJob[] {
  const requestId = textAt(item, 'request_id');
  if (requestId === undefined || !/^[\w-]{1,128}$/.test(requestId)) return [];
  return [
    {
      requestId,
      model: textAt(item, 'endpoint_id') ?? model,
      prompt: textAt(item, 'json_input', 'prompt'),
      seed: numberAt(item, 'json_input', 'seed'),
      startedAt: textAt(item, 'sent_at') ?? textAt(item, 'started_at'),
    },
  ];
}
