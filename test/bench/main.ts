import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Runs every script of this folder that measures something, one after another, each in a process of its own:
 * `npm run bench`, or `npm run bench -- index check` for some. Ends with 1 when one of them fails.
 */
const folder = fileURLToPath(new URL('.', import.meta.url));
const ending = /(?:Bench|Overhead)\.ts$/;

const wanted = process.argv.slice(2).map((name) => name.toLowerCase());
const scripts = (await readdir(folder)).filter((name) => ending.test(name)).sort();
const chosen = wanted.length === 0 ? scripts : scripts.filter((name) => wanted.some((part) => name.toLowerCase().startsWith(part)));
if (chosen.length === 0) {
  console.error(`No script is called ${wanted.join(', ')}. There are: ${scripts.map(shortName).join(', ')}.`);
  process.exit(1);
}

console.log(`${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'of an unknown kind'}), ${Math.round(totalmem() / 2 ** 30)} GB of memory, Node ${process.versions.node}, ${process.platform}\n`);
const failed: string[] = [];
for (const name of chosen) {
  console.log(`== ${shortName(name)}`);
  const started = Date.now();
  const code = await run(name);
  console.log(`   ${((Date.now() - started) / 1000).toFixed(0)} s\n`);
  if (code !== 0) failed.push(shortName(name));
}
console.log(failed.length === 0 ? `${chosen.length} measured` : `${chosen.length - failed.length} measured, failed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;

function shortName(name: string): string {
  return basename(name, '.ts');
}

/** Resolves to the exit code. */
function run(name: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--expose-gc', '--import=tsx', join(folder, name)], { stdio: 'inherit' });
    child.once('error', reject);
    child.once('exit', (code) => { resolve(code ?? 1); });
  });
}
