import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { onDisk, workspaceFolder, writePost } from './files.js';

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==', 'base64');

const source = `---
id: langTestPost
title: The oven that heats itself
pillar: reading
content_format: hero_text
plan:
  brief: >-
    Facts: 300 kg of brick hold 180 degrees for 9 hours.
  sources:
    - cluster: oven.cluster.md#f2
caption: >-
  Warm bread. #ai
hero: { image: media/oven_hero.png, alt: An oven }
pipeline:
  - { step: hero_image, status: done, provider: fal, model: fal-ai/x, artifact: media/oven_hero.png, cost_usd: 0.06, cost_basis: billed, seconds: 18.3, at: 2026-05-11T15:17:00Z }
---
# One

The oven stores heat.
`;

interface Opened {
  readonly uri: vscode.Uri;
  readonly document: vscode.TextDocument;
  readonly at: (needle: string, after?: number) => vscode.Position;
}

async function open(name: string, text: string): Promise<Opened> {
  const uri = await writePost(name, text);
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
  return { uri, document, at: (needle, after = 0) => document.positionAt(document.getText().indexOf(needle) + after) };
}

async function completions(uri: vscode.Uri, position: vscode.Position): Promise<readonly string[]> {
  const list = await vscode.commands.executeCommand<vscode.CompletionList>('vscode.executeCompletionItemProvider', uri, position);
  return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
}

async function hoverText(uri: vscode.Uri, position: vscode.Position): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, position);
  return hovers.flatMap(({ contents }) => contents).map((content) => (content instanceof vscode.MarkdownString ? content.value : '')).join('\n');
}

/** `workspace.saveAll` knows only documents that have an editor. */
async function saveAll(paths: readonly string[]): Promise<void> {
  for (const path of paths) await (await vscode.workspace.openTextDocument(vscode.Uri.file(path))).save();
}

describe('Posts in the editor', () => {
  let post: Opened;
  before(async () => {
    await vscode.extensions.getExtension('galley.galley')?.activate();
    await mkdir(join(workspaceFolder(), 'language', 'media'), { recursive: true });
    await writeFile(join(workspaceFolder(), 'language', 'media', 'oven_hero.png'), png);
    await writeFile(join(workspaceFolder(), 'language', 'oven.cluster.md'), '---\ntitle: The oven\nurls: [https://example.org/oven]\n---\n- Brick is cheap. ^f1\n- The oven holds 180 degrees. ^f2\n');
    post = await open('language/oven.post.md', source);
  });

  it('completes keys, words, pillars, facts, pictures and hashtags', async () => {
    const keys = await open('language/keys.post.md', '---\ntitle: A\n\n---\n');
    assert.ok((await completions(keys.uri, new vscode.Position(2, 0))).includes('pillar'));
    assert.deepEqual((await completions(post.uri, post.at('hero_text'))).slice(0, 2), ['hero_text', 'video']);
    assert.ok((await completions(post.uri, post.at('pillar: ', 8))).includes('reading'));
    assert.ok((await completions(post.uri, post.at('oven.cluster.md#f2', 4))).includes('oven.cluster.md#f1'));
    assert.ok((await completions(post.uri, post.at('media/oven_hero', 3))).includes('media/oven_hero.png'));
    // In the body VS Code offers the words of the file, and Galley nothing.
    const inBody = await vscode.commands.executeCommand<vscode.CompletionList>('vscode.executeCompletionItemProvider', post.uri, post.at('stores heat'));
    assert.deepEqual(inBody.items.filter(({ kind }) => kind === vscode.CompletionItemKind.Property), []);
  });

  it('completes in galley.yaml without a YAML extension', async () => {
    const uri = vscode.Uri.file(join(workspaceFolder(), 'galley.yaml'));
    const document = await vscode.workspace.openTextDocument(uri);
    const found = await completions(uri, document.positionAt(document.getText().length));
    assert.ok(found.some((label) => label === 'voice' || label === 'platforms'), found.join());
  });

  it('shows the picture, a receipt’s story and a caption’s counters on hover', async () => {
    const picture = await hoverText(post.uri, post.at('media/oven_hero', 3));
    assert.match(picture, /!\[\]\([^)]+\/language\/media\/oven_hero\.png\|height=160\)/);
    const story = await hoverText(post.uri, post.at('0.06', 1));
    assert.match(story, /Hero image/);
    assert.match(story, /0\\?\.06 \\?\(billed/);
    assert.match(await hoverText(post.uri, post.at('Warm bread', 1)), /\| X \| 15 of 280 \|/);
    assert.match(await hoverText(post.uri, post.at('oven.cluster.md#f2', 3)), /holds 180 degrees/);
  });

  it('shows no picture from outside the workspace', async () => {
    const outside = await open('language/outside.post.md', '---\ntitle: A\nhero: { image: ../../../../secret.png }\n---\n');
    assert.ok(!(await hoverText(outside.uri, outside.at('secret'))).includes('!['));
  });

  it('puts a lens with state and price over each section, whose command runs', async () => {
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', post.uri);
    const shown = lenses.map(({ range, command }) => `${range.start.line}: ${command?.title ?? ''}`);
    assert.ok(shown.includes(`${post.at('caption:').line}: Write again... — $0.00 · Yours`), shown.join('\n'));
    assert.ok(shown.some((line) => line.startsWith(`${post.at('plan:').line}: `)), shown.join('\n'));
    assert.ok(shown.some((line) => line.startsWith(`${post.at('# One').line}: Draft again... — $0.00`)), shown.join('\n'));
    assert.ok(shown.some((line) => line.startsWith(`${post.at('hero: {').line}: Make another`)), shown.join('\n'));
    const run = await open('language/run.post.md', '---\ntitle: The oven\nplan:\n  brief: >-\n    Hook: 300 kg of brick hold 180 degrees for 9 hours.\n---\n');
    const [, draft] = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', run.uri);
    assert.equal(draft?.command?.title, 'Draft the body — $0.00');
    await vscode.commands.executeCommand(draft.command.command, ...(draft.command.arguments as unknown[]));
    assert.match(await onDisk(run.uri), /\n300 kg of brick hold 180 degrees for 9 hours\./);
    const after = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', run.uri);
    assert.ok(after.some(({ command }) => command?.title === 'Draft again — $0.00 · Up to date'), after.map(({ command }) => command?.title).join('\n'));
  });

  it('lists keys, and each heading once', async () => {
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>('vscode.executeDocumentSymbolProvider', post.uri);
    const names = symbols.flatMap((symbol) => [symbol, ...symbol.children]).map(({ name }) => name.replace(/^# /, ''));
    for (const name of ['title', 'plan', 'brief', 'caption', 'pipeline']) assert.ok(names.includes(name), names.join());
    assert.equal(names.filter((name) => name === 'One').length, 1);
  });

  it('folds the front matter, the plan and the receipts', async () => {
    const ranges = await vscode.commands.executeCommand<vscode.FoldingRange[]>('vscode.executeFoldingRangeProvider', post.uri);
    const starts = ranges.map(({ start, end }) => `${start}-${end}`);
    for (const [from, to] of [['---', '---\n# One'], ['plan:', '- cluster'], ['pipeline:', '  - { step']] as const) {
      assert.ok(starts.includes(`${post.at(from).line}-${post.at(to).line}`), `${from}: ${starts.join()}`);
    }
  });

  it('links artifacts and facts, down to the line of the fact', async () => {
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>('vscode.executeLinkProvider', post.uri, 100);
    const targets = links.map(({ target }) => target?.toString() ?? '');
    assert.ok(targets.some((target) => target.endsWith('/language/media/oven_hero.png')), targets.join('\n'));
    assert.ok(targets.some((target) => target.endsWith('/language/oven.cluster.md#L6')), targets.join('\n'));
  });

  it('renames a pillar in every post and in galley.yaml', async () => {
    const yaml = vscode.Uri.file(join(workspaceFolder(), 'galley.yaml'));
    // Another test may have left changes in it that are not saved.
    const before = (await vscode.workspace.openTextDocument(yaml)).getText();
    const other = await open('language/other.post.md', '---\ntitle: B\npillar: reading # kept\n---\nreading\n');
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>('vscode.executeDocumentRenameProvider', post.uri, post.at('reading', 2), 'making');
    const changed = edit.entries().map(([{ path }]) => path);
    for (const { path } of [post.uri, other.uri, yaml]) assert.ok(changed.includes(path), changed.join());
    assert.equal(await vscode.workspace.applyEdit(edit), true);
    await saveAll(changed);
    assert.match(await onDisk(post.uri), /^pillar: making$/m);
    assert.equal(await onDisk(other.uri), '---\ntitle: B\npillar: making # kept\n---\nreading\n');
    assert.equal(await onDisk(yaml), before.replace(/^( +)reading:/m, '$1making:'));
    const back = await vscode.commands.executeCommand<vscode.WorkspaceEdit>('vscode.executeDocumentRenameProvider', post.uri, post.at('making', 2), 'reading');
    await vscode.workspace.applyEdit(back);
    await saveAll(changed);
    assert.equal(await onDisk(yaml), before);
  });

  it('renames a fact in its cluster and in every plan that names it, from either side', async () => {
    const cluster = await open('language/facts/rain.cluster.md', '- Rain fell. ^f1\n- Sun shone. ^f2\n');
    const named = await open('language/facts/named.post.md', '---\ntitle: D\nplan: { sources: [{ cluster: rain.cluster.md#f1 }, { cluster: rain.cluster.md#f2 }] }\n---\n');
    await open('language/facts/sub/other.post.md', '---\ntitle: E\nplan: { sources: [{ cluster: rain.cluster.md#f1 }] }\n---\n');
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>('vscode.executeDocumentRenameProvider', cluster.uri, cluster.at('^f1', 1), 'wet');
    assert.deepEqual(edit.entries().map(([{ path }]) => path).sort(), [named.uri.path, cluster.uri.path].sort());
    await vscode.workspace.applyEdit(edit);
    assert.match((await vscode.workspace.openTextDocument(named.uri)).getText(), /rain\.cluster\.md#wet \}, \{ cluster: rain\.cluster\.md#f2 \}/);
    const back = await vscode.commands.executeCommand<vscode.WorkspaceEdit>('vscode.executeDocumentRenameProvider', named.uri, named.at('#wet', 2), 'f1');
    await vscode.workspace.applyEdit(back);
    assert.match((await vscode.workspace.openTextDocument(cluster.uri)).getText(), /Rain fell\. \^f1/);
    const refused = await vscode.commands.executeCommand<vscode.WorkspaceEdit>('vscode.executeDocumentRenameProvider', named.uri, named.at('#f1', 2), 'f2');
    assert.deepEqual(refused.entries(), []);
  });

  it('refuses to rename an id, unless two posts share it', async () => {
    const position = post.at('langTestPost', 2);
    await assert.rejects(Promise.resolve(vscode.commands.executeCommand('vscode.executeDocumentRenameProvider', post.uri, position, 'aaaaaaaaaaaa')), /never changes/);
    const twin = await open('language/twin.post.md', '---\nid: langTestPost\ntitle: C\n---\n');
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>('vscode.executeDocumentRenameProvider', twin.uri, twin.at('langTestPost'), 'aaaaaaaaaaaa');
    assert.equal(edit.entries().length, 1);
  });
});
