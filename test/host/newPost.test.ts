import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { onDisk, outcome, workspaceFolder, writePost } from './files.js';

const folder = (): vscode.Uri => vscode.Uri.file(join(workspaceFolder(), 'posts'));

describe('New posts', () => {
  it('get a file named for their title, an id and a plan to fill in', async () => {
    const uri = await outcome('galley.newPost', folder(), { title: 'Why: the "oven" #1?', format: 'video', pillar: 'craft' });
    assert.ok(uri instanceof vscode.Uri, String(uri));
    assert.match(uri.path, /\/posts\/why-the-oven-1\.post\.md$/);
    const text = await onDisk(uri);
    assert.match(text, /^---\nid: [A-Za-z][\w-]{11}\n/);
    assert.match(text, /^content_format: video$/m);
    assert.match(text, /^pillar: craft$/m);
  });

  it('never overwrite a post of the same title', async () => {
    const first = await outcome('galley.newPost', folder(), { title: 'Twice' });
    const second = await outcome('galley.newPost', folder(), { title: 'Twice' });
    assert.ok(first instanceof vscode.Uri && second instanceof vscode.Uri);
    assert.match(second.path, /twice-2\.post\.md$/);
  });

  it('are refused for a format that does not exist', async () => {
    const before = await readdir(folder().fsPath);
    const error = await outcome('galley.newPost', folder(), { title: 'A title', format: 'podcast' });
    assert.ok(error instanceof Error && error.message.includes('hero_text'), String(error));
    assert.deepEqual(await readdir(folder().fsPath), before);
  });
});

describe('Importing a studio page', () => {
  const sample = process.env['GALLEY_SAMPLES'] ? join(process.env['GALLEY_SAMPLES'], 'qwen-shopping.page.txt') : '';

  it('turns the sample page into a post that loses nothing', async function () {
    if (!existsSync(sample)) {
      console.log('The shared samples are not here: skipped.');
      this.skip();
    }
    const page = await writePost('pages/qwen.page.txt', await readFile(sample));
    const uri = await outcome('galley.importPage', page, { open: false });
    assert.ok(uri instanceof vscode.Uri, String(uri));
    const text = await onDisk(uri);
    assert.match(text, /^id: N0aoCsQqhoyf$/m);
    assert.match(text, /step: hero_image, status: done, provider: fal, model: fal-ai\/flux-pro\/v1\.1-ultra, artifact: media\/N0aoCsQqhoyf_hero\.png, cost_usd: 0\.06, cost_basis: billed, channel: api, seconds: 18\.3, at: 2026-05-11T15:17:00Z/);
    const words = (await readFile(sample, 'utf8')).split(/\s+/).filter((word) => /^[\p{L}]{4,}$/u.test(word));
    const chrome = new Set(['drafter', 'input', 'Chat', 'References', 'turns', 'have', 'referenced', 'this', 'post', 'image', 'Plan', 'Hero', 'Caption', 'Body', 'Pipeline']);
    assert.deepEqual(words.filter((word) => !chrome.has(word) && !text.includes(word)), []);
  });

  it('refuses what is no page and leaves no file', async () => {
    const page = await writePost('pages/shopping-list.txt', 'Milk\nBread\n');
    const error = await outcome('galley.importPage', page);
    assert.ok(error instanceof Error && error.message.startsWith('Could not import'), String(error));
    assert.deepEqual((await readdir(join(workspaceFolder(), 'pages'))).filter((name) => name.endsWith('.post.md') && !name.startsWith('why')), []);
  });
});
