import { pause } from '../deadline.js';

/** The result, or `undefined` after `ms` or once the caller leaves. A late result is dropped, a late failure too. */
export async function within<T>(ms: number, caller: AbortSignal, work: Thenable<T>): Promise<T | undefined> {
  const over = new AbortController();
  try {
    return await Promise.race([work, pause(ms, AbortSignal.any([caller, over.signal])).then(() => undefined)]);
  } finally {
    over.abort();
  }
}
