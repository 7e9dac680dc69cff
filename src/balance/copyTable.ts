import type { Cell, Table } from './protocol.js';

/** All tables of a tab as Markdown, each under its heading. */
export function markdownOf(tables: readonly Table[]): string {
  return tables.map(({ label, columns, rows }) => [
    `## ${inline(label)}`,
    '',
    row(columns.map(({ label: column }) => inline(column))),
    row(columns.map(({ isNumber }) => (isNumber ? '--:' : '---'))),
    ...rows.map((cells) => row(cells.map((cell) => inline(textOf(cell))))),
    '',
  ].join('\n')).join('\n');
}

/** All tables as CSV (RFC 4180), with the table's name in the first column, so that several can stand in one file. */
export function csvOf(tables: readonly Table[], nameColumn: string): string {
  const isNamed = tables.length > 1;
  return tables.map(({ label, columns, rows }, at) => {
    const head = [...(isNamed ? [nameColumn] : []), ...columns.map(({ label: column }) => column)];
    const isRepeated = at > 0 && sameColumns(columns, tables[at - 1]?.columns);
    const lines = rows.map((cells) => [...(isNamed ? [label] : []), ...cells.map(textOf)]);
    return [...(isRepeated ? [] : [head]), ...lines].map((cells) => `${cells.map(field).join(',')}\r\n`).join('');
  }).join('');
}

function sameColumns(a: Table['columns'], b: Table['columns'] | undefined): boolean {
  return b?.length === a.length && a.every(({ label }, at) => b[at]?.label === label);
}

function textOf({ text, links = [] }: Cell): string {
  return [...links.map(({ label }) => label), ...(text === '' ? [] : [text])].join('; ');
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** A post's text must not become markup of the table. */
function inline(text: string): string {
  return text.replace(/\s+/gu, ' ').replace(/[\\|`*_<>[\]]/g, '\\$&');
}

/** A spreadsheet must not take a post's text for a formula. */
function field(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d[\d.,]*$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
