import assert from 'node:assert/strict';
import fc from 'fast-check';
import { noOverrides, readPriceOverrides } from '../../../../src/models/priceSources/overrides.js';
import { textPrices } from '../../../../src/models/priceSources/textPrices.js';

const openai = 'https://api.openai.com/v1';
const now = () => new Date('2026-11-22T12:00:00Z');
const prices = textPrices({ overrides: () => noOverrides, now });
const unknown = { cost: undefined, basis: 'unknown' };
const million = 1_000_000;

describe('text prices', () => {
  it('charge input, cached input and output at their own prices', async () => {
    const usage = { input: 100_000, cached: 40_000, output: 10_000 };
    // gpt-6-luna: $0.10, $0.01 and $0.50 a million.
    assert.deepEqual(await prices.ofUsage('gpt-6-luna', openai, usage), { cost: 6_000 + 400 + 5_000, basis: 'computed' });
  });

  const listed: readonly (readonly [baseUrl: string, model: string, input: number, output: number])[] = [
    ['https://api.openai.com/v1', 'gpt-6-sol', 2, 10],
    ['https://api.openai.com/v1/', 'gpt-4o-mini', 0.15, 0.6],
    ['https://API.OpenAI.com/v1?api-version=1', 'gpt-5.4-mini', 0.75, 4.5],
    ['https://api.anthropic.com/v1', 'claude-haiku-4-5', 1, 5],
    ['https://generativelanguage.googleapis.com/v1beta/openai/', 'gemini-2.5-flash', 0.3, 2.5],
    ['https://api.x.ai/v1', 'grok-4.3', 1.25, 2.5],
    ['https://studio.openai.azure.com/openai/v1', 'gpt-4o', 2.5, 10],
    ['https://api.moonshot.ai/v1', 'kimi-k2-0711-preview', 0.6, 2.5],
    ['https://router.huggingface.co/groq/v1', 'openai/gpt-oss-120b', 0.15, 0.75],
  ];
  for (const [baseUrl, model, input, output] of listed) {
    it(`know ${model} at ${baseUrl}`, async () => {
      assert.deepEqual(await prices.ofEstimate(model, baseUrl, { input: 10_000, output: 0 }), { cost: input * 10_000, basis: 'estimated' });
      assert.deepEqual(await prices.ofEstimate(model, baseUrl, { input: 0, output: 10_000 }), { cost: output * 10_000, basis: 'estimated' });
    });
  }

  const strangers = [
    'http://localhost:11434/v1',
    'http://127.0.0.1:1234/v1',
    'https://localhost/v1',
    'http://api.openai.com/v1',
    'https://api.openai.com:8443/v1',
    'https://api.openai.com.example.net/v1',
    'https://api.openai.community/v1',
    'https://api.openai.com@example.net/v1',
    'https://gateway.example/v1',
    'https://gateway.example/a.googleapis.com',
    'https://gateway/x.openai.azure.com',
    'https://gateway.example/https://api.openai.com',
    '',
    'api.openai.com',
    'not an address',
  ];
  for (const baseUrl of strangers) {
    it(`know nobody's price at “${baseUrl}”, whatever the model is called`, async () => {
      for (const model of ['gpt-4o', 'openai:gpt-4o', 'gemini-2.5-flash', 'openai/gpt-4o', 'litellm'])
        assert.deepEqual(await prices.ofUsage(model, baseUrl, { input: 1000, cached: 0, output: 1000 }), unknown);
    });
  }

  it('keep providers apart whose models have the same name', async () => {
    assert.deepEqual(await prices.ofUsage('gpt-6-luna', 'https://api.anthropic.com/v1', { input: 10, cached: 0, output: 10 }), unknown);
  });

  it('know OpenRouter by its own model names, and that its :free models are free', async () => {
    const at = (model: string) => prices.ofUsage(model, 'https://openrouter.ai/api/v1', { input: million, cached: 0, output: 0 });
    assert.equal((await at('openai/gpt-4o-mini')).cost, 150_000);
    assert.deepEqual(await at('deepseek/deepseek-chat-v3-0324:free'), { cost: 0, basis: 'computed' });
  });

  it('do not take tokens that have no price for free', async () => {
    const usage = { input: 1000, cached: 0, output: 1000 };
    for (const model of ['text-embedding-3-large', 'whisper-1', 'moderation']) assert.deepEqual(await prices.ofUsage(model, openai, usage), unknown);
    assert.deepEqual(await prices.ofUsage('gemma-3', 'https://generativelanguage.googleapis.com/v1beta', usage), unknown);
  });

  it('are unknown for models that the list does not have', async () => {
    for (const model of ['gpt-99-nova', '', ' ', '__proto__', 'constructor', 'x'.repeat(10_000)])
      assert.deepEqual(await prices.ofUsage(model, openai, { input: 1, cached: 0, output: 1 }), unknown);
  });

  it('are unknown while part of the usage is', async () => {
    assert.deepEqual(await prices.ofUsage('gpt-6-luna', openai, { input: undefined, cached: 0, output: 5 }), unknown);
    assert.deepEqual(await prices.ofUsage('gpt-6-luna', openai, { input: 5, cached: 0, output: undefined }), unknown);
  });

  it('take cached input that nobody counted for none', async () => {
    assert.deepEqual(await prices.ofUsage('gpt-6-luna', openai, { input: 100_000, cached: undefined, output: 0 }), { cost: 10_000, basis: 'computed' });
  });

  it('are unknown for counts that cannot be', async () => {
    const impossible = [{ input: 5, cached: 6, output: 1 }, { input: -1, cached: 0, output: 1 }, { input: NaN, cached: 0, output: 1 }, { input: 1, cached: 0, output: Infinity }];
    for (const usage of impossible) assert.deepEqual(await prices.ofUsage('gpt-6-luna', openai, usage), unknown);
  });

  it('round half a micro-dollar up, and never to nothing', async () => {
    const cost = async (input: number, cached: number) => (await prices.ofUsage('gpt-6-luna', openai, { input, cached, output: 0 })).cost;
    assert.equal(await cost(0, 0), 0);
    assert.equal(await cost(1, 1), 1);
    assert.equal(await cost(14, 0), 1);
    assert.equal(await cost(15, 0), 2);
  });

  it('use the price of the day', async () => {
    const at = async (date: string) =>
      (await textPrices({ overrides: () => noOverrides, now: () => new Date(date) }).ofUsage('o3', openai, { input: million, cached: 0, output: 0 })).cost;
    assert.deepEqual([await at('2025-06-09T10:00:00Z'), await at('2025-06-11T10:00:00Z')], [10 * million, 2 * million]);
  });

  it('never throw and never go below zero', async () => {
    await fc.assert(fc.asyncProperty(fc.string(), fc.oneof(fc.webUrl(), fc.string(), fc.constant(openai)), fc.double(), fc.double(), fc.double(), async (model, baseUrl, input, cached, output) => {
      const { cost, basis } = await prices.ofUsage(model, baseUrl, { input, cached, output });
      assert.ok(cost === undefined ? basis === 'unknown' : Number.isSafeInteger(cost) && cost >= 0);
    }));
  });
});

describe('the user’s own prices of text', () => {
  const { overrides } = readPriceOverrides({
    'gpt-6-luna': { inputPerMillion: 3, outputPerMillion: 9 },
    'my-model': { inputPerMillion: 1, cachedPerMillion: 0.1, outputPerMillion: 2 },
    'fal-ai/x': { perUnit: 1, unit: 'image' },
  });
  const own = textPrices({ overrides: () => overrides, now });

  it('win over the list', async () => {
    assert.deepEqual(await own.ofUsage('gpt-6-luna', openai, { input: 1000, cached: 500, output: 100 }), { cost: 3900, basis: 'computed' });
  });

  it('count at any address', async () => {
    const usage = { input: 1000, cached: 500, output: 100 };
    assert.deepEqual(await own.ofUsage('my-model', 'https://gateway.example/v1', usage), { cost: 500 + 50 + 200, basis: 'computed' });
    assert.deepEqual(await own.ofEstimate('my-model', 'http://localhost:1', { input: 10, output: 20 }), { cost: 50, basis: 'estimated' });
  });

  it('are not computed from counts that cannot be', async () => {
    assert.deepEqual(await own.ofUsage('my-model', openai, { input: 5, cached: 6, output: 1 }), unknown);
  });

  it('are read anew each time', async () => {
    let current = noOverrides;
    const changing = textPrices({ overrides: () => current, now });
    assert.deepEqual(await changing.ofEstimate('my-model', openai, { input: 10, output: 20 }), unknown);
    current = overrides;
    assert.equal((await changing.ofEstimate('my-model', openai, { input: 10, output: 20 })).cost, 50);
  });

  it('of an image endpoint are no prices of tokens', async () => {
    assert.deepEqual(await own.ofEstimate('fal-ai/x', openai, { input: 10, output: 20 }), unknown);
  });
});
