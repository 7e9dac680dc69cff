import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { build } from 'esbuild';

describe('The bundle', () => {
  it('leaves out the polyfill that makes split slow for the whole extension host', async () => {
    const { scripts } = JSON.parse(await readFile('package.json', 'utf8')) as { readonly scripts: Readonly<Record<string, string>> };
    const alias = Object.fromEntries([...(scripts['build:host'] ?? '').matchAll(/--alias:([^=\s]+)=(\S+)/g)].map(([, from = '', to = '']) => [from, to]));
    const { metafile } = await build({ entryPoints: ['src/caption/length.ts'], bundle: true, write: false, metafile: true, platform: 'node', format: 'esm', outdir: 'out', alias, logLevel: 'silent' });
    const inputs = Object.keys(metafile.inputs);
    assert.ok(inputs.some((path) => path.includes('twitter-text')));
    assert.deepEqual(inputs.filter((path) => path.includes('es6.regexp.split')), []);
  });
});
