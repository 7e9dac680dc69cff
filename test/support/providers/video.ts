/** Which clip to make. */
export interface Clip {
  readonly seconds: number;
  readonly seed: number;
}

const columns = 20;
const rows = 11;
const framesPerSecond = 8;

/**
 * A playable MP4 of H.264: each second starts with a picture of uncompressed macroblocks (I_PCM),
 * which needs no encoder; the other frames repeat it by skipping every macroblock.
 */
export function makeMp4({ seconds, seed }: Clip): Buffer {
  const count = Math.max(1, Math.round(seconds * framesPerSecond));
  const frames = Array.from({ length: count }, (_, index) => {
    const n = index % framesPerSecond;
    return withLength(n === 0 ? keyFrame(seed, index / framesPerSecond) : repeatFrame(n));
  });
  const start = box('ftyp', 'isom', u32(512), 'isomiso2avc1mp41');
  const media = box('mdat', ...frames);
  const size = moov(frames, 0).length;
  return Buffer.concat([start, moov(frames, start.length + size + 8), media]);
}

type Part = Buffer | string;

function box(type: string, ...parts: readonly Part[]): Buffer {
  const body = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)));
  return Buffer.concat([u32(body.length + 8), Buffer.from(type, 'latin1'), body]);
}

function u32(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => bytes.writeUInt32BE(value >>> 0, index * 4));
  return bytes;
}

function u16(...values: readonly number[]): Buffer {
  return Buffer.from(values.flatMap((value) => [value >> 8, value & 0xff]));
}

const matrix = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);

function moov(frames: readonly Buffer[], mediaOffset: number): Buffer {
  const duration = frames.length;
  const keys = frames.flatMap((_, index) => (index % framesPerSecond === 0 ? [index + 1] : []));
  const parameterSets = [u16(parameters.sequence.length), parameters.sequence, Buffer.from([1]), u16(parameters.picture.length), parameters.picture];
  const avcC = box('avcC', Buffer.from([1, 66, 0xc0, 30, 0xff, 0xe1]), ...parameterSets);
  const avc1 = box('avc1', u32(0), u16(0, 1), u32(0, 0, 0, 0), u16(columns * 16, rows * 16), u32(0x480000, 0x480000, 0), u16(1), Buffer.alloc(32), u16(24, 0xffff), avcC);
  const stbl = box(
    'stbl',
    box('stsd', u32(0, 1), avc1),
    box('stts', u32(0, 1, frames.length, 1)),
    box('stss', u32(0, keys.length, ...keys)),
    box('stsc', u32(0, 1, 1, frames.length, 1)),
    box('stsz', u32(0, 0, frames.length, ...frames.map((frame) => frame.length))),
    box('stco', u32(0, 1, mediaOffset)),
  );
  const minf = box('minf', box('vmhd', u32(1, 0, 0)), box('dinf', box('dref', u32(0, 1), box('url ', u32(1)))), stbl);
  const mdia = box('mdia', box('mdhd', u32(0, 0, 0, framesPerSecond, duration), u16(0x55c4, 0)), box('hdlr', u32(0, 0), 'vide', u32(0, 0, 0), 'video\0'), minf);
  const tkhd = box('tkhd', u32(3, 0, 0, 1, 0, duration, 0, 0, 0, 0), matrix, u32(columns * 16 * 0x10000, rows * 16 * 0x10000));
  const mvhd = box('mvhd', u32(0, 0, 0, framesPerSecond, duration, 0x10000), u16(0x100, 0), u32(0, 0), matrix, u32(0, 0, 0, 0, 0, 0, 2));
  return box('moov', mvhd, box('trak', tkhd, mdia));
}

/** Bits of a raw byte sequence: fixed length, and unsigned Exp-Golomb (`ue`). */
function createBits(): { u(value: number, length: number): void; ue(value: number): void; bytes(data: Buffer): void; finish(): Buffer } {
  const done: number[] = [];
  let held = 0;
  let count = 0;
  const bit = (value: number): void => {
    held = held * 2 + value;
    count += 1;
    if (count < 8) return;
    done.push(held);
    held = 0;
    count = 0;
  };
  const u = (value: number, length: number): void => {
    for (let n = length - 1; n >= 0; n -= 1) bit((value >> n) & 1);
  };
  return {
    u,
    ue: (value) => {
      const length = 32 - Math.clz32(value + 1);
      u(value + 1, length * 2 - 1);
    },
    // Raw samples start on a byte.
    bytes: (data) => {
      while (count > 0) bit(0);
      for (const byte of data) done.push(byte);
    },
    finish: () => {
      bit(1);
      while (count > 0) bit(0);
      return Buffer.from(done);
    },
  };
}

/** A NAL unit: three zero-ish bytes in a row must not look like a start code. */
function nal(header: number, payload: Buffer): Buffer {
  const out = [header];
  let zeros = 0;
  for (const byte of payload) {
    if (zeros >= 2 && byte <= 3) {
      out.push(3);
      zeros = 0;
    }
    out.push(byte);
    zeros = byte === 0 ? zeros + 1 : 0;
  }
  return Buffer.from(out);
}

function withLength(unit: Buffer): Buffer {
  return Buffer.concat([u32(unit.length), unit]);
}

const parameters = { sequence: sequenceParameters(), picture: pictureParameters() };

function sequenceParameters(): Buffer {
  const bits = createBits();
  bits.u(66, 8);
  bits.u(0xc0, 8);
  bits.u(30, 8);
  bits.ue(0);
  bits.ue(0);
  bits.ue(2);
  bits.ue(1);
  bits.u(0, 1);
  bits.ue(columns - 1);
  bits.ue(rows - 1);
  // Frames only, direct 8x8, no cropping, no VUI.
  bits.u(0b1100, 4);
  return nal(0x67, bits.finish());
}

function pictureParameters(): Buffer {
  const bits = createBits();
  bits.ue(0);
  bits.ue(0);
  bits.u(0, 2);
  for (let n = 0; n < 3; n += 1) bits.ue(0);
  bits.u(0, 3);
  for (let n = 0; n < 3; n += 1) bits.ue(0);
  // Slices say whether they are deblocked.
  bits.u(0b100, 3);
  return nal(0x68, bits.finish());
}

function keyFrame(seed: number, second: number): Buffer {
  const bits = createBits();
  bits.ue(0);
  bits.ue(7);
  bits.ue(0);
  bits.u(0, 4);
  // Two IDR pictures in a row must differ in this id.
  bits.ue(second % 2);
  bits.u(0, 2);
  bits.ue(0);
  bits.ue(1);
  for (let n = 0; n < columns * rows; n += 1) {
    const luma = 32 + (((n % columns) * 8 + Math.floor(n / columns) * 6 + second * 40 + seed) % 192);
    const chroma = 64 + ((seed * 7 + second * 31) % 128);
    bits.ue(25);
    bits.bytes(Buffer.concat([Buffer.alloc(256, luma), Buffer.alloc(64, chroma), Buffer.alloc(64, 255 - chroma)]));
  }
  return nal(0x65, bits.finish());
}

function repeatFrame(frameNumber: number): Buffer {
  const bits = createBits();
  bits.ue(0);
  bits.ue(5);
  bits.ue(0);
  bits.u(frameNumber % 16, 4);
  bits.u(0, 3);
  bits.ue(0);
  bits.ue(1);
  bits.ue(columns * rows);
  return nal(0x41, bits.finish());
}
