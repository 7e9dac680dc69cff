/** Writes `dist/third-party-licenses.txt`: the licence of every package that the bundles hold, as their metafiles say. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const metafiles = ['meta.json', 'meta-webview.json'];
/** Copyleft that would bind the whole extension. */
const refused = /\b(?:A?GPL)/;

const folders = new Set();
for (const name of metafiles) {
  const { inputs } = JSON.parse(await readFile(join(root, 'out', name), 'utf8'));
  for (const path of Object.keys(inputs)) {
    const folder = /^(?:.*node_modules\/)(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
    if (folder) folders.add(folder);
  }
}
const sections = await Promise.all([...folders].sort().map(describe));
await writeFile(join(root, 'dist', 'third-party-licenses.txt'), sections.join('\n\n'));

async function describe(folder) {
  const { name, version, license } = JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8'));
  if (refused.test(String(license))) throw new Error(`${name} is under ${license}, which the extension cannot ship.`);
  const files = await readdir(join(root, folder));
  const texts = files.filter((file) => /^(?:licen[cs]e|copying|notice)/i.test(file)).sort();
  const bodies = await Promise.all(texts.map((file) => readFile(join(root, folder, file), 'utf8')));
  return [`${name} ${version} (${license})`, '='.repeat(60), ...bodies.map((text) => text.trim())].join('\n');
}
