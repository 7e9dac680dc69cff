import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileWhen, receiptOf } from '../support/postFile.js';
import { sharedWindow } from '../support/sharedWindow.js';
import { copyWorkspace, type TemporaryWorkspace } from '../support/workspace.js';

const name = 'seeds.post.md';
const other = 'other.post.md';
const long = 'long.post.md';
/** The window, its extension host and the page come up one after the other. */
const afterReloadMs = 60_000;
const plan = `---
title: The library that lends seeds
plan:
  brief: >-
    Hook: A drawer of seeds is the most borrowed shelf in the Harbour Street Library.
    Facts: The drawer holds 214 varieties. Members took 1,930 packets last season and brought 640 back.
    Button: A library lends trust first.
    Mention the winter opening hours.
---
`;

describe('The preview', () => {
  let workspace: TemporaryWorkspace;
  const path = (file: string): string => join(workspace.folder, 'posts', file);
  before(async () => {
    workspace = await copyWorkspace('test/host/workspace');
    await writeFile(path(name), plan);
    await writeFile(path(long), longText);
    await writeFile(path(other), '---\ntitle: Another post\npipeline:\n  - { step: hero_image, status: done, cost_usd: 0.06 }\n  - { step: draft, status: done }\n---\nIts body.\n');
  });
  const longText = `---\ntitle: A long read\n---\n${Array.from({ length: 120 }, (_, index) => `Paragraph ${index + 1} of many.\n\n`).join('')}`;
  const scrollTop = (): Promise<unknown> => window().webview().locator('body').evaluate('Math.round(window.scrollY)');
  const focused = (): Promise<unknown> => window().webview().locator('body').evaluate('document.activeElement.textContent.trim()');
  const window = sharedWindow(() => Promise.resolve({ workspace: workspace.folder }));
  after(() => workspace.dispose());

  const button = (label: RegExp) => window().webview().getByRole('button', { name: label }).first();

  it('opens beside the editor from the palette and says what is to do, with its price', async () => {
    await window().openFile(name);
    await window().runCommand('Galley: Open Preview to the Side');
    await window().webview().getByRole('heading', { name: 'The library that lends seeds' }).waitFor();
    await button(/^Draft the body — \$0\.00$/).waitFor();
    await window().webview().getByText('4 steps to do').waitFor();
  });

  it('runs a step from its button and shows what is missing and what was left out', async () => {
    await button(/^Draft the body/).click();
    const text = await receiptOf(path(name), 'draft');
    assert.match(text, /The drawer holds 214 varieties\./);
    await window().webview().getByText('Members took 1,930 packets last season').first().waitFor();
    await window().webview().getByRole('listitem').filter({ hasText: 'Mention the winter opening hours.' }).last().waitFor();
    await window().webview().getByText('No argument yet: add “Angle: …” to the plan.').waitFor();
    await window().screenshot('preview-drafted');
  });

  it('runs the rest, and then everything is up to date', async () => {
    await button(/^Run what is due/).click();
    await receiptOf(path(name), 'alt_text');
    await window().webview().getByText('Everything is up to date').waitFor();
    await window().imageLoaded(window().webview().getByRole('img').first());
    await window().screenshot('preview-finished');
  });

  it('follows the text as it is typed', async () => {
    await window().openFile(name);
    await window().page.keyboard.press('ControlOrMeta+End');
    await window().page.keyboard.type('A sentence typed by hand.');
    await window().webview().getByText('A sentence typed by hand.').waitFor();
    await window().page.keyboard.press('ControlOrMeta+S');
    await window().webview().getByText('Yours').first().waitFor();
  });

  it('shows a diff before a body that was edited by hand is replaced, and keeps it on request', async () => {
    await fileWhen(path(name), 'the typed sentence', (text) => text.includes('A sentence typed by hand.'));
    await button(/^Draft again/).click();
    await window().page.getByText('Draft was edited by hand. Replace it with the new one?').first().waitFor();
    assert.ok((await window().tabs()).some((tab) => tab.includes('yours ↔ new')));
    await window().screenshot('preview-compare');
    await window().pick('Keep mine');
    await fileWhen(path(name), 'a second receipt of the draft', (text) => text.split('step: draft').length === 3);
    assert.ok((await readFile(path(name), 'utf8')).includes('A sentence typed by hand.'));
  });

  it('comes back with its post after the window is reloaded', async () => {
    await window().reload();
    await window().webview().getByRole('heading', { name: 'The library that lends seeds' }).waitFor({ timeout: afterReloadMs });
    await window().webview().getByText('A sentence typed by hand.').waitFor();
  });

  it('follows the active post, and so does the cost in the status bar', async () => {
    await window().openFile(other);
    await window().webview().getByRole('heading', { name: 'Another post' }).waitFor();
    const item = await window().statusBarItem(/\$0\.06 \+ 1 unknown/);
    await item.click();
    await window().page.getByRole('tab', { name: /Galley Costs/ }).waitFor();
    await window().webview(1).getByText('$0.06 + 1 unknown').first().waitFor();
    await window().webview(1).getByRole('row', { name: /Another post/ }).waitFor();
    await window().statusBarItem(/\$0\.06 \+ 1 unknown/);
    await window().screenshot('costs');
  });

  it('keeps the place and the focus of its reader while the text changes', async () => {
    await window().openFile(long);
    await window().webview().getByText('Paragraph 120 of many.').waitFor();
    const place = 1500;
    await window().webview().locator('body').evaluate(`window.scrollTo({ top: ${place} })`);
    const step = window().webview().locator('.desk vscode-button').first();
    await step.evaluate((element: { focus(options: object): void }) => { element.focus({ preventScroll: true }); });
    const before = await focused();
    assert.match(String(before), /Write the caption/);
    await writeFile(path(long), `${longText}Added at the end.\n`);
    await window().webview().getByText('Added at the end.').waitFor();
    assert.deepEqual([await scrollTop(), await focused()], [place, before]);
    await window().screenshot('preview-scrolled');
  });

  it('shows the active post after a reload, whichever it showed when its place was saved', async () => {
    await window().reload();
    await window().webview().getByText('Added at the end.').waitFor({ timeout: afterReloadMs });
  });

  it('goes on with the next post when the one it shows is deleted', async () => {
    await window().openFile(other);
    await rm(path(other));
    await window().openFile(name);
    await window().webview().getByRole('heading', { name: 'The library that lends seeds' }).waitFor();
  });

  it('logs no error', () => {
    assert.deepEqual(window().consoleErrors(), []);
  });
});
