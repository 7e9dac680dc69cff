import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { loadFonts } from './fonts.js';
import type { CoverFiles, FromWorker, ToWorker } from './protocol.js';
import { loadRasterizer } from './rasterizer.js';
import { type CoverTools, renderCover } from './renderCover.js';
import { findSystemFonts } from './systemFonts.js';

/** Entry of the worker thread. Both sides are built together, so what arrives has the shape that the types say. */
const files = workerData as CoverFiles;
const port = parentPort;
if (!port) throw new Error('The cover worker runs in a worker thread only');

const tools = load();
const chain = { tail: Promise.resolve() };

port.on('message', (message: ToWorker) => {
  chain.tail = chain.tail.then(() => answer(message));
});

async function load(): Promise<CoverTools> {
  await loadRasterizer(new Uint8Array(await readFile(files.wasm)));
  return { fonts: loadFonts(files.fonts), widths: new Map(), findSystemFonts };
}
// A failure is reported with the first job; this keeps it from ending the thread before.
tools.catch(() => undefined);

async function answer({ id, request }: ToWorker): Promise<void> {
  try {
    const result = renderCover(request, await tools);
    send({ type: 'done', id, result });
  } catch (error) {
    send({ type: 'failed', id, message: error instanceof Error ? error.message : String(error) });
  }
}

function send(reply: FromWorker): void {
  const png = reply.type === 'done' && reply.result.kind === 'drawn' ? reply.result.png : undefined;
  port?.postMessage(reply, png && png.buffer instanceof ArrayBuffer ? [png.buffer] : []);
}
