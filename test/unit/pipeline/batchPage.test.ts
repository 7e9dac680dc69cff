import assert from 'node:assert/strict';
import type { BatchEntry } from '../../../src/pipeline/batch.js';
import { planPage, runningPage, summaryPage } from '../../../src/pipeline/batchPage.js';
import { batchActions, isFromBatch } from '../../../src/pipeline/batchProtocol.js';
import type { BatchSummary } from '../../../src/pipeline/batchRun.js';

const titleOf = (uri: string): string => `Title of ${uri}`;
const receipt = { step: 'hero_image', status: 'done', cost: 60_000 } as const;
const entry = (uri: string, changes: Partial<BatchEntry> = {}): BatchEntry => ({ uri, receipts: [receipt], ending: 'done', step: undefined, message: undefined, ...changes });
const summary = (entries: readonly BatchEntry[]): BatchSummary => ({ startedAt: 0, endedAt: 125_000, entries, estimate: { known: 130_000, unknown: 0 }, isEstimate: true, spent: { known: 120_000, unknown: 1 } });

describe('the page of a batch', () => {
  it('says what it cost against the estimate, and puts first what did not end well', () => {
    const page = summaryPage(summary([
      entry('a'),
      entry('b', { ending: 'failed', step: 'caption', message: 'Could not.' }),
      entry('c', { ending: 'blocked', receipts: [], step: 'draft', message: 'Write a plan.' }),
      entry('d', { receipts: [] }),
    ]), titleOf);
    assert.equal(page.headline, '$0.12 + 1 unknown');
    assert.deepEqual(page.lines, ['Estimated before: about $0.13', 'Posts done: 2 of 4 · Steps: 2 · 2 min 5 s']);
    assert.deepEqual(page.sections.map(({ label }) => label), ['Failed (1)', 'Needs you (1)', 'Done (1)', 'Up to date before (1)']);
    assert.deepEqual(page.sections[0]?.rows, [{ uri: 'b', label: 'Title of b', steps: 'Hero image', cost: '$0.06', note: 'Caption: Could not.' }]);
    assert.deepEqual(page.actions.map(({ id }) => id), ['runAgain', 'showCosts']);
    assert.deepEqual(summaryPage(summary([entry('a')]), titleOf).actions.map(({ id }) => id), ['showCosts'], 'nothing is left to run');
  });

  it('lists what would run at which price, and what cannot', () => {
    const info = { provider: 'fal', model: 'm', channel: 'api', label: 'm - fal' } as const;
    const step = { step: 'hero_image', state: 'missing', reason: undefined, info, price: { cost: 60_000, basis: 'estimated' } } as const;
    const none = { known: 0, unknown: 0 };
    const page = planPage([
      { uri: 'a', spent: none, steps: [{ ...step, action: 'run' }, { ...step, step: 'alt_text', action: 'maybe' }] },
      { uri: 'b', spent: none, steps: [{ ...step, action: 'blocked', reason: 'Write a title.', info: undefined, price: undefined }] },
      { uri: 'c', spent: none, steps: [{ ...step, action: 'keep', info: undefined, price: undefined }] },
      { uri: 'd', spent: none, steps: [], problem: 'It is missing.' },
    ], titleOf);
    assert.equal(page.headline, 'about $0.12');
    assert.deepEqual(page.sections.map(({ label, rows }) => [label, rows.map(({ steps, note }) => [steps, note])]), [
      ['To run (1)', [['Hero image, Alt text?', undefined]]],
      ['Cannot run yet (2)', [['', 'Write a title.'], ['', 'It is missing.']]],
      ['Up to date (1)', [['', undefined]]],
    ]);
    assert.deepEqual(page.actions, [{ id: 'run', label: 'Run — about $0.12' }]);
  });

  it('cuts long lists and says so', () => {
    const page = summaryPage(summary(Array.from({ length: 1200 }, (_, number) => entry(String(number)))), titleOf);
    assert.deepEqual([page.sections[0]?.rows.length, page.sections[0]?.more, page.sections[0]?.label], [500, 'And 700 more.', 'Done (1200)']);
  });

  it('says how far it is', () => {
    const page = runningPage({ posts: 8, done: 2, failed: 1, spent: { known: 60_000, unknown: 0 } });
    assert.deepEqual([page.headline, page.lines, page.progress], ['2 of 8 posts', ['Not done: 1', 'Cost so far: $0.06'], 0.25]);
  });

  it('trusts no message of another shape', () => {
    for (const message of [{ type: 'ready' }, { type: 'openPost', uri: 'a' }, ...batchActions.map((action) => ({ type: 'act', action }))]) assert.ok(isFromBatch(message));
    for (const message of [undefined, 'ready', {}, { type: 'openPost' }, { type: 'act', action: 'format' }, { type: 'act' }]) assert.ok(!isFromBatch(message));
  });
});
