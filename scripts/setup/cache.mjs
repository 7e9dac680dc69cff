import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';

/** Where large tools are kept between runs and clones. `GALLEY_CACHE` overrides it. */
export function cacheFolder(env = process.env, platform = process.platform) {
  if (env.GALLEY_CACHE) return resolve(env.GALLEY_CACHE);
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'galley', 'Cache');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'galley');
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'galley');
}

/**
 * Fills `folder` by `install(temporaryFolder)` and renames it into place, so that the final name exists only when complete.
 * `isComplete` guards against a folder damaged since.
 */
export async function installOnce(folder, isComplete, install) {
  if (isComplete(folder)) return;
  const parent = dirname(folder);
  await mkdir(parent, { recursive: true });
  const prefix = `${basename(folder)}.tmp-`;
  await removeAbandoned(parent, prefix);
  const temporary = await mkdtemp(join(parent, `${prefix}${process.pid}-`));
  try {
    await install(temporary);
    if (isComplete(folder)) return;
    if (existsSync(folder)) await rm(folder, { recursive: true, force: true });
    await rename(temporary, folder).catch((error) => {
      // Another run put it there first.
      if (!isComplete(folder)) throw error;
    });
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** Half an install is what a run that was killed leaves. */
async function removeAbandoned(parent, prefix) {
  for (const name of await readdir(parent)) {
    if (!name.startsWith(prefix)) continue;
    const owner = Number.parseInt(name.slice(prefix.length), 10);
    if (!isRunning(owner)) await rm(join(parent, name), { recursive: true, force: true });
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
