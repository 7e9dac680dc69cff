import assert from 'node:assert/strict';
import { costsState } from '../../../src/cost/costsState.js';
import { isFromCosts } from '../../../src/cost/protocol.js';
import { summarise } from '../../../src/cost/summary.js';

const posts = [
  { uri: 'file:///a', title: 'A', receipts: [
    { step: 'hero_image', status: 'done', provider: 'fal', model: 'flux', cost: 60_000, at: '2026-05-11T12:00:00Z' },
    { step: 'caption', status: 'done', cost: 30_000 },
    { step: 'caption', status: 'failed' },
  ] },
] as const;

describe('costsState', () => {
  const state = costsState(summarise(posts, (at) => at.slice(0, 10)), 3, 'en');
  const tab = (id: string) => state.tabs.find((candidate) => candidate.id === id)?.rows ?? [];

  it('says what was added up', () => {
    assert.equal(state.total, '$0.09 + 1 unknown');
    assert.equal(state.scope, 'Posts: 3 · Runs: 3');
  });

  it('names posts, and only their rows lead somewhere', () => {
    assert.deepEqual(tab('post').map(({ label, uri }) => [label, uri]), [['A', 'file:///a']]);
    assert.ok(['step', 'model', 'day'].every((id) => tab(id).every(({ uri }) => uri === undefined)));
  });

  it('names steps, days, and what has no name', () => {
    assert.deepEqual(tab('step').map(({ label, share }) => [label, share]), [['Hero image', 1], ['Caption', 0.5]]);
    assert.deepEqual(tab('model').map(({ label }) => label), ['fal · flux', 'Model not named']);
    assert.deepEqual(tab('day').map(({ label }) => label), ['May 11, 2026', 'No date']);
  });

  it('has a share of nothing where nothing cost anything', () => {
    const free = costsState(summarise([{ uri: 'u', title: 'T', receipts: [{ step: 'draft', status: 'done', cost: 0 }] }]), 1, 'en');
    assert.equal(free.tabs[0]?.rows[0]?.share, 0);
  });
});

describe('isFromCosts', () => {
  it('takes the messages of the page and nothing else', () => {
    assert.ok(isFromCosts({ type: 'ready' }) && isFromCosts({ type: 'openPost', uri: 'file:///a' }));
    for (const other of [undefined, null, 'ready', {}, { type: 'openPost' }, { type: 'openPost', uri: 1 }, { type: 'x' }]) assert.equal(isFromCosts(other), false);
  });
});
