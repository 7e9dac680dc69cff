export interface CoverSize {
  readonly width: number;
  readonly height: number;
}

/** What platforms ask for; other ratios are worked out. */
const known: Readonly<Record<string, CoverSize>> = {
  '1200:630': { width: 1200, height: 630 },
  '16:9': { width: 1600, height: 900 },
  '1:1': { width: 1080, height: 1080 },
  '4:5': { width: 1080, height: 1350 },
  '9:16': { width: 1080, height: 1920 },
};

const longestSide = 1920;
/** A ratio whose numbers are at least this large is meant as pixels, as in `1200:628`. */
const smallestSide = 320;
/** Beyond this, words and artwork no longer find room. */
const steepestRatio = 3;
const landscapeWidth = 1600;
const portraitWidth = 1080;

/** Picture size for `width:height`; `undefined` when that is no ratio or one too steep for a cover. */
export function coverSize(aspectRatio: string): CoverSize | undefined {
  const match = /^\s*(\d{1,5}(?:\.\d{1,4})?)\s*:\s*(\d{1,5}(?:\.\d{1,4})?)\s*$/.exec(aspectRatio);
  if (!match) return undefined;
  const across = Number(match[1]);
  const down = Number(match[2]);
  const exact = known[`${across}:${down}`];
  if (exact) return exact;
  const ratio = across / down;
  if (!(ratio >= 1 / steepestRatio && ratio <= steepestRatio)) return undefined;
  if (isPixels(across) && isPixels(down)) return { width: across, height: down };
  const width = Math.min(ratio > 1 ? landscapeWidth : portraitWidth, longestSide * Math.min(1, ratio));
  return { width: even(width), height: even(width / ratio) };
}

function isPixels(side: number): boolean {
  return Number.isInteger(side) && side >= smallestSide && side <= longestSide;
}

function even(side: number): number {
  return 2 * Math.round(side / 2);
}
