import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LedgerEntry } from '../../src/cost/ledger.js';
import type { Receipt } from '../../src/post/post.js';
import { formatUsd } from '../../src/common/money.js';
import { outFolder } from './paths.js';

export interface TableSection<Column extends string> {
  readonly title: string;
  readonly totals: string;
  readonly rows: readonly Readonly<Record<Column, string | number>>[];
}

/** Writes tables that people can read to `out/`. */
export async function writeTables<Column extends string>(name: string, heading: string, columns: readonly Column[], sections: readonly TableSection<Column>[]): Promise<void> {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;
  const table = ({ title, totals, rows }: TableSection<Column>): string =>
    [`## ${title}`, '', totals, '', line(columns), line(columns.map(() => '---')), ...rows.map((row) => line(columns.map((column) => row[column])))].join('\n');
  await mkdir(outFolder, { recursive: true });
  await writeFile(join(outFolder, name), `# ${heading}\n\n${sections.map(table).join('\n\n')}\n`);
}

export function receiptWords(receipts: readonly Receipt[]): string {
  if (receipts.length === 0) return 'none';
  return receipts.map(({ status, cost, costBasis }) => `${status} ${money(cost)} ${costBasis ?? ''}`.trim()).join(', ');
}

export function ledgerWords(entries: readonly LedgerEntry[]): string {
  if (entries.length === 0) return 'none';
  return entries.map(({ state, cost }) => (state === 'released' ? state : `${state} ${money(cost)}`)).join(', ');
}

function money(cost: number | undefined): string {
  return cost === undefined ? 'unknown' : formatUsd(cost);
}
