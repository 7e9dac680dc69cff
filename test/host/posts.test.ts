import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual, promisify } from 'node:util';
import * as vscode from 'vscode';
import { onDisk, outcome, workspaceFolder, writePost } from './files.js';

interface Summary {
  readonly byPost: readonly { readonly key: string; readonly label: string; readonly total: { readonly known: number } }[];
}

const paid = (title: string, dollars: number): string => `---\ntitle: ${title}\npillar: craft\npipeline:\n  - { step: draft, status: done, cost_usd: ${dollars} }\n---\nBody.\n`;

/** What the index knows of the posts whose path has `part`, by way of the costs. */
async function costsOf(part: string): Promise<Readonly<Record<string, number>>> {
  const summary = (await outcome('galley.showCosts')) as Summary;
  return Object.fromEntries(summary.byPost.filter(({ key }) => key.includes(part)).map(({ label, total }) => [label, total.known / 1e6]));
}

/** Waits for what VS Code tells of files, which takes as long as it takes. */
async function costsWhen(part: string, expected: Readonly<Record<string, number>>): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (isDeepStrictEqual(await costsOf(part), expected)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.deepEqual(await costsOf(part), expected);
}

/** VS Code starts to watch a workspace some time after it is open, and tells of nothing before. */
async function watched(name: string): Promise<void> {
  const uri = await writePost(name, 'mark');
  const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(vscode.Uri.joinPath(uri, '..'), '*'));
  let change = 0;
  let timer: NodeJS.Timeout | undefined;
  await new Promise<void>((resolve) => {
    watcher.onDidChange(() => { resolve(); });
    timer = setInterval(() => { void writePost(name, `mark ${change++}`); }, 200);
  });
  clearInterval(timer);
  watcher.dispose();
}

describe('The index of posts', () => {
  before(async () => {
    await vscode.extensions.getExtension('galley.galley')?.activate();
  });

  it('follows files that are made, changed and deleted behind the editor', async () => {
    const uri = await writePost('index-files/a.post.md', paid('Made', 0.25));
    await costsWhen('index-files', { Made: 0.25 });
    await writePost('index-files/a.post.md', paid('Changed', 0.5));
    await costsWhen('index-files', { Changed: 0.5 });
    await rm(uri.fsPath);
    await costsWhen('index-files', {});
  });

  it('follows folders that are renamed and deleted behind the editor', async () => {
    await writePost('index-folder/deep/a.post.md', paid('Deep', 0.25));
    await costsWhen('index-folder', { Deep: 0.25 });
    await rename(join(workspaceFolder(), 'index-folder'), join(workspaceFolder(), 'index-moved'));
    await costsWhen('index-moved', { Deep: 0.25 });
    assert.deepEqual(await costsOf('index-folder'), {});
    await rm(join(workspaceFolder(), 'index-moved'), { recursive: true });
    await costsWhen('index-moved', {});
  });

  it('takes a burst of files at once, as a checkout makes it', async () => {
    const names = Array.from({ length: 120 }, (_, number) => `Post ${number}`);
    await Promise.all(names.map((name, number) => writePost(`index-burst/${number}.post.md`, paid(name, 0.01))));
    await costsWhen('index-burst', Object.fromEntries([...names].sort((a, b) => a.localeCompare(b)).map((name) => [name, 0.01])));
    await rm(join(workspaceFolder(), 'index-burst'), { recursive: true });
    await costsWhen('index-burst', {});
  });

  it('prefers what is typed to what is saved, until the editor is closed without saving', async () => {
    const uri = await writePost('index-typed/a.post.md', paid('Saved', 0.25));
    await costsWhen('index-typed', { Saved: 0.25 });
    const editor = await vscode.window.showTextDocument(uri);
    await editor.edit((edit) => { edit.replace(new vscode.Range(1, 7, 1, 12), 'Typed'); });
    assert.deepEqual(await costsOf('index-typed'), { Typed: 0.25 });
    await vscode.window.showTextDocument(uri);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await costsWhen('index-typed', { Saved: 0.25 });
  });

  it('follows a rename in the Explorer, and forgets a file that is no post any more', async () => {
    const uri = await writePost('index-rename/a.post.md', paid('Renamed', 0.25));
    await costsWhen('index-rename', { Renamed: 0.25 });
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(uri, vscode.Uri.joinPath(uri, '..', 'notes.md'));
    await vscode.workspace.applyEdit(edit);
    await costsWhen('index-rename', {});
  });
});

describe('A git checkout', () => {
  const folder = (): string => join(workspaceFolder(), 'index-git');
  const git = async (...args: readonly string[]): Promise<void> => {
    const identity = ['-c', 'user.name=Galley', '-c', 'user.email=galley@example.com', '-c', 'commit.gpgsign=false'];
    await promisify(execFile)('git', [...identity, ...args], { cwd: folder() });
  };
  const commit = async (message: string): Promise<void> => {
    await git('add', '--all');
    await git('commit', '--quiet', '--message', message);
  };

  before(async () => {
    await vscode.extensions.getExtension('galley.galley')?.activate();
    await watched('index-git-ready/mark.post.md');
  });

  it('that adds, changes, moves and removes posts is followed, there and back', async () => {
    await writePost('index-git/posts/kept.post.md', paid('Kept', 0.1));
    await writePost('index-git/posts/changed.post.md', paid('Before', 0.2));
    await writePost('index-git/posts/moved.post.md', paid('Moved', 0.3));
    await writePost('index-git/old/removed.post.md', paid('Removed', 0.4));
    await git('init', '--quiet', '--initial-branch', 'one');
    await commit('One');
    const one = { Before: 0.2, Kept: 0.1, Moved: 0.3, Removed: 0.4 };
    await costsWhen('index-git', one);
    await git('checkout', '--quiet', '-b', 'two');
    await git('rm', '--quiet', '-r', 'old');
    await mkdir(join(folder(), 'posts', 'deep'), { recursive: true });
    await git('mv', 'posts/moved.post.md', 'posts/deep/elsewhere.post.md');
    await writePost('index-git/posts/changed.post.md', paid('After', 0.25));
    for (let number = 1; number <= 40; number++) await writePost(`index-git/new/${number}.post.md`, paid(`New ${String(number).padStart(2, '0')}`, 0.01));
    await commit('Two');
    const added = Array.from({ length: 40 }, (_, number): [string, number] => [`New ${String(number + 1).padStart(2, '0')}`, 0.01]);
    const two = { After: 0.25, Kept: 0.1, Moved: 0.3, ...Object.fromEntries(added) };
    await costsWhen('index-git', two);
    for (let round = 0; round < 3; round++) {
      await git('checkout', '--quiet', 'one');
      await costsWhen('index-git', one);
      await git('checkout', '--quiet', 'two');
      await costsWhen('index-git', two);
    }
  });
});

describe('Commands of the Posts view', () => {
  it('move several posts to another pillar with one edit that keeps all else, and save them', async () => {
    const first = await writePost('pillar/a.post.md', '---\ntitle: One # kept\npillar:   craft\n---\n');
    const second = await writePost('pillar/b.post.md', '---\r\ntitle: Two\r\n---\r\n');
    await vscode.commands.executeCommand('galley.posts.changePillar', first, [first, second], { pillar: 'tools' });
    assert.equal(await onDisk(first), '---\ntitle: One # kept\npillar:   tools\n---\n');
    assert.equal(await onDisk(second), '---\r\ntitle: Two\r\npillar: tools\r\n---\r\n');
  });

  it('take a pillar away', async () => {
    const uri = await writePost('pillar/c.post.md', '---\ntitle: One\npillar: craft\n---\n');
    await vscode.commands.executeCommand('galley.posts.changePillar', uri, { pillar: null });
    assert.equal(await onDisk(uri), '---\ntitle: One\n---\n');
  });

  it('leave a post alone whose front matter is broken, and say so', async () => {
    const uri = await writePost('pillar/d.post.md', '---\ntitle: One\nplan: {\npillar: craft\n---\n');
    assert.match(String(await outcome('galley.posts.changePillar', uri, { pillar: 'tools' })), /d\.post\.md: Could not change the post/);
    assert.equal(await onDisk(uri), '---\ntitle: One\nplan: {\npillar: craft\n---\n');
  });

  it('delete posts, and nothing beside them', async () => {
    const uri = await writePost('delete/a.post.md', paid('Gone', 0.25));
    const other = await writePost('delete/b.post.md', paid('Stays', 0.25));
    await vscode.commands.executeCommand('galley.posts.delete', uri, { confirmed: true });
    await assert.rejects(onDisk(uri));
    assert.match(await onDisk(other), /Stays/);
  });

  it('copy the paths of all selected posts', async () => {
    const uris = [vscode.Uri.file('/one/a.post.md'), vscode.Uri.file('/two/b.post.md')];
    await vscode.commands.executeCommand('galley.posts.copyPath', uris[0], uris);
    assert.equal(await vscode.env.clipboard.readText(), uris.map((uri) => uri.fsPath).join('\n'));
  });
});
