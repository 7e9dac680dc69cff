import { t } from '@vscode/l10n';
import { abortError } from '../common/abort.js';
import { startDeadline } from './deadline.js';
import { mediaTypeOf, type MediaType } from './mediaType.js';
import { networkFault } from './networkFault.js';
import { readBounded } from './readBounded.js';
import { ServiceError } from './serviceError.js';

export interface DownloadOptions {
  /** The one origin besides https from which files may come: a gateway or a test server. */
  readonly allowedOrigin?: string | undefined;
  /** 50 MB by default. */
  readonly maxBytes?: number | undefined;
  /** For the whole download. */
  readonly timeoutMs?: number | undefined;
  /** For each wait within it. */
  readonly idleMs?: number | undefined;
  readonly fetch?: typeof globalThis.fetch | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface Downloaded {
  readonly bytes: Uint8Array;
  readonly mediaType: MediaType;
}

const megabyte = 1024 * 1024;
const mostRedirects = 5;

/**
 * Fetches a file that a provider made. The address comes from outside: each hop is checked, no key is sent, and what
 * comes is a picture or a clip by its own bytes, of bounded size. Rejects with `ServiceError` or `AbortError`; `network`
 * and `timeout` are worth another try.
 */
export async function download(url: string, options: DownloadOptions = {}): Promise<Downloaded> {
  const { maxBytes = 50 * megabyte, timeoutMs = 120_000, idleMs = 20_000, signal } = options;
  const deadline = startDeadline(signal, timeoutMs);
  let isRead = false;
  try {
    deadline.allow(idleMs);
    const response = await follow(url, options, deadline.signal);
    if (!response.ok) throw badStatus(response.status);
    const bytes = await readBounded(response, maxBytes, idleMs, deadline);
    isRead = bytes !== undefined;
    if (bytes === undefined) throw unusable(t('Could not download the result: it is larger than {0} MB.', Math.floor(maxBytes / megabyte)));
    const mediaType = mediaTypeOf(bytes);
    if (mediaType === undefined) throw unusable(t('Could not use the result: the file is neither a picture nor a clip that Galley knows.'));
    return { bytes, mediaType };
  } catch (error) {
    if (signal?.aborted) throw abortError();
    if (error instanceof ServiceError) throw error;
    if (deadline.expiredMs !== undefined)
      throw new ServiceError('timeout', t('Could not download the result: nothing came for {0} s. Try again.', Math.max(1, Math.round(deadline.expiredMs / 1000))), { cause: error });
    const message =
      networkFault(error) === 'lost'
        ? t('Could not download the result: the connection broke off. Try again.')
        : t('Could not download the result: the address of the file cannot be reached. Check the connection.');
    throw new ServiceError('network', message, { cause: error });
  } finally {
    if (isRead) deadline.end();
    else deadline.stop();
  }
}

async function follow(start: string, { allowedOrigin, fetch = globalThis.fetch }: DownloadOptions, signal: AbortSignal): Promise<Response> {
  let url = checked(start, undefined, allowedOrigin);
  for (let hops = 0; hops <= mostRedirects; hops += 1) {
    const response = await fetch(url, { redirect: 'manual', signal, credentials: 'omit', headers: { accept: 'image/*, video/*' } });
    const location = response.headers.get('location');
    if (response.status < 300 || response.status >= 400 || location === null) return response;
    await response.body?.cancel();
    url = checked(location, url, allowedOrigin);
  }
  throw unusable(t('Could not download the result: its address leads in circles.'));
}

function checked(address: string, base: URL | undefined, allowedOrigin: string | undefined): URL {
  const url = URL.canParse(address, base?.href) ? new URL(address, base) : undefined;
  const isAllowed = url?.protocol === 'https:' || (url !== undefined && url.origin !== 'null' && url.origin === allowedOrigin);
  if (url !== undefined && isAllowed && url.username === '' && url.password === '') return url;
  throw unusable(t('Could not download the result: its address is not a safe one. Only https is taken.'));
}

function badStatus(status: number): ServiceError {
  if (status === 404 || status === 410) return unusable(t('Could not download the result: the file is no longer there.'), status);
  return status >= 500 || status === 429 || status === 408
    ? new ServiceError('network', t('Could not download the result: the file server is busy. Try again.'), { status })
    : unusable(t('Could not download the result: the file server does not hand it out.'), status);
}

function unusable(message: string, status?: number): ServiceError {
  return new ServiceError('unexpected', message, { status });
}
