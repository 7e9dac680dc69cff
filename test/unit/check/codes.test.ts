import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { documentedCodes } from '../../../src/check/codes.js';

describe('Problem codes', () => {
  it('each have one section in the documentation, and no section is for nothing', async () => {
    const text = await readFile(new URL('../../../docs/problems.md', import.meta.url), 'utf8');
    const sections = [...text.matchAll(/^### (\S+)$/gm)].map(([, code]) => code ?? '');
    assert.deepEqual([...sections].sort(), [...documentedCodes].sort());
  });

  it('ship with their documentation', async () => {
    const shipped = await readFile(new URL('../../../.vscodeignore', import.meta.url), 'utf8');
    assert.ok(shipped.split(/\r?\n/).includes('!docs/problems.md'));
  });

  it('of galley.yaml are all known', async () => {
    const sources = await Promise.all(['fieldReader', 'studioYaml', 'studio'].map((name) => readFile(new URL(`../../../src/studio/${name}.ts`, import.meta.url), 'utf8')));
    const used = new Set(sources.join('\n').match(/'studio-[a-z-]+'/g)?.map((code) => code.slice(1, -1)));
    for (const code of used) assert.ok(documentedCodes.includes(code), code);
    assert.ok(used.size > 5);
  });
});
