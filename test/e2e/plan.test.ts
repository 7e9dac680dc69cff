import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FrameLocator, Locator } from 'playwright-core';
import { parsePost } from '../../src/post/parse.js';
import { ownExtensionHosts } from '../support/payingHost.js';
import { fileWhen } from '../support/postFile.js';
import { flavours } from '../support/providers/openaiFlavours.js';
import { startOpenaiServer, type OpenaiServer } from '../support/providers/openaiServer.js';
import { sharedWindow } from '../support/sharedWindow.js';
import { copyWorkspace, type TemporaryWorkspace } from '../support/workspace.js';

const cluster = 'hazelmere-forecast.cluster.md';
const message = "Generate exactly 5 items: 1 with content_format='video' and 4 with content_format='hero_text'.";

/** Runs in the page: what sticks out at its side, and what lies over its neighbour. Waits until the page is narrow. */
const narrowProblems = `(async () => {
  const narrow = matchMedia('(max-width: 460px)');
  if (!narrow.matches) await new Promise((resolve) => narrow.addEventListener('change', resolve, { once: true }));
  const problems = [];
  const { clientWidth, scrollWidth } = document.documentElement;
  if (scrollWidth > clientWidth) problems.push('the page is ' + scrollWidth + ' wide, and ' + clientWidth + ' are in sight');
  const shown = (element) => element.getClientRects().length > 0 && getComputedStyle(element).position === 'static';
  for (const parent of document.querySelectorAll('.item, .item *, .bar, .bar *, header, header *')) {
    const children = [...parent.children].filter(shown).map((element) => [element, element.getBoundingClientRect()]);
    for (const [index, [one, a]] of children.entries()) for (const [other, b] of children.slice(index + 1)) {
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (across > 1 && down > 1) problems.push((one.className || one.localName) + ' lies over ' + (other.className || other.localName));
    }
  }
  return problems;
})()`;

describe('Planning posts', () => {
  let workspace: TemporaryWorkspace;
  let existing: readonly string[];
  const posts = (): string => join(workspace.folder, 'posts');
  before('copy the example', async () => {
    workspace = await copyWorkspace('example');
    existing = await readdir(posts());
  });
  const window = sharedWindow(() => Promise.resolve({ workspace: workspace.folder }));
  after(() => workspace.dispose());

  const review = (): FrameLocator => window().webview();
  const create = (label: string): Locator => review().getByRole('button', { name: label });
  const items = (): Locator => review().locator('.item');

  it('says while the message is typed what it asks for, what contradicts itself, and what it costs', async () => {
    await window().openFile(cluster);
    await window().runCommand('Galley: Plan Posts...');
    const box = window().page.locator('.quick-input-widget:visible');
    await box.locator('input[type=text]').fill('6 items, 1 of them video and 4 hero_text');
    await box.getByText(/The formats make 5/).waitFor();
    await window().screenshot('plan-1-contradiction');
    await box.locator('input[type=text]').fill(message);
    await box.getByText(/5 posts: 1 video, 4 hero and text/).waitFor();
    await box.getByText(/Built-in \(rules, no AI model\).*\$0\.00/).waitFor();
    await window().screenshot('plan-2-message');
    await window().page.keyboard.press('Enter');
  });

  it('shows what was planned before there are files', async () => {
    await create('Create 5 Posts').waitFor();
    await review().getByText('Video: 1 of 1').waitFor({ state: 'attached' });
    assert.equal(await items().count(), 5);
    await window().screenshot('plan-3-review');
    assert.deepEqual(await readdir(posts()), existing);
  });

  it('fits into a narrow editor: nothing lies over another, and nothing has to be scrolled to from the side', async () => {
    const { page } = window();
    const before = page.viewportSize() ?? { width: 1600, height: 1000 };
    await page.setViewportSize({ width: 780, height: 1000 });
    const problems = await review().locator('body').evaluate(narrowProblems);
    await window().screenshot('plan-3-review-narrow');
    await items().nth(2).scrollIntoViewIfNeeded();
    await window().screenshot('plan-3-review-narrow-items');
    await page.setViewportSize(before);
    assert.deepEqual(problems, []);
  });

  it('moves the quota when a post is dropped or becomes another kind', async () => {
    await items().nth(4).getByRole('button', { name: /^Drop/ }).click();
    await create('Create 4 Posts').waitFor();
    await review().getByRole('status').getByText('Posts: 4 of 5, not met').waitFor({ state: 'attached' });
    await review().getByRole('button', { name: 'Ask for 1 Missing — $0.00' }).waitFor();
    await window().screenshot('plan-4-dropped');
    await items().nth(4).getByRole('button', { name: /^Restore/ }).click();
    await create('Create 5 Posts').waitFor();
    await items().nth(3).locator('vscode-single-select').nth(1).click();
    await items().nth(3).getByRole('option', { name: 'Video' }).click();
    await review().getByRole('status').getByText('Video: 2 of 1, not met').waitFor({ state: 'attached' });
    await window().screenshot('plan-5-surplus');
  });

  it('keeps a title that is changed, also over a reload', async function () {
    this.timeout(180_000);
    await items().nth(4).locator('vscode-checkbox').click();
    await create('Create 4 Posts').waitFor();
    const title = items().nth(0).locator('textarea.title');
    await title.fill('Thirty-one loaves');
    await items().nth(0).getByText('Brief and rationale').click();
    await window().screenshot('plan-6-brief');
    // A reload from outside may come before VS Code has written down which editors are open; its own one waits for that.
    const loaded = window().page.waitForEvent('load', { timeout: 60_000 });
    await window().runCommand('Developer: Reload Window');
    await loaded;
    await create('Create 4 Posts').waitFor({ timeout: 60_000 });
    assert.equal(await items().nth(0).locator('textarea.title').inputValue(), 'Thirty-one loaves');
    await window().screenshot('plan-7-reloaded');
  });

  it('comes back by its command when it was closed', async () => {
    await window().page.locator('.tab.active', { hasText: 'Planned Posts' }).click({ button: 'middle' });
    await review().locator('body').waitFor({ state: 'detached' });
    await window().runCommand('Galley: Show Planned Posts');
    await create('Create 4 Posts').waitFor();
  });

  it('creates the posts that are kept, with their plans', async () => {
    await create('Create 4 Posts').click();
    await window().notification(/4 posts were created in posts\./);
    const made = (await readdir(posts())).filter((name) => !existing.includes(name));
    assert.equal(made.length, 4);
    assert.ok(made.includes('thirty-one-loaves.post.md'), made.join());
    const post = parsePost(await readFile(join(posts(), 'thirty-one-loaves.post.md'), 'utf8'));
    assert.equal(post.plan.specialMessage, message);
    assert.equal(post.pipeline[0]?.step, 'plan');
    assert.match(post.plan.sources[0]?.cluster ?? '', /^facts\/hazelmere-forecast\.cluster\.md#f\d+$/);
    await fileWhen(join(workspace.folder, 'facts', cluster), 'ids of the facts', (text) => / \^f5$/m.test(text));
    await window().page.locator('.tab[data-resource-name="thirty-one-loaves.post.md"]').waitFor();
    await window().screenshot('plan-8-created');
  });

  it('warns when facts are planned with again', async () => {
    await window().openFile(cluster);
    await window().runCommand('Galley: Plan Posts...');
    await window().page.locator('.quick-input-widget:visible input[type=text]').waitFor();
    // What was asked last is offered.
    assert.equal(await window().page.locator('.quick-input-widget:visible input[type=text]').inputValue(), message);
    await window().page.keyboard.press('Enter');
    await create('Create 5 Posts').waitFor();
    await review().getByText(/used before, in/).first().waitFor();
    await window().screenshot('plan-9-used-before');
  });

  it('discards what nobody wants', async () => {
    await review().getByRole('button', { name: 'Discard...' }).click();
    await window().pressDialog('Discard');
    await review().locator('body').waitFor({ state: 'detached' });
    await window().runCommand('Galley: Show Planned Posts');
    await window().notification(/No planned posts wait for a decision\./);
  });

  it('logs no error of its own to the console', () => {
    assert.deepEqual(window().consoleErrors(), []);
  });
});

describe('Paying for a plan', () => {
  const prices = { 'planner-cloud': { inputPerMillion: 0.1, outputPerMillion: 0.5 } };
  let workspace: TemporaryWorkspace;
  let server: OpenaiServer;
  before('start the provider', async () => {
    workspace = await copyWorkspace('example');
    const items = ['video', 'hero_text', 'hero_text', 'hero_text', 'hero_text'].map((content_format, index) => ({
      title: `Piece ${index + 1}`, brief: 'What it argues.', rationale: 'Why it fits.', pillar: 'craft', content_format, facts: [`f${index + 1}`],
    }));
    // A model with this ending is not one of this computer, so that it costs what the server says.
    server = await startOpenaiServer({
      flavour: { ...flavours.openrouter, prefix: '/v1', checksKey: false, models: ['planner-cloud'] },
      answer: { text: JSON.stringify({ items }), usage: { input: 2_000, output: 800 } },
    });
  });
  const window = sharedWindow(() =>
    Promise.resolve({ workspace: workspace.folder, settings: { 'galley.text.provider': 'openai', 'galley.text.baseUrl': server.baseUrl, 'galley.text.model': 'planner-cloud', 'galley.prices': prices, 'galley.confirmAbove': 0 } }),
  );
  after(async () => {
    await server.close();
    await workspace.dispose();
  });
  const create = (): Locator => window().webview().getByRole('button', { name: 'Create 5 Posts' });

  it('asks above the limit, and then asks the planner once', async () => {
    await window().openFile(cluster);
    await window().runCommand('Galley: Plan Posts...');
    const box = window().page.locator('.quick-input-widget:visible');
    await box.locator('input[type=text]').fill(message);
    await box.getByText(/planner-cloud.*about \$0\.00/).waitFor();
    await window().page.keyboard.press('Enter');
    await window().pressDialog('Continue Once');
    await create().waitFor();
    await window().webview().getByText('$0.0006').first().waitFor();
    assert.equal(server.paidPosts, 1);
  });

  it('brings the plan back whose extension host was killed, and buys nothing again', async function () {
    this.timeout(300_000);
    const hosts = await ownExtensionHosts();
    assert.ok(hosts.length > 0, 'an extension host runs');
    for (const id of hosts) process.kill(id, 'SIGKILL');
    await window().reload();
    const message = await window().notification(/wait for your decision\. Nothing was bought twice\./);
    await window().screenshot('plan-10-recovered');
    await message.locator('.monaco-button', { hasText: 'Show Planned Posts' }).click();
    await create().click();
    await window().notification(/5 posts were created in posts\./);
    const made = await Promise.all([1, 2, 3, 4, 5].map((number) => readFile(join(workspace.folder, 'posts', `piece-${number}.post.md`), 'utf8')));
    assert.equal(made.flatMap((text) => parsePost(text).pipeline).reduce((sum, { cost = NaN }) => sum + cost, 0), 600);
    assert.equal(server.paidPosts, 1);
    await window().runCommand('Galley: Fetch Unfinished Results');
    await window().notification(/No paid run is unfinished\./);
  });
});
