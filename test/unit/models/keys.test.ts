import assert from 'node:assert/strict';
import { checkKey, type KeyCheck } from '../../../src/models/keyCheck.js';
import { keyPage, readKey } from '../../../src/models/keyShape.js';
import { listTextModels } from '../../../src/models/modelList.js';
import { startFalServer } from '../../support/providers/falServer.js';
import { flavours } from '../../support/providers/openaiFlavours.js';
import { startOpenaiServer } from '../../support/providers/openaiServer.js';

describe('readKey', () => {
  it('takes away what people copy along with a key', () => {
    for (const pasted of ['sk-abc', '  sk-abc\n', '"sk-abc"', "'sk-abc'", 'Bearer sk-abc', 'Authorization: Bearer sk-abc', 'OPENAI_API_KEY=sk-abc', 'export OPENAI_API_KEY="sk-abc"'])
      assert.deepEqual(readKey('openai', pasted), { kind: 'key', key: 'sk-abc' }, pasted);
    assert.deepEqual(readKey('fal', 'Key 12-ab:cd34'), { kind: 'key', key: '12-ab:cd34' });
  });

  it('says what is wrong with something else, and repeats none of it', () => {
    for (const pasted of ['two words', 'a\nb', 'schlüssel', 'sk-...abcd', '••••••••', 'x'.repeat(5000)]) {
      const shape = readKey('openai', pasted);
      assert.ok(shape.kind === 'unusable' && !shape.problem.includes(pasted), pasted);
    }
    assert.equal(readKey('fal', 'only-one-part').kind, 'unusable');
    assert.equal(readKey('fal', 'id:').kind, 'unusable');
  });

  it('knows nothing from something empty', () => {
    for (const pasted of ['', '  ', '""', 'Bearer ']) assert.equal(readKey('openai', pasted).kind, 'empty', pasted);
  });
});

describe('keyPage', () => {
  it('is known for known providers only', () => {
    assert.match(keyPage('openai', 'https://api.openai.com') ?? '', /^https:\/\/platform\.openai\.com/);
    assert.equal(keyPage('openai', 'https://gateway.example'), undefined);
    assert.match(keyPage('fal', 'https://gateway.example') ?? '', /^https:\/\/fal\.ai/);
  });
});

describe('checkKey', () => {
  const openai = async (flavour: keyof typeof flavours = 'openai') => startOpenaiServer({ flavour });

  it('tells a key that OpenAI takes from one that it refuses, and pays for nothing', async () => {
    const server = await openai();
    try {
      const check: KeyCheck = { provider: 'openai', key: server.key, baseUrl: server.baseUrl, falEndpoint: '' };
      assert.equal(await checkKey(check), 'accepted');
      assert.equal(await checkKey({ ...check, key: 'sk-wrong' }), 'rejected');
      assert.equal(server.paidPosts, 0);
      assert.equal(server.requests.every(({ path }) => path === '/v1/models'), true);
    } finally {
      await server.close();
    }
  });

  it('does the same at fal, through the endpoint that is set', async () => {
    const server = await startFalServer();
    try {
      const check: KeyCheck = { provider: 'fal', key: server.key, baseUrl: '', falEndpoint: server.origin };
      assert.equal(await checkKey(check), 'accepted');
      assert.equal(await checkKey({ ...check, key: 'other:secret' }), 'rejected');
      assert.deepEqual(server.requests.map(({ operation }) => operation), ['pricing', 'pricing']);
    } finally {
      await server.close();
    }
  });

  it('asks OpenRouter where the key counts, since anybody may list its models', async () => {
    const urls: string[] = [];
    const fetch: typeof globalThis.fetch = (url) => {
      urls.push(url instanceof Request ? url.url : url.toString());
      return Promise.resolve(new Response('{}', { status: 401 }));
    };
    assert.equal(await checkKey({ provider: 'openai', key: 'k', baseUrl: 'https://openrouter.ai/api/v1/', falEndpoint: '', fetch }), 'rejected');
    assert.deepEqual(urls, ['https://openrouter.ai/api/v1/key']);
  });

  it('draws no conclusion from silence, errors, redirects and web pages', async () => {
    const server = await openai();
    try {
      const check: KeyCheck = { provider: 'openai', key: server.key, baseUrl: server.baseUrl, falEndpoint: '', timeoutMs: 300 };
      for (const fault of ['403', '500', 'no-reply', 'reset-after-body', 'html-ok', 'empty-body', 'invalid-json', 'redirect-other', 'redirect-307-loop']) {
        server.script([{ on: 'models', fault }]);
        assert.equal(await checkKey(check), 'unclear', fault);
      }
      assert.deepEqual(server.pending, []);
      assert.deepEqual(server.elsewhere.requests, []);
    } finally {
      await server.close();
    }
    assert.equal(await checkKey({ provider: 'openai', key: 'k', baseUrl: 'http://example.com', falEndpoint: '' }), 'unclear');
  });
});

describe('listTextModels', () => {
  it('lists the models that write text, each under one name', async () => {
    const models = ['gpt-6-luna', 'gpt-6-luna-2026-08-01', 'gpt-image-2', 'text-embedding-3-small', 'gpt-4o-mini-tts', 'whisper-1', 'omni-moderation-latest', 'o5'];
    const server = await startOpenaiServer({ flavour: { ...flavours.openai, models } });
    try {
      assert.deepEqual(await listTextModels(server.baseUrl, { key: server.key }), ['gpt-6-luna', 'o5']);
      assert.equal(await listTextModels(server.baseUrl, { key: 'sk-wrong' }), undefined);
    } finally {
      await server.close();
    }
  });

  it('puts new models first and keeps a query that the address has', async () => {
    const urls: string[] = [];
    const fetch: typeof globalThis.fetch = (url) => {
      urls.push(url instanceof Request ? url.url : url.toString());
      return Promise.resolve(Response.json({ data: [{ id: 'old', created: 1 }, { id: 'new', created: 2 }] }));
    };
    assert.deepEqual(await listTextModels('https://x.example/v1?api-version=2', { key: 'k', fetch }), ['new', 'old']);
    assert.deepEqual(urls, ['https://x.example/v1/models?api-version=2']);
  });
});
