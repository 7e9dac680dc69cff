import assert from 'node:assert/strict';
import { access, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { onDisk, outcome, plan, workspaceFolder, writePost } from './files.js';

interface StepRecord {
  readonly step: string;
  readonly status: string;
  readonly artifact?: string;
  readonly cost_usd?: number;
}

describe('Step commands', () => {
  it('drafts a body, returns its record and saves the file that was clean', async () => {
    const uri = await writePost('steps/draft.post.md', plan);
    const record = (await outcome('galley.draft', uri)) as StepRecord;
    assert.equal(record.step, 'draft');
    assert.equal(record.status, 'done');
    assert.equal(record.cost_usd, 0);
    const text = await onDisk(uri);
    assert.ok(text.includes('300 kg of brick hold 180 degrees for 9 hours.\n'));
    assert.ok(text.includes('title: The oven that heats itself # kept\n'));
    assert.match(text, /^ {2}- \{ step: draft, status: done, provider: builtin, model: rules-1, cost_usd: 0, cost_basis: free, channel: builtin, .*inputs: \w{12}, output: \w{12} \}$/m);
  });

  it('is one undo step, whatever a command wrote', async () => {
    const uri = await writePost('steps/undo.post.md', plan);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('galley.draft', uri);
    assert.notEqual(document.getText(), plan);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), plan);
  });

  it('leaves a file with unsaved changes unsaved', async () => {
    const uri = await writePost('steps/dirty.post.md', plan);
    const document = await vscode.workspace.openTextDocument(uri);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(uri, document.positionAt(document.getText().indexOf('The oven')), 'Mine: ');
    await vscode.workspace.applyEdit(edit);
    await vscode.commands.executeCommand('galley.draft', uri);
    assert.equal(document.isDirty, true);
    assert.equal(await onDisk(uri), plan);
    assert.ok(document.getText().includes('title: Mine: The oven'));
    await document.save();
  });

  it('keeps CRLF line ends and everything else byte for byte', async () => {
    const crlf = plan.replaceAll('\n', '\r\n');
    const uri = await writePost('steps/crlf.post.md', crlf);
    await vscode.commands.executeCommand('galley.draft', uri);
    const text = await onDisk(uri);
    assert.ok(text.startsWith(crlf.slice(0, -5)), text);
    assert.equal(text.replaceAll('\r\n', '').includes('\n'), false);
  });

  it('runs what is missing, in order, and then nothing', async () => {
    const uri = await writePost('steps/pipeline.post.md', plan);
    const first = (await outcome('galley.runPipeline', uri)) as StepRecord[];
    assert.deepEqual(first.map(({ step }) => step), ['draft', 'caption', 'hero_image', 'alt_text']);
    const text = await onDisk(uri);
    assert.deepEqual(await outcome('galley.runPipeline', uri), []);
    assert.equal(await onDisk(uri), text);
    const png = await readFile(join(workspaceFolder(), 'steps', first[2]?.artifact ?? ''));
    assert.equal(png.subarray(1, 4).toString(), 'PNG');
    assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [1600, 900]);
    assert.ok(text.includes(`image: ${first[2]?.artifact ?? ''}`));
  });

  it('makes as many takes as asked, in the aspect ratio asked', async () => {
    const uri = await writePost('steps/takes.post.md', plan);
    const records = (await outcome('galley.heroImage', uri, { takes: 2, aspectRatio: '1:1', seed: 5 })) as StepRecord[];
    assert.equal(records.length, 2);
    for (const { artifact } of records) {
      const png = await readFile(join(workspaceFolder(), 'steps', artifact ?? ''));
      assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [1080, 1080]);
    }
    const text = await onDisk(uri);
    assert.ok(/seed: 5/.test(text) && /aspect_ratio: "?1:1"?/.test(text), text);
  });

  it('writes the variant of one platform and leaves the caption alone', async () => {
    const uri = await writePost('steps/variant.post.md', `${plan}The oven stores 180 degrees for 9 hours. It isn't a heater. It's a battery.\n`);
    await vscode.commands.executeCommand('galley.caption', uri, { platform: 'linkedin' });
    const text = await onDisk(uri);
    assert.match(text, /^captions:\n {2}linkedin: /m);
    assert.equal(/^caption:/m.test(text), false);
  });

  it('never replaces a body written by hand without leave', async () => {
    const mine = `${plan}My own words.\n`;
    const uri = await writePost('steps/mine.post.md', mine);
    const refused = await outcome('galley.draft', uri, { overwrite: false });
    assert.ok(refused instanceof Error && refused.message.startsWith('Could not'), String(refused));
    assert.equal(await onDisk(uri), mine);
    await vscode.commands.executeCommand('galley.draft', uri, { overwrite: true });
    assert.equal((await onDisk(uri)).includes('My own words.'), false);
  });

  it('refuses options of the wrong type and says which', async () => {
    const uri = await writePost('steps/options.post.md', plan);
    for (const options of [{ takes: 0 }, { takes: 'two' }, { seed: -1 }, { aspectRatio: '' }, { overwrite: 'yes' }]) {
      const error = await outcome('galley.heroImage', uri, options);
      assert.ok(error instanceof Error && error.message.includes(Object.keys(options)[0] ?? ''), JSON.stringify(options));
    }
    assert.equal(await onDisk(uri), plan);
  });

  it('sums up the costs of all posts', async () => {
    await writePost('steps/paid.post.md', plan.replace('---\n', '---\npipeline:\n  - { step: hero_image, status: done, provider: fal, model: fal-ai/x, cost_usd: 0.06 }\n  - { step: draft, status: done, provider: openai }\n'));
    const summary = (await outcome('galley.showCosts')) as { total: { known: number; unknown: number } };
    assert.ok(summary.total.known >= 60_000 && summary.total.unknown >= 1, JSON.stringify(summary.total));
  });
});

describe('Posts that cannot be worked on', () => {
  const refusals: readonly [string, string | Uint8Array][] = [
    ['empty', ''],
    ['without a plan', '---\ntitle: A title\n---\n'],
    ['with broken YAML', '---\ntitle: [a\nplan: {\n---\nBody.\n'],
    ['with a plan of the wrong type', '---\ntitle: A title\nplan: [1, 2]\n---\n'],
    ['with front matter that never ends', '---\ntitle: A title\nplan:\n  brief: A thing.\n'],
    ['binary', new Uint8Array([0x2d, 0x2d, 0x2d, 0x0a, 0, 1, 2, 3, 0xff, 0xfe, 0, 0])],
  ];
  for (const [what, content] of refusals) {
    it(`are refused with what to do, and kept as they are: ${what}`, async () => {
      const uri = await writePost(`refused/${what.replaceAll(' ', '-')}.post.md`, content);
      const error = await outcome('galley.draft', uri);
      assert.ok(error instanceof Error, String(error));
      assert.match(error.message, /^Could not /);
      assert.deepEqual(await readFile(uri.fsPath), Buffer.from(content));
    });
  }

  it('are refused when they are not there', async () => {
    const error = await outcome('galley.draft', vscode.Uri.file(join(workspaceFolder(), 'nowhere.post.md')));
    assert.ok(error instanceof Error && error.message.startsWith('Could not'), String(error));
  });

  it('of 5 MB get their caption', async () => {
    const sentence = 'The oven holds 180 degrees for 9 hours and nobody lit it. ';
    const body = `${sentence.repeat(Math.ceil((5 * 1024 * 1024) / sentence.length))}\n`;
    const uri = await writePost('refused/large.post.md', plan + body);
    const record = (await outcome('galley.caption', uri)) as StepRecord;
    assert.equal(record.status, 'done');
    assert.ok((await onDisk(uri)).endsWith(body));
  });

  it('may name a hero outside of the workspace, which no step touches', async () => {
    const uri = await writePost('refused/outside.post.md', plan.replace('---\n', '---\nhero: { image: ../../../etc/passwd }\n'));
    const error = await outcome('galley.heroImage', uri, { overwrite: false });
    assert.ok(error instanceof Error);
    assert.ok((await onDisk(uri)).includes('hero: { image: ../../../etc/passwd }'));
  });

  it('may be deleted while a step runs: the result is in a new document and the file stays deleted', async () => {
    const uri = await writePost('refused/deleted.post.md', plan);
    const running = outcome('galley.heroImage', uri);
    await rm(uri.fsPath);
    const error = await running;
    assert.ok(error instanceof Error && error.message.startsWith('Could not'), String(error));
    await assert.rejects(access(uri.fsPath));
  });

  it('may be typed in while a step runs: both stay', async () => {
    const uri = await writePost('refused/typed.post.md', plan);
    const document = await vscode.workspace.openTextDocument(uri);
    const running = outcome('galley.heroImage', uri);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(uri, document.positionAt(document.getText().length), 'Typed meanwhile.\n');
    await vscode.workspace.applyEdit(edit);
    const [record] = (await running) as StepRecord[];
    assert.equal(record?.status, 'done');
    assert.ok(document.getText().endsWith('Typed meanwhile.\n'));
    assert.ok(document.getText().includes(record.artifact ?? ''));
    await document.save();
  });
});
