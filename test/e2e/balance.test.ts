import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FrameLocator, Locator } from 'playwright-core';
import { studioProblems } from '../../src/check/checkStudio.js';
import { fileWhen } from '../support/postFile.js';
import { sharedWindow } from '../support/sharedWindow.js';
import { copyWorkspace, type TemporaryWorkspace } from '../support/workspace.js';

const said = "Generate exactly 5 items: 1 with content_format='video' and 4 with content_format='hero_text'.";
const titles = ['How we bake bread', 'How we bake cake', 'The ash that nobody weighed', 'Small ovens, long nights'];
const heat = 'Three hundred kilos of brick, one fire a day, and nine hours of heat that nobody has to pay for';
const captions = [`${heat} once. #craft #ovens`, `${heat} twice. #Ovens #craft`, 'We weighed the ash for a week. #craft', ''];

function post(number: number): string {
  return [
    '---', `title: ${titles[number] ?? ''}`, `pillar: ${number === 3 ? 'rumours' : 'craft'}`, `content_format: ${number === 1 ? 'video' : 'hero_text'}`,
    'plan:', `  special_message: "${said}"`, '  sources:', `    - cluster: facts/ovens.cluster.md#f${number < 2 ? 1 : 2}`, ...(captions[number] ? [`caption: "${captions[number]}"`] : []),
    '---', number < 3 ? 'Nobody counted the trays.' : 'This will unlock a new oven.', '',
  ].join('\n');
}

describe('Show Balance and Create Studio File', () => {
  let workspace: TemporaryWorkspace;
  let folder: string;
  before(async () => {
    workspace = await copyWorkspace('example');
    folder = workspace.folder;
    await mkdir(join(folder, 'facts'), { recursive: true });
    await writeFile(join(folder, 'facts', 'ovens.cluster.md'), '# Ovens\n\n- 300 kg of brick hold 180 degrees for nine hours. ^f1\n- The second bake of the day needs no gas. ^f2\n- A new door costs 1,400 euros. ^f3\n- Nobody weighed the ash.\n');
    for (const number of titles.keys()) await writeFile(join(folder, 'posts', `oven-${number}.post.md`), post(number));
  });
  const window = sharedWindow(() => Promise.resolve({ workspace: folder }));
  after(() => workspace.dispose());

  const page = (): FrameLocator => window().webview();
  const row = (name: string | RegExp): Locator => page().locator('vscode-tab-panel:visible').getByRole('row', { name });
  const openTab = (name: RegExp): Promise<void> => page().getByRole('tab', { name }).click();

  it('counts pillars and formats against what was asked for', async () => {
    await window().runCommand('Galley: Show Balance');
    await row(/Video 1 1 Met/).waitFor();
    await row(/Hero and text 4 3 1 missing/).waitFor();
    await row(/rumours \(not in galley.yaml\)/).waitFor();
    await window().screenshot('balance-counts');
  });

  it('counts against a message that is typed, with the keyboard alone', async () => {
    await page().getByRole('textbox', { name: 'Special message' }).focus();
    await window().page.keyboard.type('At least 3 videos');
    await window().page.keyboard.press('Enter');
    await row(/Video at least 3 1 2 missing/).waitFor();
    await window().screenshot('balance-typed');
    await page().getByText('Clear', { exact: true }).click();
    await row(/Hero and text 4 3 1 missing/).waitFor();
  });

  it('shows what posts share', async () => {
    await openTab(/Openers/);
    await row(/How we bake… Title 2/).waitFor();
    await row(/Nobody counted the trays\. Body 3/).waitFor();
    await window().screenshot('balance-openers');
    await openTab(/Hashtags/);
    await row(/#craft #ovens 2/).waitFor();
    await openTab(/Captions/);
    await row(/2 How we bake bread How we bake cake/).waitFor();
    await openTab(/Words to avoid/);
    await row(/unlock 1 1 Small ovens/).waitFor();
  });

  it('goes to a fact in its cluster file', async () => {
    await openTab(/Facts/);
    await row(/f3 A new door costs 1,400 euros. 0 Unused/).waitFor();
    await window().screenshot('balance-facts');
    await row(/f2 The second bake/).getByRole('button', { name: 'f2' }).click();
    await window().page.locator('.tab.active[data-resource-name="ovens.cluster.md"]').waitFor();
    await window().statusBarItem(/Ln 4/);
  });

  it('follows what changes while it is in sight, and opens a post', async () => {
    await window().page.getByRole('tab', { name: /Galley Balance/ }).click();
    await row(/f3 A new door costs 1,400 euros. 0 Unused/).waitFor();
    const file = join(folder, 'posts', 'oven-3.post.md');
    await writeFile(file, (await readFile(file, 'utf8')).replace('#f2', '#f3'));
    await row(/f3 A new door costs 1,400 euros. 1 Small ovens/).waitFor();
    await row(/f3 A new door/).getByRole('button', { name: 'Small ovens, long nights' }).press('Enter');
    await window().page.locator('.tab.active[data-resource-name="oven-3.post.md"]').waitFor();
  });

  it('can be read in a dark theme and in high contrast', async () => {
    for (const theme of ['Default Dark Modern', 'Default High Contrast']) {
      await mkdir(join(folder, '.vscode'), { recursive: true });
      await writeFile(join(folder, '.vscode', 'settings.json'), JSON.stringify({ 'workbench.colorTheme': theme }));
      await window().page.locator(theme.includes('Dark') ? '.monaco-workbench.vs-dark' : '.monaco-workbench.hc-black').waitFor();
      await window().page.getByRole('tab', { name: /Galley Balance/ }).click();
      await row(/f3 A new door/).waitFor();
      await window().screenshot(`balance-${theme.includes('Dark') ? 'dark' : 'contrast'}`);
    }
    await rm(join(folder, '.vscode'), { recursive: true });
    await window().page.locator('.monaco-workbench.hc-black').waitFor({ state: 'detached' });
  });

  it('leaves a galley.yaml that is there, and says so', async () => {
    await window().runCommand('Galley: Create Studio File...');
    await window().notification(/has a galley.yaml already/);
    await window().page.locator('.tab.active[data-resource-name="galley.yaml"]').waitFor();
  });

  it('writes a galley.yaml from a few questions', async () => {
    await rm(join(folder, 'galley.yaml'));
    await window().runCommand('Galley: Create Studio File...');
    await window().page.locator('.quick-input-list-label', { hasText: 'From the posts that are here' }).waitFor();
    await window().screenshot('studio-how');
    await window().pick('From a few questions');
    await window().answer('Oven: Notes');
    await window().answer('Plain words. Nothing is #1.');
    await window().answer('How things are made, Small shops');
    await window().page.locator('.quick-input-list-label', { hasText: 'LinkedIn' }).click();
    await window().screenshot('studio-platforms');
    await window().page.keyboard.press('Enter');
    await window().answer('#c2410c, #155e75');
    const text = await fileWhen(join(folder, 'galley.yaml'), 'the colors', (now) => now.includes('155e75'));
    assert.deepEqual(studioProblems(text), []);
    await window().page.locator('.tab.active[data-resource-name="galley.yaml"]').waitFor();
    await window().screenshot('studio-file');
  });

  it('writes one from the posts that are here', async () => {
    await rm(join(folder, 'galley.yaml'));
    await window().runCommand('Galley: Create Studio File...');
    await window().pick('From the posts that are here');
    await window().page.locator('.quick-input-list-label', { hasText: 'rumours' }).waitFor();
    await window().screenshot('studio-from-posts');
    await window().page.keyboard.press('Enter');
    const text = await fileWhen(join(folder, 'galley.yaml'), 'the pillars', (now) => now.includes('rumours'));
    assert.deepEqual(studioProblems(text), []);
  });

  it('logs no error of its own to the console', () => {
    assert.deepEqual(window().consoleErrors(), []);
  });
});
