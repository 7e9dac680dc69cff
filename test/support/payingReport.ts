import { writeTables, type TableSection } from './payingTable.js';

const columns = ['fault', 'POSTs', 'accepted', 'receipts', 'ledger', 'files', 'message'] as const;
type Column = (typeof columns)[number];

const sections: TableSection<Column>[] = [];

/** Adds a provider's faults to `out/paying-faults.md`, with the totals that count. */
export async function addSection(title: string, rows: readonly Readonly<Record<Column, string | number>>[], accepted: readonly number[]): Promise<void> {
  const posts = rows.reduce((sum, row) => sum + Number(row.POSTs), 0);
  const taken = accepted.reduce((sum, count) => sum + count, 0);
  const totals = `${rows.length} faults, ${posts} paid POSTs, ${taken} taken by the provider, at most ${Math.max(0, ...accepted)} in one run. An arrow leads to what a later recovery made of it, without a POST.`;
  sections.push({ title, totals, rows });
  await writeTables('paying-faults.md', 'Every fault of the providers, met by a paid step', columns, sections);
}
