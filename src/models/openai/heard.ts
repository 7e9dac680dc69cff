import { free, unknownPrice, type Price } from '../../common/price.js';
import { IncompleteText } from '../incompleteText.js';
import { ServiceError } from '../serviceError.js';
import { noNotes, type TextResult } from '../textModel.js';
import type { Answer } from './answer.js';
import type { Ask } from './chatBody.js';
import type { Failure } from './failures.js';
import type { TextSetup } from './setup.js';
import { textTokens } from './tokens.js';

/** What has arrived. Filled while listening, so that a failure finds it. */
export interface Heard {
  answer: Answer;
  /** Without thoughts. */
  text: string;
  requestId: string | undefined;
}

export type Told = Omit<TextResult, 'notes'>;

export async function toldSoFar(ask: Ask, { answer, text, requestId }: Heard, setup: TextSetup): Promise<Told> {
  return { text, model: answer.model ?? setup.model, price: await priceOf(ask, answer, setup), usage: answer.usage, requestId };
}

/** By what the provider says it took, then by tokens, then by the length of the texts. */
async function priceOf(ask: Ask, { billed, usage, size, model: answered }: Answer, setup: TextSetup): Promise<Price> {
  if (billed !== undefined) return { cost: billed, basis: 'billed' };
  if (setup.isFree) return free;
  const model = answered ?? setup.model;
  const { baseUrl } = setup.endpoint;
  try {
    const computed = usage === undefined ? unknownPrice : await setup.prices.ofUsage(model, baseUrl, usage);
    if (computed.basis !== 'unknown') return computed;
    const tokens = { input: textTokens(ask.system) + textTokens(ask.user), output: Math.ceil(size / 4) };
    const estimated = await setup.prices.ofEstimate(model, baseUrl, tokens);
    return estimated.basis === 'unknown' ? setup.unlisted : estimated;
  } catch {
    // An answer that was paid for is not lost because its price cannot be looked up.
    return setup.unlisted;
  }
}

/** The failure as an error; with the text, where some has arrived. */
export async function asError(failure: Failure, ask: Ask, heard: Heard, setup: TextSetup, cause: unknown): Promise<ServiceError> {
  const { reason, message, status } = failure;
  const requestId = failure.requestId ?? heard.requestId;
  if (heard.answer.size === 0 && heard.answer.usage === undefined)
    return new ServiceError(reason, message, { cause, status, requestId, charge: failure.charge });
  const told = await toldSoFar(ask, heard, setup);
  const options = { cause, status, requestId, charge: setup.isFree ? ('none' as const) : ('unknown' as const) };
  return heard.text === ''
    ? new ServiceError(reason, message, { ...options, price: told.price })
    : new IncompleteText(reason, message, { ...told, notes: noNotes }, options);
}
