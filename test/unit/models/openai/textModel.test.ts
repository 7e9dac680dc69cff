import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { isAbort } from '../../../../src/common/abort.js';
import { free, notMetered } from '../../../../src/common/price.js';
import { openaiTextModel } from '../../../../src/models/openai/textModel.js';
import type { TextEvent } from '../../../../src/models/textModel.js';
import { at, textAt } from '../../../support/providers/json.js';
import { flavours, type FlavourName } from '../../../support/providers/openaiFlavours.js';
import { startOpenaiServer, type OpenaiOptions, type OpenaiServer } from '../../../support/providers/openaiServer.js';
import { incomplete, listen, localModel, planTask, prices, quick, remoteModel, request, sendTo, serviceError, secretPrompt } from './asking.js';
import { checkMessage } from '../messages.js';

const never = new AbortController().signal;
const schema = { type: 'object', properties: { title: { type: 'string' } }, required: ['title'], additionalProperties: false };
const question = { task: planTask, prompt: request.prompt, name: 'post', schema };

describe('text from a compatible server', () => {
  let server: OpenaiServer;
  const start = async (flavour: OpenaiOptions['flavour'] & {} = 'openai', options: OpenaiOptions = {}): Promise<void> => {
    server = await startOpenaiServer({ ...options, flavour });
  };
  const lastBody = (): unknown => server.requestsOf('chat').at(-1)?.body;

  afterEach(async () => {
    assert.deepEqual(server.failures, []);
    await server.close();
  });

  it('comes in pieces and ends with model, tokens, price and request id', async () => {
    await start('openai', { answer: { text: 'Hello there', model: 'gpt-6-luna-2026', usage: { input: 100, cached: 64, output: 20 } } });
    const { deltas, result } = await listen(remoteModel(server));
    assert.deepEqual(deltas, ['Hello', ' there']);
    assert.equal(result?.text, 'Hello there');
    assert.equal(result.model, 'gpt-6-luna-2026');
    assert.deepEqual(result.usage, { input: 100, cached: 64, output: 20 });
    assert.deepEqual(result.price, { cost: 120, basis: 'computed' });
    assert.match(result.requestId ?? '', /^req_/);
    assert.equal(server.paidPosts, 1);
  });

  for (const name of Object.keys(flavours) as FlavourName[]) {
    it(`is whole from ${name}`, async () => {
      await start(name, { answer: { text: 'Grüße — “done” 🖨️', reasoning: 'I think.' } });
      const { deltas, result, error } = await listen(localModel(server));
      assert.equal(error, undefined);
      assert.equal(result?.text, 'Grüße — “done” 🖨️');
      assert.equal(deltas.join(''), result.text);
      assert.equal(server.accepted, 1);
    });
  }

  it('is billed by what the provider says it took', async () => {
    await start('openrouter', { answer: { text: 'Hello', usage: { input: 1000, output: 200 } } });
    const { result } = await listen(remoteModel(server));
    assert.deepEqual(result?.price, { cost: 200, basis: 'billed' });
  });

  it('costs nothing from a local model, and what nobody meters from a cloud model behind a local server', async () => {
    await start('ollama');
    const unpriced = { ...prices, ofUsage: () => Promise.resolve({ cost: undefined, basis: 'unknown' } as const), ofEstimate: () => Promise.resolve({ cost: undefined, basis: 'unknown' } as const) };
    const own = localModel(server, { prices: unpriced });
    const cloud = localModel(server, { prices: unpriced, model: 'gpt-oss:120b-cloud' });
    assert.deepEqual((await listen(own)).result?.price, free);
    assert.deepEqual(await cloud.estimate(request), notMetered);
    assert.deepEqual((await listen(cloud)).result?.price, notMetered);
    assert.deepEqual(await localModel(server, { model: 'gpt-oss:120b-cloud' }).estimate(request).then(({ basis }) => basis), 'estimated', 'a price that the user has set counts');
    assert.equal(own.info.channel, 'local');
    assert.equal(cloud.info.channel, 'api');
    assert.deepEqual(await own.estimate(request), free);
  });

  it('keeps its text when its price cannot be looked up', async () => {
    await start('openai', { answer: { text: 'Hello' } });
    const broken = { ofUsage: () => Promise.reject(new Error('no table')), ofEstimate: () => Promise.reject(new Error('no table')) };
    const { result } = await listen(remoteModel(server, { prices: broken }));
    assert.equal(result?.text, 'Hello');
    assert.equal(result.price.basis, 'unknown');
  });

  it('leaves out the thoughts that a local model writes into its answer', async () => {
    await start('lmstudio', { answer: { text: '<think>\nFirst I count.\n</think>\n\nThe answer <think> stays.' } });
    const { result, deltas } = await listen(localModel(server));
    assert.equal(result?.text, 'The answer <think> stays.');
    assert.equal(deltas.join(''), result.text);
  });

  it('keeps an answer whose end was said when the connection dies before the usage', async () => {
    await start('openai', { answer: { text: 'One two' } });
    const { result } = await listen(remoteModel(server, { fetch: cutAfterFinish(server.origin) }));
    assert.equal(result?.text, 'One two');
    assert.equal(result.price.basis, 'estimated');
  });

  it('does not count the time that the reader takes', async () => {
    await start('openai', { answer: { text: 'One two three four' } });
    const events: TextEvent[] = [];
    for await (const event of remoteModel(server, { limits: { idleMs: 30 } }).stream(request, never)) {
      events.push(event);
      await server.settled('chat');
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
    assert.equal(events.at(-1)?.type, 'end');
  });

  describe('asks in the words that the server takes', () => {
    it('names the limit as OpenAI does only to OpenAI', async () => {
      await start('ollama');
      await listen(localModel(server));
      assert.equal(at(lastBody(), 'max_tokens'), 16_000);
      assert.equal(at(lastBody(), 'max_completion_tokens'), undefined);
      const toOpenai = openaiTextModel({
        baseUrl: 'https://api.openai.com/v1',
        model: 'llama3.2:latest',
        apiKey: () => Promise.resolve('sk-1'),
        prices,
        fetch: sendTo(server.origin, 'https://api.openai.com'),
      });
      await listen(toOpenai);
      assert.equal(at(lastBody(), 'max_completion_tokens'), 16_000);
      assert.equal(at(lastBody(), 'max_tokens'), undefined);
    });

    it('uses the other limit when told to', async () => {
      await start();
      server.script([{ on: 'chat', fault: '400-max-tokens' }]);
      assert.ok((await listen(remoteModel(server))).result);
      assert.equal(at(lastBody(), 'max_completion_tokens'), 16_000);
      assert.equal(at(lastBody(), 'max_tokens'), undefined);
    });

    it('leaves out what a server refuses, and remembers it', async () => {
      await start('no-stream-options');
      const model = localModel(server);
      assert.ok((await listen(model)).result);
      assert.ok((await listen(model)).result);
      assert.equal(server.paidPosts, 3);
      assert.equal(server.accepted, 2);
      assert.equal(at(lastBody(), 'stream_options'), undefined);
    });

    it('waits as long as a short Retry-After says and sends again', async () => {
      await start();
      server.script([{ on: 'chat', fault: '429-retry-after-ms-50' }]);
      assert.ok((await listen(remoteModel(server))).result);
      assert.equal(server.paidPosts, 2);
      assert.equal(server.accepted, 1);
    });
  });

  describe('as JSON', () => {
    it('follows a schema', async () => {
      await start('openai', { answer: { usage: { input: 10, output: 5 } } });
      const { value, price } = await remoteModel(server).structured!(question, never);
      assert.equal(typeof at(value, 'title'), 'string');
      assert.deepEqual(price, { cost: 15, basis: 'computed' });
      assert.equal(at(lastBody(), 'response_format', 'json_schema', 'strict'), true);
    });

    it('is asked for in words where a schema is refused, and found between them', async () => {
      await start('no-json-schema', { answer: { text: 'Here you are:\n```json\n{"title": "A [b] {c}"}\n```\nEnjoy.' } });
      const model = localModel(server);
      assert.deepEqual((await model.structured!(question, never)).value, { title: 'A [b] {c}' });
      assert.match(textAt(lastBody(), 'messages') ?? JSON.stringify(lastBody()), /JSON Schema/);
      assert.equal(at(lastBody(), 'response_format'), undefined);
      await model.structured!(question, never);
      assert.equal(server.paidPosts, 3);
    });

    it('is rejected with the text and its price when it is none', async () => {
      await start('openai', { answer: { text: '{"title": "cut', usage: { input: 10, output: 5 } } });
      const error = incomplete(await remoteModel(server).structured!(question, never).catch((reason: unknown) => reason));
      assert.equal(error.partial.text, '{"title": "cut');
      assert.deepEqual(error.price, { cost: 15, basis: 'computed' });
      checkMessage(error.message, server.key, secretPrompt);
    });
  });

  describe('when it is cancelled', () => {
    it('stops the request and rejects with AbortError', async () => {
      await start();
      server.script([{ on: 'chat', fault: 'stalled-stream' }]);
      const stop = new AbortController();
      const { error, deltas } = await listen(remoteModel(server), stop.signal, () => {
        stop.abort();
      });
      assert.ok(isAbort(error));
      assert.ok(deltas.length > 0);
      assert.equal((await server.settled('chat')).closedEarly, true);
    });

    it('does so before the reply has begun', async () => {
      await start();
      server.script([{ on: 'chat', fault: 'no-reply' }]);
      const stop = new AbortController();
      const heard = listen(remoteModel(server, { limits: {} }), stop.signal);
      await server.received('chat');
      stop.abort();
      assert.ok(isAbort((await heard).error));
      assert.equal((await server.settled('chat')).closedEarly, true);
    });

    it('sends nothing when it was cancelled before', async () => {
      await start();
      assert.ok(isAbort((await listen(remoteModel(server), AbortSignal.abort())).error));
      assert.equal(server.requests.length, 0);
    });

    it('stops the request when the reader goes away', async () => {
      await start();
      server.script([{ on: 'chat', fault: 'stalled-stream' }]);
      for await (const event of remoteModel(server, { limits: {} }).stream(request, never)) {
        assert.equal(event.type, 'delta');
        break;
      }
      assert.equal((await server.settled('chat')).closedEarly, true);
    });

    it('stops waiting for a Retry-After', async () => {
      await start();
      server.script([{ on: 'chat', fault: '429-retry-after-1' }]);
      const stop = new AbortController();
      const heard = listen(remoteModel(server, { limits: { retryAfterMs: 60_000 } }), stop.signal);
      await server.settled('chat');
      stop.abort();
      assert.ok(isAbort((await heard).error));
      assert.equal(server.paidPosts, 1);
    });
  });

  describe('sends', () => {
    const variables = {
      OPENAI_API_KEY: 'sk-leak-key',
      OPENAI_ADMIN_KEY: 'sk-leak-admin',
      OPENAI_ORG_ID: 'org-leak',
      OPENAI_PROJECT_ID: 'proj-leak',
      OPENAI_BASE_URL: 'https://leak.example/v1',
      OPENAI_CUSTOM_HEADERS: 'X-Leak: leak-header\nAuthorization: Bearer sk-leak-custom\nUser-Agent: leak-agent',
    };
    const before = Object.fromEntries(Object.keys(variables).map((name) => [name, process.env[name]]));
    beforeEach(() => Object.assign(process.env, variables));
    afterEach(() => {
      for (const [name, value] of Object.entries(before)) {
        if (value === undefined) Reflect.deleteProperty(process.env, name);
        else process.env[name] = value;
      }
    });

    it('nothing from the environment to any address', async () => {
      await start();
      await listen(remoteModel(server));
      await listen(localModel(server, { apiKey: () => Promise.resolve(undefined) }));
      const [remote, local] = server.requestsOf('chat');
      assert.equal(server.requests.length, 2);
      assert.doesNotMatch(JSON.stringify(server.requests.map(({ headers, body }) => [headers, body])), /leak/);
      assert.equal(remote?.headers.authorization, `Bearer ${server.key}`);
      assert.equal(local?.headers.authorization, undefined);
      assert.deepEqual(Object.keys(remote.headers).filter((name) => name.startsWith('openai') || name.startsWith('x-')), []);
    });

    it('nothing at all without a key to a provider on the web', async () => {
      await start();
      const error = serviceError((await listen(remoteModel(server, { apiKey: () => Promise.resolve('  ') }))).error);
      assert.equal(error.reason, 'auth');
      assert.equal(error.charge, 'none');
      checkMessage(error.message, server.key, secretPrompt);
      assert.equal(server.requests.length, 0);
    });

    for (const baseUrl of ['', ' ', 'api.openai.com/v1', 'ftp://x/v1', 'http://192.168.1.5:11434/v1', 'http://127.0.0.1.example/v1', 'https://user:pw@x/v1']) {
      it(`nothing to “${baseUrl}”`, async () => {
        await start();
        const fetched: unknown[] = [];
        const model = remoteModel(server, {
          baseUrl,
          fetch: (url) => {
            fetched.push(url);
            return Promise.reject(new Error('sent'));
          },
        });
        const error = serviceError((await listen(model)).error);
        assert.equal(error.charge, 'none');
        checkMessage(error.message, server.key, secretPrompt);
        assert.deepEqual(fetched, []);
        assert.deepEqual(await model.estimate(request), { cost: undefined, basis: 'unknown' });
      });
    }
  });

  it('does not repeat the key or the prompt that a provider quotes', async () => {
    await start();
    for (const quoted of [`Incorrect value: ${server.key}`, `Cannot read: ${request.prompt.user}`, `Bad: ${request.prompt.user.slice(5, 40)}`]) {
      server.script([{ on: 'chat', fault: { kind: 'reply', status: 500, body: { error: { message: quoted, type: 'x', param: null, code: null } } } }]);
      const error = serviceError((await listen(remoteModel(server))).error);
      assert.match(error.message, /failed while it worked\. Try/);
      checkMessage(error.message, server.key, secretPrompt);
    }
  });

  it('says that no server runs there, and that nothing was charged', async () => {
    await start();
    const port = await freePort();
    const { error } = await listen(localModel(server, { baseUrl: `http://127.0.0.1:${port}/v1` }));
    const failure = serviceError(error);
    assert.equal(failure.reason, 'network');
    assert.equal(failure.charge, 'none');
    assert.match(failure.message, /no server runs there/);
  });

  it('never speaks of charges for a model on this computer', async () => {
    await start('ollama');
    for (const fault of ['500', 'reset-after-body', 'stalled-stream', '504', 'truncated-stream', 'no-reply']) {
      server.script([{ on: 'chat', fault }]);
      const error = serviceError((await listen(localModel(server, { limits: quick }))).error);
      assert.equal(error.charge, 'none', fault);
      assert.doesNotMatch(error.message, /charged/);
    }
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  assert.ok(address !== null && typeof address === 'object');
  return address.port;
}

/** Fails the body right after the chunk that has a finish_reason. */
function cutAfterFinish(origin: string): typeof fetch {
  return async (url, init) => {
    const reply = await sendTo(origin, 'https://text.example')(url, init);
    const text = await reply.text();
    const end = text.indexOf('\n\n', text.indexOf('"finish_reason":"stop"')) + 2;
    let sent = false;
    const body = new ReadableStream({
      pull: (controller) => {
        if (sent) controller.error(new TypeError('terminated'));
        else controller.enqueue(new TextEncoder().encode(text.slice(0, end)));
        sent = true;
      },
    });
    return new Response(body, { status: 200, headers: reply.headers });
  };
}
