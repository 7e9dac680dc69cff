import type { Deadline } from './deadline.js';

/** Reads a body to its end, at most `maxBytes` of it: `undefined` when there is more. Each wait for bytes is bounded by `idleMs`. */
export async function readBounded(response: Response, maxBytes: number, idleMs: number, deadline: Deadline): Promise<Uint8Array | undefined> {
  const announced = Number(response.headers.get('content-length') ?? 0);
  if (announced > maxBytes) return undefined;
  if (response.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader: ReadableStreamDefaultReader<Uint8Array> = response.body.getReader();
  for (;;) {
    deadline.allow(idleMs);
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > maxBytes) return undefined;
    chunks.push(value);
  }
  deadline.pause();
  return Buffer.concat(chunks, size);
}
