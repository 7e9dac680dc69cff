import assert from 'node:assert/strict';
import { balanceState, type BalanceView } from '../../../src/balance/balanceState.js';
import { isFromBalance, type BalanceState, type Tab, type Table } from '../../../src/balance/protocol.js';
import type { ReadPost } from '../../../src/balance/traits.js';
import type { BalanceInput } from '../../../src/balance/balance.js';
import { balance, postWith } from './support.js';

const view: BalanceView = { message: undefined, isSelection: false, hasStudio: true, language: 'en' };

function stateOf(posts: readonly ReadPost[], input: Partial<BalanceInput> = {}, other: Partial<BalanceView> = {}): BalanceState {
  return balanceState(balance(posts, input), { ...view, ...other });
}

function tab(state: BalanceState, id: Tab['id']): Tab {
  const found = state.tabs.find((one) => one.id === id);
  assert.ok(found);
  return found;
}

const texts = ({ rows }: Table): readonly (readonly string[])[] => rows.map((cells) => cells.map(({ text, links = [] }) => text || links.map(({ label }) => label).join(' ')));

describe('The balance page', () => {
  it('says of which posts it tells', () => {
    assert.equal(stateOf([postWith('a')]).scope, 'Posts: 1, the whole workspace');
    assert.equal(stateOf([postWith('a')], {}, { isSelection: true }).scope, 'Posts: 1, selected');
    assert.deepEqual(stateOf([]).tabs, []);
  });

  it('says what to do where there is nothing to show', () => {
    const state = stateOf([postWith('a')]);
    assert.deepEqual(state.tabs.filter(({ empty }) => empty !== undefined).map(({ id }) => id), ['openers', 'hashtags', 'captions', 'facts', 'avoided']);
    assert.match(tab(state, 'facts').empty ?? '', /\.cluster\.md/);
    assert.match(tab(stateOf([postWith('a')], {}, { isSelection: true }), 'facts').empty ?? '', /Add sources/);
    assert.deepEqual(tab(stateOf([postWith('a')], {}, { hasStudio: false }), 'counts').actions.map(({ action }) => action), ['createStudio']);
  });

  it('has a column for posts without a format only where there are some', () => {
    const columns = (posts: readonly ReadPost[]): readonly string[] => tab(stateOf(posts), 'counts').tables[0]?.columns.map(({ label }) => label) ?? [];
    assert.deepEqual(columns([postWith('a', { contentFormat: 'video' })]), ['Pillar', 'Hero and text', 'Video', 'Posts', 'Share']);
    assert.ok(columns([postWith('a')]).includes('No format'));
  });

  it('links to posts and to facts', () => {
    const clusters = [{ uri: 'file:///a.cluster.md', name: 'a.cluster.md', facts: [{ id: 'f1', text: 'A fact' }, { id: undefined, text: 'Another' }] }];
    const [table] = tab(stateOf([postWith('file:///p', { sources: [{ cluster: 'file:///a.cluster.md', fact: 'f1' }] })], { clusters }), 'facts').tables;
    assert.ok(table);
    assert.deepEqual(texts(table), [['f1', 'A fact', '1', 'file:///p'], ['No id', 'Another', '0', 'No post can name it without an id.']]);
    assert.deepEqual(table.rows[0]?.[0]?.link, { label: 'a.cluster.md', uri: 'file:///a.cluster.md', fact: 'f1' });
    assert.deepEqual(table.rows[0][3]?.links, [{ label: 'file:///p', uri: 'file:///p', fact: undefined }]);
  });

  it('stays short: of many posts and rows it says how many more there are', () => {
    const posts = Array.from({ length: 500 }, (_, number) => postWith(`p${number}`, { hashtags: [`tag${number % 240}`], openers: { title: { key: 'how', text: 'How' } } }));
    const state = stateOf(posts);
    const [sets] = tab(state, 'hashtags').tables;
    assert.deepEqual([sets?.rows.length, sets?.more], [200, '40 more are not shown. Copy the table to see all of them.']);
    const which = tab(state, 'openers').tables[0]?.rows[0]?.[3];
    assert.deepEqual([which?.links?.length, which?.text], [12, 'and 488 more']);
  });

  it('takes the messages of the page and nothing else', () => {
    for (const message of [{ type: 'ready' }, { type: 'open', uri: 'a' }, { type: 'open', uri: 'a', fact: 'f1' }, { type: 'message', text: '' }, { type: 'copy', tab: 'facts', format: 'csv' }, { type: 'action', action: 'newPost' }])
      assert.ok(isFromBalance(message), JSON.stringify(message));
    for (const other of [undefined, null, 'ready', {}, { type: 'open' }, { type: 'open', uri: 'a', fact: 1 }, { type: 'message' }, { type: 'copy', tab: 'facts', format: 'pdf' }, { type: 'action', action: 'deletePosts' }])
      assert.equal(isFromBalance(other), false, JSON.stringify(other));
  });
});
