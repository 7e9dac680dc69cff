import type { AspectRatio } from '../imageModel.js';

/** Width by height. */
export function ratioOf(aspectRatio: string): number {
  const [width = 0, height = 0] = aspectRatio.split(':').map(Number);
  return width > 0 && height > 0 ? width / height : 16 / 9;
}

/** The offered ratio that is least stretched from the wanted one. */
export function nearestRatio<T extends string>(wanted: AspectRatio, offered: readonly [T, ...T[]]): T {
  const distance = (one: string): number => Math.abs(Math.log(ratioOf(one) / ratioOf(wanted)));
  return offered.reduce((best, one) => (distance(one) < distance(best) ? one : best), offered[0]);
}

export function isSameRatio(a: string, b: string): boolean {
  return Math.abs(Math.log(ratioOf(a) / ratioOf(b))) < 0.02;
}

/** Sides in steps of 16 within one megapixel: what is counted in megapixels rounds up. */
export function sizeWithinMegapixel(aspectRatio: AspectRatio): { readonly width: number; readonly height: number } {
  const ratio = Math.min(3, Math.max(1 / 3, ratioOf(aspectRatio)));
  const step = (length: number): number => Math.floor(length / 16) * 16;
  const height = Math.sqrt(1_000_000 / ratio);
  return { width: step(height * ratio), height: step(height) };
}
