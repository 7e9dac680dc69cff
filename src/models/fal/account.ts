import { t } from '@vscode/l10n';
import type { ImageJobs, FoundJob } from '../imageModel.js';
import { isLoopback } from '../loopback.js';
import type { UnitPrices } from '../prices.js';
import { ServiceError } from '../serviceError.js';
import { lookupFailure } from './failures.js';
import type { JobDeps } from './finished.js';
import { falLimits, type FalLimits } from './limits.js';
import { openQueue } from './queue.js';
import { FalFault } from './wire.js';

export interface FalOptions {
  /** `id:secret`; asked for before each job. */
  readonly key: () => string | undefined | Promise<string | undefined>;
  /** The model's id at fal: `fal-ai/flux-pro/v1.1-ultra`. */
  readonly model: string;
  /** Origin that gets every request to fal's queue and platform, same path and query: a gateway or a test server. Result files may come from it too. */
  readonly endpoint?: string | undefined;
  readonly prices: UnitPrices;
  /** Default: the global one as it is when a request is sent, since the editor replaces it. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  readonly limits?: Partial<FalLimits> | undefined;
}

export interface Account extends JobDeps {
  readonly origin: string | undefined;
  readonly fetch: typeof globalThis.fetch;
}

/** Everything that a job needs. Rejects with a `ServiceError` before anything is sent. `prompt` is what messages must not repeat. */
export async function openAccount(options: FalOptions, model: string, prompt: string | undefined): Promise<Account> {
  // The SDK takes a URL for a model id and would send the key there.
  if (!/^[\w.-]+(\/[\w.-]+)+$/.test(model) || /(^|\/)\.+(\/|$)/.test(model))
    throw notSent('unsupported', t('Could not use fal: {0} is not the id of a model, such as fal-ai/flux-pro/v1.1-ultra.', model));
  const origin = readOrigin(options.endpoint);
  const key = (await options.key())?.trim();
  if (!key) throw notSent('auth', t('Could not use fal: no key for it is set. Set one, or choose another provider.'));
  const limits = { ...falLimits, ...options.limits };
  const fetch: typeof globalThis.fetch = options.fetch ?? ((url, init) => globalThis.fetch(url, init));
  const queue = await openQueue({ key, origin, fetch, limits });
  return { queue, limits, origin, fetch, context: { key, texts: prompt === undefined ? [] : [prompt], model } };
}

function readOrigin(endpoint: string | undefined): string | undefined {
  if (endpoint === undefined || endpoint.trim() === '') return undefined;
  const url = URL.canParse(endpoint.trim()) ? new URL(endpoint.trim()) : undefined;
  if (url !== undefined && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)))) return url.origin;
  throw notSent('unsupported', t('Could not use fal: the setting galley.fal.endpoint is not an https address.'));
}

function notSent(reason: 'auth' | 'unsupported', message: string): ServiceError {
  return new ServiceError(reason, message, { charge: 'none' });
}

export async function findJobs(options: FalOptions, model: string, span: Parameters<ImageJobs['find']>[1], signal: AbortSignal): Promise<readonly FoundJob[]> {
  const { queue, context } = await openAccount(options, model, undefined);
  try {
    return await queue.recent(model, span, signal);
  } catch (error) {
    throw error instanceof FalFault ? lookupFailure(error.fault, { ...context, requestId: undefined }) : error;
  }
}
