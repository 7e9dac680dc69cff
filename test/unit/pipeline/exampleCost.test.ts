import assert from 'node:assert/strict';
import { free, unknownPrice, type Price } from '../../../src/common/price.js';
import { exampleStory } from '../../../src/language/exampleStory.js';
import { openaiTextModel } from '../../../src/models/openai/textModel.js';
import type { TextPrices } from '../../../src/models/prices.js';
import type { TextModel } from '../../../src/models/textModel.js';
import { describeExamples, passageCost } from '../../../src/pipeline/exampleCost.js';
import { ScriptedTextModel } from '../../fakes/scriptedModels.js';

const passages = `<example>\n${'word '.repeat(400)}\n</example>`;

function modelOf(baseUrl: string, prices: TextPrices): TextModel {
  return openaiTextModel({ baseUrl, model: 'm', apiKey: () => Promise.resolve('k'), prices });
}

function fixedPrices(price: Price): TextPrices {
  return { ofUsage: () => Promise.resolve(price), ofEstimate: () => Promise.resolve(price) };
}

describe('what examples cost', () => {
  it('is their tokens at the price of the model that reads them, without the answer', async () => {
    const perToken: TextPrices = { ofUsage: () => Promise.resolve(unknownPrice), ofEstimate: (_, __, { input, output }) => Promise.resolve({ cost: 2 * input + 8 * output, basis: 'estimated' }) };
    const cost = await passageCost(modelOf('https://api.openai.com/v1', perToken), passages);
    assert.equal(cost?.tokens, 506);
    assert.deepEqual(cost.price, { cost: 1012, basis: 'estimated' });
    assert.match(describeExamples(cost), /^examples: about 506 tokens, about \$0\.001/);
  });

  it('is unknown where the price is, and never zero', async () => {
    const cost = await passageCost(modelOf('https://api.openai.com/v1', fixedPrices(unknownPrice)), passages);
    assert.ok(cost);
    assert.deepEqual(cost.price, unknownPrice);
    assert.equal(describeExamples(cost), 'examples: about 506 tokens, price unknown');
  });

  it('is nothing on this computer, and tokens all the same', async () => {
    const cost = await passageCost(modelOf('http://127.0.0.1:11434/v1', fixedPrices(unknownPrice)), passages);
    assert.deepEqual(cost, { tokens: 506, price: free });
  });

  it('is not there for the built-in writer, which is shown none', async () => {
    class BuiltIn extends ScriptedTextModel {
      override readonly info = { provider: 'builtin', model: 'rules', channel: 'builtin', label: 'Built in' } as const;
    }
    assert.equal(await passageCost(new BuiltIn(''), passages), undefined);
    assert.deepEqual(exampleStory([{ step: 'draft', paths: ['a`b.post.md'], cost: undefined }]), ['Shown at each run, never a post to itself:', '- Draft: ``a`b.post.md``', 'The built-in writer works by rules and is shown none.'].map((line) => line.replace('``a`b.post.md``', '`` a`b.post.md ``')));
  });

  it('says when no post is found', () => {
    assert.deepEqual(exampleStory([]), ['No post that could be shown is found.']);
  });
});
