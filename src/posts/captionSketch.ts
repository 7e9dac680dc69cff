/**
 * MinHash by one permutation: how alike two captions are, from 128 bytes each. Shingles are runs of characters, so that
 * languages without spaces work too; links, hashtags, punctuation and case make no difference.
 */
export type CaptionSketch = Uint32Array;

const shingleLength = 5;
const binBits = 5;
const bins = 1 << binBits;
/** Shorter captions say too little to call two of them alike. */
const leastShingles = 16;
/** Rows per band: captions alike by 0.75 share a band with a chance of 99.6 %, by 0.3 with one of 24 %. */
const rows = 3;
const bands = Math.floor(bins / rows);
const noise = /https?:\/\/\S+|[#@][\p{L}\p{N}_]+|[^\p{L}\p{N}]+/gu;
const emptyBin = 0xffffffff;
/** Captions are at most a few thousand characters; past this a text is none. */
const longest = 10_000;

/** `undefined` for a caption too short to compare. */
export function sketchCaption(caption: string): CaptionSketch | undefined {
  const text = caption.slice(0, longest).toLowerCase().replace(noise, ' ').trim();
  if (text.length < shingleLength + leastShingles) return undefined;
  const sketch = new Uint32Array(bins).fill(emptyBin);
  for (let start = 0; start + shingleLength <= text.length; start++) {
    let hash = 0x811c9dc5;
    for (let at = start; at < start + shingleLength; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
    hash = mix(hash);
    const bin = hash >>> (32 - binBits);
    const value = (hash << binBits) >>> 0;
    if (value < (sketch[bin] ?? 0)) sketch[bin] = value;
  }
  return fillEmpty(sketch);
}

/** 0 to 1; the standard error is 0.08 at 0.75. */
export function similarity(a: CaptionSketch, b: CaptionSketch): number {
  let same = 0;
  for (let bin = 0; bin < bins; bin++) if (a[bin] === b[bin]) same++;
  return same / bins;
}

/** Numbers of which alike captions share at least one; 30 bits each, so that a map keeps them unboxed. */
export function bandKeys(sketch: CaptionSketch): readonly number[] {
  return Array.from({ length: bands }, (_, band) => {
    let hash = band + 1;
    for (let row = 0; row < rows; row++) hash = mix(Math.imul(hash, 0x9e3779b1) ^ (sketch[band * rows + row] ?? 0));
    return hash >>> 2;
  });
}

/** Empty bins take the value of the next full one, so that short captions can be compared bin by bin. */
function fillEmpty(sketch: CaptionSketch): CaptionSketch {
  const full = sketch.slice();
  for (let bin = 0; bin < bins; bin++) {
    if (full[bin] !== emptyBin) continue;
    let next = 1;
    while (next < bins && sketch[(bin + next) % bins] === emptyBin) next++;
    full[bin] = ((sketch[(bin + next) % bins] ?? 0) + next) >>> 0;
  }
  return full;
}

/** The finalizer of MurmurHash3: every bit of the input moves every bit of the result. */
function mix(value: number): number {
  let hash = value ^ (value >>> 16);
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
