import assert from 'node:assert/strict';
import OpenAI, { APIConnectionTimeoutError, APIError, NotFoundError, RateLimitError } from 'openai';
import type { ChatCompletionChunk, ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions.js';
import { numberAt } from '../../support/providers/json.js';
import type { FlavourName } from '../../support/providers/openaiFlavours.js';
import { startOpenaiServer, type OpenaiOptions, type OpenaiServer } from '../../support/providers/openaiServer.js';

const messages = [{ role: 'user' as const, content: 'Write, as JSON.' }];
const schema = { type: 'object', properties: { title: { type: 'string' } }, required: ['title'], additionalProperties: false };
const format = { type: 'json_schema' as const, json_schema: { name: 'post', strict: true, schema } };

interface Heard {
  readonly text: string;
  readonly chunks: readonly ChatCompletionChunk[];
  /** What the loop threw; `undefined` when it ended. */
  readonly error: unknown;
}

describe('the openai client against the text server', () => {
  let server: OpenaiServer;
  let openai: OpenAI;

  const start = async (flavour: FlavourName, options: OpenaiOptions = {}): Promise<void> => {
    server = await startOpenaiServer({ ...options, flavour });
    openai = new OpenAI({ baseURL: server.baseUrl, apiKey: server.key, organization: null, project: null, maxRetries: 0, logLevel: 'off' });
  };
  afterEach(async () => {
    assert.deepEqual(server.failures, []);
    await server.close();
  });

  const model = (): string => server.flavour.models[0] ?? '';
  const create = (params: Partial<ChatCompletionCreateParamsNonStreaming> = {}): Promise<OpenAI.Chat.ChatCompletion> =>
    openai.chat.completions.create({ model: model(), messages, ...params });

  const listen = async (signal?: AbortSignal, onChunk: () => void = () => undefined): Promise<Heard> => {
    const chunks: ChatCompletionChunk[] = [];
    const textSoFar = (): string => chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('');
    try {
      const stream = await openai.chat.completions.create(
        { model: model(), messages, stream: true, stream_options: { include_usage: true } },
        signal ? { signal } : {},
      );
      for await (const chunk of stream) {
        chunks.push(chunk);
        onChunk();
      }
      return { text: textSoFar(), chunks, error: undefined };
    } catch (error) {
      return { text: textSoFar(), chunks, error };
    }
  };

  const errorOf = async (promise: Promise<unknown>): Promise<APIError> => {
    const error: unknown = await promise.then(() => undefined, (reason: unknown) => reason);
    assert.ok(error instanceof APIError, String(error));
    return error;
  };

  describe('streams', () => {
    it('end with a chunk that has usage and no choices', async () => {
      await start('openai', { answer: { text: 'Hello there', usage: { input: 100, cached: 64, output: 20 } } });
      const { text, chunks } = await listen();
      assert.equal(text, 'Hello there');
      const last = chunks.at(-1);
      assert.deepEqual(last?.choices, []);
      assert.equal(last.usage?.prompt_tokens_details?.cached_tokens, 64);
      assert.equal(last.usage.total_tokens, 120);
      assert.equal(chunks.at(-2)?.choices[0]?.finish_reason, 'stop');
      assert.equal(chunks[0]?.usage, null);
    });

    it('carry the request id in a header', async () => {
      await start('openai');
      const { request_id: id } = await openai.chat.completions.create({ model: model(), messages, stream: true }).withResponse();
      assert.match(id ?? '', /^req_/);
    });

    it('come through whole when bytes arrive across characters', async () => {
      await start('openai', { answer: { text: 'Grüße 🖨️ “done”' } });
      server.script([{ on: 'chat', fault: 'split-bytes' }]);
      assert.equal((await listen()).text, 'Grüße 🖨️ “done”');
    });

    for (const fault of ['truncated-stream', 'plain-json', 'no-done'] as const) {
      it(`end without a word on ${fault}`, async () => {
        await start('openai');
        server.script([{ on: 'chat', fault }]);
        const { chunks, error } = await listen();
        assert.equal(error, undefined);
        if (fault === 'plain-json') assert.equal(chunks.length, 0);
        const finished = chunks.some((chunk) => chunk.choices[0]?.finish_reason === 'stop');
        assert.equal(finished, fault === 'no-done');
      });
    }

    it('throw no APIError when the socket dies', async () => {
      await start('openai');
      server.script([{ on: 'chat', fault: 'reset-stream' }]);
      const { error, text } = await listen();
      assert.ok(error instanceof TypeError);
      assert.notEqual(text, '');
    });

    it('throw an APIError without status on an error chunk', async () => {
      await start('openrouter');
      server.script([{ on: 'chat', fault: 'error-chunk' }]);
      const { error, text } = await listen();
      assert.ok(error instanceof APIError);
      assert.equal(error.status, undefined);
      assert.equal(error.code, 502);
      assert.equal(error.message, 'Provider disconnected');
      assert.notEqual(text, '');
    });

    it('throw a SyntaxError on a line that is no JSON', async () => {
      await start('openai');
      server.script([{ on: 'chat', fault: 'invalid-json-chunk' }]);
      assert.ok((await listen()).error instanceof SyntaxError);
    });

    it('stall past the timeout, and end without a word when aborted', async () => {
      await start('openai');
      openai = openai.withOptions({ timeout: 50 });
      server.script([{ on: 'chat', fault: 'stalled-stream' }]);
      const abort = new AbortController();
      const outcome = await Promise.race([
        listen(abort.signal),
        new Promise<'still waiting'>((resolve) => {
          setTimeout(() => {
            resolve('still waiting');
          }, 200);
        }),
      ]);
      assert.equal(outcome, 'still waiting');
      abort.abort();
    });

    it('end without a word when the caller aborts, and the server sees it', async () => {
      await start('openai', { answer: { chunkMs: 5 } });
      const abort = new AbortController();
      const { error } = await listen(abort.signal, () => {
        abort.abort();
      });
      assert.equal(error, undefined);
      assert.equal((await server.settled('chat')).closedEarly, true);
    });

    it('give the last of many usage snapshots last', async () => {
      await start('openai', { answer: { text: 'one two three', usage: { input: 7 } } });
      server.script([{ on: 'chat', fault: 'usage-every-chunk' }]);
      const counts = (await listen()).chunks.flatMap(({ usage }) => (usage ? [usage.completion_tokens] : []));
      assert.deepEqual(counts, [1, 2, 3, 3]);
    });

    it('of OpenRouter bring comments, usage and cost unasked', async () => {
      await start('openrouter', { answer: { text: 'Hi', usage: { input: 1000, output: 100 } } });
      const stream = await openai.chat.completions.create({ model: model(), messages, stream: true });
      let cost: number | undefined;
      for await (const chunk of stream) cost = numberAt(chunk.usage, 'cost') ?? cost;
      assert.equal(cost, 0.00015);
    });
  });

  describe('structured output', () => {
    it('fits the schema', async () => {
      await start('openai');
      const { choices } = await create({ response_format: format });
      assert.deepEqual(Object.keys(JSON.parse(choices[0]?.message.content ?? '') as object), ['title']);
    });

    it('needs a strict schema to be closed', async () => {
      await start('openai');
      const open = { ...format, json_schema: { ...format.json_schema, schema: { ...schema, additionalProperties: true } } };
      assert.match((await errorOf(create({ response_format: open }))).message, /additionalProperties/);
      assert.equal(server.accepted, 0);
    });

    it('is refused by gateways that lack it', async () => {
      await start('no-json-schema');
      assert.equal((await errorOf(create({ response_format: format }))).status, 400);
      await create();
    });

    it('of LM Studio is a schema or nothing', async () => {
      await start('lmstudio');
      const error = await errorOf(create({ response_format: { type: 'json_object' } }));
      assert.equal(error.status, 400);
      assert.match(error.message, /must be 'json_schema' or 'text'/);
      assert.equal(error.code, undefined);
    });

    it('may be a refusal', async () => {
      await start('openai');
      server.script([{ on: 'chat', fault: 'refusal' }]);
      const { message } = (await create({ response_format: format })).choices[0]!;
      assert.equal(message.content, null);
      assert.match(message.refusal ?? '', /can't help/);
    });
  });

  describe('limits and options', () => {
    it('stop at max_completion_tokens with finish_reason length', async () => {
      await start('openai');
      const { choices, usage } = await create({ max_completion_tokens: 5 });
      assert.equal(choices[0]?.finish_reason, 'length');
      assert.equal(usage?.completion_tokens, 5);
    });

    it('of Ollama know max_tokens only', async () => {
      await start('ollama');
      assert.equal((await create({ max_completion_tokens: 5 })).choices[0]?.finish_reason, 'stop');
      assert.equal((await create({ max_tokens: 5 })).choices[0]?.finish_reason, 'length');
    });

    it('of vLLM take stream_options with stream only', async () => {
      await start('vllm');
      assert.equal((await errorOf(create({ stream_options: { include_usage: true } }))).status, 400);
      assert.notEqual((await listen()).text, '');
    });

    it('of some gateways do not take stream_options at all', async () => {
      await start('no-stream-options');
      const { error } = await listen();
      assert.ok(error instanceof APIError);
      assert.equal(error.status, 400);
    });
  });

  describe('errors', () => {
    it('are one request each without retries, and 401 is told by the key', async () => {
      await start('openai');
      const error = await errorOf(openai.withOptions({ apiKey: 'sk-wrong-key' }).models.list());
      assert.equal(error.status, 401);
      assert.equal(error.code, 'invalid_api_key');
      assert.equal(server.requests.length, 1);
    });

    it('have a number for a code at OpenRouter', async () => {
      await start('openrouter');
      server.script([{ on: 'chat', fault: 'balance' }]);
      const error = await errorOf(create());
      assert.equal(error.status, 402);
      assert.equal(error.code, 402);
    });

    it('name the model that Ollama lacks', async () => {
      await start('ollama');
      const error = await errorOf(create({ model: 'x' }));
      assert.ok(error instanceof NotFoundError);
      assert.equal(error.message, '404 model "x" not found, try pulling it first');
    });

    it('keep a FastAPI detail under error, and HTML in the message', async () => {
      await start('openai');
      server.script([
        { on: 'chat', fault: '422-string' },
        { on: 'chat', fault: 'html-403' },
      ]);
      assert.deepEqual((await errorOf(create())).error, { detail: 'The request could not be processed' });
      assert.equal((await errorOf(create())).message, '403 <html>blocked by proxy</html>');
    });

    it('retry 429 soon although asked to wait two minutes', async () => {
      await start('openai');
      server.script([{ on: 'chat', fault: '429-retry-after-120' }]);
      openai = openai.withOptions({ maxRetries: 1 });
      await create();
      assert.equal(server.paidPosts, 2);
    });

    it('retry a reset, which buys twice when the reply was lost', async () => {
      await start('openai');
      server.script([{ on: 'chat', fault: 'reset-after-body' }]);
      openai = openai.withOptions({ maxRetries: 1 });
      await create();
      assert.equal(server.paidPosts, 2);
      assert.equal(server.accepted, 2);
    });

    it('are not retried when the server says so', async () => {
      await start('openai');
      server.script([{ on: 'chat', fault: '429-quota-no-retry' }]);
      openai = openai.withOptions({ maxRetries: 2 });
      const error = await errorOf(create());
      assert.ok(error instanceof RateLimitError);
      assert.equal(error.code, 'insufficient_quota');
      assert.equal(server.paidPosts, 1);
    });

    it('are a timeout when headers do not come', async () => {
      await start('openai');
      server.script([{ on: 'chat', fault: 'slow-headers' }]);
      openai = openai.withOptions({ timeout: 50 });
      assert.ok((await errorOf(create())) instanceof APIConnectionTimeoutError);
    });
  });

  it('lists the models', async () => {
    await start('openrouter');
    const { data } = await openai.models.list();
    assert.deepEqual(data.map(({ id }) => id), server.flavour.models);
  });
});
