import assert from 'node:assert/strict';
import { free, unknownPrice } from '../../../src/common/price.js';
import { runningState, stepsState } from '../../../src/preview/steps.js';
import type { StepView } from '../../../src/preview/view.js';

function view(fields: Partial<StepView>): StepView {
  return { step: 'draft', state: 'fresh', after: [], price: free, provider: 'Built-in', blocker: undefined, ...fields };
}

const noRemarks = () => undefined;

describe('stepsState', () => {
  it('puts the price on the button', () => {
    const { steps } = stepsState('u', [
      view({ state: 'missing' }),
      view({ step: 'hero_image', state: 'stale', price: { cost: 60_000, basis: 'estimated' } }),
      view({ step: 'caption', state: 'missing', price: unknownPrice }),
    ], noRemarks);
    assert.deepEqual(steps.map(({ action }) => action), ['Draft the body — $0.00', 'Make another — about $0.06', 'Write the caption — price unknown']);
  });

  it('offers to run what is missing or stale, at its price', () => {
    const state = stepsState('u', [
      view({ state: 'missing', price: { cost: 60_000, basis: 'estimated' } }),
      view({ step: 'caption', state: 'stale', price: unknownPrice }),
      view({ step: 'hero_image', state: 'edited', price: { cost: 90_000, basis: 'estimated' } }),
    ], noRemarks);
    assert.equal(state.runAll, 'Run what is due — about $0.06 + 1 unknown');
    assert.equal(state.summary, '2 steps to do');
  });

  it('offers nothing when all is fresh or written by hand', () => {
    const state = stepsState('u', [view({}), view({ step: 'caption', state: 'edited' })], noRemarks);
    assert.equal(state.runAll, undefined);
    assert.equal(state.summary, 'Everything is up to date');
  });

  it('does not offer what no provider is set up for, and says why', () => {
    const state = stepsState('u', [view({ step: 'video', state: 'missing', price: unknownPrice, blocker: 'No key.', isLeftOut: true })], noRemarks);
    assert.deepEqual([state.runAll, state.steps[0]?.blocker], [undefined, 'No key.']);
  });

  it('offers to redo a step with all that depends on it, at the price of all', () => {
    const views = (state: StepView['state'] = 'fresh') => [
      view({}),
      view({ step: 'caption', after: ['draft'], state, price: { cost: 2_000, basis: 'estimated' } }),
      view({ step: 'hero_image', after: ['draft'], price: { cost: 60_000, basis: 'estimated' } }),
      view({ step: 'alt_text', after: ['caption', 'hero_image'] }),
    ];
    const labels = (all: readonly StepView[]) => stepsState('u', all, noRemarks).steps.map(({ redo }) => redo);
    assert.deepEqual(labels(views()), ['Redo from here — about $0.062', 'Redo from here — about $0.002', 'Redo from here — about $0.06', undefined]);
    assert.equal(labels(views('edited'))[0], 'Redo from here... — about $0.062', 'what was written by hand is compared first');
    assert.deepEqual(labels([view({ state: 'missing' }), view({ step: 'caption', after: ['draft'], state: 'missing' })]), [undefined, undefined]);
  });

  it('passes on what the last run left out and misses', () => {
    const remarks = { notes: { leftOut: ['a'], gaps: ['b'] }, warnings: ['c'] };
    const [step] = stepsState('u', [view({})], (id) => (id === 'draft' ? remarks : undefined)).steps;
    assert.deepEqual([step?.leftOut, step?.gaps, step?.warnings], [['a'], ['b'], ['c']]);
  });
});

describe('runningState', () => {
  it('says how long the step has run', () => {
    const info = { provider: 'builtin', model: 'rules-1', channel: 'builtin', label: 'Built-in' } as const;
    const run = { post: 'u', step: 'draft', startedAt: 1000, price: free, info, message: undefined, text: 'So', cancel: () => undefined } as const;
    assert.deepEqual(runningState(run, 3500), { step: 'draft', label: 'Drafting the body', seconds: 2.5, price: '$0.00', message: undefined });
  });
});
