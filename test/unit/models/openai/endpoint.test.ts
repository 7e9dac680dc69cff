import assert from 'node:assert/strict';
import { openaiTextModel } from '../../../../src/models/openai/textModel.js';
import { prices } from './asking.js';

describe('the label of a text model', () => {
  const cases: readonly (readonly [baseUrl: string, model: string, provider: string, channel: string, label: string])[] = [
    ['https://api.openai.com/v1', 'gpt-6-luna', 'openai', 'api', 'gpt-6-luna - OpenAI'],
    ['https://openrouter.ai/api/v1/', 'openai/gpt-6-luna', 'openrouter', 'api', 'openai/gpt-6-luna - OpenRouter'],
    ['https://gateway.example/v1', 'm', 'gateway.example', 'api', 'm - gateway.example'],
    ['http://127.0.0.1:11434/v1', 'qwen3:8b', 'ollama', 'local', 'qwen3:8b - Ollama at 127.0.0.1:11434 (on this computer)'],
    ['http://localhost:1234/v1', 'qwen', 'lmstudio', 'local', 'qwen - LM Studio at localhost:1234 (on this computer)'],
    ['http://[::1]:9999/v1', 'm', 'local', 'local', 'm - [::1]:9999 (on this computer)'],
    ['http://127.0.0.1:11434/v1', 'gpt-oss:120b-cloud', 'ollama', 'api', 'gpt-oss:120b-cloud - Ollama cloud (leaves this computer)'],
    ['http://127.0.0.1:11434/v1', 'glm-4.6:cloud', 'ollama', 'api', 'glm-4.6:cloud - Ollama cloud (leaves this computer)'],
    ['', 'm', 'openai', 'api', 'm'],
  ];
  for (const [baseUrl, model, provider, channel, label] of cases) {
    it(`${model} at “${baseUrl}” is ${label}`, () => {
      const { info } = openaiTextModel({ baseUrl, model, apiKey: () => Promise.resolve(undefined), prices });
      assert.deepEqual(info, { provider, model, channel, label });
    });
  }

  it('says when a model behind a local server runs elsewhere', () => {
    const { info } = openaiTextModel({ baseUrl: 'http://localhost:4000', model: 'm', apiKey: () => Promise.resolve(undefined), prices, leavesComputer: true });
    assert.equal(info.channel, 'api');
    assert.equal(info.label, 'm - through localhost:4000 (leaves this computer)');
  });
});
