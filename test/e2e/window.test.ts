import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { extensionFolder } from '../support/paths.js';
import { sharedWindow } from '../support/sharedWindow.js';
import { copyWorkspace, type TemporaryWorkspace } from '../support/workspace.js';

const post = 'the-forecast-was-the-cheap-part.post.md';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string; readonly category?: string; readonly enablement?: string }[];
    readonly menus?: { readonly commandPalette?: readonly { readonly command: string; readonly when?: string }[] };
  };
}

describe('A VS Code window with Galley', () => {
  let workspace: TemporaryWorkspace;
  before(async () => {
    workspace = await copyWorkspace('example');
  });
  const window = sharedWindow(() => Promise.resolve({ workspace: workspace.folder }));
  after(() => workspace.dispose());

  it('opens the plan of the example workspace', async () => {
    await window().openFile(post);
    assert.ok((await window().tabs()).some((tab) => tab.includes(post)));
    await window().screenshot('example-plan');
  });

  it('offers the commands of the manifest in the palette', async () => {
    const { contributes } = JSON.parse(await readFile(join(extensionFolder, 'package.json'), 'utf8')) as Manifest;
    const conditional = new Set((contributes.menus?.commandPalette ?? []).map(({ command }) => command));
    // Those that are enabled by a post; a few wait for other things.
    const expected = contributes.commands
      .filter(({ command, enablement }) => !conditional.has(command) && (enablement === undefined || enablement.includes('galley.postActive')))
      .map(({ title, category }) => `${category ?? ''}: ${title}`);
    assert.ok(expected.length > 10);
    // The list draws only the rows in sight, so each title is asked for by itself.
    const missing: string[] = [];
    for (const title of expected) if (!(await window().paletteTitles(title)).includes(title)) missing.push(title);
    assert.deepEqual(missing, []);
  });

  it('logs no error of its own to the console', () => {
    assert.deepEqual(window().consoleErrors(), []);
  });
});
