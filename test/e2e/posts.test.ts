import assert from 'node:assert/strict';
import { copyFile, mkdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { samplePost } from '../bench/posts.js';
import { root } from '../support/paths.js';
import { fileWhen } from '../support/postFile.js';
import { sharedWindow } from '../support/sharedWindow.js';
import { copyWorkspace, type TemporaryWorkspace } from '../support/workspace.js';

const plan = 'the-forecast-was-the-cheap-part.post.md';

describe('The Posts view', () => {
  let workspace: TemporaryWorkspace;
  let folder: string;
  before(async () => {
    workspace = await copyWorkspace('example');
    folder = join(workspace.folder, 'posts');
    await mkdir(join(folder, 'more'), { recursive: true });
    for (let number = 1; number <= 12; number++) await writeFile(join(folder, 'more', `sample-${number}.post.md`), samplePost(number));
    await mkdir(join(folder, 'more', 'media'));
    await copyFile(join(root, 'media', 'readme', 'review.png'), join(folder, 'more', 'media', 'N0ao00000002_hero.png'));
    await writeFile(join(folder, 'more', 'short.post.md'), '---\nid: N0aoCsQqhoyf\ntitle: Short loaves\npillar: craft\npipeline:\n  - { step: caption, status: failed, cost_usd: 0.1234 }\n---\n');
    await writeFile(join(folder, 'more', 'broken.post.md'), '---\npillar: craft\ncontent_format: poem\n---\n');
  });
  const window = sharedWindow(() => Promise.resolve({ workspace: workspace.folder }));
  after(() => workspace.dispose());

  const view = (): Locator => window().page.locator('.pane', { has: window().page.locator('.pane-header', { hasText: /^Posts/i }) });
  const row = (text: string | RegExp): Locator => view().locator('.monaco-list-row').filter({ hasText: text }).first();

  const openView = async (): Promise<void> => {
    await window().page.locator('.activitybar .action-label[aria-label="Galley"], .activitybar .action-item a[aria-label^="Galley"]').first().click();
    await row('Craft').waitFor();
  };

  it('lists all posts by pillar, with cost and state', async () => {
    await openView();
    await row(/The \w+ and the \w+ 1\b/).waitFor();
    await window().screenshot('posts-by-pillar');
    assert.ok((await view().locator('.monaco-list-row').count()) > 10);
  });

  it('shows picture, state, cost and problems of a post that the mouse rests on', async () => {
    const hover = window().page.locator('.monaco-hover', { hasText: 'sample-2.post.md' });
    await hoverUntil(row(/The \w+ and the \w+ 2\b/).locator('.label-name'), hover);
    await window().imageLoaded(hover.locator('img'));
    await window().screenshot('posts-tooltip');
  });

  it('says of a picture that is not there that it is not', async () => {
    const hover = window().page.locator('.monaco-hover', { hasText: 'sample-1.post.md' });
    await hoverUntil(row(/The \w+ and the \w+ 1\b/).locator('.label-name'), hover);
    await window().screenshot('posts-tooltip-no-picture');
    const text = (await hover.innerText()).replaceAll(/\s+/g, ' ');
    assert.equal([...text.matchAll(/The hero image \S+_hero\.png does not exist\./g)].length, 1, text);
    assert.equal(await hover.locator('img').count(), 0);
  });

  it('shows the cost beside a short title in a narrow view, and says all of a row aloud', async () => {
    await row('The loaf and the meadow 7').and(window().page.getByRole('treeitem', { name: 'The loaf and the meadow 7, Out of date, cost $0.065' })).waitFor();
    const post = row('Short loaves');
    const right = async (part: string): Promise<number> => {
      const box = await post.locator(part).boundingBox();
      return box ? box.x + box.width : NaN;
    };
    assert.equal(await post.locator('.label-description').innerText(), '$0.1234');
    assert.ok((await right('.label-description')) <= (await right('.monaco-icon-label-container')), 'the cost is not cut off');
  });

  it('opens a post that is clicked', async () => {
    await row('The bakery').click();
    await window().page.locator(`.tab[data-resource-name="${plan}"]`).waitFor();
  });

  it('selects the post that is opened elsewhere, and leaves the focus in the editor', async () => {
    await window().openFile('sample-9.post.md');
    await view().locator('.monaco-list-row.selected', { hasText: 'The letter and the parcel 9' }).waitFor();
    await window().screenshot('posts-followed');
    await window().page.locator('.editor-group-container.active .monaco-editor.focused').waitFor();
  });

  it('selects a post that is new', async () => {
    await window().runCommand('Galley: New Post...');
    await window().answer('Zebras bake');
    await window().pick('Hero and text');
    await window().pick('Craft');
    await view().locator('.monaco-list-row.selected', { hasText: 'Zebras bake' }).waitFor();
    await rm(join(folder, 'more', 'zebras-bake.post.md'));
    await row('Zebras bake').waitFor({ state: 'detached' });
  });

  it('reveals a post on request, whatever is filtered, collapsed or hidden', async () => {
    await window().runCommand('Galley: Filter Posts...');
    await window().answer('bakery');
    await view().getByText('Posts with “bakery”').waitFor();
    await window().openFile('sample-3.post.md');
    await window().runCommand('View: Show Explorer');
    await window().page.locator('.tab[data-resource-name="sample-3.post.md"]').click({ button: 'right' });
    await window().page.locator('.context-view .action-label', { hasText: 'Reveal in Posts View' }).waitFor();
    await window().screenshot('posts-reveal-menu');
    await window().page.keyboard.press('Escape');
    await window().runCommand('Galley: Reveal in Posts View');
    await view().locator('.monaco-list-row.selected.focused', { hasText: 'The number and the engine 3' }).waitFor();
    await window().screenshot('posts-revealed');
  });

  it('groups by state when asked, and says so', async () => {
    await window().runCommand('Galley: Group Posts by State');
    await row('To do').waitFor();
    await window().screenshot('posts-by-state');
  });

  it('filters while words are typed, and stops', async () => {
    await window().runCommand('Galley: Filter Posts...');
    await window().answer('bakery');
    await view().getByText('Posts with “bakery”').waitFor();
    await row(/The \w+ and the \w+ 1\b/).waitFor({ state: 'detached' });
    assert.equal(await view().locator('.monaco-list-row').count(), 2);
    await window().screenshot('posts-filtered');
    await window().runCommand('Galley: Clear Filter');
    await row('To do').waitFor();
  });

  it('follows files that come and go', async () => {
    await window().runCommand('Galley: Group Posts by Pillar');
    await writeFile(join(folder, 'fresh.post.md'), '---\ntitle: Quite fresh\npillar: newest\n---\n');
    await row('Quite fresh').waitFor();
    await rm(join(folder, 'fresh.post.md'));
    await row('newest').waitFor({ state: 'detached' });
  });

  it('moves a post to the pillar that it is dragged onto, and changes nothing else', async () => {
    const file = join(folder, plan);
    const before = await readFile(file, 'utf8');
    await row('The bakery').dragTo(row('Craft'));
    const moved = await fileWhen(file, 'the new pillar', (text) => text.includes('pillar: craft'));
    assert.equal(moved, before.replace('pillar: ai-products', 'pillar: craft'));
    await window().screenshot('posts-dragged');
  });

  it('offers what can be done with a post', async () => {
    await row('The bakery').click({ button: 'right' });
    await window().page.locator('.context-view .action-label', { hasText: 'Change Pillar' }).waitFor();
    await window().screenshot('posts-menu');
    await window().page.keyboard.press('Escape');
  });

  it('offers to take a filter back that leaves nothing', async () => {
    await window().runCommand('Galley: Filter Posts...');
    await window().answer('no such words');
    await view().getByText('No post has these words.').waitFor();
    await view().locator('.monaco-button', { hasText: 'Clear Filter' }).click();
    await row('Craft').waitFor();
  });

  it('deletes a post when that is confirmed', async () => {
    await row('broken.post.md').click({ button: 'right' });
    await window().page.locator('.context-view .action-label', { hasText: 'Delete Posts' }).waitFor();
    // The last one. A menu takes no click in its first tenth of a second.
    await window().page.keyboard.press('ArrowUp');
    await window().page.keyboard.press('Enter');
    await window().page.locator('.monaco-dialog-box', { hasText: 'Delete broken.post.md?' }).waitFor();
    await window().screenshot('posts-delete');
    await window().pressDialog('Delete');
    await row('broken.post.md').waitFor({ state: 'detached' });
  });

  it('shows the active post in the preview of the side bar', async () => {
    await window().openFile(plan);
    await window().page.locator('.pane-header', { hasText: /^Preview/ }).click();
    await window().webview().getByText('steps to do').first().waitFor();
    await window().screenshot('posts-side-preview');
    await window().page.locator('.pane-header', { hasText: /^Preview/ }).click();
  });

  it('says what to do where there are no posts', async () => {
    await rm(join(folder), { recursive: true });
    await view().getByText('This folder has no posts yet.').waitFor();
    await window().screenshot('posts-empty');
  });

  it('logs no error of its own to the console', () => {
    assert.deepEqual(window().consoleErrors(), []);
  });
});

describe('A change that VS Code does not tell of', () => {
  const post = (title: string): string => `---\ntitle: ${title}\npillar: craft\n---\n`;
  let workspace: TemporaryWorkspace;
  let folder: string;
  before(async () => {
    workspace = await copyWorkspace('example');
    folder = join(workspace.folder, 'posts', 'quiet');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'a.post.md'), post('Before'));
  });
  // As in the seconds after a window has opened, in which VS Code does not watch yet, but for sure.
  const window = sharedWindow(() => Promise.resolve({ workspace: workspace.folder, settings: { 'files.watcherExclude': { '**/quiet/**': true } } }));
  after(() => workspace.dispose());

  it('is found by the second look at the files, also under the old time of another file', async function () {
    this.timeout(90_000);
    await window().page.locator('.activitybar .action-item a[aria-label^="Galley"]').first().click();
    const row = (text: string): Locator => window().page.locator('.monaco-list-row', { hasText: text }).first();
    await row('Before').waitFor();
    const other = join(workspace.folder, 'other.txt');
    await writeFile(other, post('After'));
    await utimes(other, new Date('2020-01-01'), new Date('2020-01-01'));
    await rename(other, join(folder, 'a.post.md'));
    await row('After').waitFor({ timeout: 60_000 });
  });
});

/** A hover comes up for a mouse that comes and then rests, and goes when the list is drawn again, so that it may have to come again. */
async function hoverUntil(target: Locator, hover: Locator): Promise<void> {
  const page = target.page();
  for (let attempt = 0; attempt < 10; attempt++) {
    // The hover of another row may lie over this one.
    await page.mouse.move(1200, 600, { steps: 4 });
    await page.locator('.monaco-hover:visible').waitFor({ state: 'detached' });
    const box = await target.boundingBox();
    if (box) await page.mouse.move(box.x + 12, box.y + box.height / 2, { steps: 4 });
    const isShown = await hover.waitFor({ timeout: 1500 }).then(() => true, () => false);
    if (isShown) return;
  }
  await hover.waitFor();
}
