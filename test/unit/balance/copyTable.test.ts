import assert from 'node:assert/strict';
import { csvOf, markdownOf } from '../../../src/balance/copyTable.js';
import type { Table } from '../../../src/balance/protocol.js';

const link = (label: string): { readonly label: string; readonly uri: string; readonly fact: undefined } => ({ label, uri: 'file:///a', fact: undefined });
const table = (label: string, text: string): Table => ({
  label, note: undefined, more: undefined,
  columns: [{ label: 'Begins with', isNumber: false }, { label: 'Posts', isNumber: true }, { label: 'Which', isNumber: false }],
  rows: [[{ text }, { text: '2' }, { text: '', links: [link('One'), link('Two, too')] }]],
});

describe('A copied table', () => {
  it('is Markdown that shows texts as they are', () => {
    assert.equal(markdownOf([table('Alike', 'A | *b*\nc')]), '## Alike\n\n| Begins with | Posts | Which |\n| --- | --: | --- |\n| A \\| \\*b\\* c | 2 | One; Two, too |\n');
  });

  it('is CSV with quotes where they are needed', () => {
    assert.equal(csvOf([table('Alike', 'Say "no"')], 'Table'), 'Begins with,Posts,Which\r\n"Say ""no""",2,"One; Two, too"\r\n');
  });

  it('names each table in CSV where there are several, with one head for those of the same columns', () => {
    assert.equal(csvOf([table('a.cluster.md', 'A'), table('b.cluster.md', 'B')], 'Table').split('\r\n').map((line) => line.split(',')[0]).join(' '), 'Table a.cluster.md b.cluster.md ');
  });

  it('is no formula in a spreadsheet', () => {
    assert.match(csvOf([table('Alike', '=HYPERLINK(1)')], 'Table'), /^'=HYPERLINK/m);
    assert.match(csvOf([table('Alike', '-5')], 'Table'), /^-5,/m);
  });
});
