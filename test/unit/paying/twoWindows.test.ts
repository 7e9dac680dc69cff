import assert from 'node:assert/strict';
import { addPost, newFolder, openDesk, removeFolder, writtenPost } from '../../support/paying.js';
import type { ChildTask } from '../../support/payingChild.js';
import { startPaying } from '../../support/payingProcess.js';
import { startFalServer, type FalServer } from '../../support/providers/falServer.js';

describe('two windows that buy at once', function () {
  this.timeout(60_000);
  let fal: FalServer;
  let folder: string;

  beforeEach(async () => {
    fal = await startFalServer({ pictureScale: 0.03 });
    folder = await newFolder(writtenPost);
    await addPost(folder, writtenPost.replace('N0aoCsQqhoyf', 'M1boDtRrippg'), 'b.post.md');
  });
  afterEach(async () => {
    await fal.close();
    await removeFolder(folder);
  });

  it('buy one of two pictures without asking where the day allows one', async () => {
    const task: ChildTask = { folder, step: 'hero_image', action: 'run', origin: fal.origin, key: fal.key, perDay: 100_000, stopAt: 'around reserve' };
    const windows = await Promise.all(['a.post.md', 'b.post.md'].map((postName) => startPaying({ ...task, postName })));
    // Both look before either reserves, and both reserve before either looks again.
    for (const stop of [1, 2]) {
      await Promise.all(windows.map((window) => window.reached(stop)));
      for (const window of windows) window.goOn();
    }
    const reports = await Promise.all(windows.map((window) => window.report()));
    assert.deepEqual(reports.flatMap(({ outcomes }) => outcomes).sort(), ['canceled', 'done']);
    assert.deepEqual(reports.map(({ asked }) => asked).sort(), [0, 1]);
    assert.equal(fal.accepted, 1);
    const posts = await Promise.all(['a.post.md', 'b.post.md'].map((postName) => openDesk(folder, { postName }).look()));
    assert.equal(posts.flatMap(({ post }) => post.pipeline).length, 1);
    assert.deepEqual(posts[0]?.ledger.map(({ state }) => state).sort(), ['released', 'settled']);
    assert.deepEqual(posts.flatMap(({ journal }) => journal), []);
  });
});
