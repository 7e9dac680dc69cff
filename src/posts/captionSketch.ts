/**
 * MinHash by one permutation: how alike two captions are, from 32 numbers each. Shingles are runs of characters, so that
 * languages without spaces work too; links, hashtags, punctuation and case make no difference.
 */
export type CaptionSketch = readonly number[];

const shingleLength = 5;
const binBits = 5;
const bins = 1 << binBits;
/** Shorter captions say too little to call two of them alike. */
const leastShingles = 16;
/** Rows per band: captions alike by 0.75 share a band with a chance of 95 %, by 0.9 nearly always, by 0.3 with one of 6 %. */
const rows = 4;
const bands = Math.floor(bins / rows);
const noise = /https?:\/\/\S+|[#@][\p{L}\p{N}_]+|[^\p{L}\p{N}]+/gu;
/** Values have 25 bits: engines keep such numbers unboxed. */
const emptyBin = 2 ** 26;
const valueMask = 2 ** 25 - 1;
const base = 0x01000193;
/** What a character weighs when it leaves the shingle. */
const leaving = Array.from({ length: shingleLength }).reduce<number>((power) => Math.imul(power, base), 1);
/** Captions are at most a few thousand characters; past this a text is none. */
const longest = 10_000;

/** `undefined` for a caption too short to compare. */
export function sketchCaption(caption: string): CaptionSketch | undefined {
  const text = caption.slice(0, longest).toLowerCase().replace(noise, ' ').trim();
  if (text.length < shingleLength + leastShingles) return undefined;
  const sketch = new Array<number>(bins).fill(emptyBin);
  let rolling = 0;
  for (let at = 0; at < text.length; at++) {
    rolling = (Math.imul(rolling, base) + text.charCodeAt(at)) | 0;
    if (at >= shingleLength) rolling = (rolling - Math.imul(text.charCodeAt(at - shingleLength), leaving)) | 0;
    if (at < shingleLength - 1) continue;
    const hash = mix(rolling);
    const bin = hash >>> (32 - binBits);
    const value = hash & valueMask;
    if (value < (sketch[bin] ?? 0)) sketch[bin] = value;
  }
  fillEmpty(sketch);
  return sketch;
}

/** 0 to 1; the standard error is 0.08 at 0.75. */
export function similarity(a: CaptionSketch, b: CaptionSketch): number {
  let same = 0;
  for (let bin = 0; bin < bins; bin++) if (a[bin] === b[bin]) same++;
  return same / bins;
}

/** A bit of each bin but the last, which engines keep unboxed: what tells most captions apart without their sketches. */
export function sketchBits(sketch: CaptionSketch): number {
  let bits = 0;
  for (let bin = 0; bin < bins - 1; bin++) bits = (bits << 1) | ((sketch[bin] ?? 0) & 1);
  return bits;
}

/** The most that `similarity` can be: where bits differ, bins do. */
export function mostSimilarity(a: number, b: number): number {
  let other = 0;
  for (let bits = a ^ b; bits !== 0; bits &= bits - 1) other++;
  return (bins - other) / bins;
}

/** Numbers of which alike captions share at least one; 30 bits each, so that a map keeps them unboxed. */
export function bandKeys(sketch: CaptionSketch): readonly number[] {
  const keys: number[] = [];
  for (let band = 0; band < bands; band++) {
    let hash = band + 1;
    for (let row = 0; row < rows; row++) hash = mix(Math.imul(hash, 0x9e3779b1) ^ (sketch[band * rows + row] ?? 0));
    keys.push(hash >>> 2);
  }
  return keys;
}

/** Empty bins take the value of the next full one, so that short captions can be compared bin by bin. */
function fillEmpty(sketch: number[]): void {
  const start = sketch.findLastIndex((value) => value !== emptyBin);
  for (let step = 1; step < bins; step++) {
    const bin = (start - step + bins) % bins;
    if (sketch[bin] === emptyBin) sketch[bin] = (sketch[(bin + 1) % bins] ?? 0) + 1;
  }
}

/** The finalizer of MurmurHash3: every bit of the input moves every bit of the result. */
function mix(value: number): number {
  let hash = value ^ (value >>> 16);
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
