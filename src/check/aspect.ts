import { aspectRatios } from '../models/imageModel.js';
import { imageSize, type ImageSize } from '../models/imageSize.js';
import { isImageType, mediaTypeOf } from '../models/mediaType.js';

/** What the start of a picture file says. */
export interface Picture extends ImageSize {
  /** A camera's note further on may turn it by a quarter. */
  readonly mayBeTurned: boolean;
}

/** `undefined` for what is no PNG, JPEG or WebP, or does not say its size in these bytes. */
export function readPicture(head: Uint8Array): Picture | undefined {
  const type = mediaTypeOf(head);
  const size = type && isImageType(type) ? imageSize(head, type) : undefined;
  return size && { ...size, mayBeTurned: type === 'image/jpeg' };
}

/** Providers round sides to multiples of 8 or 32: this much is still the ratio that was asked for. */
const tolerance = 0.03;

/** Whether a picture has the ratio `16:9`; `undefined` when that is not a ratio. */
export function hasAspect({ width, height, mayBeTurned }: Picture, ratio: string): boolean | undefined {
  const wanted = ratioOf(ratio);
  if (wanted === undefined) return undefined;
  const isNear = (actual: number): boolean => Math.abs(actual / wanted - 1) <= tolerance;
  return isNear(width / height) || (mayBeTurned && isNear(height / width));
}

/** The usual ratio of a picture, else its own in lowest terms. */
export function aspectOf({ width, height }: ImageSize): string {
  const usual = aspectRatios.find((ratio) => hasAspect({ width, height, mayBeTurned: false }, ratio));
  const divisor = greatestDivisor(width, height);
  return usual ?? `${width / divisor}:${height / divisor}`;
}

function ratioOf(text: string): number | undefined {
  const [, width, height] = /^\s*(\d{1,5})\s*:\s*(\d{1,5})\s*$/.exec(text) ?? [];
  const ratio = Number(width) / Number(height);
  return Number.isFinite(ratio) && ratio > 0 ? ratio : undefined;
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}
