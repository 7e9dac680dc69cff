import { pathToFileURL } from 'node:url';
import { createFalClient } from '@fal-ai/client';
import OpenAI from 'openai';
import { unknownPrice } from '../../src/common/price.js';
import { falImageModel } from '../../src/models/fal/imageModel.js';
import { openaiTextModel } from '../../src/models/openai/textModel.js';
import type { ImageRequest } from '../../src/models/imageModel.js';
import type { TextRequest } from '../../src/models/textModel.js';
import { startFalServer } from '../support/providers/falServer.js';
import { startOpenaiServer } from '../support/providers/openaiServer.js';
import { median } from './measure.js';

/** Medians in milliseconds of the same call through the SDK alone and through Galley's adapter. */
export interface Overhead {
  readonly what: string;
  readonly bare: number;
  readonly adapter: number;
}

/** What the adapters add to a bare SDK call, against the same server on this computer, alternating. */
export async function measureAdapterOverhead(runs = 200): Promise<readonly Overhead[]> {
  return [...(await measureText(runs)), await measureImage(runs)];
}

async function measureText(runs: number): Promise<readonly Overhead[]> {
  const server = await startOpenaiServer({ answer: { text: 'word '.repeat(300).trim() } });
  const model = server.flavour.models[0] ?? '';
  const prompt = { system: 'You write posts.', user: 'Write one.' };
  const request: TextRequest = {
    task: { step: 'alt_text', title: '', caption: undefined, image: { prompt: undefined, design: undefined, provider: undefined } },
    prompt,
  };
  const adapter = openaiTextModel({
    baseUrl: server.baseUrl,
    model,
    apiKey: () => Promise.resolve(server.key),
    prices: { ofUsage: () => Promise.resolve(unknownPrice), ofEstimate: () => Promise.resolve(unknownPrice) },
  });
  const client = new OpenAI({ baseURL: server.baseUrl, apiKey: server.key, maxRetries: 0 });
  const signal = new AbortController().signal;

  const bareCall = async (onFirst: () => void): Promise<number> => {
    let text = '';
    const messages = [{ role: 'system' as const, content: prompt.system }, { role: 'user' as const, content: prompt.user }];
    const stream = await client.chat.completions.create({ model, messages, stream: true, stream_options: { include_usage: true } });
    for await (const chunk of stream) {
      const piece = chunk.choices[0]?.delta.content ?? '';
      if (text === '' && piece !== '') onFirst();
      text += piece;
    }
    return text.length;
  };
  const adapterCall = async (onFirst: () => void): Promise<number> => {
    let text = '';
    for await (const event of adapter.stream(request, signal)) {
      if (event.type !== 'delta') continue;
      if (text === '') onFirst();
      text += event.text;
    }
    return text.length;
  };
  try {
    const [bare, own] = await alternate(runs, bareCall, adapterCall);
    return [
      { what: 'text, 300 tokens: first token', bare: median(bare.first), adapter: median(own.first) },
      { what: 'text, 300 tokens: whole answer', bare: median(bare.whole), adapter: median(own.whole) },
    ];
  } finally {
    await server.close();
  }
}

async function measureImage(runs: number): Promise<Overhead> {
  const server = await startFalServer({ pictureScale: 0.03 });
  const model = 'fal-ai/flux-pro/v1.1-ultra';
  const request: ImageRequest = {
    title: '',
    body: '',
    pillarName: undefined,
    studioName: undefined,
    aspectRatio: '16:9',
    seed: 7,
    prompt: 'A picture',
    colors: [],
    template: undefined,
  };
  const adapter = falImageModel({ key: () => server.key, model, endpoint: server.origin, prices: { of: () => Promise.resolve(undefined) } });
  const toServer: typeof fetch = (url, init) => {
    const { pathname, search } = new URL(url instanceof Request ? url.url : url);
    return fetch(server.origin + pathname + search, init);
  };
  const client = createFalClient({ credentials: server.key, fetch: toServer });
  const run = { signal: new AbortController().signal, onProgress: () => undefined, onSubmitted: () => undefined };

  const bareCall = async (): Promise<number> => {
    const { request_id: requestId } = await client.queue.submit(model, { input: { prompt: request.prompt, aspect_ratio: '16:9', output_format: 'png', seed: 7 } });
    await client.queue.status(model, { requestId, logs: true });
    const { data } = await client.queue.result(model, { requestId });
    return (await (await fetch(data.images[0]?.url ?? '')).arrayBuffer()).byteLength;
  };
  const adapterCall = async (): Promise<number> => (await adapter.generate(request, run)).image.bytes.length;
  try {
    const [bare, own] = await alternate(runs, bareCall, adapterCall);
    return { what: 'image: submit, status, result, download', bare: median(bare.whole), adapter: median(own.whole) };
  } finally {
    await server.close();
  }
}

interface Times {
  readonly first: number[];
  readonly whole: number[];
}

/** Each in turn, so that whatever else the machine does meets both; both must bring the same. */
async function alternate(runs: number, ...calls: readonly ((onFirst: () => void) => Promise<number>)[]): Promise<readonly [Times, Times]> {
  const times: readonly [Times, Times] = [
    { first: [], whole: [] },
    { first: [], whole: [] },
  ];
  const warmUp = 10;
  for (let n = -warmUp; n < runs; n += 1) {
    const sizes: number[] = [];
    for (const [index, call] of calls.entries()) {
      const started = performance.now();
      let first = 0;
      sizes.push(
        await call(() => {
          first = performance.now() - started;
        }),
      );
      if (n < 0) continue;
      times[index]?.first.push(first);
      times[index]?.whole.push(performance.now() - started);
    }
    if (new Set(sizes).size !== 1) throw new Error(`the calls brought ${sizes.join(' and ')}`);
  }
  return times;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const { what, bare, adapter } of await measureAdapterOverhead()) {
    console.log(`${what.padEnd(42)} SDK ${bare.toFixed(2)} ms, adapter ${adapter.toFixed(2)} ms, added ${(adapter - bare).toFixed(2)} ms`);
  }
}
