import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startOpenaiServer, type OpenaiServer } from '../support/providers/openaiServer.js';
import { sharedWindow } from '../support/sharedWindow.js';
import { copyWorkspace, type TemporaryWorkspace } from '../support/workspace.js';

const name = 'the-forecast-was-the-cheap-part.post.md';
const approved = '---\ntitle: The till that counts itself\n---\nThe drawer closes and the sum stands there. Nobody touched a key.\n\nThat is the whole product.\n';

describe('A studio’s voice and prompts', () => {
  let workspace: TemporaryWorkspace;
  let server: OpenaiServer;
  before(async () => {
    server = await startOpenaiServer({ flavour: 'lmstudio', answer: { text: 'The forecast was the cheap part. #ai' } });
    workspace = await copyWorkspace('example');
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
});
