import assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { findLocalModels, leavesComputer, localServers, type LocalServer } from '../../../src/models/local.js';
import { flavours } from '../../support/providers/openaiFlavours.js';
import { startOpenaiServer } from '../../support/providers/openaiServer.js';

describe('findLocalModels', () => {
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    await Promise.all(closing.splice(0).map((close) => close()));
  });

  async function serve(listener: RequestListener): Promise<string> {
    const server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(() => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async function closedPort(): Promise<string> {
    const origin = await serve(() => undefined);
    await closing.pop()?.();
    return origin;
  }

  const openai = (name: string, origin: string): LocalServer => ({ name, origin, lists: 'openaiModels' });
  const ollama = (origin: string): LocalServer => ({ name: 'Ollama', origin, lists: 'ollamaTags' });
  const json = (value: unknown): RequestListener => (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  };

  it('asks the usual ports of this computer and no others', () => {
    assert.deepEqual(
      localServers.map(({ origin }) => origin),
      ['http://127.0.0.1:11434', 'http://127.0.0.1:1234', 'http://127.0.0.1:8080', 'http://127.0.0.1:8000'],
    );
  });

  it('tells models that leave the computer, and drops those that write no text', async () => {
    const models = ['llama3.2:latest', 'gpt-oss:120b-cloud', 'nomic-embed-text:latest', 'qwen3-embedding:8b'];
    const server = await startOpenaiServer({ flavour: { ...flavours.ollama, models } });
    closing.push(() => server.close());
    const found = await findLocalModels({ servers: [ollama(server.origin)] });
    assert.deepEqual(found[0]?.models, [
      { id: 'llama3.2:latest', baseUrl: server.baseUrl, leavesComputer: false },
      { id: 'gpt-oss:120b-cloud', baseUrl: server.baseUrl, leavesComputer: true },
    ]);
  });

  it('believes Ollama about where a model runs, whatever its name', async () => {
    const origin = await serve(json({ models: [
      { name: 'mine:latest', remote_host: 'https://ollama.com:443', details: {} },
      { name: 'plain:latest', remote_host: '', details: { family: 'llama' } },
      { name: 'vectors:latest', details: { family: 'nomic-bert' } },
    ] }));
    const found = await findLocalModels({ servers: [ollama(origin)] });
    assert.deepEqual(found[0]?.models.map(({ id, leavesComputer }) => [id, leavesComputer]), [['mine:latest', true], ['plain:latest', false]]);
  });

  it('finds LM Studio, llama.cpp and vLLM, and sends no key', async () => {
    const started = await Promise.all((['lmstudio', 'llamacpp', 'vllm'] as const).map((flavour) => startOpenaiServer({ flavour })));
    closing.push(...started.map((server) => () => server.close()));
    const found = await findLocalModels({ servers: started.map((server) => openai(server.flavour.name, server.origin)) });
    assert.deepEqual(found.flatMap(({ models }) => models.map(({ id }) => id)), [
      'qwen2.5-7b-instruct',
      'qwen2.5-7b-instruct-q4_k_m.gguf',
      'Qwen/Qwen2.5-7B-Instruct',
    ]);
    for (const server of started) assert.equal(server.requests[0]?.headers.authorization, undefined);
  });

  it('waits for a server that hangs no longer than it was told, and still finds the others', async () => {
    const asked: string[] = [];
    const hanging = await serve(({ url }) => void asked.push(url ?? ''));
    const headersOnly = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"data":[');
    });
    const working = await serve(json({ object: 'list', data: [{ id: 'a' }] }));
    const found = await findLocalModels({ servers: [openai('x', hanging), openai('y', headersOnly), openai('z', working)], timeoutMs: 200 });
    assert.deepEqual(found.map(({ server }) => server.name), ['z']);
    assert.deepEqual(asked, ['/v1/models']);
  });

  it('takes nothing else for a server: web pages, errors, redirects, other JSON, endless lists, closed ports', async () => {
    const hit: string[] = [];
    const target = await serve((_, response) => {
      hit.push('redirect');
      json({ data: [{ id: 'stolen' }] })(_, response);
    });
    const origins = await Promise.all([
      serve((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>My app</title>')),
      serve((_, response) => response.writeHead(401, { 'content-type': 'application/json' }).end('{"data":[{"id":"a"}]}')),
      serve((_, response) => response.writeHead(302, { location: `${target}/v1/models` }).end()),
      serve(json({ data: 'all of them' })),
      serve(json([{ id: 'a' }])),
      serve(json({ data: [{ id: 7 }, null, { id: '' }, { id: 'line\nbreak' }, { id: 'a'.repeat(201) }, { name: 'a' }] })),
      serve((_, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        const more = (): void => {
          while (!response.destroyed && response.write(`{"id":"${'x'.repeat(65_536)}"},`));
        };
        response.on('drain', more);
        more();
      }),
      closedPort(),
    ]);
    assert.deepEqual(await findLocalModels({ servers: origins.flatMap((origin) => [openai('x', origin), ollama(origin)]), timeoutMs: 1000 }), []);
    assert.deepEqual(hit, []);
  });

  it('stops when it is told to', async () => {
    const hanging = await serve(() => undefined);
    const controller = new AbortController();
    const finding = findLocalModels({ servers: [openai('x', hanging)], signal: controller.signal, timeoutMs: 5000 });
    controller.abort();
    await assert.rejects(finding, { name: 'AbortError' });
  });
});

describe('leavesComputer', () => {
  const tags = { models: [{ name: 'mine:latest', remote_host: 'https://ollama.com:443' }, { name: 'plain:latest' }] };
  const ollama: typeof fetch = (url) => {
    assert.equal(url, 'http://127.0.0.1:11434/api/tags');
    return Promise.resolve(Response.json(tags));
  };

  it('asks Ollama, which knows, with or without the tag', async () => {
    const baseUrl = 'http://127.0.0.1:11434/v1';
    assert.equal(await leavesComputer(baseUrl, 'mine', ollama), true);
    assert.equal(await leavesComputer(baseUrl, 'plain:latest', ollama), false);
    assert.equal(await leavesComputer(baseUrl, 'gone', ollama), undefined);
  });

  it('asks nobody else', async () => {
    for (const baseUrl of ['https://api.openai.com/v1', 'http://127.0.0.1:1234/v1', 'nonsense'])
      assert.equal(await leavesComputer(baseUrl, 'mine', () => Promise.reject(new Error('asked'))), undefined);
  });
});
