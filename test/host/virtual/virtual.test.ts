import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { outcome, plan } from '../files.js';
import { codesBecome } from '../problemCodes.js';

const encoder = new TextEncoder();
const root = vscode.Uri.parse('galley-memory:/studio');

async function write(path: string, text: string): Promise<vscode.Uri> {
  const uri = vscode.Uri.joinPath(root, path);
  const parts = path.split('/').slice(0, -1);
  for (const [at] of parts.entries()) await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(root, ...parts.slice(0, at + 1)));
  await vscode.workspace.fs.writeFile(uri, encoder.encode(text));
  return uri;
}

async function textOf(uri: vscode.Uri): Promise<string> {
  return (await vscode.workspace.openTextDocument(uri)).getText();
}

describe('A workspace that is on no disk', () => {
  before(async () => {
    await write('posts/first.post.md', '---\nid: short\ntitle: There before Galley\n---\n');
    await vscode.extensions.getExtension('galley.galley')?.activate();
  });

  it('has its posts found and checked, those of before too', async () => {
    await codesBecome(vscode.Uri.joinPath(root, 'posts/first.post.md'), ['bad-id']);
    const fresh = await write('posts/deep/fresh.post.md', '---\nid: FreshPost001\ntitle: Fresh\ncaption: Facts #ai\n---\n');
    await codesBecome(fresh, ['caption-comment']);
    await vscode.workspace.fs.writeFile(fresh, encoder.encode('---\nid: FreshPost001\ntitle: Fresh\n---\n'));
    await codesBecome(fresh, []);
    await vscode.workspace.fs.delete(fresh);
  });

  it('has pictures checked and shown', async () => {
    const uri = await write('posts/hero.post.md', '---\nid: HeroPost0001\ntitle: Hero\nhero: { image: media/x.png, alt: A cat }\n---\n');
    await codesBecome(uri, ['hero-missing']);
    await write('posts/media/x.png', 'not a picture, but there');
    await codesBecome(uri, []);
    const document = await vscode.workspace.openTextDocument(uri);
    const at = document.positionAt(document.getText().indexOf('media/x.png') + 2);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, at);
    const texts = hovers.flatMap(({ contents }) => contents.map((content) => (content instanceof vscode.MarkdownString ? content.value : '')));
    assert.ok(texts.some((text) => text.includes('galley-memory:/studio/posts/media/x.png')), texts.join('\n'));
  });

  it('has every step run with the built-in models, its picture beside the post', async () => {
    const uri = await write('posts/run.post.md', plan);
    const records = (await outcome('galley.runPipeline', uri)) as readonly { readonly step: string; readonly artifact?: string }[];
    assert.deepEqual(records.map(({ step }) => step), ['draft', 'caption', 'hero_image', 'alt_text']);
    const artifact = records.find(({ artifact: path }) => path !== undefined)?.artifact ?? '';
    const picture = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(uri, '..', artifact));
    assert.equal(Buffer.from(picture).toString('latin1', 1, 4), 'PNG');
    assert.match(await textOf(uri), /300 kg of brick hold 180 degrees/);
  });

  it('has facts of clusters read, and pillars renamed in every post', async () => {
    await write('galley.yaml', 'pillars: { craft: { name: Craft } }\n');
    await write('facts/oven.cluster.md', '- It holds 180 degrees. ^f1\n');
    const uri = await write('posts/facts.post.md', '---\nid: FactsPost001\ntitle: Facts\npillar: craft\nplan: { sources: [{ cluster: facts/oven.cluster.md }] }\n---\nIt holds 190 degrees.\n');
    const other = await write('posts/other.post.md', '---\nid: OtherPost001\ntitle: Other\npillar: craft\n---\n');
    await codesBecome(uri, ['unsupported-figure']);
    const document = await vscode.workspace.openTextDocument(uri);
    const at = document.positionAt(document.getText().indexOf('craft') + 2);
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>('vscode.executeDocumentRenameProvider', uri, at, 'making');
    await vscode.workspace.applyEdit(edit);
    assert.match(await textOf(other), /pillar: making/);
    assert.match(await textOf(vscode.Uri.joinPath(root, 'galley.yaml')), /making/);
  });
});
