import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { fileWhen } from '../support/postFile.js';
import { startFalServer, type FalServer } from '../support/providers/falServer.js';
import { startOpenaiServer, type OpenaiServer } from '../support/providers/openaiServer.js';
import { sharedWindow } from '../support/sharedWindow.js';
import { copyWorkspace, type TemporaryWorkspace } from '../support/workspace.js';

const planned = (title: string): string => `---\ntitle: ${title}\npillar: craft\nplan:\n  brief: >-\n    The oven holds 180 degrees for 9 hours. Nobody lit it twice.\n---\n`;
const titles = ['The oven that heats itself', 'The loaf that waits', 'The starter that sleeps', 'The bench that stays cold'];

describe('A batch over many posts', () => {
  let workspace: TemporaryWorkspace;
  let fal: FalServer;
  let folder: string;
  before(async () => {
    workspace = await copyWorkspace('example');
    folder = await writePosts(workspace, titles);
    await writeFile(join(folder, 'without-plan.post.md'), '---\ntitle: A title without a plan\npillar: craft\n---\n');
    fal = await startFalServer({ job: { queuedMs: 300, runningMs: 1500 } });
  });
  const window = sharedWindow(() =>
    Promise.resolve({ workspace: workspace.folder, settings: { 'galley.text.provider': 'builtin', 'galley.image.provider': 'fal', 'galley.fal.endpoint': fal.origin, 'galley.confirmAbove': 0.05 } }),
  );
  after(async () => {
    await fal.close();
    await workspace.dispose();
  });

  const dialog = (): Locator => window().page.locator('.monaco-dialog-box');
  const allPosts = (): Locator => window().page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'All Posts' }).first();

  it('is offered with its price', async () => {
    await window().runCommand('Galley: Set API Key...');
    await window().pick(`fal at ${new URL(fal.origin).host}`);
    const box = window().page.locator('.quick-input-widget:visible input[type=password]');
    await box.fill(fal.key);
    await box.press('Enter');
    await window().notification(/accepted the key/);
    await window().runCommand('Galley: Run Pipeline on Many Posts...');
    await allPosts().getByText(/\d+ steps on 5 of 6 posts/).waitFor();
    await window().screenshot('batch-1-choice');
    await allPosts().click();
  });

  it('asks once, with the total, and buys nothing on a no', async () => {
    await dialog().getByText(/Run \d+ steps on 5 posts: about \$0\.30/).waitFor();
    await window().screenshot('batch-2-question');
    await window().pressDialog('Cancel');
    await dialog().waitFor({ state: 'detached' });
    assert.equal(fal.paidPosts, 0);
  });

  it('runs with one progress, and ends with a summary that says what is left', async () => {
    await window().runCommand('Galley: Run Pipeline on Many Posts...');
    await allPosts().click();
    await window().pressDialog('Run');
    await window().statusBarItem(/of \d posts/);
    await window().runCommand('Galley: Show Batch Summary');
    // How far it is, or on a slow computer what became of it.
    await window().webview().getByText(/\d of 6/).first().waitFor();
    await window().screenshot('batch-3-progress');
    await window().notification(/posts are done/);
    await window().webview().getByText(/Done \(5\)/).waitFor();
    await window().screenshot('batch-4-summary');
    assert.deepEqual([fal.accepted, fal.paidPosts], [5, 5]);
    await fileWhen(join(folder, 'post-3.post.md'), 'its alt text', (text) => text.includes('step: alt_text, status: done'));
  });

  it('lists what would run', async () => {
    await window().openFile('without-plan.post.md');
    await window().runCommand('Galley: Show What Would Run');
    await window().webview().getByText('Cannot run yet (1)').waitFor();
    await window().screenshot('batch-5-plan');
  });

  it('offers to redo from a step in the preview, with the price of all that depends on it', async () => {
    await window().runCommand('View: Close All Editors');
    await window().openFile('post-0.post.md');
    await window().runCommand('Galley: Open Preview to the Side');
    const redo = window().webview().locator('[data-redo=caption]');
    await redo.waitFor();
    await redo.scrollIntoViewIfNeeded();
    await window().screenshot('batch-6-redo');
    await redo.press('Enter');
    await fileWhen(join(folder, 'post-0.post.md'), 'another alt text', (text) => [...text.matchAll(/step: alt_text, status: done/g)].length === 2);
    assert.equal(fal.accepted, 5, 'the caption and the alt text, and no picture');
  });

  it('logs no error of its own to the console', () => {
    assert.deepEqual(window().consoleErrors(), []);
  });
});

describe('A batch that a reload cuts off', () => {
  let workspace: TemporaryWorkspace;
  let openai: OpenaiServer;
  let folder: string;
  before(async () => {
    workspace = await copyWorkspace('example');
    folder = await writePosts(workspace, Array.from({ length: 10 }, (_, number) => `Number ${number} of the ovens`));
    openai = await startOpenaiServer({ flavour: 'vllm', answer: { text: 'The oven holds its heat, and nobody lit it twice. #baking', firstMs: 600 } });
  });
  const window = sharedWindow(() =>
    Promise.resolve({
      workspace: workspace.folder,
      settings: { 'galley.text.provider': 'openai', 'galley.text.baseUrl': openai.baseUrl, 'galley.text.model': openai.flavour.models[0] ?? '', 'galley.image.provider': 'builtin' },
    }),
  );
  after(async () => {
    await openai.close();
    await workspace.dispose();
  });

  it('goes on by itself where it stopped, and says so', async function () {
    this.timeout(240_000);
    const hasAltText = (text: string): boolean => text.includes('step: alt_text, status: done');
    await window().runCommand('Galley: Run Pipeline on Many Posts...');
    await window().page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'All Posts' }).first().click();
    await fileWhen(join(folder, 'post-0.post.md'), 'its alt text', hasAltText);
    await window().reload();
    await window().notification(/VS Code ended while a batch ran\. It goes on/);
    await window().screenshot('batch-7-resumed');
    for (let number = 0; number < 10; number++) await fileWhen(join(folder, `post-${number}.post.md`), 'its alt text', hasAltText);
    await window().notification(/posts are done/);
    await window().screenshot('batch-8-resumed-summary');
  });
});

async function writePosts(workspace: TemporaryWorkspace, all: readonly string[]): Promise<string> {
  const folder = join(workspace.folder, 'posts', 'batch');
  await mkdir(folder, { recursive: true });
  for (const [number, title] of all.entries()) await writeFile(join(folder, `post-${number}.post.md`), planned(title));
  return folder;
}
