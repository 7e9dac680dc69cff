import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { npm } from './npm.mjs';
import { say } from './say.mjs';

/** Installs the repository's dependencies unless `node_modules` already holds what the lock file asks for. */
export async function ensureDependencies(root) {
  if (await matchesLock(root)) return;
  say('Installing dependencies (npm ci)…');
  await npm(['ci'], { cwd: root, what: 'the dependencies' });
}

/** Compares versions rather than file times: a checkout or an `npm install` changes the times and nothing else. */
async function matchesLock(root) {
  const [wanted, installed] = await Promise.all([
    packages(join(root, 'package-lock.json')),
    packages(join(root, 'node_modules', '.package-lock.json')),
  ]);
  if (!wanted || !installed) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || entry.link) return true;
    return installed[path] ? installed[path].version === entry.version : entry.optional === true;
  });
}

async function packages(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}
