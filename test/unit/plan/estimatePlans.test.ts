import assert from 'node:assert/strict';
import { free } from '../../../src/common/price.js';
import { noNotes, type StructuredRequest, type TextModel } from '../../../src/models/textModel.js';
import { freeApproval } from '../../../src/pipeline/paying.js';
import { estimatePlans, makePlans, type PlanRequest } from '../../../src/plan/makePlans.js';
import { emptyStudio } from '../../../src/studio/studio.js';
import { shippedPrompts } from '../../support/prompts.js';
import { quota, reviewItem } from './support.js';

const item = { title: 'A title', brief: 'What it argues.', rationale: 'Why.', pillar: null, content_format: 'hero_text', facts: ['f1'] };

/** Remembers what it is asked, and what a price was asked for. */
function listener() {
  const asked: StructuredRequest[] = [];
  const priced: unknown[] = [];
  const model: TextModel = {
    info: { provider: 'scripted', model: 'asked-1', channel: 'api', label: 'Scripted' },
    estimate: (request) => {
      priced.push(request);
      return Promise.resolve({ cost: 1_200, basis: 'estimated' });
    },
    stream: () => { throw new Error('No text is asked for.'); },
    structured: (request) => {
      asked.push(request);
      return Promise.resolve({ value: { items: [item] }, model: 'answered-1', price: free, notes: noNotes });
    },
  };
  return { asked, priced, model };
}

const request: PlanRequest = {
  cluster: 'file:///w/a.cluster.md',
  subject: undefined,
  facts: [{ id: 'f1', text: 'One.' }, { id: 'f2', text: 'Two.' }],
  message: { text: 'One post.', quotas: [quota(undefined, undefined, 1)], instruction: '', contradictions: [], remarks: [], pillars: [] },
  studio: emptyStudio,
  prompt: shippedPrompts.prompts.plan,
  examples: [],
  titles: ['Old'],
};

describe('the price of planning', () => {
  for (const [name, more] of [
    ['of a first plan', {}],
    ['of what is missing', { standing: [reviewItem({ title: 'There' })], message: { ...request.message, quotas: [quota(undefined, undefined, 2)] } }],
    ['of another one of a kind', { standing: [reviewItem({ title: 'There' })], wanted: [{ contentFormat: 'hero_text', pillar: undefined }] }],
  ] as const) {
    it(`is said, and nobody asked, for the very question that would be asked: ${name}`, async () => {
      const { asked, priced, model } = listener();
      const wanted: PlanRequest = { ...request, ...more };
      assert.deepEqual(await estimatePlans(wanted, model), { cost: 1_200, basis: 'estimated' });
      assert.equal(asked.length, 0);
      await makePlans(wanted, { model, paying: { approve: () => Promise.resolve(freeApproval) }, signal: new AbortController().signal, observer: { progress: () => undefined } });
      assert.deepEqual(priced[0], asked[0]);
    });
  }
});
