import assert from 'node:assert/strict';
import { join } from 'node:path';
import { fileWhen, receiptOf } from '../support/postFile.js';
import { sharedWindow } from '../support/sharedWindow.js';
import { copyWorkspace, type TemporaryWorkspace } from '../support/workspace.js';

const name = 'the-forecast-was-the-cheap-part.post.md';

describe('From a plan to a finished post', () => {
  let workspace: TemporaryWorkspace;
  let post: string;
  before(async () => {
    workspace = await copyWorkspace('example');
    post = join(workspace.folder, 'posts', name);
  });
  const window = sharedWindow(() => Promise.resolve({ workspace: workspace.folder }));
  after(() => workspace.dispose());

  const preview = (): ReturnType<ReturnType<typeof window>['webview']> => window().webview();

  it('shows the cost of the post in the status bar', async () => {
    await window().openFile(name);
    await window().statusBarItem(/\$0\.00/);
  });

  it('shows beside the plan what is to be done, and its price', async () => {
    await window().runCommand('Galley: Open Preview to the Side');
    await preview().getByText('4 steps to do').waitFor();
    await preview().locator('vscode-button', { hasText: 'Run what is due — $0.00' }).waitFor();
    await window().screenshot('main-job-1-plan');
  });

  it('drafts the body when its button in the preview is pressed', async () => {
    await preview().locator('vscode-button', { hasText: 'Draft the body — $0.00' }).first().click();
    const text = await receiptOf(post, 'draft');
    assert.match(text, /\n---\n[^]*Hazelmere Bakery threw away 31 loaves/);
    await preview().getByRole('article').locator('p', { hasText: 'Hazelmere Bakery threw away 31 loaves' }).waitFor();
  });

  it('makes the rest when the pipeline is run from the palette', async () => {
    await window().openFile(name);
    await window().runCommand('Galley: Run Pipeline');
    const text = await receiptOf(post, 'alt_text');
    assert.deepEqual([...text.matchAll(/step: (\w+), status: done/g)].map(([, step]) => step), ['draft', 'caption', 'hero_image', 'alt_text']);
    await preview().getByText('Everything is up to date').waitFor();
    await window().imageLoaded(preview().getByRole('article').locator('img').first());
    await window().screenshot('main-job-2-finished');
  });

  it('leaves the file saved', async () => {
    const tabs = await window().page.locator('.tab.dirty').count();
    assert.equal(tabs, 0);
  });

  it('follows what is typed in the editor', async () => {
    await window().openFile(name);
    await window().page.keyboard.press('ControlOrMeta+End');
    await window().page.keyboard.type('\nTyped by hand.');
    await preview().getByRole('article').getByText('Typed by hand.').waitFor();
    await window().runCommand('File: Save');
    await fileWhen(post, 'the typed line', (text) => text.includes('Typed by hand.'));
  });

  it('opens the costs when the status bar is clicked', async () => {
    await (await window().statusBarItem(/\$0\.00/)).click();
    await window().page.locator('.tab.active', { hasText: 'Costs' }).first().waitFor();
    await window().screenshot('main-job-3-costs');
  });

  it('shows the preview again after the window is reloaded', async () => {
    await window().openFile(name);
    await window().reload();
    await window().page.locator('.tab', { hasText: `Preview ${name}` }).click();
    await preview().getByRole('article').getByText('Hazelmere Bakery threw away 31 loaves').first().waitFor();
    await window().screenshot('main-job-4-reloaded');
  });

  it('logs no error of its own to the console', () => {
    assert.deepEqual(window().consoleErrors(), []);
  });
});
