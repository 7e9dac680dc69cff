import * as vscode from 'vscode';
import { abortError } from '../../common/abort.js';
import { notMetered } from '../../common/price.js';
import type { TokenUsage } from '../../common/terms.js';
import { vscodeModelInfo } from '../choice.js';
import { startDeadline, type Deadline } from '../deadline.js';
import { IncompleteText } from '../incompleteText.js';
import { parseJson } from '../jsonRead.js';
import { jsonIn } from '../openai/jsonIn.js';
import { ServiceError } from '../serviceError.js';
import { noNotes, type StructuredRequest, type TextModel, type TextRequest, type TextResult } from '../textModel.js';
import { emptyFailure, endlessFailure, readLmFailure, timeoutFailure, unreadableFailure, type LmFailure } from './vscodeFailures.js';
import { within } from './within.js';

/** Times in milliseconds. */
export interface VscodeTextLimits {
  readonly firstWordMs: number;
  readonly idleMs: number;
  /** Counts the time in which VS Code asks the user for leave. */
  readonly totalMs: number;
  /** For the model's own counting of tokens, once the text is there. */
  readonly countMs: number;
  /** Characters of one answer. */
  readonly maxSize: number;
}

const usualLimits: VscodeTextLimits = { firstWordMs: 180_000, idleMs: 60_000, totalMs: 900_000, countMs: 2_000, maxSize: 400_000 };

export interface VscodeTextOptions {
  readonly model: vscode.LanguageModelChat;
  readonly limits?: Partial<VscodeTextLimits> | undefined;
}

export type VscodeTextModel = TextModel & Required<Pick<TextModel, 'structured'>>;

/**
 * A language model that VS Code offers. The first request of all shows VS Code's question for leave, so `stream` and
 * `structured` are for what the user asked for. Nobody tells what it costs.
 */
export function vscodeTextModel(options: VscodeTextOptions): VscodeTextModel {
  const chat = options.model;
  const limits = { ...usualLimits, ...options.limits };
  const info = vscodeModelInfo(chat.vendor, chat.id, chat.name);

  return {
    info,
    estimate: () => Promise.resolve(notMetered),
    async *stream({ prompt }, signal) {
      const words = ask(prompt, signal);
      try {
        for (;;) {
          const next = await words.next();
          if (next.done) {
            yield { type: 'end', result: next.value };
            return;
          }
          yield { type: 'delta', text: next.value };
        }
      } finally {
        // A caller that stops listening stops the request.
        await words.return(resultOf('', undefined));
      }
    },
    structured: async ({ prompt, schema }: StructuredRequest, signal) => {
      const words = ask({ system: `${prompt.system}\n\n${inWords(schema)}`, user: prompt.user }, signal);
      let next = await words.next();
      while (!next.done) next = await words.next();
      const { text, model, price, usage } = next.value;
      const value = parseJson(text) ?? parseJson(jsonIn(text));
      if (value === undefined) throw failed(unreadableFailure(chat.name), text);
      return { model, price, usage, notes: noNotes, value };
    },
  };

  async function* ask({ system, user }: TextRequest['prompt'], signal: AbortSignal): AsyncGenerator<string, TextResult> {
    throwIfAborted(signal);
    const deadline = startDeadline(signal, limits.totalMs);
    const source = new vscode.CancellationTokenSource();
    deadline.signal.addEventListener('abort', () => { source.cancel(); }, { once: true });
    // There is no role for instructions: they go first.
    const messages = [vscode.LanguageModelChatMessage.User(system), vscode.LanguageModelChatMessage.User(user)];
    let text = '';
    try {
      const justification = vscode.l10n.t('Galley plans your posts and writes their bodies, captions and alt text with it, each time that you ask for one.');
      const response = await until(deadline, chat.sendRequest(messages, { justification }, source.token));
      const words = response.text[Symbol.asyncIterator]();
      deadline.allow(limits.firstWordMs);
      for (;;) {
        const next = await until(deadline, words.next());
        if (next.done) break;
        text += next.value;
        if (text.length > limits.maxSize) throw failed(endlessFailure(chat.name), text);
        deadline.pause();
        yield next.value;
        deadline.allow(limits.idleMs);
      }
      deadline.pause();
      if (text.trim() === '') throw failed(emptyFailure(chat.name), '');
      return resultOf(text, await count(messages, text, source.token, deadline));
    } catch (error) {
      throwIfAborted(signal);
      if (error instanceof ServiceError) throw error;
      throw failed(deadline.expiredMs === undefined ? readLmFailure(error, chat.name) : timeoutFailure(deadline.expiredMs, chat.name), text, error);
    } finally {
      deadline.end();
      source.dispose();
    }
  }

  function resultOf(text: string, usage: TokenUsage | undefined): TextResult {
    return { text, model: info.model, price: notMetered, usage, notes: noNotes };
  }

  /** Words that arrived are kept: the quota has paid for them. */
  function failed({ reason, message }: LmFailure, text: string, cause?: unknown): ServiceError {
    if (text === '') return new ServiceError(reason, message, { cause });
    return new IncompleteText(reason, message, resultOf(text, undefined), { cause });
  }

  /** No provider tells what it counted, so the model's own tokenizer does; `undefined` when it cannot. */
  async function count(messages: readonly vscode.LanguageModelChatMessage[], text: string, token: vscode.CancellationToken, { signal }: Deadline): Promise<TokenUsage | undefined> {
    const counting = Promise.all([...messages, text].map(async (one) => chat.countTokens(one, token)));
    const counts = await within(limits.countMs, signal, counting.catch(() => undefined));
    if (!counts?.every((tokens) => Number.isSafeInteger(tokens) && tokens >= 0)) return undefined;
    const input = counts.slice(0, -1).reduce((sum, tokens) => sum + tokens, 0);
    return { input, cached: undefined, output: counts.at(-1) };
  }
}

function inWords(schema: StructuredRequest['schema']): string {
  return `Answer with one JSON value that matches this JSON Schema, and with nothing else:\n${JSON.stringify(schema)}`;
}

/** The result, or a rejection as soon as time is up or the caller leaves: not every provider heeds its token. */
async function until<T>({ signal }: Deadline, result: Thenable<T>): Promise<T> {
  let leave: () => void = () => undefined;
  const left = new Promise<never>((_, reject) => {
    leave = () => { reject(abortError()); };
    if (signal.aborted) leave();
    signal.addEventListener('abort', leave, { once: true });
  });
  try {
    return await Promise.race([result, left]);
  } finally {
    signal.removeEventListener('abort', leave);
  }
}

function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw abortError();
}
