import { abortError } from '../../common/abort.js';
import { pause, startDeadline, type Deadline } from '../deadline.js';
import { at, parseJson } from '../jsonRead.js';
import { ServiceError } from '../serviceError.js';
import { addChunk, emptyAnswer } from './answer.js';
import { chatBody, withoutRefused, type Ask, type Extras } from './chatBody.js';
import { sendChat, type Reply } from './client.js';
import { endingFailure } from './ending.js';
import { readFailure, refusalFailure, requestIdOf, timeoutFailure, type Asked, type Failure } from './failures.js';
import { asError, toldSoFar, type Heard, type Told } from './heard.js';
import { isQuota } from './refusals.js';
import type { TextSetup } from './setup.js';
import { createThoughtFilter } from './thinking.js';

/** One question, and everything that its failures may need. */
interface Call {
  readonly ask: Ask;
  readonly asked: Asked;
  readonly setup: TextSetup;
  readonly deadline: Deadline;
  readonly heard: Heard;
}

/** Asks once and yields the answer as it comes. Rejects with `ServiceError` or `AbortError` only. */
export async function* converse(ask: Ask, key: string | undefined, setup: TextSetup, caller: AbortSignal): AsyncGenerator<string, Told> {
  const deadline = startDeadline(caller, setup.limits.totalMs);
  const heard: Heard = { answer: emptyAnswer, text: '', requestId: undefined };
  const call: Call = { ask, asked: { ...setup, key, texts: [ask.system, ask.user] }, setup, deadline, heard };
  let isRead = false;
  try {
    yield* listen(await send(call), call);
    isRead = heard.answer.size <= setup.limits.maxSize;
  } catch (error) {
    if (caller.aborted) throw abortError();
    if (error instanceof ServiceError) throw error;
    // What goes wrong after the last word takes nothing from the text, and a broken chunk is a broken answer.
    const isBroken = error instanceof SyntaxError && heard.answer.size > 0;
    if (heard.answer.finish === undefined && !isBroken) throw await asError(await failureOf(error, call), ask, heard, setup, error);
  } finally {
    if (isRead) deadline.end();
    else deadline.stop();
  }
  if (caller.aborted) throw abortError();
  const failure = endingFailure(heard, setup);
  if (failure !== undefined) throw await asError(failure, ask, heard, setup, undefined);
  return toldSoFar(ask, heard, setup);
}

async function failureOf(error: unknown, { deadline, asked }: Call): Promise<Failure> {
  return deadline.expiredMs === undefined ? readFailure(error, asked) : timeoutFailure(deadline.expiredMs, asked);
}

/**
 * Sends the request until it is taken or refused for good. It goes out again only after a reply that says that
 * nothing was done: a 400 or 422 for something that can be left out, and a 429 or 503 that names a short time to wait.
 * A connection that broke or a reply that did not come says nothing, so there the request is not repeated.
 */
async function send(call: Call): Promise<Reply> {
  const { ask, setup, deadline, asked, heard } = call;
  const { learnt, limits, model, endpoint, fetch } = setup;
  let extras: Extras = { ...learnt.extras, schema: learnt.extras.schema && ask.format !== undefined };
  let retries = limits.retries;
  for (;;) {
    try {
      const body = chatBody(model, ask, extras, limits.maxTokens);
      const reply = await sendChat(body, { endpoint, key: asked.key, fetch, deadline, headersMs: limits.headersMs });
      learnt.extras = { ...extras, schema: ask.format === undefined ? learnt.extras.schema : extras.schema };
      return reply;
    } catch (error) {
      const failure = await failureOf(error, call);
      const fewer = fewerExtras(failure, extras, error, setup);
      const waitMs = retries > 0 ? worthWaiting(failure, limits.retryAfterMs) : undefined;
      if (deadline.signal.aborted || (fewer === undefined && waitMs === undefined)) throw await asError(failure, ask, heard, setup, error);
      if (fewer !== undefined) {
        extras = fewer;
        continue;
      }
      retries -= 1;
      deadline.pause();
      await pause(waitMs ?? 0, deadline.signal);
    }
  }
}

function fewerExtras({ refusal, reason }: Failure, extras: Extras, error: unknown, { endpoint }: TextSetup): Extras | undefined {
  const canHelp = refusal !== undefined && (refusal.status === 400 || refusal.status === 422) && reason === 'unexpected';
  if (!canHelp) return undefined;
  // The whole body, as some servers name the field in a list of issues.
  const said = error instanceof Error ? `${error.message} ${JSON.stringify(at(error, 'error') ?? '')}` : '';
  return withoutRefused(extras, said, endpoint);
}

function worthWaiting({ refusal }: Failure, mostMs: number): number | undefined {
  if (refusal === undefined || isQuota(refusal) || (refusal.status !== 429 && refusal.status !== 503)) return undefined;
  return refusal.retryAfterMs !== undefined && refusal.retryAfterMs <= mostMs ? refusal.retryAfterMs : undefined;
}

async function* listen(reply: Reply, call: Call): AsyncGenerator<string, void> {
  const { setup, deadline, heard } = call;
  const { limits } = setup;
  const thoughts = createThoughtFilter();
  const take = (chunk: unknown): string => {
    const before = heard.answer.text.length;
    heard.answer = addChunk(heard.answer, chunk);
    return keep(thoughts.push(heard.answer.text.slice(before)));
  };
  const keep = (text: string): string => {
    heard.text += text;
    return text;
  };
  heard.requestId = requestIdOf(reply.headers);
  deadline.allow(limits.firstWordMs);
  if (reply.kind === 'whole') {
    const text = take(await wholeBody(reply, call)) + keep(thoughts.flush());
    if (text !== '') yield text;
    return;
  }
  for await (const chunk of reply.chunks) {
    deadline.pause();
    const text = take(chunk);
    if (text !== '') yield text;
    if (heard.answer.size > limits.maxSize) return;
    if (heard.answer.finish !== undefined) deadline.allow(limits.usageMs);
    else deadline.allow(heard.answer.size === 0 ? limits.firstWordMs : limits.idleMs);
  }
  // An aborted stream just ends, without a word.
  if (deadline.signal.aborted) throw abortError();
  const rest = keep(thoughts.flush());
  if (rest !== '') yield rest;
}

async function wholeBody(reply: Extract<Reply, { readonly kind: 'whole' }>, { asked, ask, heard, setup }: Call): Promise<unknown> {
  const body = parseJson(await reply.text());
  if (body === undefined) throw new SyntaxError('The answer is no JSON');
  const error = at(body, 'error') ?? undefined;
  if (error === undefined) return body;
  const failure = refusalFailure({ status: undefined, headers: reply.headers, body: error, message: '' }, asked);
  throw await asError(failure, ask, heard, setup, undefined);
}
