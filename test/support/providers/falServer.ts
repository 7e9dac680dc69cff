import { advance, appOf, createJob, plainJob, statusCodeOf, type FalJob, type JobPlan } from './falJobs.js';
import { falFaultApplies, falFaults, type FalFault } from './falFaults.js';
import { fileReply, makeFile, type FileRecipe } from './falFiles.js';
import { falModel } from './falModels.js';
import { makeOutput } from './falOutput.js';
import { estimate, listRequests, platformError, priceTable, pricing, type Prices } from './falPlatform.js';
import type { Exchange, Headers } from './exchange.js';
import { startProvider, type ProviderServer, type Route } from './httpServer.js';
import { isObject } from './json.js';
import type { Rule } from './script.js';
import type { Reply, WireFault } from './wireFaults.js';

export interface FalOptions {
  /** 0: a free one. */
  readonly port?: number;
  /** `id:secret`. */
  readonly key?: string;
  /** How jobs go unless a script says otherwise; changes of `plainJob`. */
  readonly job?: Partial<JobPlan>;
  /** Added to the built-in prices, or instead of them. */
  readonly prices?: Prices;
  /** Size of pictures against fal's own: 1 is 2752x1536 for 16:9. */
  readonly pictureScale?: number;
  /** Whether `response_url` and its like name this server, or `https://queue.fal.run` as in life. */
  readonly queueUrl?: 'own' | 'fal';
}

export type FalRule = Rule<WireFault | FalFault>;

export interface FalServer extends ProviderServer<WireFault | FalFault> {
  readonly key: string;
  /** Jobs that the provider took, oldest first. What it charges is in `billedUnits`. */
  readonly jobs: readonly Readonly<FalJob>[];
  /** Completes a job now, whatever was planned. */
  finish(requestId: string): void;
}

const operations = ['submit', 'status', 'result', 'cancel', 'file', 'pricing', 'estimate', 'requests'] as const;
/** What follows `/requests/{id}`; documents show the result with and without `/response`. */
const jobCalls: Readonly<Record<string, 'result' | 'status' | 'cancel'>> = {
  'GET ': 'result',
  'GET response': 'result',
  'GET status': 'status',
  'PUT cancel': 'cancel',
};
const notFound: Reply = { status: 404, body: { status: 'NOT_FOUND' } };

/** fal's queue, platform and file hosts on one origin, with the paths of the real ones. */
export async function startFalServer(options: FalOptions = {}): Promise<FalServer> {
  const key = options.key ?? 'galley-test-id:galley-test-secret';
  const prices = priceTable(options.prices ?? {});
  const jobs: FalJob[] = [];
  const files = new Map<string, FileRecipe>();
  const bytes = new Map<string, Buffer>();
  const scale = options.pictureScale ?? 0.125;

  const finish = (requestId: string): void => {
    const job = jobs.find((one) => one.requestId === requestId);
    if (job === undefined) throw new Error(`no job ${requestId}`);
    job.finishNow = true;
    advance(job, false);
  };

  const urls = (job: FalJob, { origin }: Exchange): Record<string, string> => {
    const base = `${options.queueUrl === 'fal' ? 'https://queue.fal.run' : origin}/${appOf(job.endpoint)}/requests/${job.requestId}`;
    return { response_url: base, status_url: `${base}/status`, cancel_url: `${base}/cancel` };
  };

  const submit = (exchange: Exchange, endpoint: string, fault: FalFault | undefined): Reply => {
    const { body } = exchange.request;
    if (!isObject(body)) return { status: 422, body: { detail: [{ loc: ['body'], msg: 'Input should be a valid dictionary', type: 'dict_type' }] } };
    const plan = { ...plainJob, ...options.job, ...(fault?.kind === 'job' ? fault.plan : {}) };
    const issues = falModel(endpoint).check(body);
    // The queue takes any body; it is the model that refuses it, once it runs.
    const failure = issues.length > 0 ? { status: 422, body: { detail: issues }, error: 'Invalid status code: 422', errorType: 'bad_request' } : plan.failure;
    const job = createJob(endpoint, body, { ...plan, failure });
    jobs.push(job);
    const queued = jobs.filter(({ state }) => state === 'IN_QUEUE').length - 1;
    return {
      status: 200,
      headers: idOf(job),
      body: { status: 'IN_QUEUE', request_id: job.requestId, ...urls(job, exchange), logs: null, metrics: {}, queue_position: queued },
    };
  };

  const status = (exchange: Exchange, job: FalJob): Reply => {
    advance(job, true);
    const { state, requestId, plan } = job;
    const asksLogs = ['1', 'true'].includes(exchange.request.query.get('logs') ?? '');
    const timestamp = new Date(job.sentAt).toISOString();
    const logs = asksLogs ? { logs: plan.logs.map((message) => ({ message, level: 'INFO', source: 'USER', timestamp })) } : {};
    const common = { status: state, request_id: requestId, ...urls(job, exchange) };
    const headers = idOf(job);
    if (state === 'IN_QUEUE') {
      const ahead = jobs.slice(0, jobs.indexOf(job)).filter((other) => other.state !== 'COMPLETED').length;
      return { status: 202, headers, body: { ...common, queue_position: ahead } };
    }
    if (state === 'IN_PROGRESS') return { status: 202, headers, body: { ...common, ...logs } };
    const cancelled = job.cancelled ? { error: 'Request was cancelled', error_type: 'client_cancelled' } : undefined;
    const failed = plan.failure && { error: plan.failure.error, ...(plan.failure.errorType === undefined ? {} : { error_type: plan.failure.errorType }) };
    const metrics = { inference_time: ((job.endedAt ?? job.sentAt) - job.sentAt) / 1000 };
    return { status: 200, headers, body: { ...common, ...logs, metrics, ...(cancelled ?? failed ?? {}) } };
  };

  const outputOf = (job: FalJob, exchange: Exchange): unknown => {
    job.output ??= job.cancelled
      ? { detail: 'Request was cancelled', error_type: 'client_cancelled' }
      : (job.plan.failure?.body ?? makeOutput(job, { origin: exchange.origin, elsewhere: exchange.elsewhere, scale, files }));
    return job.output;
  };

  const result = (exchange: Exchange, job: FalJob): Reply => {
    advance(job, false);
    if (job.state !== 'COMPLETED') return { status: 400, headers: idOf(job), body: { detail: 'Request is still in progress' } };
    const code = statusCodeOf(job);
    const units = code === 200 && job.plan.tellsUnits ? { 'x-fal-billable-units': String(job.billedUnits ?? 0) } : {};
    const retryable = code === 422 ? { 'x-fal-retryable': 'false' } : {};
    return { status: code, headers: { ...idOf(job), ...units, ...retryable }, body: outputOf(job, exchange) };
  };

  const cancel = (job: FalJob, fault: FalFault | undefined): Reply => {
    advance(job, false);
    const headers = idOf(job);
    if (job.state === 'COMPLETED') return { status: 400, headers, body: { status: 'ALREADY_COMPLETED' } };
    if (fault?.kind !== 'cancelTooLate') {
      job.cancelled = true;
      advance(job, false);
    }
    return { status: 202, headers, body: { status: 'CANCELLATION_REQUESTED' } };
  };

  const file = (path: string, fault: FalFault | undefined): Reply => {
    const recipe = files.get(path);
    if (recipe === undefined) return { status: 404, headers: { 'content-type': 'text/plain' }, body: 'Not Found' };
    const made = bytes.get(path) ?? makeFile(recipe);
    bytes.set(path, made);
    return fileReply(recipe, made, fault?.kind === 'file' ? fault.as : undefined);
  };

  const keyed = (exchange: Exchange, refuse: (detail: string) => Reply, answer: () => Reply): Reply => {
    const given = exchange.request.headers.authorization ?? '';
    if (given === `Key ${key}`) return answer();
    return refuse(/^Key [^:\s]+:\S+$/.test(given) || given === '' ? 'No user found for Key ID and Secret' : 'Invalid Key Authorization header format.');
  };
  const queueRefusal = (detail: string): Reply => ({ status: 401, body: { detail } });
  const platformRefusal = (detail: string): Reply => platformError(401, 'authorization_error', detail);

  const platformRoute = (method: string, path: string): Route<FalFault> | undefined => {
    const route = (operation: string, answer: (exchange: Exchange) => Reply): Route<FalFault> => ({
      operation,
      handle: (exchange) => keyed(exchange, platformRefusal, () => answer(exchange)),
    });
    switch (`${method} ${path}`) {
      case 'GET /v1/models/pricing':
        return route('pricing', (exchange) => pricing(exchange, prices));
      case 'POST /v1/models/pricing/estimate':
        return route('estimate', (exchange) => estimate(exchange, prices));
      case 'GET /v1/models/requests/by-endpoint':
        return route('requests', (exchange) => {
          for (const job of jobs) {
            advance(job, false);
            if (job.state === 'COMPLETED') outputOf(job, exchange);
          }
          return listRequests(exchange, jobs);
        });
      default:
        return undefined;
    }
  };

  const queueRoute = (method: string, path: string): Route<FalFault> | undefined => {
    const parts = path.slice(1).split('/');
    const split = parts.indexOf('requests');
    if (split < 0) {
      if (method !== 'POST' || parts.length < 2 || parts.includes('')) return undefined;
      return { operation: 'submit', handle: (exchange, fault) => keyed(exchange, queueRefusal, () => submit(exchange, parts.join('/'), fault)) };
    }
    const app = parts.slice(0, split).join('/');
    const requestId = parts[split + 1];
    const operation = jobCalls[`${method} ${parts.slice(split + 2).join('/')}`];
    if (operation === undefined) return undefined;
    return {
      operation,
      handle: (exchange, fault) =>
        keyed(exchange, queueRefusal, () => {
          // Results are found under the app and under the full endpoint; status and cancel under the app alone.
          if (app !== appOf(app) && operation !== 'result') return { status: 405, headers: { allow: 'POST' }, body: { detail: 'Method Not Allowed' } };
          const job = jobs.find((one) => one.requestId === requestId && (appOf(one.endpoint) === app || one.endpoint === app));
          if (job === undefined) return notFound;
          if (operation === 'status') return status(exchange, job);
          return operation === 'cancel' ? cancel(job, fault) : result(exchange, job);
        }),
    };
  };

  const server = await startProvider<FalFault>(
    {
      operations,
      paid: ['submit'],
      accepted: () => jobs.length,
      catalogue: falFaults,
      appliesTo: falFaultApplies,
      route: (method, path) => {
        if (path.startsWith('/v1/')) return platformRoute(method, path);
        if (!path.startsWith('/files/')) return queueRoute(method, path);
        return method === 'GET' || method === 'HEAD' ? { operation: 'file', handle: (_, fault) => file(path, fault) } : undefined;
      },
      notFound: (path) => (path.startsWith('/v1/') ? platformError(404, 'not_found', 'Not found.') : { status: 404, body: { detail: 'Not Found' } }),
      elsewhere: () => fileReply(foreignPicture, makeFile(foreignPicture), undefined),
      state: () => ({ accepted: jobs.length, jobs }),
      control: (action, query) => {
        if (action !== 'finish') return undefined;
        finish(query.get('id') ?? '');
        return { jobs };
      },
    },
    options.port,
  );
  // Not a spread: the server's counts are getters.
  return Object.assign(server, { key, jobs, finish });
}

const foreignPicture: FileRecipe = { type: 'image/png', width: 16, height: 16, seed: 1 };

function idOf({ requestId }: FalJob): Headers {
  return { 'x-fal-request-id': requestId };
}
