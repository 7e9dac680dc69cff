import assert from 'node:assert/strict';
import { modelRows, type KnownModels, type ModelRow } from '../../../src/models/modelRows.js';

const home = { baseUrl: 'https://api.openai.com/v1', model: 'gpt-6-luna' };
const known: KnownModels = {
  text: { provider: 'builtin' },
  image: { provider: 'builtin' },
  baseUrl: home.baseUrl,
  home,
  hasTextKey: false,
  hasImageKey: false,
  local: [],
  chat: [],
  listed: [],
  images: ['fal-ai/x'],
  prices: new Map(),
  remote: undefined,
};
const ollama = {
  server: { name: 'Ollama', origin: 'http://127.0.0.1:11434', lists: 'ollamaTags' },
  models: [
    { id: 'gpt-oss:120b-cloud', baseUrl: 'http://127.0.0.1:11434/v1', leavesComputer: true },
    { id: 'qwen3:8b', baseUrl: 'http://127.0.0.1:11434/v1', leavesComputer: false },
  ],
} as const;

function row(rows: readonly ModelRow[], label: string): ModelRow {
  const found = rows.find((one) => one.label === label);
  assert.ok(found, `${label} is not among ${rows.map((one) => one.label).join(', ')}`);
  return found;
}

describe('modelRows', () => {
  it('has something to choose at once, on a computer with nothing on it', () => {
    const rows = modelRows(known);
    assert.deepEqual(rows.map(({ label }) => label), [
      'Built-in writer',
      'Set API key for OpenAI...',
      'Change the address...',
      'Built-in covers',
      'fal-ai/x',
      'Set API key for fal...',
    ]);
    assert.deepEqual(rows.filter(({ isCurrent }) => isCurrent).map(({ label }) => label), ['Built-in writer', 'Built-in covers']);
  });

  it('puts what stays on the computer before what leaves it, and says which is which', () => {
    const rows = modelRows({ ...known, local: [ollama], chat: [{ vendor: 'copilot', id: 'gpt-5', name: 'GPT-5' }] });
    assert.deepEqual(rows.slice(0, 4).map(({ label }) => label), ['Built-in writer', 'qwen3:8b', 'gpt-oss:120b-cloud', 'GPT-5']);
    assert.match(row(rows, 'qwen3:8b').detail, /^Stays on this computer, at 127\.0\.0\.1:11434/);
    assert.equal(row(rows, 'qwen3:8b').description, 'Ollama · $0.00');
    assert.match(row(rows, 'gpt-oss:120b-cloud').detail, /^Leaves this computer/);
    assert.match(row(rows, 'GPT-5').detail, /Uses your plan’s quota/);
  });

  it('never says $0.00 of what leaves the computer', () => {
    const rows = modelRows({ ...known, local: [ollama], chat: [{ vendor: 'acme', id: 'm', name: 'M' }], hasTextKey: true, listed: ['gpt-6-luna'] });
    const isFree = ({ description }: ModelRow): boolean => description.includes('$0.00');
    assert.deepEqual(rows.filter(isFree).map(({ label }) => label), ['Built-in writer', 'qwen3:8b', 'Built-in covers']);
    assert.equal(row(rows, 'gpt-6-luna').description, 'OpenAI · price unknown');
  });

  it('says in a remote window whose 127.0.0.1 it is', () => {
    const rows = modelRows({ ...known, local: [ollama], remote: 'ssh-remote' });
    assert.match(row(rows, 'qwen3:8b').detail, /of the remote computer \(ssh-remote\)/);
  });

  it('shows prices as they are known, and the model in use even when nobody lists it', () => {
    const text = { provider: 'openai', baseUrl: 'https://api.openai.com/v1/', model: 'mine' } as const;
    const rows = modelRows({ ...known, text, hasTextKey: true, listed: ['gpt-6-luna'], prices: new Map([['gpt-6-luna', '$0.10 in']]) });
    assert.equal(row(rows, 'mine').isCurrent, true);
    assert.equal(row(rows, 'gpt-6-luna').description, 'OpenAI · $0.10 in');
    assert.deepEqual(row(rows, 'Another model...').action, { type: 'otherModel', of: 'openai' });
  });

  it('lists a local server once, and keeps a way back to OpenAI', () => {
    const baseUrl = 'http://localhost:11434/v1';
    const rows = modelRows({ ...known, baseUrl, text: { provider: 'openai', baseUrl, model: 'qwen3:8b' }, local: [ollama], listed: ['qwen3:8b'] });
    assert.equal(rows.filter(({ label }) => label === 'qwen3:8b').length, 1);
    assert.equal(row(rows, 'qwen3:8b').isCurrent, true);
    assert.deepEqual(row(rows, 'gpt-6-luna').action, { type: 'text', choice: { provider: 'openai', ...home } });
  });

  it('says what is wrong with an address that nothing can be sent to', () => {
    const rows = modelRows({ ...known, baseUrl: 'http://gateway.example/v1' });
    assert.match(row(rows, 'Change the address...').detail, /https/);
    assert.equal(rows.some(({ action }) => action.type === 'setKey' && action.provider === 'openai'), false);
  });
});
