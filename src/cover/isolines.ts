import type { Point } from './svg.js';

/** A function sampled on a square grid. Sampling once and tracing many levels is what keeps contour maps fast. */
export interface Field {
  readonly values: Float64Array;
  readonly columns: number;
  readonly rows: number;
  readonly step: number;
}

export function sampleField(height: (x: number, y: number) => number, width: number, depth: number, step: number): Field {
  const columns = Math.ceil(width / step) + 1;
  const rows = Math.ceil(depth / step) + 1;
  const values = new Float64Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) values[row * columns + column] = height(column * step, row * step);
  }
  return { values, columns, rows, step };
}

/** Lines along which the field has the value `level`: marching squares, joined to polylines. */
export function isolines(field: Field, level: number): Point[][] {
  return joinCrossings(crossings(field, level)).filter((line) => line.length > 3);
}

interface Crossings {
  /** By edge: even keys lie on horizontal grid edges, odd ones on vertical edges. */
  readonly points: Map<number, Point>;
  readonly neighbours: Map<number, number[]>;
}

function crossings({ values, columns, rows, step }: Field, level: number): Crossings {
  const points = new Map<number, Point>();
  const neighbours = new Map<number, number[]>();
  const at = (column: number, row: number): number => (values[row * columns + column] ?? 0) - level;
  const horizontal = (column: number, row: number): number => {
    const a = at(column, row);
    return remember((row * columns + column) * 2, [(column + a / (a - at(column + 1, row))) * step, row * step]);
  };
  const vertical = (column: number, row: number): number => {
    const a = at(column, row);
    return remember((row * columns + column) * 2 + 1, [column * step, (row + a / (a - at(column, row + 1))) * step]);
  };
  const remember = (key: number, point: Point): number => {
    if (!points.has(key)) points.set(key, point);
    return key;
  };
  const connect = (from: number, to: number): void => {
    const known = neighbours.get(from);
    if (known) known.push(to);
    else neighbours.set(from, [to]);
  };
  const link = (from: number, to: number): void => {
    connect(from, to);
    connect(to, from);
  };
  for (let row = 0; row < rows - 1; row++) {
    for (let column = 0; column < columns - 1; column++) {
      const a = at(column, row) > 0;
      const b = at(column + 1, row) > 0;
      const c = at(column + 1, row + 1) > 0;
      const d = at(column, row + 1) > 0;
      if (a === b && b === c && c === d) continue;
      const edges: number[] = [];
      if (a !== b) edges.push(horizontal(column, row));
      if (b !== c) edges.push(vertical(column + 1, row));
      if (c !== d) edges.push(horizontal(column, row + 1));
      if (d !== a) edges.push(vertical(column, row));
      for (let i = 0; i + 1 < edges.length; i += 2) link(edges[i] ?? 0, edges[i + 1] ?? 0);
    }
  }
  return { points, neighbours };
}

function joinCrossings({ points, neighbours }: Crossings): Point[][] {
  const seen = new Set<number>();
  const walk = (start: number): Point[] => {
    const line: Point[] = [];
    let previous = start;
    let current: number | undefined = start;
    while (current !== undefined && !seen.has(current)) {
      seen.add(current);
      const point = points.get(current);
      if (point) line.push(point);
      previous = current;
      current = neighbours.get(current)?.find((key) => !seen.has(key));
    }
    const [first] = line;
    const isLoop = line.length > 2 && neighbours.get(previous)?.includes(start);
    return isLoop && first ? [...line, first] : line;
  };
  // Open lines from their ends first; what is left then are loops.
  const ends = [...neighbours].filter(([, around]) => around.length === 1).map(([key]) => key);
  return [...ends, ...neighbours.keys()].flatMap((key) => (seen.has(key) ? [] : [walk(key)]));
}
