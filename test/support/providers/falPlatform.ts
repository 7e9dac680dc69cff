import type { Exchange } from './exchange.js';
import { clipSeconds, falModel, pricedModels } from './falModels.js';
import { statusCodeOf, type FalJob } from './falJobs.js';
import { at, isObject, numberAt, textAt } from './json.js';
import type { Reply } from './wireFaults.js';

export interface UnitPrice {
  readonly unitPrice: number;
  readonly unit: string;
}

export type Prices = Readonly<Record<string, UnitPrice>>;

export function platformError(status: number, type: string, message: string): Reply {
  return { status, body: { error: { type, message, docs_url: 'https://docs.fal.ai/errors', request_id: 'req_platform' } } };
}

function endpointIds(query: URLSearchParams): readonly string[] {
  return query.getAll('endpoint_id').flatMap((ids) => ids.split(',')).filter((id) => id !== '');
}

/** Prices that the account has: those of the built-in table, with what the options change. */
export function priceTable(changed: Prices): Prices {
  return { ...pricedModels, ...changed };
}

export function pricing({ request }: Exchange, prices: Prices): Reply {
  const ids = endpointIds(request.query);
  if (ids.length === 0 || ids.length > 50) return platformError(400, 'validation_error', 'endpoint_id: 1 to 50 ids are required.');
  const found = ids.flatMap((id) => {
    const price = prices[id];
    return price ? [{ endpoint_id: id, unit_price: price.unitPrice, unit: price.unit, currency: 'USD' }] : [];
  });
  return { status: 200, body: { prices: found, next_cursor: null, has_more: false } };
}

export function estimate({ request }: Exchange, prices: Prices): Reply {
  const kind = textAt(request.body, 'estimate_type');
  const endpoints = at(request.body, 'endpoints');
  if ((kind !== 'unit_price' && kind !== 'historical_api_price') || !isObject(endpoints)) {
    return platformError(400, 'validation_error', 'estimate_type and endpoints are required.');
  }
  let total = 0;
  for (const [id, quantities] of Object.entries(endpoints)) {
    const price = prices[id];
    if (price === undefined) return platformError(404, 'not_found', `Endpoint '${id}' not found.`);
    const perCall = falModel(id).units({ images: 1, seconds: clipSeconds({}) });
    const quantity = kind === 'unit_price' ? numberAt(quantities, 'unit_quantity') : numberAt(quantities, 'call_quantity');
    if (quantity === undefined || quantity <= 0) return platformError(400, 'validation_error', `No quantity for '${id}'.`);
    total += quantity * price.unitPrice * (kind === 'unit_price' ? 1 : perCall);
  }
  return { status: 200, body: { estimate_type: kind, total_cost: Math.round(total * 1e6) / 1e6, currency: 'USD' } };
}

const day = 24 * 3600 * 1000;

/** Recent requests of an account, newest end first; those still running have no end and come first. */
export function listRequests({ request }: Exchange, jobs: readonly FalJob[]): Reply {
  const { query } = request;
  const ids = endpointIds(query);
  if (ids.length === 0) return platformError(400, 'validation_error', 'endpoint_id is required.');
  const requestId = query.get('request_id') ?? undefined;
  const start = time(query.get('start'), Date.now() - (requestId === undefined ? day : 90 * day));
  const end = time(query.get('end'), Date.now() + 1000);
  const limit = Number(query.get('limit') ?? 50);
  const offset = Number(Buffer.from(query.get('cursor') ?? '', 'base64').toString('latin1') || 0);
  if (start === undefined || end === undefined || !(limit >= 1 && limit <= 100) || !(offset >= 0)) {
    return platformError(400, 'validation_error', 'start, end, limit or cursor is not valid.');
  }
  const found = jobs
    .filter((job) => ids.includes(job.endpoint) && job.sentAt >= start && job.sentAt < end)
    .filter((job) => requestId === undefined || job.requestId === requestId)
    .filter((job) => hasStatus(job, query.get('status') ?? undefined))
    .sort((a, b) => (b.endedAt ?? Infinity) - (a.endedAt ?? Infinity) || b.sentAt - a.sentAt);
  const hasMore = offset + limit < found.length;
  const withPayloads = query.getAll('expand').some((expand) => expand.split(',').includes('payloads'));
  return {
    status: 200,
    body: {
      items: found.slice(offset, offset + limit).map((job) => listed(job, withPayloads)),
      next_cursor: hasMore ? Buffer.from(String(offset + limit)).toString('base64') : null,
      has_more: hasMore,
    },
  };
}

function time(text: string | null, otherwise: number): number | undefined {
  if (text === null) return otherwise;
  const parsed = Date.parse(text);
  return Number.isNaN(parsed) ? undefined : parsed;
}

function hasStatus(job: FalJob, status: string | undefined): boolean {
  if (status === undefined) return true;
  const code = statusCodeOf(job);
  const name = code < 400 ? 'success' : code < 500 ? 'user_error' : 'error';
  return job.endedAt !== undefined && status === name;
}

function listed(job: FalJob, withPayloads: boolean): unknown {
  const iso = (ms: number): string => new Date(ms).toISOString();
  const end = job.endedAt;
  return {
    request_id: job.requestId,
    endpoint_id: job.endpoint,
    sent_at: iso(job.sentAt),
    started_at: iso(job.sentAt + job.plan.queuedMs),
    ...(end === undefined ? {} : { ended_at: iso(end), status_code: statusCodeOf(job), duration: (end - job.sentAt) / 1000 }),
    ...(withPayloads ? { json_input: job.input, ...(job.output === undefined ? {} : { json_output: job.output }) } : {}),
  };
}
