import type { Hex } from '../colour.js';
import { circle, element, num, path, rect } from '../svg.js';

export const tileKinds = ['quarter', 'quarterInQuarter', 'ring', 'leaf', 'halves', 'rainbow', 'stripes', 'diagonal', 'corners'] as const;
/** Those that are still worth looking at in double size. */
export const bigTileKinds = ['quarter', 'quarterInQuarter', 'ring', 'leaf', 'rainbow', 'corners'] as const satisfies readonly TileKind[];
export type TileKind = (typeof tileKinds)[number];

export interface Tile {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  /** Equal to `size` give or take a pixel, from rounding to whole pixels. */
  readonly height: number;
  /** Degrees, a multiple of 90. */
  readonly turn: number;
  readonly ground: Hex;
  readonly shape: Hex;
  readonly detail: Hex;
}

export function drawTile(kind: TileKind, tile: Tile): string {
  const { x, y, size, height, ground, turn } = tile;
  const half = size / 2;
  // The motif is drawn in a square of its own and clipped by it, so that nothing reaches into the next tile.
  const motif = element('g', { transform: `rotate(${num(turn)} ${num(half)} ${num(half)})` }, draw(kind, size, tile));
  return (
    rect(x, y, size, height, { fill: ground }) +
    element('svg', { x, y, width: size, height, viewBox: `0 0 ${num(size)} ${num(size)}`, preserveAspectRatio: 'none', overflow: 'hidden' }, motif)
  );
}

function draw(kind: TileKind, size: number, { ground, shape, detail }: Tile): string {
  const half = size / 2;
  switch (kind) {
    case 'quarter':
      return quarter(size, shape);
    case 'quarterInQuarter':
      return quarter(size, shape) + quarter(half, detail);
    case 'ring':
      return circle(half, half, half, { fill: shape }) + circle(half, half, size * 0.2, { fill: ground });
    case 'leaf':
      return path(`M0 0A${num(size)} ${num(size)} 0 0 0 ${num(size)} ${num(size)}A${num(size)} ${num(size)} 0 0 0 0 0Z`, { fill: shape });
    case 'halves':
      return path([0, half].map((y) => `M0 ${num(y)}A${num(half)} ${num(half)} 0 0 0 ${num(size)} ${num(y)}Z`).join(''), { fill: shape });
    case 'rainbow':
      return [1, 0.75, 0.5, 0.25].map((share, i) => quarter(size * share, i % 2 ? ground : shape)).join('');
    case 'stripes':
      return [0, 0.25, 0.5, 0.75].map((share) => rect(0, size * share, size, size / 8, { fill: shape })).join('');
    case 'diagonal':
      return path(`M0 0H${num(size)}L0 ${num(size)}Z`, { fill: shape });
    case 'corners':
      return quarter(size, shape) + element('g', { transform: `rotate(180 ${num(half)} ${num(half)})` }, quarter(half, detail));
  }
}

/** A quarter disc around the top left corner. */
function quarter(radius: number, fill: Hex): string {
  return path(`M0 0H${num(radius)}A${num(radius)} ${num(radius)} 0 0 1 0 ${num(radius)}Z`, { fill });
}
