import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { ownExtensionHosts } from '../support/payingHost.js';
import { fileWhen, receiptOf } from '../support/postFile.js';
import { startFalServer, type FalServer } from '../support/providers/falServer.js';
import { sharedWindow } from '../support/sharedWindow.js';
import { copyWorkspace, type TemporaryWorkspace } from '../support/workspace.js';

const name = 'the-forecast-was-the-cheap-part.post.md';
const doneReceipt = /step: hero_image, status: done/g;

describe('Paying for a hero image', () => {
  let workspace: TemporaryWorkspace;
  let fal: FalServer;
  let post: string;
  before(async () => {
    fal = await startFalServer({ job: { queuedMs: 300, runningMs: 500 } });
    workspace = await copyWorkspace('example');
    post = join(workspace.folder, 'posts', name);
  });
  const window = sharedWindow(() =>
    Promise.resolve({ workspace: workspace.folder, settings: { 'galley.fal.endpoint': fal.origin, 'galley.confirmAbove': 0.05 } }),
  );
  after(async () => {
    await fal.close();
    await workspace.dispose();
  });

  const preview = (): ReturnType<ReturnType<typeof window>['webview']> => window().webview();
  const makeHero = (): Locator => preview().locator('vscode-button', { hasText: /(Make the hero image|Make another) — about \$0\.06/ }).first();
  const dialog = (): Locator => window().page.locator('.monaco-dialog-box');

  async function setKey(): Promise<void> {
    await window().runCommand('Galley: Set API Key...');
    await window().pick(`fal at ${new URL(fal.origin).host}`);
    const box = window().page.locator('.quick-input-widget:visible input[type=password]');
    await box.fill(fal.key);
    await window().screenshot('paying-1-key');
    await box.press('Enter');
  }

  it('takes the key in a masked box and has it checked', async () => {
    await window().openFile(name);
    await setKey();
    await window().notification(/accepted the key/);
    assert.equal(fal.paidPosts, 0);
  });

  it('shows the price before the click', async () => {
    await window().runCommand('Galley: Open Preview to the Side');
    await makeHero().waitFor();
    await window().screenshot('paying-2-price');
  });

  it('asks above the limit, and buys nothing on a no', async () => {
    await makeHero().click();
    await dialog().getByText(/more than the \$0\.05 that you let pass without asking/).waitFor();
    await window().screenshot('paying-3-asks');
    await window().pressDialog('Cancel');
    await dialog().waitFor({ state: 'detached' });
    await makeHero().waitFor();
    assert.equal(fal.paidPosts, 0);
  });

  it('makes the picture on a yes, and says in the file what was billed', async () => {
    await makeHero().click();
    await window().pressDialog('Continue Once');
    const text = await receiptOf(post, 'hero_image');
    assert.match(text, /step: hero_image, status: done, provider: fal, model: fal-ai\/flux-pro\/v1\.1-ultra, artifact: media\/\S+_hero\.(jpg|png), cost_usd: 0\.06, cost_basis: billed, channel: api/);
    assert.equal(fal.accepted, 1);
    await window().imageLoaded(preview().getByRole('article').locator('img').first());
    await window().statusBarItem(/\$0\.06/);
    await window().screenshot('paying-4-made');
  });

  it('brings in a picture whose extension host was killed, and buys it once', async function () {
    this.timeout(300_000);
    const before = await readFile(post, 'utf8');
    fal.script([{ on: 'submit', fault: 'never-finishes' }]);
    const looks = fal.requestsOf('status').length;
    await window().openFile(name);
    await window().runCommand('Galley: Make Hero Image');
    await window().pressDialog('Continue Once');
    await fal.settled('status', looks + 2, 30_000);
    await window().statusBarItem(/Hero image \d+ s · about \$0\.06/);
    await window().screenshot('paying-5-running');
    const hosts = await ownExtensionHosts();
    assert.ok(hosts.length > 0, 'an extension host runs');
    for (const id of hosts) process.kill(id, 'SIGKILL');
    await window().reload();
    assert.equal(await readFile(post, 'utf8'), before, 'nothing was written yet');
    // In a browser VS Code keeps keys in memory only: without one, the run waits.
    await setKey();
    await window().notification(/accepted the key/);
    for (const { requestId, state } of fal.jobs) if (state !== 'COMPLETED') fal.finish(requestId);
    await window().runCommand('Galley: Fetch Unfinished Results');
    await window().notification(/was finished after VS Code had ended: \$0\.06\. Nothing was bought twice\./);
    const text = await fileWhen(post, 'a second picture', (current) => [...current.matchAll(doneReceipt)].length === 2);
    assert.equal([...text.matchAll(/cost_usd: 0\.06, cost_basis: billed/g)].length, 2);
    assert.equal(fal.accepted, 2);
    assert.equal(fal.paidPosts, 2);
    await window().screenshot('paying-6-recovered');
  });

  it('logs no error of its own to the console', () => {
    assert.deepEqual(window().consoleErrors().filter((line) => !/extension host|terminated/i.test(line)), []);
  });
});
