import assert from 'node:assert/strict';
import { free, unknownPrice, type Price } from '../../../src/common/price.js';
import { draftStep } from '../../../src/draft/draft.js';
import { exampleStory } from '../../../src/language/exampleStory.js';
import { openaiTextModel } from '../../../src/models/openai/textModel.js';
import type { TextPrices } from '../../../src/models/prices.js';
import type { TextModel } from '../../../src/models/textModel.js';
import { textTokens } from '../../../src/models/openai/tokens.js';
import { askedOf } from '../../../src/pipeline/asked.js';
import { describeExamples, exampleCost, passageCost } from '../../../src/pipeline/exampleCost.js';
import { withoutExamples } from '../../../src/pipeline/prompt.js';
import { promptPage } from '../../../src/pipeline/promptPage.js';
import type { StepContext } from '../../../src/pipeline/step.js';
import { parsePost } from '../../../src/post/parse.js';
import { showExamples } from '../../../src/prompts/examples.js';
import { promptTokens } from '../../../src/prompts/prompts.js';
import { emptyStudio } from '../../../src/studio/studio.js';
import { promptsWith, shippedPrompts } from '../../support/prompts.js';
import { ScriptedTextModel } from '../../fakes/scriptedModels.js';

const passages = `<example>\n${'word '.repeat(400)}\n</example>`;

function modelOf(baseUrl: string, prices: TextPrices): TextModel {
  return openaiTextModel({ baseUrl, model: 'm', apiKey: () => Promise.resolve('k'), prices });
}

/** A prompt that says nothing about the examples but them. */
const { draft } = promptsWith({ draft: 'Write.\n---\n{{plan}}{{examples}}' });

function costOf(model: TextModel): ReturnType<typeof passageCost> {
  return passageCost(model, 'draft', draft, passages);
}

function fixedPrices(price: Price): TextPrices {
  return { ofUsage: () => Promise.resolve(price), ofEstimate: () => Promise.resolve(price) };
}

describe('what examples cost', () => {
  it('is their tokens at the price of the model that reads them, without the answer', async () => {
    const perToken: TextPrices = { ofUsage: () => Promise.resolve(unknownPrice), ofEstimate: (_, __, { input, output }) => Promise.resolve({ cost: 2 * input + 8 * output, basis: 'estimated' }) };
    const cost = await costOf(modelOf('https://api.openai.com/v1', perToken));
    assert.equal(cost?.tokens, 506);
    assert.deepEqual(cost.price, { cost: 1012, basis: 'estimated' });
    assert.match(describeExamples(cost), /^examples: about 506 tokens, about \$0\.001/);
  });

  it('is unknown where the price is, and never zero', async () => {
    const cost = await costOf(modelOf('https://api.openai.com/v1', fixedPrices(unknownPrice)));
    assert.ok(cost);
    assert.deepEqual(cost.price, unknownPrice);
    assert.equal(describeExamples(cost), 'examples: about 506 tokens, price unknown');
  });

  it('is nothing on this computer, and tokens all the same', async () => {
    const cost = await costOf(modelOf('http://127.0.0.1:11434/v1', fixedPrices(unknownPrice)));
    assert.deepEqual(cost, { tokens: 506, price: free });
  });

  it('is not there for the built-in writer, which is shown none', async () => {
    class BuiltIn extends ScriptedTextModel {
      override readonly info = { provider: 'builtin', model: 'rules', channel: 'builtin', label: 'Built in' } as const;
    }
    assert.equal(await costOf(new BuiltIn('')), undefined);
    assert.deepEqual(exampleStory([{ step: 'draft', paths: ['a`b.post.md'], cost: undefined }]), ['Shown at each run, never a post to itself:', '- Draft: ``a`b.post.md``', 'The built-in writer works by rules and is shown none.'].map((line) => line.replace('``a`b.post.md``', '`` a`b.post.md ``')));
  });

  it('counts the words around them too, and is the same in the preview, on the page of the prompt and in galley.yaml', async () => {
    const examples = [{ path: 'a.post.md', title: 'Bread', brief: undefined, body: 'Bread is slow.', caption: undefined, captions: {}, alt: undefined, picturePrompt: undefined, clipPrompt: undefined }];
    const context: StepContext = { post: parsePost('---\ntitle: A\nplan: { brief: Nine hours. }\n---\n'), studio: emptyStudio, facts: [], ...shippedPrompts, examples, options: {} };
    const [request, bare] = [draftStep.request(context), draftStep.request(withoutExamples(context))];
    const added = promptTokens(request.prompt) - promptTokens(bare.prompt);
    const quoted = showExamples('draft', examples).text ?? '';
    assert.ok(added > textTokens(quoted), 'the sentence about the examples is read and paid for as well');
    const model = new ScriptedTextModel('');
    assert.equal((await exampleCost(model, request, free, () => bare))?.tokens, added);
    const page = promptPage({ step: 'draft', platform: undefined, title: 'A', model: 'm', language: 'en', receipt: undefined, asked: askedOf(draftStep, context) });
    assert.match(page, new RegExp(`Of them examples: about ${added} tokens`));
    const inStudio = await passageCost(model, 'draft', shippedPrompts.prompts.draft, quoted);
    assert.ok(Math.abs((inStudio?.tokens ?? NaN) - added) <= 1, 'but for rounding');
  });

  it('says when no post is found', () => {
    assert.deepEqual(exampleStory([]), ['No post that could be shown is found.']);
  });
});
