import { crc32, deflateSync } from 'node:zlib';
import { createRandom } from './random.js';

export const grainTileSize = 180;
/** Opacity of a grain out of 255: enough to break up banding in gradients. */
const strength = 9;
const bytesPerPixel = 2;

/**
 * A tile of film grain as a PNG data URI. Two levels only: finer grain makes the finished picture several times bigger.
 */
export function grainTile(seed: string): string {
  const random = createRandom(`${seed}:grain`);
  const rowLength = grainTileSize * bytesPerPixel + 1;
  const pixels = Buffer.alloc(grainTileSize * rowLength);
  for (let y = 0; y < grainTileSize; y++) {
    for (let x = 0; x < grainTileSize; x++) {
      const at = y * rowLength + 1 + x * bytesPerPixel;
      pixels[at] = random() < 0.5 ? 0 : 255;
      pixels[at + 1] = random() < 0.5 ? 0 : strength;
    }
  }
  return `data:image/png;base64,${greyAlphaPng(grainTileSize, grainTileSize, pixels).toString('base64')}`;
}

function greyAlphaPng(width: number, height: number, scanlines: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 4, 0, 0, 0], 8); // 8 bits, grey with alpha
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(scanlines)), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}
