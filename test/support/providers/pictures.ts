import { crc32, deflateSync } from 'node:zlib';

/** Which picture to make. The same seed gives the same bytes. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly seed: number;
}

type Rgb = readonly [number, number, number];

/** A diagonal gradient between two colours of the seed, flat within each 8 by 8 block. */
function blockColor({ seed }: Picture, x: number, y: number): Rgb {
  const mix = ((x + 2 * y) % 96) / 96;
  const channel = (shift: number): number => Math.round(((seed >> shift) & 0x7f) + mix * (128 + ((seed >> (shift + 3)) & 0x3f)));
  return [Math.min(255, channel(0)), Math.min(255, channel(5)), Math.min(255, channel(10))];
}

export function makePng(picture: Picture): Buffer {
  const { width, height } = picture;
  const stride = 1 + width * 3;
  const raw = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    if (y % 8 !== 0) {
      raw.copy(raw, y * stride, (y - 1) * stride, y * stride);
      continue;
    }
    for (let x = 0; x < width; x += 1) raw.set(blockColor(picture, x >> 3, y >> 3), y * stride + 1 + x * 3);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(raw, { level: 1 })), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}

/** Codes per length 1 to 16 of the standard luminance DC table, whose symbols are 0 to 11 in order. */
const dcLengths = [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0];
/** One code of one bit: end of block. Blocks are flat, so there is nothing else to say. */
const acLengths = [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

/** Baseline JPEG, YCbCr 4:4:4, of DC coefficients only: each block has one colour. */
export function makeJpeg(picture: Picture): Buffer {
  const { width, height } = picture;
  const bits = createBits();
  const codes = dcCodes();
  const previous = [0, 0, 0];
  for (let y = 0; y < Math.ceil(height / 8); y += 1) {
    for (let x = 0; x < Math.ceil(width / 8); x += 1) {
      ycbcr(blockColor(picture, x, y)).forEach((value, component) => {
        const difference = value - (previous[component] ?? 0);
        previous[component] = value;
        const size = difference === 0 ? 0 : 32 - Math.clz32(Math.abs(difference));
        const code = codes[size];
        if (code !== undefined) bits.put(code.code, code.length);
        bits.put(difference < 0 ? difference + 2 ** size - 1 : difference, size);
        bits.put(0, 1);
      });
    }
  }
  const u16 = (value: number): number[] => [value >> 8, value & 0xff];
  const segment = (marker: number, data: readonly number[]): Buffer => Buffer.from([0xff, marker, ...u16(data.length + 2), ...data]);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, [0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]),
    segment(0xdb, [0, ...Array<number>(64).fill(8)]),
    segment(0xc0, [8, ...u16(height), ...u16(width), 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0]),
    segment(0xc4, [0x00, ...dcLengths, ...Array.from({ length: 12 }, (_, symbol) => symbol)]),
    segment(0xc4, [0x10, ...acLengths, 0]),
    segment(0xda, [3, 1, 0, 2, 0, 3, 0, 0, 63, 0]),
    bits.finish(),
    Buffer.from([0xff, 0xd9]),
  ]);
}

/** Level-shifted, so that a block's DC coefficient over the quantiser of 8 is the value itself. */
function ycbcr([r, g, b]: Rgb): number[] {
  const y = 0.299 * r + 0.587 * g + 0.114 * b - 128;
  const cb = -0.168736 * r - 0.331264 * g + 0.5 * b;
  const cr = 0.5 * r - 0.418688 * g - 0.081312 * b;
  return [y, cb, cr].map((value) => Math.round(value));
}

function dcCodes(): { readonly code: number; readonly length: number }[] {
  const codes: { code: number; length: number }[] = [];
  let code = 0;
  dcLengths.forEach((count, index) => {
    for (let n = 0; n < count; n += 1) {
      codes.push({ code, length: index + 1 });
      code += 1;
    }
    code *= 2;
  });
  return codes;
}

function createBits(): { put(value: number, length: number): void; finish(): Buffer } {
  const bytes: number[] = [];
  let held = 0;
  let count = 0;
  const put = (value: number, length: number): void => {
    held = (held << length) | (value & (2 ** length - 1));
    count += length;
    while (count >= 8) {
      const byte = (held >> (count - 8)) & 0xff;
      bytes.push(byte);
      // In entropy-coded data a 0xff that is no marker is followed by zero.
      if (byte === 0xff) bytes.push(0);
      count -= 8;
    }
    held &= 2 ** count - 1;
  };
  return {
    put,
    finish: () => {
      put(0x7f, (8 - count) % 8);
      return Buffer.from(bytes);
    },
  };
}
