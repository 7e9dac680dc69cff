import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { CoverWorkerOptions } from '../../../src/cover/coverWorker.js';
import { loadFonts } from '../../../src/cover/fonts.js';
import { createRasterizer, loadRasterizer, type Rasterizer } from '../../../src/cover/rasterizer.js';
import type { CoverRequest, CoverTools } from '../../../src/cover/renderCover.js';

export const fontFolder = 'media/fonts';
export const wasmFile = createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm');

/** A request of which a test names what matters to it. */
export function coverRequest(changes: Partial<CoverRequest> = {}): CoverRequest {
  return {
    title: 'Why Qwen Shopping shipped in China first and it’s not about the AI',
    body: 'It reached 4 billion SKUs on Taobao and Tmall.',
    pillarName: 'AI products',
    studioName: 'Field Notes',
    width: 1200,
    height: 630,
    seed: 7,
    colors: ['#5b4bf5', '#ff7a3d'],
    design: 'mosaic',
    ...changes,
  };
}

const shared: { tools?: CoverTools; rasterizer?: Rasterizer; loading?: Promise<void> } = {};

/** The renderer in this thread, loaded once for all tests. No system font is looked up unless a test brings one. */
export async function loadTools(): Promise<{ readonly tools: CoverTools; readonly rasterizer: Rasterizer }> {
  shared.loading ??= loadRasterizer(new Uint8Array(readFileSync(wasmFile)));
  await shared.loading;
  const fonts = loadFonts(fontFolder);
  shared.tools ??= { fonts, widths: new Map(), findSystemFonts: () => [] };
  shared.rasterizer ??= createRasterizer(Object.values(fonts.buffers), fonts.faces.text.family);
  return { tools: shared.tools, rasterizer: shared.rasterizer };
}

/** Builds the worker as `npm run build` does, since worker threads cannot load TypeScript everywhere. */
export async function buildWorker(): Promise<{ readonly options: CoverWorkerOptions; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'galley-cover-'));
  const script = join(folder, 'worker.mjs');
  await build({ entryPoints: ['src/cover/worker.ts'], bundle: true, platform: 'node', format: 'esm', target: 'node20', outfile: script, logLevel: 'error' });
  return { options: { script, wasm: wasmFile, fonts: fontFolder }, remove: () => rm(folder, { recursive: true }) };
}

/** A worker that answers by title: `crash` ends it, `hang` gets no answer, anything else is answered with the thread's number. */
export async function fakeWorker(): Promise<{ readonly options: CoverWorkerOptions; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'galley-cover-'));
  const script = join(folder, 'fake.mjs');
  await writeFile(
    script,
    `import { parentPort, threadId } from 'node:worker_threads';
parentPort.on('message', ({ id, request }) => {
  if (request.title === 'crash') process.exit(3);
  if (request.title === 'throw') throw new Error('broken');
  if (request.title === 'fail') parentPort.postMessage({ type: 'failed', id, message: 'no fonts' });
  else if (request.title !== 'hang') parentPort.postMessage({ type: 'done', id, result: { kind: 'undrawable', characters: [request.title, String(threadId)] } });
});`,
  );
  return { options: { script, wasm: wasmFile, fonts: fontFolder }, remove: () => rm(folder, { recursive: true }) };
}

/** Width and height from a PNG's header; throws on anything else. */
export function pngSize(bytes: Uint8Array): { readonly width: number; readonly height: number } {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.readUInt32BE(0) !== 0x89504e47 || view.toString('latin1', 12, 16) !== 'IHDR') throw new Error('Not a PNG');
  return { width: view.readUInt32BE(16), height: view.readUInt32BE(20) };
}
