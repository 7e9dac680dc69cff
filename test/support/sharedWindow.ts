import { openWindow, type Window, type WindowOptions } from './window.js';

const openTimeoutMs = 180_000;

/** One window for the tests of a suite, closed after them. A test that fails leaves a picture in `out/screenshots`. */
export function sharedWindow(options: () => Promise<WindowOptions>): () => Window {
  let shared: Window | undefined;
  const window = (): Window => {
    if (!shared) throw new Error('The window is not open.');
    return shared;
  };
  before('open the window', async function () {
    this.timeout(openTimeoutMs);
    shared = await openWindow(await options());
  });
  afterEach('keep a picture of a failure', async function () {
    if (this.currentTest?.state !== 'failed') return;
    const name = this.currentTest.fullTitle().replaceAll(/[^\p{L}\p{N}]+/gu, '-').slice(0, 100);
    await window().screenshot(`failed-${name}`);
  });
  after('close the window', async () => {
    await shared?.close();
  });
  return window;
}
