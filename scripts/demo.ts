/** Runs the whole job on the example plan in a real VS Code window, and leaves what came of it in `out/demo`. */
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { outFolder } from '../test/support/paths.js';
import { receiptOf } from '../test/support/postFile.js';
import { openWindow, type Window } from '../test/support/window.js';
import { copyWorkspace } from '../test/support/workspace.js';
import { main, say } from './setup/say.mjs';

const postName = 'the-forecast-was-the-cheap-part.post.md';
const demoFolder = join(outFolder, 'demo');

const steps = [
  { title: 'Galley: Draft Body', step: 'draft', made: 'body' },
  { title: 'Galley: Write Caption', step: 'caption', made: 'caption' },
  { title: 'Galley: Make Hero Image', step: 'hero_image', made: 'hero image' },
  { title: 'Galley: Write Alt Text', step: 'alt_text', made: 'alt text' },
];

await main(async () => {
  await rm(demoFolder, { recursive: true, force: true });
  await mkdir(demoFolder, { recursive: true });
  const report = stopwatch();
  const workspace = await copyWorkspace('example');
  try {
    const window = await openWindow({ workspace: workspace.folder });
    report('opened VS Code on a copy of the example workspace');
    try {
      await finishPost(window, join(workspace.folder, 'posts', postName), report);
    } catch (error) {
      await window.page.screenshot({ path: join(demoFolder, 'failed.png') });
      throw error;
    } finally {
      await window.close();
    }
    await cp(join(workspace.folder, 'posts'), demoFolder, { recursive: true });
  } finally {
    await workspace.dispose();
  }
  report('closed VS Code');
  await writeFile(join(demoFolder, 'steps.txt'), report.lines.join('\n') + '\n');
  say(`The finished post, its hero image and a picture of the window are in ${relative(process.cwd(), demoFolder)}.`);
  return 0;
});

async function finishPost(window: Window, post: string, report: (what: string) => void): Promise<void> {
  await window.openFile(postName);
  report(`opened ${postName}, which has a title and a plan`);
  await window.runCommand('Galley: Open Preview to the Side');
  await window.webview().getByRole('heading').first().waitFor();
  report('opened the preview beside it');
  await window.openFile(postName);
  for (const { title, step, made } of steps) {
    await window.runCommand(title);
    await receiptOf(post, step);
    report(`ran "${title}": the ${made} and its receipt are in the file`);
  }
  await window.imageLoaded(window.webview().locator('img').first());
  await window.statusBarItem(/\$\d/);
  report('saw the hero image in the preview and the cost in the status bar');
  // The last step's progress goes a moment after its receipt has come.
  await window.page.locator('.notification-toast').first().waitFor({ state: 'hidden' });
  await window.page.locator('.codelens-decoration', { hasText: 'Cancel' }).first().waitFor({ state: 'hidden' });
  await window.page.screenshot({ path: join(demoFolder, 'window.png') });
}

/** Prints each thing done with the seconds since the start, and keeps the lines. */
function stopwatch(): ((what: string) => void) & { readonly lines: readonly string[] } {
  const started = performance.now();
  const lines: string[] = [];
  const report = (what: string): void => {
    lines.push(`${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s  ${what}`);
    say(lines.at(-1) ?? '');
  };
  return Object.assign(report, { lines });
}
