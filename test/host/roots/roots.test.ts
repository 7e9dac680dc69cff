import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { outcome } from '../files.js';
import { codesBecome, codesOf } from '../problemCodes.js';

interface Summary {
  readonly byPost: readonly { readonly key: string; readonly label: string }[];
}

const encoder = new TextEncoder();

function fileIn(folder: number, path: string): vscode.Uri {
  const root = vscode.workspace.workspaceFolders?.[folder];
  if (!root) throw new Error(`The workspace has no folder ${folder}`);
  return vscode.Uri.joinPath(root.uri, path);
}

async function write(folder: number, path: string, text: string): Promise<vscode.Uri> {
  const uri = fileIn(folder, path);
  await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(uri, '..'));
  await vscode.workspace.fs.writeFile(uri, encoder.encode(text));
  return uri;
}

async function textOf(uri: vscode.Uri): Promise<string> {
  return (await vscode.workspace.openTextDocument(uri)).getText();
}

const post = (id: string, more = ''): string => `---\nid: ${id}\ntitle: Post ${id}\n${more}---\nBody.\n`;

const paid = 'pipeline:\n  - { step: draft, status: done, cost_usd: 0.01 }\n';

describe('A workspace of several folders', () => {
  before(async () => {
    await vscode.extensions.getExtension('galley.galley')?.activate();
    await write(0, 'galley.yaml', 'pillars: { craft: { name: Craft } }\n');
    await write(1, 'galley.yaml', 'pillars: { tools: { name: Tools } }\nplatforms: { x: { max: 100 } }\n');
  });

  it('has a folder that is on no disk', () => {
    assert.deepEqual(vscode.workspace.workspaceFolders?.map(({ name, uri }) => [name, uri.scheme]), [['one', 'file'], ['two', 'file'], ['studio', 'galley-memory']]);
  });

  it('holds posts to the galley.yaml of their own folder', async () => {
    const caption = `caption: ${'many words '.repeat(12)}\n`;
    const here = await write(0, 'posts/a.post.md', post('FirstRoot001', `pillar: craft\n${caption}`));
    const there = await write(1, 'posts/a.post.md', post('SecondRoot01', `pillar: craft\n${caption.replace('many', 'other')}`));
    await codesBecome(there, ['unknown-pillar', 'caption-too-long']);
    assert.deepEqual(codesOf(here), []);
  });

  it('knows the posts of all folders, wherever those are', async () => {
    await write(0, 'index/a.post.md', post('IndexRoot001', paid));
    await write(1, 'index/b.post.md', post('IndexRoot002', paid));
    await write(2, 'index/c.post.md', post('IndexRoot003', paid));
    const summary = (await outcome('galley.showCosts')) as Summary;
    assert.deepEqual(summary.byPost.filter(({ key }) => key.includes('/index/')).map(({ label }) => label).sort(), ['Post IndexRoot001', 'Post IndexRoot002', 'Post IndexRoot003']);
  });

  it('finds an id that posts of two folders share', async () => {
    const here = await write(0, 'ids/a.post.md', post('SharedRoot01'));
    const there = await write(2, 'ids/b.post.md', post('SharedRoot01'));
    await codesBecome(here, ['duplicate-id']);
    await codesBecome(there, ['duplicate-id']);
    await vscode.workspace.fs.delete(there);
    await codesBecome(here, []);
  });

  it('completes and renames the pillars of one folder, and leaves the others alone', async () => {
    const here = await write(0, 'rename/a.post.md', post('RenameRoot01', 'pillar: craft\n'));
    const there = await write(1, 'rename/a.post.md', post('RenameRoot02', 'pillar: craft\n'));
    const document = await vscode.workspace.openTextDocument(here);
    const at = document.positionAt(document.getText().indexOf('craft') + 2);
    const list = await vscode.commands.executeCommand<vscode.CompletionList>('vscode.executeCompletionItemProvider', here, at);
    const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    assert.ok(labels.includes('craft') && !labels.includes('tools'));
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>('vscode.executeDocumentRenameProvider', here, at, 'making');
    await vscode.workspace.applyEdit(edit);
    assert.match(await textOf(here), /pillar: making/);
    assert.match(await textOf(fileIn(0, 'galley.yaml')), /pillars: \{ making: \{ name: Craft \} \}/);
    assert.match(await textOf(there), /pillar: craft/);
  });
});
