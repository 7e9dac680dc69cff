import type { BadFile } from './falFaults.js';
import { makeJpeg, makePng } from './pictures.js';
import { makeMp4 } from './video.js';
import type { Output, Reply } from './wireFaults.js';

/** A file that the server can make. */
export type FileRecipe =
  | { readonly type: 'image/png' | 'image/jpeg'; readonly width: number; readonly height: number; readonly seed: number }
  | { readonly type: 'video/mp4'; readonly seconds: number; readonly seed: number };

export const extensions = { 'image/png': 'png', 'image/jpeg': 'jpg', 'video/mp4': 'mp4' } as const;

const megabyte = 1024 * 1024;

export function makeFile(recipe: FileRecipe): Buffer {
  if (recipe.type === 'video/mp4') return makeMp4(recipe);
  return recipe.type === 'image/png' ? makePng(recipe) : makeJpeg(recipe);
}

export function fileReply(recipe: FileRecipe, bytes: Buffer, bad: BadFile | undefined): Reply {
  const headers = { 'content-type': recipe.type, 'cache-control': 'public, max-age=31536000', 'access-control-allow-origin': '*' };
  const ok = (body: Uint8Array | string): Reply => ({ status: 200, headers, body: Buffer.from(body) });
  switch (bad) {
    case undefined:
      return ok(bytes);
    case 'lies':
      return ok('<!doctype html><html><body><script>alert(1)</script></body></html>');
    case 'svg':
      return ok('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
    case 'otherType':
      return { status: 200, headers: { ...headers, 'content-type': recipe.type === 'image/png' ? 'image/jpeg' : 'image/png' }, body: bytes };
    case 'empty':
      return ok('');
    case 'truncated':
      return { status: 200, headers: { ...headers, 'content-length': String(bytes.length) }, stream: truncated(bytes) };
    case 'neverEnds':
      return { status: 200, headers, stream: endless(bytes, megabyte, 0, 256) };
    case 'drips':
      return { status: 200, headers, stream: endless(bytes.subarray(0, 64), 16, 20, 30_000) };
    case 'huge':
      return { status: 200, headers: { ...headers, 'content-length': String(60 * megabyte) }, stream: padded(bytes, 60 * megabyte) };
    case 'hugeUnannounced':
      return { status: 200, headers, stream: padded(bytes, 60 * megabyte) };
  }
}

function truncated(bytes: Buffer): (out: Output) => Promise<void> {
  return async (out) => {
    await out.write(bytes.subarray(0, Math.floor(bytes.length / 2)));
    // Long enough for the half to arrive: a reset discards what the client has not read.
    await out.wait(20);
    out.cut();
  };
}

function endless(start: Buffer, size: number, pauseMs: number, pieces: number): (out: Output) => Promise<void> {
  return async (out) => {
    const filler = Buffer.alloc(size);
    let isOpen = await out.write(start);
    for (let n = 0; n < pieces && isOpen; n += 1) isOpen = (await out.wait(pauseMs)) && (await out.write(filler));
    if (isOpen) await out.stall();
  };
}

function padded(start: Buffer, total: number): (out: Output) => Promise<void> {
  return async (out) => {
    const filler = Buffer.alloc(megabyte);
    let isOpen = await out.write(start);
    let left = total - start.length;
    while (left > 0 && isOpen) {
      isOpen = await out.write(filler.subarray(0, Math.min(megabyte, left)));
      left -= megabyte;
    }
  };
}
