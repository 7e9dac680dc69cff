import { appOf, type FalJob, type JobPlan } from './falJobs.js';
import { falFaultApplies, falFaults, type FalFault } from './falFaults.js';
import { fileReply, makeFile, type FileRecipe } from './falFiles.js';
import { estimate, listRequests, platformError, priceTable, pricing, type Prices } from './falPlatform.js';
import { createQueue } from './falQueue.js';
import type { Exchange } from './exchange.js';
import { startProvider, type ProviderServer, type Route } from './httpServer.js';
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
  const files = new Map<string, FileRecipe>();
  const bytes = new Map<string, Buffer>();
  const queue = createQueue({ job: options.job ?? {}, pictureScale: options.pictureScale ?? 0.125, queueUrl: options.queueUrl ?? 'own', files });

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
          queue.settle(exchange);
          return listRequests(exchange, queue.jobs);
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
      return { operation: 'submit', handle: (exchange, fault) => keyed(exchange, queueRefusal, () => queue.submit(exchange, parts.join('/'), fault)) };
    }
    const app = parts.slice(0, split).join('/');
    const requestId = parts[split + 1];
    const operation = jobCalls[`${method} ${parts.slice(split + 2).join('/')}`];
    if (operation === undefined) return undefined;
    return {
      operation,
      handle: (exchange, fault) =>
        keyed(exchange, queueRefusal, () => {
          // Status and cancel are answered under the app alone.
          if (app !== appOf(app) && operation !== 'result') return { status: 405, headers: { allow: 'POST' }, body: { detail: 'Method Not Allowed' } };
          const job = queue.find(requestId, app);
          if (job === undefined) return notFound;
          if (operation === 'status') return queue.status(exchange, job);
          return operation === 'cancel' ? queue.cancel(job, fault) : queue.result(exchange, job);
        }),
    };
  };

  const server = await startProvider<FalFault>(
    {
      operations,
      paid: ['submit'],
      accepted: () => queue.jobs.length,
      catalogue: falFaults,
      appliesTo: falFaultApplies,
      route: (method, path) => {
        if (path.startsWith('/v1/')) return platformRoute(method, path);
        if (!path.startsWith('/files/')) return queueRoute(method, path);
        return method === 'GET' || method === 'HEAD' ? { operation: 'file', handle: (_, fault) => file(path, fault) } : undefined;
      },
      notFound: (path) => (path.startsWith('/v1/') ? platformError(404, 'not_found', 'Not found.') : { status: 404, body: { detail: 'Not Found' } }),
      elsewhere: () => fileReply(foreignPicture, makeFile(foreignPicture), undefined),
      state: () => ({ accepted: queue.jobs.length, jobs: queue.jobs }),
      control: (action, query) => {
        if (action !== 'finish') return undefined;
        queue.finish(query.get('id') ?? '');
        return { jobs: queue.jobs };
      },
    },
    options.port,
  );
  // Not a spread: the server's counts are getters.
  return Object.assign(server, { key, jobs: queue.jobs, finish: (requestId: string) => { queue.finish(requestId); } });
}

const foreignPicture: FileRecipe = { type: 'image/png', width: 16, height: 16, seed: 1 };
