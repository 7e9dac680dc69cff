import type { Random } from './random.js';

/** Sides of a tile, clockwise. */
export type Side = 0 | 1 | 2 | 3;
export const sides = { top: 0, right: 1, bottom: 2, left: 3 } as const satisfies Record<string, Side>;

/** One stretch of pipe: through a tile, in at one side and out at another. */
export interface Segment {
  readonly column: number;
  readonly row: number;
  readonly from: Side;
  readonly to: Side;
}

export type Route = readonly Segment[];

/** Which side each side is joined to, for the two ways of bending and for the crossing. */
const tileExits: readonly (readonly [Side, Side, Side, Side])[] = [
  [3, 2, 1, 0],
  [1, 0, 3, 2],
  [2, 3, 0, 1],
];
const crossing = 2;
const crossingShare = 0.18;

export interface Network {
  readonly columns: number;
  readonly rows: number;
  /** Index into the kinds of tile, row by row. */
  readonly tiles: readonly number[];
  /** Every segment of the network once, joined to routes. */
  readonly routes: readonly Route[];
}

/** Lays several networks and keeps the one whose best route scores highest; that route comes first. */
export function layNetwork(random: Random, columns: number, rows: number, rate: (route: Route) => number, attempts: number): Network {
  let best = layOnce(random, columns, rows, rate);
  for (let i = 1; i < attempts; i++) {
    const next = layOnce(random, columns, rows, rate);
    if (next.score > best.score) best = next;
  }
  return best.network;
}

export function isCrossing(network: Network, column: number, row: number): boolean {
  return network.tiles[row * network.columns + column] === crossing;
}

/** Whether a route ends where it began. */
export function isLoop(route: Route): boolean {
  const [first] = route;
  const last = route.at(-1);
  if (!first || !last || route.length < 4) return false;
  const next = step(last);
  return next.column === first.column && next.row === first.row && next.from === first.from;
}

/** The same for both directions of travel. */
function segmentKey({ column, row, from, to }: Segment): string {
  return `${column},${row},${Math.min(from, to)}`;
}

function layOnce(random: Random, columns: number, rows: number, rate: (route: Route) => number): { readonly network: Network; readonly score: number } {
  const tiles = Array.from({ length: columns * rows }, (_, i) => {
    const drawn = random();
    const isAtEdge = i < columns || i >= columns * (rows - 1) || i % columns >= columns - 2;
    if (drawn < crossingShare && !isAtEdge) return crossing;
    return drawn < (1 + crossingShare) / 2 ? 0 : 1;
  });
  const rated = traceRoutes(tiles, columns, rows).map((route) => ({ route, score: rate(route) }));
  rated.sort((a, b) => b.score - a.score);
  return { network: { columns, rows, tiles, routes: rated.map(({ route }) => route) }, score: rated[0]?.score ?? -Infinity };
}

function traceRoutes(tiles: readonly number[], columns: number, rows: number): Route[] {
  const seen = new Set<string>();
  const follow = (startColumn: number, startRow: number, entry: Side): Route => {
    const route: Segment[] = [];
    let column = startColumn;
    let row = startRow;
    let from = entry;
    while (column >= 0 && row >= 0 && column < columns && row < rows) {
      const to = tileExits[tiles[row * columns + column] ?? 0]?.[from] ?? 0;
      const segment: Segment = { column, row, from, to };
      if (seen.has(segmentKey(segment))) break;
      seen.add(segmentKey(segment));
      route.push(segment);
      ({ column, row, from } = step(segment));
    }
    return route;
  };
  const routes: Route[] = [];
  // From the edges first, so that open routes are not cut in two; what is left then are loops.
  for (let column = 0; column < columns; column++) routes.push(follow(column, 0, sides.top), follow(column, rows - 1, sides.bottom));
  for (let row = 0; row < rows; row++) routes.push(follow(0, row, sides.left), follow(columns - 1, row, sides.right));
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      for (const side of [0, 1, 2, 3] as const) routes.push(follow(column, row, side));
    }
  }
  return routes.filter((route) => route.length > 0);
}

/** Where a segment leads to. */
function step({ column, row, to }: Segment): Pick<Segment, 'column' | 'row' | 'from'> {
  switch (to) {
    case sides.top:
      return { column, row: row - 1, from: sides.bottom };
    case sides.right:
      return { column: column + 1, row, from: sides.left };
    case sides.bottom:
      return { column, row: row + 1, from: sides.top };
    case sides.left:
      return { column: column - 1, row, from: sides.right };
  }
}
