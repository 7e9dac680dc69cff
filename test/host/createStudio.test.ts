import assert from 'node:assert/strict';
import { readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { studioProblems } from '../../src/check/checkStudio.js';
import { parseStudio } from '../../src/studio/studio.js';
import { onDisk, outcome, workspaceFolder, writePost } from './files.js';

const file = (): string => join(workspaceFolder(), 'galley.yaml');
const aside = (): string => join(workspaceFolder(), 'galley.aside');

async function created(options: Readonly<Record<string, unknown>>): Promise<string> {
  const uri = await outcome('galley.createStudio', { open: false, ...options });
  assert.ok(uri instanceof vscode.Uri, String(uri));
  return onDisk(uri);
}

describe('Create Studio File', () => {
  it('leaves a galley.yaml that is there as it is, and opens it', async () => {
    const before = await readFile(file(), 'utf8');
    const uri = await outcome('galley.createStudio', { name: 'Another' });
    assert.equal(String(uri), vscode.Uri.file(file()).toString());
    assert.equal(await readFile(file(), 'utf8'), before);
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, file());
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });

  describe('where there is none', () => {
    beforeEach(() => rename(file(), aside()));
    afterEach(async () => {
      await rm(file(), { force: true });
      await rename(aside(), file());
    });

    it('writes what the options say', async () => {
      const text = await created({ name: 'Ovens: a studio', voice: 'Plain words. #1 rule', pillars: ['AI products', { key: 'craft', framing: 'Made well' }], platforms: ['linkedin'], colors: ['#ABC'] });
      assert.deepEqual(studioProblems(text), []);
      const { studio } = parseStudio(text);
      assert.deepEqual([studio.name, studio.voice, Object.keys(studio.pillars), Object.keys(studio.platforms), studio.hero.colors], ['Ovens: a studio', 'Plain words. #1 rule', ['ai-products', 'craft'], ['linkedin'], ['#aabbcc']]);
    });

    it('takes over what the posts have in common', async () => {
      for (const name of ['a', 'b']) await writePost(`starter/${name}.post.md`, '---\ntitle: A\npillar: from-posts\ncaption: "#starterhouse"\nhero: { aspect_ratio: "4:5" }\n---\n');
      const { studio, problems } = parseStudio(await created({ fromPosts: true, name: 'Mine' }));
      assert.deepEqual(problems, []);
      assert.equal(studio.name, 'Mine');
      assert.equal(studio.pillars['from-posts']?.name, 'From posts');
      assert.ok(studio.hashtags.includes('starterhouse'));
      await rm(join(workspaceFolder(), 'starter'), { recursive: true });
    });

    it('refuses options of another kind, and writes nothing', async () => {
      assert.match(String(await outcome('galley.createStudio', { pillars: 'craft' })), /the option pillars must be a list of names/);
      await assert.rejects(readFile(file()));
    });

    it('is offered on the pillar of a post, with that pillar', async () => {
      const uri = await writePost('starter/pillar.post.md', '---\ntitle: A\npillar: new-one\n---\n');
      await vscode.workspace.openTextDocument(uri);
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', uri, new vscode.Range(2, 9, 2, 9));
      const action = actions.find(({ title }) => title === 'Create galley.yaml with the pillar "new-one"');
      assert.ok(action?.command, actions.map(({ title }) => title).join());
      await vscode.commands.executeCommand(action.command.command, ...((action.command.arguments ?? []) as unknown[]));
      assert.deepEqual(Object.keys(parseStudio(await readFile(file(), 'utf8')).studio.pillars), ['new-one']);
      await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
      await rm(join(workspaceFolder(), 'starter'), { recursive: true });
    });
  });
});
