import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { parsePost } from '../../src/post/parse.js';
import type { Post } from '../../src/post/post.js';
import { flavours } from '../support/providers/openaiFlavours.js';
import { startOpenaiServer, type OpenaiServer } from '../support/providers/openaiServer.js';
import { onDisk, outcome, workspaceFolder, writePost } from './files.js';

const message = "Generate exactly 5 items: 1 with content_format='video' and 4 with content_format='hero_text'.";

const facts = [
  'Harbour Street Library lends seeds from a drawer of 214 varieties. ^f1',
  'Members took 1,930 packets last season and brought 640 back.',
  'The drawer was a card catalogue until 1994.',
  'A packet of tomato seed costs 3 pounds 20 in the shop on Mill Lane.',
  'Two volunteers dry and label seeds every Thursday from four to six.',
  'The oldest variety is a broad bean that a member brought in 1971.',
  'Eleven schools have copied the drawer since 2019.',
  'The library keeps a tenth of each variety in a freezer at minus 18 degrees.',
  'Nobody is fined for bringing nothing back.',
  'The mayor of Harbour Street opened the drawer with a borrowed key.',
].map((fact) => `- ${fact}`).join('\n');

const cluster = `---\ntitle: The seed drawer # kept\nurls: []\n---\n\n# Facts\n\n${facts}\n`;

async function written(uris: readonly vscode.Uri[]): Promise<readonly Post[]> {
  return Promise.all(uris.map(async (uri) => parsePost(await onDisk(uri))));
}

async function plan(uri: vscode.Uri, options: object = {}): Promise<readonly vscode.Uri[]> {
  const uris = await outcome('galley.planPosts', uri, { specialMessage: message, accept: true, ...options });
  assert.ok(Array.isArray(uris), String(uris));
  return uris as vscode.Uri[];
}

describe('Planning posts', () => {
  it('makes exactly the posts that the special message asks for, each with its plan, its sources and its receipt', async () => {
    const uri = await writePost('planned/one/seeds.cluster.md', cluster);
    const uris = await plan(uri);
    const posts = await written(uris);
    assert.deepEqual(posts.map(({ contentFormat }) => contentFormat).sort(), ['hero_text', 'hero_text', 'hero_text', 'hero_text', 'video']);
    for (const post of posts) {
      assert.deepEqual(post.problems, []);
      assert.match(post.id ?? '', /^[\w-]{12}$/);
      assert.ok(post.title && post.plan.brief && post.plan.rationale, post.text);
      assert.equal(post.plan.specialMessage, message);
      assert.equal(post.body.text.trim(), '');
      assert.deepEqual(post.pipeline.map(({ step, status, provider, cost, costBasis }) => [step, status, provider, cost, costBasis]), [['plan', 'done', 'builtin', 0, 'free']]);
      assert.match(post.text, /^ {2}- \{ step: plan, status: done, provider: builtin, .*\}$/m);
    }
    assert.equal(new Set(uris.map(({ path }) => path)).size, 5);
  });

  it('names facts of the cluster as sources, and numbers just those that it names', async () => {
    const uri = await writePost('planned/two/seeds.cluster.md', cluster);
    const posts = await written(await plan(uri));
    const named = new Set(posts.flatMap(({ plan: { sources } }) => sources.map(({ cluster: source }) => source)));
    assert.ok(named.size >= 5);
    const text = await onDisk(uri);
    assert.equal(text.replace(/ \^f\d+$/gm, ''), cluster.replace(' ^f1', ''));
    for (const source of named) {
      const [, path, id] = /^(.*)#(f\d+)$/.exec(source ?? '') ?? [];
      assert.ok(path === 'seeds.cluster.md' || path === 'planned/two/seeds.cluster.md', source);
      assert.match(text, new RegExp(` \\^${id ?? ''}$`, 'm'));
    }
    assert.equal([...text.matchAll(/ \^f\d+$/gm)].length, new Set([...named, 'x#f1'].map((source) => source?.split('#')[1])).size);
  });

  it('leaves a cluster with unsaved changes unsaved', async () => {
    const uri = await writePost('planned/dirty/seeds.cluster.md', cluster);
    const document = await vscode.workspace.openTextDocument(uri);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(uri, new vscode.Position(document.lineCount - 1, 0), '- A fact that was typed a moment ago.\n');
    await vscode.workspace.applyEdit(edit);
    await plan(uri);
    assert.equal(document.isDirty, true);
    assert.equal(await onDisk(uri), cluster);
    assert.match(document.getText(), / \^f2$/m);
    await document.save();
  });

  it('gives posts of the same title other names, and overwrites nothing', async () => {
    const uri = await writePost('planned/twice/seeds.cluster.md', cluster);
    const first = await plan(uri);
    const before = await Promise.all(first.map(onDisk));
    const second = await plan(uri);
    assert.deepEqual(await Promise.all(first.map(onDisk)), before);
    assert.equal(new Set([...first, ...second].map(({ path }) => path.toLowerCase())).size, 10);
  });

  it('takes all files back in one undo', async () => {
    const uri = await writePost('planned/undo/seeds.cluster.md', cluster);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    const uris = await plan(uri);
    const names = new Set(uris.map(({ path }) => path));
    const left = async (): Promise<number> => {
      const found = await Promise.all([...names].map((path) => vscode.workspace.fs.stat(vscode.Uri.file(path)).then(() => 1, () => 0)));
      return found.reduce<number>((sum, one) => sum + one, 0);
    };
    assert.equal(await left(), 5);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('undo');
    assert.equal(await left(), 0);
    assert.equal(document.getText(), cluster);
    await document.save();
  });

  it('refuses a message that contradicts itself, and asks nobody', async () => {
    const uri = await writePost('planned/contradiction/seeds.cluster.md', cluster);
    const error = await outcome('galley.planPosts', uri, { specialMessage: "Exactly 6 items: 1 with content_format='video' and 4 with content_format='hero_text'.", accept: true });
    assert.ok(error instanceof Error && error.message.startsWith('Could not plan the posts: '), String(error));
    assert.deepEqual(await readdir(join(workspaceFolder(), 'planned', 'contradiction')), ['seeds.cluster.md']);
  });

  it('says what is missing in a cluster without facts', async () => {
    const uri = await writePost('planned/empty/empty.cluster.md', '---\ntitle: Nothing yet\n---\n\n# Facts\n\n-\n');
    const error = await outcome('galley.planPosts', uri, { specialMessage: message, accept: true });
    assert.ok(error instanceof Error && error.message.includes('empty.cluster.md has no facts'), String(error));
  });

  it('numbers facts in one edit that writes nothing else', async () => {
    const uri = await writePost('planned/number/seeds.cluster.md', cluster);
    assert.equal(await outcome('galley.numberFacts', uri, {}), 9);
    const text = await onDisk(uri);
    assert.equal(text.replace(/ \^f\d+$/gm, ''), cluster.replace(' ^f1', ''));
    assert.equal(await outcome('galley.numberFacts', uri, {}), 0);
  });

  it('makes a cluster that is ready for its first fact', async () => {
    const folder = vscode.Uri.file(join(workspaceFolder(), 'planned'));
    const uri = await outcome('galley.newCluster', folder, { title: 'The tide tables: 1911', open: false });
    assert.ok(uri instanceof vscode.Uri, String(uri));
    assert.equal(await onDisk(uri), '---\ntitle: "The tide tables: 1911"\nurls: []\n---\n\n- ');
  });
});

describe('A planner that is paid', () => {
  const touched = ['text.provider', 'text.baseUrl', 'text.model', 'prices', 'confirmAbove'];
  let server: OpenaiServer;
  before(async () => {
    // A model with this ending is not one of this computer, so that it costs what the server says.
    server = await startOpenaiServer({ flavour: { ...flavours.openrouter, prefix: '/v1', checksKey: false, models: ['planner-cloud'] } });
    await set('text.provider', 'openai');
    await set('text.baseUrl', server.baseUrl);
    await set('text.model', 'planner-cloud');
    await set('prices', { 'planner-cloud': { inputPerMillion: 0.1, outputPerMillion: 0.5 } });
    await set('confirmAbove', 0);
  });
  after(async () => {
    for (const key of touched) await set(key, undefined);
    await server.close();
  });

  const set = async (key: string, value: unknown): Promise<void> => vscode.workspace.getConfiguration('galley').update(key, value, vscode.ConfigurationTarget.Global);
  const item = (title: string, content_format: string, fact: string): object => ({ title, brief: `What ${title} argues.`, rationale: 'Why it fits.', pillar: null, content_format, facts: [fact] });
  const answers = (...replies: readonly (readonly object[])[]): void => {
    let asked = 0;
    server.answer(() => ({ text: JSON.stringify({ items: replies[asked++] ?? [] }), usage: { input: 1_001, output: 333 * asked } }));
  };
  /** As the server bills: a tenth of a micro-dollar for each token that it reads, a half for each that it writes. */
  const billed = (round: number): number => Math.round(1_001 * 0.1 + 333 * round * 0.5);

  it('is asked once a round, the second time for what is missing, and the receipts add up to what was billed', async () => {
    answers(
      [item('One', 'video', 'f1'), item('Two', 'hero_text', 'f2'), item('Three', 'hero_text', 'f3')],
      [item('Four', 'hero_text', 'f4'), item('Five', 'hero_text', 'f5')],
    );
    const before = server.paidPosts;
    const uri = await writePost('planned/paid/seeds.cluster.md', cluster);
    const posts = await written(await plan(uri, { confirmed: true }));
    assert.equal(server.paidPosts - before, 2);
    assert.deepEqual(posts.map(({ title }) => title), ['One', 'Two', 'Three', 'Four', 'Five']);
    const receipts = posts.flatMap(({ pipeline }) => pipeline);
    assert.equal(receipts.length, 5);
    assert.equal(receipts.reduce((sum, { cost = NaN }) => sum + cost, 0), billed(1) + billed(2));
    assert.deepEqual(new Set(receipts.map(({ costBasis, status }) => `${status} ${costBasis ?? ''}`)), new Set(['done billed']));
    assert.deepEqual(posts[3]?.plan.sources.map(({ cluster: source }) => source?.split('#')[1]), ['f4']);
  });

  it('is not asked where nobody can say yes to its price', async () => {
    const before = server.paidPosts;
    const uri = await writePost('planned/unasked/seeds.cluster.md', cluster);
    const error = await outcome('galley.planPosts', uri, { specialMessage: message, accept: true });
    assert.ok(error instanceof Error && error.message.includes('Pass confirmed: true to go on.'), String(error));
    assert.equal(server.paidPosts, before);
    assert.deepEqual(await readdir(join(workspaceFolder(), 'planned', 'unasked')), ['seeds.cluster.md']);
  });

  it('makes no post when it stays short, and what it brought waits for a look', async () => {
    answers([item('Just one', 'video', 'f1')]);
    const before = server.paidPosts;
    const uri = await writePost('planned/short/seeds.cluster.md', cluster);
    const error = await outcome('galley.planPosts', uri, { specialMessage: message, accept: true, confirmed: true });
    assert.ok(error instanceof Error && /^Could not plan all posts: .*4 hero_text.* waits in Show Planned Posts\.$/.test(error.message), String(error));
    assert.equal(server.paidPosts - before, 3);
    assert.deepEqual(await readdir(join(workspaceFolder(), 'planned', 'short')), ['seeds.cluster.md']);
    assert.equal(await outcome('galley.showPlannedPosts'), 1);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });
});
