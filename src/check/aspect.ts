import type { ImageSize } from '../models/imageSize.js';
import { aspectRatios } from '../models/imageModel.js';

/** Providers round sides to multiples of 8 or 32: this much is still the ratio that was asked for. */
const tolerance = 0.03;

/** Whether a picture has the ratio `16:9`; `undefined` when that is not a ratio. `mayBeTurned` allows for a camera's rotation. */
export function hasAspect({ width, height }: ImageSize, ratio: string, mayBeTurned: boolean): boolean | undefined {
  const wanted = ratioOf(ratio);
  if (wanted === undefined) return undefined;
  const isNear = (actual: number): boolean => Math.abs(actual / wanted - 1) <= tolerance;
  return isNear(width / height) || (mayBeTurned && isNear(height / width));
}

/** The usual ratio of a picture, else its own in lowest terms. */
export function aspectOf(size: ImageSize): string {
  const usual = aspectRatios.find((ratio) => hasAspect(size, ratio, false));
  const divisor = greatestDivisor(size.width, size.height);
  return usual ?? `${size.width / divisor}:${size.height / divisor}`;
}

function ratioOf(text: string): number | undefined {
  const [, width, height] = /^\s*(\d{1,5})\s*:\s*(\d{1,5})\s*$/.exec(text) ?? [];
  const ratio = Number(width) / Number(height);
  return Number.isFinite(ratio) && ratio > 0 ? ratio : undefined;
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}
