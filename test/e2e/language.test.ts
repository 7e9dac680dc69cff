import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parsePost } from '../../src/post/parse.js';
import { fileWhen } from '../support/postFile.js';
import { sharedWindow } from '../support/sharedWindow.js';
import { copyWorkspace, type TemporaryWorkspace } from '../support/workspace.js';

const name = 'night-oven.post.md';
const post = `---
id: nightOven001
title: The oven that bakes while nobody is there
pillar: craft
content_format: hero_text
plan:
  brief: >-
    Hook: 300 kg of brick hold 180 degrees for 9 hours.
    Button: Insulate first, then buy burners.
  sources:
    - cluster: oven.cluster.md#f2
caption: >-
  300 kg of brick
hero: { image: media/oven_hero.png, alt: Six tiles }
pipeline:
  - { step: hero_image, status: done, provider: builtin, model: cover-mosaic-1, artifact: media/oven_hero.png, cost_usd: 0, cost_basis: free, channel: builtin, seconds: 1.2, at: 2026-05-11T15:17:00Z }
---
300 kg of brick hold 180 degrees for 9 hours, and the second bake of the day needs no gas.

It took 11 weekends to build. The chimney was rebuilt twice.

It isn't a heater. It's a battery for bread. Insulate first, then buy burners.
`;

describe('A post in the editor', () => {
  let workspace: TemporaryWorkspace;
  const path = (): string => join(workspace.folder, 'posts', name);
  before(async () => {
    workspace = await copyWorkspace('example');
    await mkdir(join(workspace.folder, 'posts', 'media'), { recursive: true });
    await writeFile(join(workspace.folder, 'posts', 'media', 'oven_hero.png'), await readFile('media/icon.png'));
    await writeFile(join(workspace.folder, 'posts', 'oven.cluster.md'), '---\ntitle: The oven\n---\n- Brick is cheap. ^f1\n- 300 kg of brick hold 180 degrees for 9 hours. ^f2\n');
    await writeFile(path(), post);
  });
  const window = sharedWindow(() => Promise.resolve({ workspace: workspace.folder }));
  after(() => workspace.dispose());

  const line = (text: string) => window().page.locator('.view-line').filter({ hasText: text }).first();

  it('has a lens with state and price over each section', async () => {
    await window().openFile(name);
    const lens = (text: string) => window().page.locator('.codelens-decoration').filter({ hasText: text }).first();
    await lens('Draft again... — $0.00 · Yours').waitFor();
    await lens('Write again... — $0.00 · Yours').waitFor();
    await lens('Make another — $0.00').waitFor();
    await window().screenshot('language-1-lenses');
  });

  it('shows the picture of the hero on hover', async () => {
    await line('media/oven_hero.png').getByText('media/oven_hero.png').first().hover();
    const picture = window().page.locator('.monaco-hover:visible img').first();
    await window().imageLoaded(picture);
    await window().screenshot('language-2-hover-picture');
  });

  it('shows how long the caption is on every platform on hover', async () => {
    await window().page.keyboard.press('Escape');
    await window().page.locator('.view-line').filter({ hasText: /^\s*300.kg.of.brick\s*$/u }).first().getByText(/300.kg/u).first().hover();
    await window().page.locator('.monaco-hover:visible').getByText('LinkedIn').first().waitFor();
    await window().screenshot('language-3-hover-caption');
  });

  it('suggests the rest of a caption as it is typed, and Tab takes it', async () => {
    await window().page.keyboard.press('Escape');
    await line('media/oven_hero.png').click();
    await window().page.keyboard.press('ArrowUp');
    await window().page.keyboard.press('End');
    await window().page.keyboard.type(' hold');
    await window().page.locator('.ghost-text-decoration, .ghost-text, .suggest-preview-text').filter({ hasText: '180' }).first().waitFor();
    await window().screenshot('language-4-ghost-text');
    await window().page.keyboard.press('Tab');
    await window().page.keyboard.press('ControlOrMeta+S');
    const text = await fileWhen(path(), 'the accepted caption', (current) => /hold\s+180 degrees/.test(parsePost(current).caption ?? ''));
    assert.match(parsePost(text).caption ?? '', /^300 kg of brick hold 180 degrees for 9 hours.*#\w+/);
    assert.deepEqual(parsePost(text).problems, []);
  });

  it('completes a key as it is typed, with its explanation', async () => {
    await line('hero: {').click();
    await window().page.keyboard.press('Home');
    await window().page.keyboard.press('Enter');
    await window().page.keyboard.press('ArrowUp');
    await window().page.keyboard.type('vid');
    await window().page.locator('.suggest-widget:visible .monaco-list-row').filter({ hasText: 'video' }).first().waitFor();
    await window().screenshot('language-5-completion');
    await window().page.keyboard.press('Enter');
    await window().page.locator('.suggest-widget:visible .monaco-list-row').filter({ hasText: 'script' }).first().waitFor();
    await window().page.keyboard.press('Escape');
  });

  it('logs no error', () => {
    assert.deepEqual(window().consoleErrors(), []);
  });
});
