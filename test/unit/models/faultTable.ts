import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { outFolder } from '../../support/paths.js';

export interface FaultRow {
  readonly fault: string;
  /** Paid POSTs that reached the server, and those of them that it took. */
  readonly posts: number;
  readonly taken: number;
  readonly outcome: string;
  readonly charge: string;
  readonly cost: string;
  readonly message: string;
}

const columns = ['fault', 'posts', 'taken', 'outcome', 'charge', 'cost', 'message'] as const;

/** Writes a table that people can read to `out/faults/`. */
export async function writeFaultTable(name: string, rows: readonly FaultRow[]): Promise<void> {
  const width = (column: (typeof columns)[number]): number => Math.max(column.length, ...rows.map((row) => String(row[column]).length));
  const line = (cells: Readonly<Record<string, string | number>>): string =>
    columns.map((column) => (column === 'message' ? cells[column] : String(cells[column]).padEnd(width(column)))).join('  ');
  const head = Object.fromEntries(columns.map((column) => [column, column]));
  const folder = join(outFolder, 'faults');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${name}.txt`), `${[line(head), ...rows.map((row) => line({ ...row }))].join('\n')}\n`);
}
