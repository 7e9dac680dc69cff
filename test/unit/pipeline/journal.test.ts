import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir, uptime } from 'node:os';
import { join } from 'node:path';
import { Journal, type Intent } from '../../../src/pipeline/journal.js';
import { listenMs } from '../../../src/pipeline/ownedFiles.js';

const intent: Intent = {
  post: 'file:///a.post.md',
  step: 'hero_image',
  platform: undefined,
  provider: 'fal',
  model: 'fal-ai/x',
  channel: 'api',
  inputs: 'abc',
  promptHash: 'def',
  seed: 7,
  startedAt: 1,
  reservation: '2026-01-aaaaaaaaaaaa',
};

describe('the journal of paid runs', () => {
  let folder: string;
  const journals: Journal[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'galley-journal-'));
  });
  afterEach(async () => {
    for (const journal of journals.splice(0)) journal.dispose();
    await rm(folder, { recursive: true });
  });
  const journal = (): Journal => {
    const made = new Journal(folder);
    journals.push(made);
    return made;
  };
  /** As a window that died left it: with the number of a process that has ended. */
  const abandon = async (): Promise<void> => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    for (const name of await readdir(folder)) {
      const [id] = name.split('.');
      await rename(join(folder, name), join(folder, `${id ?? ''}.${pid}-gone.json`));
    }
  };

  it('has a run on disk before it is bought and forgets it when the receipt is in the post', async () => {
    const run = await journal().begin(intent);
    assert.equal((await readdir(folder)).length, 1);
    await run.close();
    assert.deepEqual(await readdir(folder), []);
  });

  it('leaves a run to another window that this one has no use for', async () => {
    await journal().begin(intent);
    await abandon();
    assert.deepEqual(await journal().claimAbandoned(({ step }) => step === 'plan'), []);
    assert.equal((await journal().claimAbandoned(({ step }) => step === 'hero_image')).length, 1);
  });

  it('gives the runs of a window that died to the next one, as far as they had come', async () => {
    const run = await journal().begin(intent);
    await run.advance({ stage: 'submitted', job: { requestId: 'r1', model: 'fal-ai/x' } });
    await abandon();
    const [claimed] = await journal().claimAbandoned();
    assert.deepEqual(claimed?.entry, JSON.parse(JSON.stringify(run.entry)));
  });

  it('leaves the runs of living windows alone', async () => {
    await journal().begin(intent);
    const name = (await readdir(folder))[0] ?? '';
    // The test runner's parent lives as long as this test.
    await rename(join(folder, name), join(folder, `${name.split('.')[0] ?? ''}.${process.ppid}-other.json`));
    assert.deepEqual(await journal().claimAbandoned(), []);
  });

  /** A run as a living window left it before the computer slept: the test runner's parent lives as long as this test. */
  const silence = async (minutes: number): Promise<string> => {
    await journal().begin(intent);
    const [name = ''] = await readdir(folder);
    const taken = join(folder, `${name.split('.')[0] ?? ''}.${process.ppid}-other.json`);
    await rename(join(folder, name), taken);
    const past = new Date(Date.now() - minutes * 60_000);
    await utimes(taken, past, past);
    return taken;
  };
  const windowAt = (clock: { now: number }): Journal => {
    const made = new Journal(folder, () => clock.now);
    journals.push(made);
    return made;
  };

  it('takes over a run whose owner stays silent, although its number lives on', async () => {
    await silence(2);
    const clock = { now: 0 };
    const window = windowAt(clock);
    assert.deepEqual(await window.claimAbandoned(), []);
    assert.ok(window.isListening);
    clock.now += listenMs;
    assert.equal((await window.claimAbandoned()).length, 1);
    assert.ok(!window.isListening);
  });

  it('leaves a run to its window when both wake up from the sleep of the computer', async () => {
    const file = await silence(2);
    const clock = { now: 0 };
    const window = windowAt(clock);
    assert.deepEqual(await window.claimAbandoned(), []);
    await utimes(file, new Date(), new Date());
    clock.now += listenMs;
    assert.deepEqual(await window.claimAbandoned(), []);
    assert.ok(!window.isListening);
  });

  it('takes over at once what was silent before the computer started', async () => {
    await silence(uptime() / 60 + 10);
    assert.equal((await journal().claimAbandoned()).length, 1);
  });

  it('gives a run to one of two windows that start together', async () => {
    for (let index = 0; index < 10; index++) await journal().begin(intent);
    await abandon();
    const [first, second] = await Promise.all([journal().claimAbandoned(), journal().claimAbandoned()]);
    assert.equal(first.length + second.length, 10);
    assert.equal(new Set([...first, ...second].map(({ entry }) => entry.id)).size, 10);
  });

  it('keeps a run that was silent for long with the window that took it over', async () => {
    await journal().begin(intent);
    await abandon();
    const [name = ''] = await readdir(folder);
    const past = new Date(Date.now() - 10 * 60_000);
    await utimes(join(folder, name), past, past);
    assert.equal((await journal().claimAbandoned()).length, 1);
    const [claimed = ''] = await readdir(folder);
    // As another window would see it: the test runner's parent lives as long as this test.
    await rename(join(folder, claimed), join(folder, `${claimed.split('.')[0] ?? ''}.${process.ppid}-other.json`));
    assert.deepEqual(await journal().claimAbandoned(), []);
  });

  it('takes over a run of an earlier process that had the same number', async () => {
    await journal().begin(intent);
    const [name = ''] = await readdir(folder);
    const past = new Date(performance.timeOrigin - 1000);
    await utimes(join(folder, name), past, past);
    assert.equal((await journal().claimAbandoned()).length, 1);
  });

  it('gives a run that was left to any window at once', async () => {
    const run = await journal().begin(intent);
    const window = journal();
    assert.deepEqual(await window.claimAbandoned(), []);
    await run.leave();
    assert.equal((await window.claimAbandoned()).length, 1);
    assert.deepEqual(await journal().claimAbandoned(), [], 'and to no other one then');
  });

  it('passes over files that it cannot read and keeps them', async () => {
    await writeFile(join(folder, 'torn.1-gone.json'), '{"id": "x", "int');
    assert.deepEqual(await journal().claimAbandoned(), []);
    assert.equal((await readdir(folder)).length, 1);
  });
});
