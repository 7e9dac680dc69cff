import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type * as Resvg from '@resvg/resvg-wasm';
import { makeJpeg, makePng } from '../../support/providers/pictures.js';
import { makeMp4 } from '../../support/providers/video.js';

const require = createRequire(import.meta.url);
// The CommonJS copy: the wasm of the other one can be initialised once only, and that is the covers' to do.
const decoder = require('@resvg/resvg-wasm') as typeof Resvg;

/** Pixels as a decoder that is not ours sees them. */
function decode(bytes: Buffer, type: string, width: number, height: number): Uint8Array {
  const href = `data:${type};base64,${bytes.toString('base64')}`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><image width="${width}" height="${height}" href="${href}"/></svg>`;
  return new decoder.Resvg(svg).render().pixels;
}

describe('pictures of the provider servers', () => {
  before(async () => {
    const wasm = await readFile(require.resolve('@resvg/resvg-wasm/index_bg.wasm'));
    // Once for the process: another test may have done it.
    await decoder.initWasm(wasm).catch((error: unknown) => {
      if (!String(error).includes('Already initialized')) throw error;
    });
  });

  const picture = { width: 200, height: 120, seed: 0x5a5a5a };

  it('decode to the same scene as PNG and as JPEG', () => {
    const png = decode(makePng(picture), 'image/png', 200, 120);
    const jpeg = decode(makeJpeg(picture), 'image/jpeg', 200, 120);
    let largest = 0;
    png.forEach((value, index) => {
      largest = Math.max(largest, Math.abs(value - (jpeg[index] ?? -255)));
    });
    assert.ok(largest <= 4, `channels differ by up to ${largest}`);
    assert.ok(new Set(png).size > 10, 'not a flat picture');
  });

  it('are the same for the same seed and differ otherwise', () => {
    assert.deepEqual(makeJpeg(picture), makeJpeg(picture));
    assert.notDeepEqual(makeJpeg(picture), makeJpeg({ ...picture, seed: 1 }));
  });

  it('move: a clip has its boxes in order and its frames where the index says', () => {
    const bytes = makeMp4({ seconds: 3, seed: 5 });
    const boxes: string[] = [];
    for (let at = 0; at < bytes.length; at += bytes.readUInt32BE(at)) boxes.push(bytes.toString('latin1', at + 4, at + 8));
    assert.deepEqual(boxes, ['ftyp', 'moov', 'mdat']);
    const table = bytes.indexOf('stco');
    const firstFrame = bytes.readUInt32BE(table + 12);
    assert.equal(firstFrame, bytes.indexOf('mdat') + 4);
    assert.equal(bytes[firstFrame + 4], 0x65, 'an IDR picture');
    const sizes = bytes.indexOf('stsz');
    const count = bytes.readUInt32BE(sizes + 12);
    assert.equal(count, 24);
    let end = firstFrame;
    for (let n = 0; n < count; n += 1) end += bytes.readUInt32BE(sizes + 16 + n * 4);
    assert.equal(end, bytes.length);
  });
});
