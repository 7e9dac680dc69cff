import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { root } from '../support/paths.js';
import { sharedWindow } from '../support/sharedWindow.js';
import { copyWorkspace, type TemporaryWorkspace } from '../support/workspace.js';

interface Step {
  readonly id: string;
  readonly title: string;
  readonly media: { readonly markdown: string };
}

interface Walkthrough {
  readonly id: string;
  readonly title: string;
  readonly steps: readonly Step[];
}

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly contributes: { readonly walkthroughs: readonly Walkthrough[] } };

describe('The walkthroughs', () => {
  let workspace: TemporaryWorkspace;
  before(async () => {
    workspace = await copyWorkspace('example');
  });
  const window = sharedWindow(() => Promise.resolve({ workspace: workspace.folder }));
  after(() => workspace.dispose());

  const step = (walkthrough: string, id: string): Locator => window().page.locator(`.gettingStartedContainer [data-step-id$="#${walkthrough}#${id}"]`);

  const open = async (title: string): Promise<void> => {
    await window().runCommand('Welcome: Open Walkthrough...');
    await window().pick(title);
  };
  /** An open walkthrough takes the focus when it has shown a step, and a palette that opens just then closes again. */
  const close = async (): Promise<void> => {
    await window().page.locator('.tab.active').click({ button: 'middle' });
    await window().page.locator('.tab').first().waitFor({ state: 'detached' });
  };

  for (const { id, title, steps } of manifest.contributes.walkthroughs) {
    it(`show a page for each step of “${title}”`, async () => {
      await open(title);
      for (const { id: stepId, media } of steps) {
        const button = step(id, stepId);
        await button.waitFor();
        if ((await button.getAttribute('aria-expanded')) !== 'true') await button.click();
        const page = readFileSync(join(root, media.markdown), 'utf8');
        await window().webview().getByRole('heading', { name: /^## (.+)$/m.exec(page)?.[1] ?? '' }).waitFor();
        if (page.includes('![')) await window().imageLoaded(window().webview().locator('img').first());
        await window().screenshot(`walkthrough-${id}-${stepId}`);
      }
      assert.equal(await step('studio', 'runAll').locator('.codicon.complete').count(), 0);
      await close();
    });
  }

  it('tick a step when its command has run', async () => {
    await window().runCommand('Galley: Run Pipeline on Many Posts...');
    await window().page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'All Posts' }).first().waitFor();
    await window().page.keyboard.press('Escape');
    await open('One Voice for Many Posts');
    await step('studio', 'runAll').locator('.codicon.complete').waitFor();
    await window().screenshot('walkthrough-studio-ticked');
  });

  it('logs no error of its own to the console', () => {
    assert.deepEqual(window().consoleErrors(), []);
  });
});
