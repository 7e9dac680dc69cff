import assert from 'node:assert/strict';
import fc from 'fast-check';
import { free, unknownPrice } from '../../../src/common/price.js';
import { lensesOf, type StepStatus } from '../../../src/language/lenses.js';
import { parsePost } from '../../../src/post/parse.js';
import { mutilated } from '../post/generators.js';

const status = (changes: Partial<StepStatus>): StepStatus => (
  { step: 'draft', platform: undefined, state: 'missing', price: free, provider: 'Built-in', blocker: undefined, isRunning: false, ...changes });

const text = '---\ntitle: A\nplan:\n  brief: x\ncaption: c\ncaptions:\n  x: y\nhero:\n  image: media/a.png\n---\n\nFirst line.\n';
const post = parsePost(text);
const all: readonly StepStatus[] = [
  status({ step: 'draft', state: 'stale' }),
  status({ step: 'caption', state: 'edited' }),
  status({ step: 'caption', platform: 'x', state: 'fresh' }),
  status({ step: 'hero_image', state: 'fresh', price: { cost: 60_000, basis: 'estimated' } }),
  status({ step: 'alt_text', state: 'missing', price: unknownPrice }),
];

/** The line each lens stands above, with its title. */
const shown = (source: string, statuses: readonly StepStatus[]): readonly string[] =>
  lensesOf(parsePost(source), statuses).map(({ span, title }) => `${source.slice(source.lastIndexOf('\n', span.start - 1) + 1).split('\n')[0] ?? ''} <- ${title}`);

describe('CodeLens', () => {
  it('stands over plan, body, caption, variants and hero, with state and price', () => {
    assert.deepEqual(shown(text, all), [
      'plan: <- Run what is due — $0.00 + 1 unknown',
      'First line. <- Draft again — $0.00 · Out of date',
      'First line. <- Redo from here...',
      'caption: c <- Write again... — $0.00 · Yours',
      '  x: y <- Write again — $0.00 · Up to date',
      'hero: <- Make another — about $0.06 · Up to date',
      'hero: <- Write the alt text — price unknown',
    ]);
  });

  it('offers what is missing at the end of the front matter, unless it cannot be made yet', () => {
    const source = '---\ntitle: A\nplan:\n  brief: x\n---\n';
    assert.deepEqual(shown(source, [status({}), status({ step: 'caption', blocker: 'No body.' }), status({ step: 'hero_image' })]), [
      'plan: <- Run what is due — $0.00',
      '--- <- Draft the body — $0.00',
      '--- <- Make the hero image — $0.00',
    ]);
  });

  it('offers nothing as missing while the front matter is broken', () => {
    const broken = '---\ntitle: A\nvid\nhero: { image: media/a.png }\n---\nText.\n';
    assert.deepEqual(shown(broken, [status({ step: 'hero_image' })]), []);
  });

  it('says when nothing is to be done, and when the brief is missing', () => {
    assert.equal(lensesOf(post, [status({ state: 'fresh' })])[0]?.title, 'Everything is up to date');
    assert.equal(lensesOf(parsePost('---\ntitle: A\nplan:\n  rationale: y\n---\n'), [status({})])[0]?.title, 'To do: write the brief');
  });

  it('leaves out of what is due what no provider is set up for, and says so over the clip', () => {
    const source = '---\ntitle: A\nplan:\n  brief: x\nvideo: { file: a.mp4 }\n---\n';
    const left = status({ step: 'video', state: 'stale', blocker: 'No key.', isLeftOut: true });
    const lenses = lensesOf(parsePost(source), [left]);
    assert.equal(lenses[0]?.title, 'Everything is up to date');
    assert.equal(lenses[1]?.tooltip, 'No key.');
  });

  it('runs the step of its section, for its platform', () => {
    const actions = lensesOf(post, all).map(({ action }) => action);
    assert.deepEqual(actions[0], { type: 'runDue' });
    assert.deepEqual(actions[2], { type: 'redo' });
    assert.deepEqual(actions[4], { type: 'run', step: 'caption', platform: 'x' });
  });

  it('offers to cancel while its step runs', () => {
    const [, lens] = lensesOf(post, [status({ isRunning: true })]);
    assert.deepEqual([lens?.title, lens?.action], ['Drafting the body… Cancel', { type: 'cancel' }]);
  });

  it('is absent from Markdown without front matter', () => {
    assert.deepEqual(lensesOf(parsePost('Just text.\n'), all), []);
  });

  it('never fails and stays inside the text', () => {
    fc.assert(fc.property(mutilated, (source) => {
      for (const { span } of lensesOf(parsePost(source), all)) assert.ok(span.start >= 0 && span.end <= source.length && span.start <= span.end);
    }));
  });
});
