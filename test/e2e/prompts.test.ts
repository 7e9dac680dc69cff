import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { fileWhen, receiptOf } from '../support/postFile.js';
import { startOpenaiServer, type OpenaiServer } from '../support/providers/openaiServer.js';
import { sharedWindow } from '../support/sharedWindow.js';
import { copyWorkspace, type TemporaryWorkspace } from '../support/workspace.js';

const name = 'the-forecast-was-the-cheap-part.post.md';
const approved = '---\ntitle: The till that counts itself\n---\nThe drawer closes and the sum stands there. Nobody touched a key.\n\nThat is the whole product.\n';

describe('A studio’s voice and prompts', () => {
  let workspace: TemporaryWorkspace;
  let server: OpenaiServer;
  let post: string;
  before(async () => {
    server = await startOpenaiServer({ answer: { text: 'The forecast was the cheap part. #ai' } });
    workspace = await copyWorkspace('example');
    post = join(workspace.folder, 'posts', name);
    await mkdir(join(workspace.folder, 'approved'));
    await writeFile(join(workspace.folder, 'approved', 'till.post.md'), approved.replace('---\nThe', 'caption: The drawer closes. Nobody touched a key. #ai\n---\nThe'));
    const studio = join(workspace.folder, 'galley.yaml');
    await writeFile(studio, `${await readFile(studio, 'utf8')}examples: [approved/*.post.md]\n`);
  });
  const window = sharedWindow(() =>
    Promise.resolve({ workspace: workspace.folder, settings: { 'galley.text.provider': 'openai', 'galley.text.baseUrl': server.baseUrl, 'galley.text.model': 'gpt-6-luna' } }),
  );
  after(async () => {
    await server.close();
    await workspace.dispose();
  });

  const editor = (): Locator => window().page.locator('.editor-group-container.active .monaco-editor').first();
  const promptTab = (): Locator => window().page.locator('.tab.active', { hasText: 'Draft prompt.md' });
  /** Those in view. The editor makes every space one that does not break. */
  const shownLines = async (): Promise<string> => (await editor().locator('.view-lines').innerText()).replaceAll('\u00a0', ' ');
  const shownPrompt = async (): Promise<string> => {
    await promptTab().waitFor();
    await editor().getByText('Draft: the prompt that was sent').waitFor();
    return shownLines();
  };

  it('makes an own prompt from Galley’s and marks what is wrong in it', async () => {
    await window().runCommand('Galley: Customize Prompt...');
    await window().page.locator('.quick-input-widget:visible').getByText('.galley/prompts/caption.md').waitFor();
    await window().screenshot('prompts-1-pick');
    await window().pick('Caption');
    await window().page.locator('.monaco-editor').getByText('You write the caption under which').first().waitFor();
    await window().page.keyboard.press('Control+End');
    await window().page.keyboard.type('{{#voic');
    await window().page.locator('.squiggly-error').first().waitFor();
    await window().screenshot('prompts-2-mistake');
  });

  it('says beside each step what the examples add', async () => {
    await window().openFile(name);
    await window().runCommand('Galley: Open Preview to the Side');
    await window().webview().getByText(/examples: about \d+ tokens/).first().waitFor();
    await window().screenshot('prompts-3-price');
  });

  it('lists the variables as they are typed, and closes their braces', async () => {
    await window().runCommand('Galley: Customize Prompt...');
    await window().pick('Draft');
    await editor().getByText('You write posts for a publication').first().waitFor();
    const { keyboard } = window().page;
    const list = window().page.locator('.suggest-widget.visible');
    const rows = list.locator('.monaco-list-row');
    await keyboard.press('Control+End');
    await keyboard.press('Enter');
    await keyboard.type('{{');
    await rows.filter({ hasText: 'framing' }).waitFor();
    await window().screenshot('prompts-4-variables');
    await keyboard.type('#voi');
    await rows.filter({ hasText: 'framing' }).waitFor({ state: 'detached' });
    await rows.filter({ hasText: 'voice' }).waitFor();
    await window().screenshot('prompts-5-filtered');
    await keyboard.press('Enter');
    await list.waitFor({ state: 'detached' });
    await keyboard.press('End');
    await keyboard.type('As we speak.{{/');
    await rows.filter({ hasText: 'voice' }).waitFor();
    assert.equal(await rows.count(), 1, 'what is open, and nothing else');
    await keyboard.press('Enter');
    await window().runCommand('File: Save');
    await fileWhen(join(workspace.folder, '.galley', 'prompts', 'draft.md'), 'the section', (text) => text.trimEnd().endsWith('\n{{#voice}}As we speak.{{/voice}}'));
  });

  it('shows from the preview what a model was sent, without the key', async () => {
    await window().runCommand('Galley: Set API Key...');
    await window().pick(new URL(server.baseUrl).host);
    const box = window().page.locator('.quick-input-widget:visible input[type=password]');
    await box.fill(server.key);
    await box.press('Enter');
    await window().notification(/accepted the key/);
    await window().openFile(name);
    await window().webview().locator('vscode-button', { hasText: 'Draft the body' }).first().click();
    await receiptOf(post, 'draft');
    await window().webview().getByRole('button', { name: 'Show Prompt: Draft' }).click();
    const text = await shownPrompt();
    await window().screenshot('prompts-6-sent');
    for (const part of ['gpt-6-luna', 'Instructions (system)']) assert.ok(text.includes(part), text);
    await window().page.keyboard.press('Control+End');
    for (const part of ['Hazelmere Bakery threw away 31 loaves', 'As we speak.']) await editor().getByText(part).first().waitFor();
    assert.ok(!text.includes(server.key) && !(await shownLines()).includes(server.key));
    await window().page.keyboard.type('x');
    await window().page.locator('.monaco-editor-overlaymessage', { hasText: 'Cannot edit in read-only editor' }).waitFor();
  });

  it('shows it from the receipt as well', async () => {
    await window().runCommand('View: Close Editor');
    await window().openFile(name);
    const lines = (await readFile(post, 'utf8')).split('\n');
    const line = lines.findIndex((text) => text.includes('step: draft, status: done'));
    await window().page.keyboard.press('Control+G');
    await window().answer(`:${line + 1}:${(lines[line] ?? '').indexOf('draft') + 1}`);
    // By its keys, with the mouse out of the way: a click in the palette leaves it over a tab, whose own hover takes this one away.
    await window().page.mouse.move(150, 700);
    await window().page.keyboard.press('ControlOrMeta+K');
    await window().page.keyboard.press('ControlOrMeta+I');
    const hover = window().page.locator('.monaco-hover:visible', { hasText: 'Show Prompt' });
    await hover.waitFor();
    await window().screenshot('prompts-7-hover');
    await hover.getByText('Show Prompt').click();
    assert.match(await shownPrompt(), /gpt-6-luna/);
    await window().screenshot('prompts-8-from-receipt');
  });

  it('logs no error of its own to the console', () => {
    assert.deepEqual(window().consoleErrors(), []);
  });
});
