import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { onDisk, outcome, plan, writePost } from './files.js';

interface Entry {
  readonly uri: vscode.Uri;
  readonly records: readonly { readonly step: string; readonly cost_usd?: number }[];
  readonly error?: string;
}

interface Planned {
  readonly uri: vscode.Uri;
  readonly steps: readonly { readonly step: string; readonly action: string; readonly cost_usd?: number }[];
}

const all = ['draft', 'caption', 'hero_image', 'alt_text'];
const title = (number: number): string => plan.replace('The oven that heats itself', `The oven that heats itself ${number}`);

describe('A batch', function () {
  this.timeout(120_000);
  before(async () => {
    await vscode.extensions.getExtension('galley.galley')?.activate();
  });

  it('runs what is due on several posts, returns one entry each, and then does nothing', async () => {
    const uris = await Promise.all([1, 2, 3].map((number) => writePost(`batch/several-${number}.post.md`, title(number))));
    const first = (await outcome('galley.runAll', { uris })) as readonly Entry[];
    assert.deepEqual(first.map(({ uri, records, error }) => [uri.toString(), records.map(({ step }) => step), error]), uris.map((uri) => [uri.toString(), all, undefined]));
    const texts = await Promise.all(uris.map(onDisk));
    assert.ok(texts.every((text) => text.includes('step: alt_text, status: done')));
    const second = (await outcome('galley.runAll', { uris: uris.map(String) })) as readonly Entry[];
    assert.deepEqual(second.map(({ records, error }) => [records, error]), uris.map(() => [[], undefined]));
    assert.deepEqual(await Promise.all(uris.map(onDisk)), texts);
  });

  it('goes on when one post cannot be worked on, and says why', async () => {
    const uris = [
      await writePost('batch/good.post.md', title(4)),
      await writePost('batch/without-plan.post.md', '---\ntitle: A title\n---\n'),
      await writePost('batch/broken.post.md', '---\ntitle: [a\nplan: {\n---\nBody.\n'),
      vscode.Uri.joinPath((await writePost('batch/other.post.md', title(5))), '..', 'nowhere.post.md'),
      await writePost('batch/last.post.md', title(6)),
    ];
    const entries = (await outcome('galley.runAll', { uris })) as readonly Entry[];
    assert.deepEqual(entries.map(({ records }) => records.length), [4, 0, 0, 0, 4]);
    const errors = entries.map(({ error }) => error ?? '');
    assert.match(errors[1] ?? '', /its plan is empty/);
    assert.match(errors[2] ?? '', /Mend the front matter/);
    assert.match(errors[3] ?? '', /nowhere\.post\.md/);
    assert.equal(await onDisk(uris[2] as vscode.Uri), '---\ntitle: [a\nplan: {\n---\nBody.\n');
  });

  it('leaves unsaved changes unsaved, and each step of a post is one step to undo', async () => {
    const [dirty, clean] = await Promise.all([writePost('batch/dirty.post.md', title(7)), writePost('batch/clean.post.md', title(8))]);
    const document = await vscode.workspace.openTextDocument(dirty);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(dirty, document.positionAt(document.getText().indexOf('The oven')), 'Mine: ');
    await vscode.workspace.applyEdit(edit);
    await outcome('galley.runAll', { uris: [dirty, clean] });
    assert.equal(document.isDirty, true);
    assert.equal(await onDisk(dirty), title(7));
    assert.ok(document.getText().includes('title: Mine: The oven') && document.getText().includes('step: alt_text'));
    assert.ok((await onDisk(clean)).includes('step: alt_text'));
    await vscode.window.showTextDocument(document);
    const receipts = (): readonly string[] => [...document.getText().matchAll(/^ {2}- \{ step: (\w+),/gm)].map(([, step]) => step ?? '');
    for (let left = all.length; left > 0; left--) {
      assert.deepEqual(receipts(), all.slice(0, left), 'the last step goes first, with all that it wrote');
      await vscode.commands.executeCommand('undo');
    }
    assert.equal(document.getText(), title(7).replace('The oven that', 'Mine: The oven that'));
    await document.save();
  });

  it('says what would run, step by step with prices, and runs nothing', async () => {
    const uri = await writePost('batch/dry.post.md', title(9));
    const [planned] = (await outcome('galley.runAll', { uris: [uri], dryRun: true })) as readonly Planned[];
    assert.deepEqual(planned?.steps.map(({ step, action, cost_usd }) => [step, action, cost_usd]), all.map((step) => [step, 'run', 0]));
    assert.deepEqual(await outcome('galley.runPipeline', uri, { dryRun: true }), planned.steps);
    assert.equal(await onDisk(uri), title(9));
  });

  it('redoes a step and what depends on it, and keeps what was written by hand', async () => {
    const uri = await writePost('batch/redo.post.md', title(10));
    await outcome('galley.runPipeline', uri);
    const steps = async (options: object): Promise<readonly string[]> => ((await outcome('galley.runPipeline', uri, options)) as readonly { step: string }[]).map(({ step }) => step);
    assert.deepEqual(await steps({ from: 'hero_image' }), ['hero_image', 'alt_text']);
    const document = await vscode.workspace.openTextDocument(uri);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(uri, document.positionAt(document.getText().length), '\nA line of my own.\n');
    await vscode.workspace.applyEdit(edit);
    await document.save();
    assert.deepEqual(await steps({ from: 'draft' }), ['caption', 'hero_image', 'alt_text']);
    assert.ok(document.getText().includes('A line of my own.'));
    const refused = await outcome('galley.runPipeline', uri, { from: 'everything' });
    assert.ok(refused instanceof Error && refused.message.includes('from'), String(refused));
  });

  it('refuses options of the wrong type and says which', async () => {
    for (const options of [{ uris: 'all' }, { uris: [3] }, { uris: [], concurrency: 0 }, { uris: [], dryRun: 'yes' }, { uris: [], confirmed: 1 }]) {
      const error = await outcome('galley.runAll', options);
      assert.ok(error instanceof Error && error.message.includes(Object.keys(options).at(-1) ?? ''), `${JSON.stringify(options)}: ${String(error)}`);
    }
  });

  it('opens no editor, whatever it works through', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.window.showTextDocument(await writePost('batch/mine.md', 'Mine.'));
    const uris = await Promise.all(Array.from({ length: 20 }, (_, number) => writePost(`batch/many-${number}.post.md`, title(20 + number))));
    const entries = (await outcome('galley.runAll', { uris, concurrency: 3 })) as readonly Entry[];
    assert.ok(entries.every(({ records }) => records.length === 4));
    // A slow save makes VS Code open a tab of its own; it is closed again.
    const labels = (): readonly string[] => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
    for (let attempt = 0; attempt < 100 && labels().length > 1; attempt++) await new Promise((resolve) => setTimeout(resolve, 50));
    assert.deepEqual(labels(), ['mine.md']);
  });
});
