import assert from 'node:assert/strict';
import { chooseImage, chooseText, falKeyOrigin, readFalEndpoint, splitModel, textChoiceInfo, textKeyOrigin, type TextSettings } from '../../../src/models/choice.js';
import type { ModelInfo } from '../../../src/models/modelInfo.js';
import { ServiceError } from '../../../src/models/serviceError.js';

const baseUrl = 'https://api.openai.com/v1';
const settings: TextSettings = { provider: 'auto', baseUrl, model: 'gpt-6-luna', isModelSet: false };
const builtin: ModelInfo = { provider: 'builtin', model: 'rules-1', channel: 'builtin', label: 'Built-in' };

describe('chooseText', () => {
  it('takes the provider whose key is set by itself, and the built-in one otherwise', () => {
    assert.deepEqual(chooseText(settings, true), { provider: 'openai', baseUrl, model: 'gpt-6-luna' });
    assert.deepEqual(chooseText(settings, false), { provider: 'builtin' });
  });

  it('never takes a local server by itself', () => {
    assert.deepEqual(chooseText({ ...settings, baseUrl: 'http://127.0.0.1:11434/v1' }, false), { provider: 'builtin' });
  });

  it('keeps to a provider that was chosen, with or without its key', () => {
    assert.deepEqual(chooseText({ ...settings, provider: 'openai' }, false), { provider: 'openai', baseUrl, model: 'gpt-6-luna' });
    assert.deepEqual(chooseText({ ...settings, provider: 'builtin' }, true), { provider: 'builtin' });
  });

  it('asks VS Code for any model until one is named', () => {
    assert.deepEqual(chooseText({ ...settings, provider: 'vscode' }, true), { provider: 'vscode', model: undefined });
    assert.deepEqual(chooseText({ ...settings, provider: 'vscode', model: 'copilot/gpt-5', isModelSet: true }, true), { provider: 'vscode', model: 'copilot/gpt-5' });
  });
});

describe('chooseImage', () => {
  it('pays nobody without a key, unless fal was chosen', () => {
    const image = { provider: 'auto', model: 'fal-ai/x' } as const;
    assert.deepEqual(chooseImage(image, false), { provider: 'builtin' });
    assert.deepEqual(chooseImage(image, true), { provider: 'fal', model: 'fal-ai/x' });
    assert.deepEqual(chooseImage({ ...image, provider: 'fal' }, false), { provider: 'fal', model: 'fal-ai/x' });
    assert.deepEqual(chooseImage({ ...image, provider: 'builtin' }, true), { provider: 'builtin' });
  });
});

describe('textChoiceInfo', () => {
  const label = (choice: Parameters<typeof textChoiceInfo>[0]): string => textChoiceInfo(choice, builtin).label;

  it('says where the text goes', () => {
    assert.equal(label({ provider: 'openai', baseUrl: 'http://127.0.0.1:11434/v1', model: 'qwen3:8b' }), 'qwen3:8b - Ollama at 127.0.0.1:11434 (on this computer)');
    assert.equal(label({ provider: 'openai', baseUrl: 'http://127.0.0.1:11434/v1', model: 'gpt-oss:120b-cloud' }), 'gpt-oss:120b-cloud - Ollama cloud (leaves this computer)');
    assert.equal(label({ provider: 'vscode', model: 'copilot/gpt-5' }), 'Copilot: gpt-5 - through VS Code, uses your plan’s quota');
    assert.equal(label({ provider: 'vscode', model: 'acme/a/b' }), 'acme: a/b - through VS Code, not metered here');
    assert.equal(label({ provider: 'builtin' }), 'Built-in');
  });

  it('names the model as receipts do', () => {
    assert.deepEqual(splitModel('openrouter/meta/llama'), ['openrouter', 'meta/llama']);
    assert.equal(textChoiceInfo({ provider: 'vscode', model: 'copilot/gpt-5' }, builtin).model, 'copilot/gpt-5');
  });
});

describe('The origin that a key belongs to', () => {
  it('is the address without its path', () => {
    assert.equal(textKeyOrigin('https://api.openai.com/v1/'), 'https://api.openai.com');
    assert.equal(textKeyOrigin('http://127.0.0.1:4000/v1'), 'http://127.0.0.1:4000');
    assert.equal(falKeyOrigin('https://gate.example/anything?x=1'), 'https://gate.example');
    assert.equal(falKeyOrigin(''), 'https://fal.ai');
  });

  it('is none where a key could be read on the way', () => {
    for (const address of ['http://api.openai.com/v1', 'http://127.0.0.1.example.net/v1', 'ftp://x', 'x', '', 'https://user:secret@api.openai.com/v1']) {
      assert.equal(textKeyOrigin(address), undefined, address);
      if (address !== '') assert.equal(falKeyOrigin(address), undefined, address);
    }
    assert.ok(readFalEndpoint('http://gate.example') instanceof ServiceError);
    assert.equal(readFalEndpoint(' '), undefined);
  });
});
