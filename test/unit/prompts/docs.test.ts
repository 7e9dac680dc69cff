import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { promptDocs, withTables } from '../../../scripts/promptTables.js';

describe('docs/prompts.md', () => {
  const page = readFileSync(promptDocs, 'utf8').replaceAll('\r\n', '\n');

  it('lists the variables and budgets of the code (npx tsx scripts/promptTables.ts writes them)', () => {
    assert.equal(page, withTables(page));
  });

  it('ships with Galley', () => {
    assert.ok(readFileSync('.vscodeignore', 'utf8').split(/\r?\n/).includes('!docs/prompts.md'));
  });
});
