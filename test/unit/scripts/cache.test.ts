import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheFolder, installOnce } from '../../../scripts/setup/cache.mjs';

describe('cacheFolder', () => {
  it('follows the habit of each system', () => {
    assert.equal(cacheFolder({}, 'linux'), join(homedir(), '.cache', 'galley'));
    assert.equal(cacheFolder({ XDG_CACHE_HOME: '/var/cache/me' }, 'linux'), join('/var/cache/me', 'galley'));
    assert.equal(cacheFolder({}, 'darwin'), join(homedir(), 'Library', 'Caches', 'galley'));
    assert.equal(cacheFolder({ LOCALAPPDATA: 'local' }, 'win32'), join('local', 'galley', 'Cache'));
  });

  it('is the one that GALLEY_CACHE names', () => {
    assert.equal(cacheFolder({ GALLEY_CACHE: '/big/disk', XDG_CACHE_HOME: '/var' }, 'linux'), '/big/disk');
  });
});

describe('installOnce', () => {
  let parent: string;
  let tool: string;
  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), 'galley-cache-'));
    tool = join(parent, 'tool');
  });
  afterEach(() => rm(parent, { recursive: true, force: true }));

  const isComplete = (folder: string): boolean => existsSync(join(folder, 'done'));
  const install = (folder: string): Promise<void> => writeFile(join(folder, 'done'), '');

  it('installs what is missing under its final name and leaves nothing else', async () => {
    await installOnce(tool, isComplete, install);
    assert.deepEqual(await readdir(parent), ['tool']);
    assert.equal(isComplete(tool), true);
  });

  it('does not install what is complete', async () => {
    await installOnce(tool, isComplete, install);
    await installOnce(tool, isComplete, () => Promise.reject(new Error('installed twice')));
  });

  it('replaces what is damaged', async () => {
    await mkdir(join(tool, 'half'), { recursive: true });
    await installOnce(tool, isComplete, install);
    assert.deepEqual(await readdir(tool), ['done']);
  });

  it('leaves nothing under any name when the install fails', async () => {
    await assert.rejects(installOnce(tool, isComplete, () => Promise.reject(new Error('no network'))), /no network/);
    assert.deepEqual(await readdir(parent), []);
  });

  it('removes what a run that was killed left', async () => {
    const noProcess = 2 ** 30;
    await mkdir(join(parent, `tool.tmp-${noProcess}-abc`));
    await installOnce(tool, isComplete, install);
    assert.deepEqual(await readdir(parent), ['tool']);
  });

  it('leaves the half install of a run that is still at it', async () => {
    const running = `tool.tmp-${process.pid}-abc`;
    await mkdir(join(parent, running));
    await installOnce(tool, isComplete, install);
    assert.deepEqual(await readdir(parent), ['tool', running]);
  });

  it('takes what another run put there meanwhile', async () => {
    await installOnce(tool, isComplete, async (folder) => {
      await install(folder);
      await mkdir(tool);
      await install(tool);
    });
    assert.deepEqual(await readdir(parent), ['tool']);
  });
});
