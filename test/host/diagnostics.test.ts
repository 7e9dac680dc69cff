import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { onDisk, workspaceFolder, writePost } from './files.js';
import { codesBecome, codesOf } from './problemCodes.js';

async function actions(uri: vscode.Uri, code: string, kind: string): Promise<readonly vscode.CodeAction[]> {
  const diagnostic = vscode.languages.getDiagnostics(uri).find((one) => typeof one.code === 'object' && one.code.value === code);
  return vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', uri, diagnostic?.range ?? new vscode.Range(0, 0, 0, 0), kind);
}

async function type(document: vscode.TextDocument, before: string, after: string): Promise<void> {
  const at = document.getText().indexOf(before);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(document.positionAt(at), document.positionAt(at + before.length)), after);
  await vscode.workspace.applyEdit(edit);
}

const sound = (id: string, more = '', body = ''): string => `---\nid: ${id}\ntitle: A title\n${more}---\n${body}`;

describe('Problems', () => {
  it('are shown for a post that is not open, and go with the file', async () => {
    const uri = await writePost('problems/closed.post.md', sound('ClosedPost01', 'caption: Facts #ai\n'));
    await codesBecome(uri, ['caption-comment']);
    assert.equal(vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri.toString()), false);
    const [diagnostic] = vscode.languages.getDiagnostics(uri);
    assert.deepEqual([diagnostic?.range.start.line, diagnostic?.range.start.character, diagnostic?.range.end.character], [3, 15, 18]);
    await rm(uri.fsPath);
    await codesBecome(uri, []);
  });

  it('go with a file that came and went before VS Code told of either', async () => {
    // As long as something changes in a folder, events are held back, and of a file that is made and deleted meanwhile there is none.
    let changes = 0;
    const busy = setInterval(() => { void writeFile(join(workspaceFolder(), 'busy.txt'), String(changes++)); }, 15);
    try {
      for (let round = 0; round < 4; round++) {
        const uri = await writePost(`problems/brief-${round}.post.md`, sound(`BriefPost00${round}`, 'caption: Facts #ai\n'));
        // Searches for posts by itself.
        await vscode.commands.executeCommand('galley.showCosts');
        await codesBecome(uri, ['caption-comment']);
        await rm(uri.fsPath);
        await codesBecome(uri, []);
      }
    } finally {
      clearInterval(busy);
    }
  });

  it('link to their section of the documentation', async () => {
    const uri = await writePost('problems/link.post.md', sound('LinkedPost01', 'caption: Facts #ai\n'));
    await codesBecome(uri, ['caption-comment']);
    const code = vscode.languages.getDiagnostics(uri)[0]?.code;
    assert.ok(typeof code === 'object' && code.target.path.endsWith('/docs/problems.md'));
    const line = Number(/^L(\d+)$/.exec(code.target.fragment)?.[1]);
    const page = await readFile(code.target.with({ fragment: '' }).fsPath, 'utf8');
    assert.equal(page.split('\n')[line - 1], '### caption-comment');
  });

  it('follow a file that changes on disk', async () => {
    const uri = await writePost('problems/changed.post.md', sound('ChangedPost1'));
    await codesBecome(uri, []);
    await writeFile(uri.fsPath, sound('short'));
    await codesBecome(uri, ['bad-id']);
    await writeFile(uri.fsPath, sound('ChangedPost1'));
    await codesBecome(uri, []);
  });

  it('follow what is typed, in the text that is not saved', async () => {
    const uri = await writePost('problems/typed.post.md', sound('TypedPost001', '', 'Body.\n'));
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    await type(document, 'title: A title\n', 'title: A title\nhero: { image: nowhere.png }\n');
    await codesBecome(uri, ['hero-without-alt', 'hero-missing']);
    await type(document, 'hero: { image: nowhere.png }\n', '');
    await codesBecome(uri, []);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('are not shown for other Markdown', async () => {
    const uri = vscode.Uri.file(join(workspaceFolder(), 'problems/readme.md'));
    await mkdir(dirname(uri.fsPath), { recursive: true });
    await writeFile(uri.fsPath, '---\ncaption: Facts #ai\n---\n');
    await vscode.window.showTextDocument(uri);
    const post = await writePost('problems/after.post.md', sound('short'));
    await codesBecome(post, ['bad-id']);
    assert.deepEqual(codesOf(uri), []);
  });

  it('name the other post when two have one id, and end when one changes', async () => {
    const one = await writePost('problems/one.post.md', sound('TwicePost001'));
    const two = await writePost('problems/two.post.md', sound('TwicePost001'));
    await codesBecome(one, ['duplicate-id']);
    await codesBecome(two, ['duplicate-id']);
    assert.equal(vscode.languages.getDiagnostics(one)[0]?.relatedInformation?.[0]?.location.uri.toString(), two.toString());
    await writeFile(two.fsPath, sound('TwicePost002'));
    await codesBecome(one, []);
    await codesBecome(two, []);
  });

  it('of a picture end when the picture comes', async () => {
    const uri = await writePost('problems/hero.post.md', sound('HeroPost0001', 'hero: { image: media/later.png, alt: A cat }\n'));
    await codesBecome(uri, ['hero-missing']);
    const media = join(workspaceFolder(), 'problems', 'media');
    await mkdir(media, { recursive: true });
    await writeFile(join(media, 'later.png'), 'not a picture, but there');
    await codesBecome(uri, []);
    await rm(join(media, 'later.png'));
    await codesBecome(uri, ['hero-missing']);
  });

  it('of a picture follow the disk in a post that is open', async () => {
    const media = join(workspaceFolder(), 'problems', 'open', 'pictures', 'deep');
    await mkdir(media, { recursive: true });
    await writeFile(join(media, 'here.png'), 'not a picture, but there');
    const uri = await writePost('problems/open/hero.post.md', sound('OpenHero0001', 'hero: { image: pictures/deep/here.png, alt: A cat }\nplan: { brief: It is hot }\n', 'It has 180 degrees.\n'));
    await vscode.window.showTextDocument(uri);
    // Found together with what the disk says.
    await codesBecome(uri, ['unsupported-figure']);
    await rm(join(workspaceFolder(), 'problems', 'open', 'pictures'), { recursive: true });
    await codesBecome(uri, ['hero-missing', 'unsupported-figure']);
  });

  it('of claims follow the facts of a cluster, whether the post is open or not', async () => {
    const cluster = join(workspaceFolder(), 'problems', 'oven.cluster.md');
    await mkdir(dirname(cluster), { recursive: true });
    await writeFile(cluster, '- It holds 180 degrees. ^f1\n');
    const claim = (id: string): string => sound(id, 'plan: { sources: [{ cluster: oven.cluster.md }] }\n', 'It holds 180 degrees.\n');
    const open = await writePost('problems/claim-open.post.md', claim('ClaimOpen001'));
    const closed = await writePost('problems/claim-closed.post.md', claim('ClaimClosed1'));
    await vscode.window.showTextDocument(open);
    await writeFile(cluster, '- It holds 190 degrees. ^f1\n');
    await codesBecome(open, ['unsupported-figure']);
    await codesBecome(closed, ['unsupported-figure']);
    await writeFile(cluster, '- It holds 180 degrees. ^f1\n');
    await codesBecome(open, []);
    await codesBecome(closed, []);
  });

  it('of two captions end in both open posts when one is written anew', async () => {
    const caption = 'caption: >-\n  The oven holds the heat of 300 kg of brick through the whole night, with no gas at all\n';
    const one = await writePost('problems/alike-one.post.md', sound('AlikeOne0001', caption));
    const two = await writePost('problems/alike-two.post.md', sound('AlikeTwo0001', caption));
    await vscode.window.showTextDocument(one);
    const document = await vscode.workspace.openTextDocument(two);
    await vscode.window.showTextDocument(document, { preview: false });
    await codesBecome(one, ['near-duplicate-caption']);
    await codesBecome(two, ['near-duplicate-caption']);
    await type(document, 'The oven holds the heat of 300 kg of brick through the whole night, with no gas at all', 'Bread rises while the town sleeps and nobody watches the fire');
    await codesBecome(two, []);
    await codesBecome(one, []);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('of other posts are found when a cluster cannot be read', async () => {
    await mkdir(join(workspaceFolder(), 'problems', 'folder.cluster.md'), { recursive: true });
    await writePost('problems/unreadable.post.md', sound('Unreadable01', 'plan: { sources: [{ cluster: folder.cluster.md }] }\ncaption: Facts #ai\n'));
    const other = await writePost('problems/beside.post.md', sound('beside'));
    await codesBecome(other, ['bad-id']);
    await codesBecome(vscode.Uri.joinPath(other, '..', 'unreadable.post.md'), ['caption-comment']);
  });

  it('of galley.yaml are shown in it, and posts follow its rules', async () => {
    const uri = vscode.Uri.file(join(workspaceFolder(), 'galley.yaml'));
    const before = await onDisk(uri);
    const post = await writePost('problems/avoided.post.md', sound('AvoidedPost1', '', 'We flabbergast them.\n'));
    try {
      await writeFile(uri.fsPath, before.replace('avoid: [', 'avoid: [flabbergast, ').concat('hero: { template: aurorra }\n'));
      await codesBecome(uri, ['unknown-template']);
      await codesBecome(post, ['avoided-word']);
    } finally {
      await writeFile(uri.fsPath, before);
    }
    await codesBecome(uri, []);
    await codesBecome(post, []);
  });
});

describe('Quick fixes', () => {
  it('change the bytes that they name and no others', async () => {
    const text = sound('FixedPost001', '# mine\r\ncaption: Facts go in. #ai #agents\r\nown: "x" # kept\r\n', 'Body.\r\n').replace(/\r?\n/g, '\r\n');
    const uri = await writePost('problems/fixed.post.md', text);
    const document = await vscode.workspace.openTextDocument(uri);
    await codesBecome(uri, ['caption-comment']);
    const [fix] = await actions(uri, 'caption-comment', vscode.CodeActionKind.QuickFix.value);
    assert.ok(fix?.edit && fix.isPreferred);
    await vscode.workspace.applyEdit(fix.edit);
    await document.save();
    assert.equal(await onDisk(uri), text.replace('caption: Facts', 'caption: >-\r\n  Facts'));
    await codesBecome(uri, []);
  });

  it('add a pillar to galley.yaml', async () => {
    const studio = vscode.Uri.file(join(workspaceFolder(), 'galley.yaml'));
    const before = await onDisk(studio);
    const uri = await writePost('problems/pillar.post.md', sound('PillarPost01', 'pillar: brand-new-pillar\n'));
    try {
      await vscode.workspace.openTextDocument(uri);
      await codesBecome(uri, ['unknown-pillar']);
      const fixes = await actions(uri, 'unknown-pillar', vscode.CodeActionKind.QuickFix.value);
      const add = fixes.find(({ title }) => title.startsWith('Add the pillar'));
      assert.ok(add?.edit);
      await vscode.workspace.applyEdit(add.edit);
      await codesBecome(uri, []);
      await vscode.workspace.saveAll();
    } finally {
      await writeFile(studio.fsPath, before);
    }
  });

  it('run the step that mends the post', async () => {
    const uri = await writePost('problems/run.post.md', sound('RunPost00001', 'hero: { image: ../notes.md }\n'));
    await vscode.workspace.openTextDocument(uri);
    await codesBecome(uri, ['hero-without-alt']);
    const [fix] = await actions(uri, 'hero-without-alt', vscode.CodeActionKind.QuickFix.value);
    assert.equal(fix?.command?.command, 'galley.altText');
  });

  it('that are certain are made on save, where the user wants that', async () => {
    const uri = await writePost('problems/saved.post.md', '---\ntitle: Cost: what we know\ncaption: Facts #ai\npillar: any\n---\nBody.\n');
    const config = vscode.workspace.getConfiguration('editor');
    await config.update('codeActionsOnSave', { 'source.fixAll.galley': 'explicit' }, vscode.ConfigurationTarget.Workspace);
    try {
      const document = await vscode.workspace.openTextDocument(uri);
      await vscode.window.showTextDocument(document);
      await type(document, 'Body.', 'Body, changed.');
      assert.equal(await document.save(), true);
      const text = await onDisk(uri);
      assert.match(text, /^---\nid: [\w-]{12}\ntitle: "Cost: what we know"\ncaption: >-\n {2}Facts #ai\npillar: any\n---\nBody, changed\.\n$/);
    } finally {
      await config.update('codeActionsOnSave', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });
});
