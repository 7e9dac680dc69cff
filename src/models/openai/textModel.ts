import { t } from '@vscode/l10n';
import { abortError } from '../../common/abort.js';
import { free, notMetered, unknownPrice, type Price } from '../../common/price.js';
import { parseJson } from '../jsonRead.js';
import { IncompleteText } from '../incompleteText.js';
import type { TextPrices } from '../prices.js';
import { ServiceError } from '../serviceError.js';
import { noNotes, type StructuredRequest, type StructuredResult, type TextEvent, type TextModel, type TextRequest } from '../textModel.js';
import { jsonIn } from './jsonIn.js';
import type { Ask, Extras } from './chatBody.js';
import type { Fetch } from './client.js';
import { converse } from './converse.js';
import { isCloudModel, readEndpoint, textModelInfo, type TextEndpoint } from './endpoint.js';
import type { Told } from './heard.js';
import { textLimits, type TextLimits } from './limits.js';
import type { TextSetup } from './setup.js';
import { textTokens } from './tokens.js';

export interface OpenaiTextOptions {
  /** Address of any server that speaks OpenAI's chat completions, with its `/v1`. */
  readonly baseUrl: string;
  readonly model: string;
  /** The key that belongs to this address; `undefined` when there is none. */
  readonly apiKey: () => Promise<string | undefined>;
  readonly prices: TextPrices;
  /** Says of a model on a local server that it runs elsewhere. Ollama's cloud models are known by their name. */
  readonly leavesComputer?: boolean | undefined;
  /** Default: the global one as it is when a request is sent, since the editor replaces it. */
  readonly fetch?: Fetch | undefined;
  readonly limits?: Partial<TextLimits> | undefined;
}

/** Text from OpenAI, OpenRouter, Ollama, LM Studio, llama.cpp, vLLM and everything else that speaks their protocol. */
export function openaiTextModel(options: OpenaiTextOptions): TextModel {
  const { model, prices } = options;
  const endpoint = readEndpoint(options.baseUrl);
  const isFree = !(endpoint instanceof ServiceError) && endpoint.isLoopback && !(options.leavesComputer ?? isCloudModel(model));
  // Ollama's cloud is paid by a plan: no amount will ever be told.
  const unlisted = !(endpoint instanceof ServiceError) && endpoint.isLoopback && !isFree ? notMetered : unknownPrice;
  const learnt: { extras: Extras } = { extras: { usage: true, schema: true, limit: endpoint instanceof ServiceError ? undefined : endpoint.limitField } };

  const ask = async function* (question: Ask, signal: AbortSignal): AsyncGenerator<string, Told> {
    if (signal.aborted) throw abortError();
    if (endpoint instanceof ServiceError) throw endpoint;
    const key = await readKey(options.apiKey, endpoint);
    const fetch: Fetch = options.fetch ?? ((url, init) => globalThis.fetch(url, init));
    const setup: TextSetup = { endpoint, model, isFree, prices, unlisted, fetch, learnt, limits: { ...textLimits, ...options.limits } };
    return yield* converse(question, key, setup, signal);
  };

  return {
    info: textModelInfo(endpoint, model, isFree),
    estimate: ({ prompt, task }) => estimate(prompt, usualTokens(task)),
    stream: (request, signal) => stream(request, signal),
    structured: async ({ prompt, name, schema }, signal): Promise<StructuredResult> => {
      const { text, ...rest } = await drain(ask({ ...prompt, format: { name, schema } }, signal));
      const value = parseJson(text) ?? parseJson(jsonIn(text));
      if (value !== undefined) return { ...rest, notes: noNotes, value };
      const name_ = endpoint instanceof ServiceError ? model : endpoint.name;
      throw new IncompleteText(
        'unexpected',
        t('Could not use the answer of {0}: it is not in the form that was asked for. Try again, or choose another model.', name_),
        { text, ...rest, notes: noNotes },
        { charge: isFree ? 'none' : 'unknown' },
      );
    },
  };

  async function* stream({ prompt }: TextRequest, signal: AbortSignal): AsyncGenerator<TextEvent> {
    const told = ask({ ...prompt, format: undefined }, signal);
    try {
      for (;;) {
        const next = await told.next();
        if (next.done) {
          yield { type: 'end', result: { ...next.value, notes: noNotes } };
          return;
        }
        yield { type: 'delta', text: next.value };
      }
    } finally {
      // A caller that stops listening stops the request.
      await told.return({ text: '', model, price: unknownPrice });
    }
  }

  async function estimate(prompt: TextRequest['prompt'], output: number): Promise<Price> {
    if (endpoint instanceof ServiceError) return unknownPrice;
    if (isFree) return free;
    const listed = await prices.ofEstimate(model, endpoint.baseUrl, { input: textTokens(prompt.system) + textTokens(prompt.user), output });
    return listed.basis === 'unknown' ? unlisted : listed;
  }
}

const perAnswer: Readonly<Record<TextRequest['task']['step'], number>> = { draft: 1200, caption: 250, alt_text: 60 };
const perPlannedItem = 260;

/** Tokens that the answers usually have. */
function usualTokens(task: (TextRequest | StructuredRequest)['task']): number {
  return task.step === 'plan' ? Math.max(1, task.slots.length) * perPlannedItem : perAnswer[task.step];
}

async function readKey(apiKey: OpenaiTextOptions['apiKey'], { isLoopback, name }: TextEndpoint): Promise<string | undefined> {
  const key = (await apiKey())?.trim();
  if (key) return key;
  if (isLoopback) return undefined;
  throw new ServiceError('auth', t('Could not get text from {0}: no key for it is set. Set one, or choose another provider.', name), { charge: 'none' });
}

async function drain(told: AsyncGenerator<string, Told>): Promise<Told> {
  for (;;) {
    const next = await told.next();
    if (next.done) return next.value;
  }
}
