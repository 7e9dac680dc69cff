import { createRandom } from './random.js';

/** A smooth field with values of about -1 to 1; one bump per unit. */
export type Noise = (x: number, y: number) => number;

const tableSize = 256;
const mask = tableSize - 1;
/** Lifts the usual extremes of gradient noise (about 0.67) to 1. */
const gain = 1.5;

export function gradientNoise(seed: string): Noise {
  const random = createRandom(seed);
  const order = Uint8Array.from({ length: tableSize }, (_, i) => i);
  for (let i = mask; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const swapped = order[i] ?? 0;
    order[i] = order[j] ?? 0;
    order[j] = swapped;
  }
  const cos = Float64Array.from({ length: tableSize }, (_, i) => Math.cos((i / tableSize) * 2 * Math.PI));
  const sin = Float64Array.from({ length: tableSize }, (_, i) => Math.sin((i / tableSize) * 2 * Math.PI));
  const slope = (cellX: number, cellY: number, dx: number, dy: number): number => {
    const gradient = order[((order[cellX & mask] ?? 0) + cellY) & mask] ?? 0;
    return (cos[gradient] ?? 0) * dx + (sin[gradient] ?? 0) * dy;
  };
  return (x, y) => {
    const cellX = Math.floor(x);
    const cellY = Math.floor(y);
    const dx = x - cellX;
    const dy = y - cellY;
    const u = fade(dx);
    const v = fade(dy);
    const top = mix(slope(cellX, cellY, dx, dy), slope(cellX + 1, cellY, dx - 1, dy), u);
    const bottom = mix(slope(cellX, cellY + 1, dx, dy - 1), slope(cellX + 1, cellY + 1, dx - 1, dy - 1), u);
    return gain * mix(top, bottom, v);
  };
}

/** Two octaves: large shapes with some life in their edges. */
export function layeredNoise(noise: Noise, x: number, y: number): number {
  return (noise(x, y) + 0.5 * noise(2 * x + 17.3, 2 * y - 9.1)) / 1.5;
}

function mix(a: number, b: number, t: number): number {
  return a + (b - a) * t;
}

function fade(t: number): number {
  return t * t * t * (t * (t * 6 - 15) + 10);
}
