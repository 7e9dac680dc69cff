import assert from 'node:assert/strict';
import { IncompleteText } from '../../../../src/models/incompleteText.js';
import { openaiTextModel, type OpenaiTextOptions } from '../../../../src/models/openai/textModel.js';
import type { TextPrices } from '../../../../src/models/prices.js';
import { ServiceError } from '../../../../src/models/serviceError.js';
import type { PlanTask, TextModel, TextRequest, TextResult } from '../../../../src/models/textModel.js';
import type { OpenaiServer } from '../../../support/providers/openaiServer.js';

export const secretPrompt = 'The private plan speaks of a merger in Lisbon that nobody may read about';

export const request: TextRequest = {
  task: {
    step: 'alt_text',
    title: 'A title',
    caption: undefined,
    image: { prompt: undefined, design: undefined, provider: undefined },
  },
  prompt: { system: 'You write posts.', user: secretPrompt },
};

export const planTask: PlanTask = {
  step: 'plan',
  subject: undefined,
  slots: [{ contentFormat: undefined, pillar: undefined }],
  facts: [{ id: 'f1', text: 'A fact.', isUsed: false }],
  pillars: [],
  voice: { description: undefined, avoid: [] },
  instruction: '',
  titles: [],
};

/** One micro-dollar for each token, two for an estimate: a test sees which of them was asked. */
export const prices: TextPrices = {
  ofUsage: (_, __, { input, output }) =>
    Promise.resolve(input === undefined || output === undefined ? { cost: undefined, basis: 'unknown' } : { cost: input + output, basis: 'computed' }),
  ofEstimate: (_, __, { input, output }) => Promise.resolve({ cost: 2 * (input + output), basis: 'estimated' }),
};

/** For servers that keep silent on purpose. */
export const quick = { headersMs: 150, firstWordMs: 150, idleMs: 150, usageMs: 60, totalMs: 3000, retryAfterMs: 300 };

/** For all others: a slow machine must not look like a silent server. */
const patient = { headersMs: 5000, firstWordMs: 5000, idleMs: 5000, usageMs: 500, totalMs: 15_000, retryAfterMs: 300 };

/** A model at a test server that counts as a provider on the web: requests go to https and arrive at the server. */
export function remoteModel(server: OpenaiServer, options: Partial<OpenaiTextOptions> = {}): TextModel {
  const { origin } = server;
  return openaiTextModel({
    baseUrl: `https://text.example${new URL(server.baseUrl).pathname}`,
    model: server.flavour.models[0] ?? '',
    apiKey: () => Promise.resolve(server.key),
    prices,
    limits: patient,
    fetch: sendTo(origin, 'https://text.example'),
    ...options,
  });
}

/** A fetch that finds `host` at another origin. */
export function sendTo(origin: string, host: string): typeof fetch {
  return (url, init) => fetch((url instanceof Request ? url.url : url.toString()).replace(host, origin), init);
}

export function localModel(server: OpenaiServer, options: Partial<OpenaiTextOptions> = {}): TextModel {
  return remoteModel(server, { baseUrl: server.baseUrl, fetch, ...options });
}

export interface Outcome {
  readonly deltas: readonly string[];
  readonly result: TextResult | undefined;
  readonly error: unknown;
}

export async function listen(model: TextModel, signal = new AbortController().signal, onDelta: () => void = () => undefined): Promise<Outcome> {
  const deltas: string[] = [];
  let result: TextResult | undefined;
  try {
    for await (const event of model.stream(request, signal)) {
      if (event.type === 'end') result = event.result;
      else {
        deltas.push(event.text);
        onDelta();
      }
    }
  } catch (error) {
    return { deltas, result, error };
  }
  return { deltas, result, error: undefined };
}

export function serviceError(error: unknown): ServiceError {
  assert.ok(error instanceof ServiceError, String(error));
  return error;
}

export function incomplete(error: unknown): IncompleteText {
  assert.ok(error instanceof IncompleteText, String(error));
  return error;
}
