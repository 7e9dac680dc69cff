import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Balance } from '../../src/balance/balance.js';
import { outcome, writePost } from './files.js';

const post = (title: string, more: string, body = ''): string => `---\ntitle: ${title}\n${more}---\n${body}`;

async function balanceOf(uris: readonly (vscode.Uri | string)[], options: Readonly<Record<string, unknown>> = {}): Promise<Balance> {
  return (await outcome('galley.showBalance', { uris, ...options })) as Balance;
}

describe('Show Balance', () => {
  const caption = 'Three hundred kilos of brick, one fire a day, and nine hours of heat that nobody has to pay for';
  let uris: readonly vscode.Uri[];
  before(async () => {
    await writePost('balance/ovens.cluster.md', '- 300 kg of brick ^f1\n- No gas ^f2\n');
    const plan = (fact: string): string => `plan:\n  special_message: "Exactly 3 posts: 1 video and 2 hero_text."\n  sources:\n    - cluster: ovens.cluster.md#${fact}\n`;
    uris = [
      await writePost('balance/a.post.md', post('How we bake bread', `pillar: craft\ncontent_format: video\n${plan('f1')}caption: "${caption} once. #craft #ovens"\n`, 'Nobody counted the trays. And so on.')),
      await writePost('balance/b.post.md', post('How we bake cake', `content_format: hero_text\n${plan('f1')}caption: "${caption} twice. #Ovens #craft"\n`, '# Cake\n\nNobody counted the cakes.')),
    ];
  });

  it('compares the posts that it is given, and returns what it found', async () => {
    const balance = await balanceOf(uris);
    assert.equal(balance.posts, 2);
    assert.deepEqual(balance.openers.map(({ place, text, posts }) => [place, text, posts.length]), [['title', 'How we bake…', 2], ['body', 'Nobody counted the…', 2], ['caption', `${caption}…`, 2]]);
    assert.deepEqual(balance.hashtagSets.map(({ hashtags, posts }) => [hashtags, posts.map(({ title }) => title)]), [[['craft', 'ovens'], ['How we bake bread', 'How we bake cake']]]);
    assert.deepEqual(balance.similarCaptions.map((group) => group.length), [2]);
    assert.deepEqual(balance.clusters.map(({ name, facts }) => [name, facts.map(({ id, posts }) => [id, posts.length])]), [['balance/ovens.cluster.md', [['f1', 2], ['f2', 0]]]]);
    assert.deepEqual(balance.messages.map(({ posts, quotas }) => [posts, quotas.map(({ have, missing }) => [have, missing])]), [[2, [[2, 1], [1, 0], [1, 1]]]]);
  });

  it('holds them against a message that it is given', async () => {
    const { messages } = await balanceOf(uris.map(String), { specialMessage: 'At least 3 videos' });
    assert.deepEqual(messages.map(({ scope, quotas }) => [scope, quotas.map(({ have, missing }) => [have, missing])]), [['all', [[1, 2]]]]);
  });

  it('sees what is typed and not saved, and does not see files that are gone', async () => {
    const editor = await vscode.window.showTextDocument(uris[0] ?? vscode.Uri.file('/'));
    await editor.edit((edit) => { edit.replace(new vscode.Range(1, 7, 1, 17), 'Other words'); });
    const balance = await balanceOf([...uris, vscode.Uri.joinPath(uris[0] ?? vscode.Uri.file('/'), '..', 'gone.post.md')]);
    assert.equal(balance.posts, 2);
    assert.deepEqual(balance.openers.map(({ place }) => place), ['body', 'caption']);
    await vscode.window.showTextDocument(editor.document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('compares every post of the workspace when it is given none', async () => {
    const balance = (await outcome('galley.showBalance', {})) as Balance;
    assert.ok(balance.posts > 2);
    assert.ok(balance.hashtagSets.some(({ posts }) => posts.some(({ uri }) => uri === uris[0]?.toString())));
  });

  it('opens its page for posts that were selected', async () => {
    const balance = await vscode.commands.executeCommand<Balance>('galley.showBalance', uris[0], uris);
    assert.equal(balance.posts, 2);
    const labels = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).map(({ label }) => label);
    assert.ok(labels.includes('Galley Balance'), labels.join());
  });
});
