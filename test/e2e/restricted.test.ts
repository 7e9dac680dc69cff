import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { receiptOf } from '../support/postFile.js';
import { sharedWindow } from '../support/sharedWindow.js';
import { copyWorkspace, type TemporaryWorkspace } from '../support/workspace.js';

const post = 'the-forecast-was-the-cheap-part.post.md';

describe('A workspace in Restricted Mode', () => {
  let workspace: TemporaryWorkspace;
  let file: string;
  let original: string;
  before(async () => {
    workspace = await copyWorkspace('example');
    file = join(workspace.folder, 'posts', post);
    original = await readFile(file, 'utf8');
  });
  const window = sharedWindow(() => Promise.resolve({ workspace: workspace.folder, workspaceTrust: true }));
  after(() => workspace.dispose());

  it('shows posts with their states and prices', async () => {
    await window().openFile(post);
    await window().page.locator('.codelens-decoration', { hasText: 'Run what is due' }).first().waitFor();
  });

  it('runs no step, and says what to do', async () => {
    await window().runCommand('Galley: Draft Body');
    const toast = await window().notification(/Restricted Mode/);
    await window().screenshot('restricted-refused');
    assert.equal(await readFile(file, 'utf8'), original);
    await toast.getByText('Manage Workspace Trust').click();
    await window().page.locator('.workspace-trust-editor').waitFor();
    await window().screenshot('restricted-trust');
  });

  it('runs steps as soon as it is trusted', async () => {
    await window().page.locator('.workspace-trust-editor .monaco-button', { hasText: /^Trust$/ }).first().click();
    await window().page.locator('.workspace-trust-editor', { hasText: 'You trust this' }).waitFor();
    await window().page.locator('.monaco-modal-editor-block .codicon-close, .monaco-modal-editor-block .codicon-modal-editor-close').last().click();
    await window().page.locator('.monaco-modal-editor-block').waitFor({ state: 'detached' });
    await window().openFile(post);
    await window().runCommand('Galley: Draft Body');
    await receiptOf(file, 'draft');
  });

  it('logs no error of its own to the console', () => {
    assert.deepEqual(window().consoleErrors(), []);
  });
});
