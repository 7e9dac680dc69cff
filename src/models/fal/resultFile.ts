import { t } from '@vscode/l10n';
import { lateSignal, pause } from '../deadline.js';
import { download, type Downloaded } from '../download.js';
import { mediaTypeOf } from '../mediaType.js';
import { ServiceError } from '../serviceError.js';
import type { Account } from './account.js';

const mostTries = 3;

/**
 * Fetches the file of a finished job. It is paid for, so it is tried more than once, and a cancel leaves it `cancelMs` to
 * arrive. Rejects with `ServiceError` or `AbortError`.
 */
export async function fetchResult(url: string | undefined, requestId: string, caller: AbortSignal, { limits, origin, fetch }: Account): Promise<Downloaded> {
  if (url === undefined) throw noFile(requestId);
  if (url.startsWith('data:')) return fromDataUri(url, limits.maxBytes, requestId);
  const late = lateSignal(caller, limits.cancelMs);
  const options = { allowedOrigin: origin, maxBytes: limits.maxBytes, timeoutMs: limits.downloadMs, idleMs: limits.downloadIdleMs, fetch, signal: late.signal };
  try {
    for (let tries = 1; ; tries += 1) {
      try {
        return await download(url, options);
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        const mayPass = error.reason === 'network' || error.reason === 'timeout';
        if (!mayPass || tries >= mostTries) {
          const message = mayPass ? t('Could not get the result from fal: the file does not arrive. It stays there and can be fetched later.') : error.message;
          throw new ServiceError(error.reason, message, { status: error.status, requestId, endsJob: !mayPass, cause: error });
        }
        await pause(limits.backoffMs, late.signal);
      }
    }
  } finally {
    late.end();
  }
}

export function noFile(requestId: string): ServiceError {
  return new ServiceError('unexpected', t('Could not get the result from fal: the job is finished but names no file. Look at the request in its dashboard.'), { requestId, endsJob: true });
}

/** Some models answer with the file itself. */
function fromDataUri(uri: string, maxBytes: number, requestId: string): Downloaded {
  const [, base64 = ''] = /^data:[\w.+-]+\/[\w.+-]+;base64,(.+)$/s.exec(uri) ?? [];
  const bytes = base64.length <= maxBytes * 1.4 ? Buffer.from(base64, 'base64') : Buffer.alloc(0);
  const mediaType = mediaTypeOf(bytes);
  if (mediaType === undefined) throw noFile(requestId);
  return { bytes, mediaType };
}
