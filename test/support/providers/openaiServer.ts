import { randomBytes } from 'node:crypto';
import type { Exchange } from './exchange.js';
import { startProvider, type ProviderServer, type Route } from './httpServer.js';
import { at, isObject, textAt } from './json.js';
import { complete, completionBody, defaultText, plainAnswer, type Answer } from './openaiAnswer.js';
import { openaiFaults, type OpenaiFault } from './openaiFaults.js';
import { errorBody, flavours, type Flavour, type FlavourName } from './openaiFlavours.js';
import { lmStudioModels, modelList, ollamaTags } from './openaiModels.js';
import { refusalOf } from './openaiRefusals.js';
import { streamCompletion } from './openaiStream.js';
import type { Rule } from './script.js';
import type { Reply, WireFault } from './wireFaults.js';

export interface OpenaiOptions {
  readonly port?: number;
  /** A named flavour, or one of your own: `{ ...flavours.ollama, checksKey: true }`. */
  readonly flavour?: FlavourName | Flavour;
  readonly key?: string;
  /** What the model says, for every request or by request body. Changes of `plainAnswer`. */
  readonly answer?: Partial<Answer> | ((body: unknown) => Partial<Answer>);
}

export type OpenaiRule = Rule<WireFault | OpenaiFault>;

export interface OpenaiServer extends ProviderServer<WireFault | OpenaiFault> {
  /** What goes into `galley.text.baseUrl`. */
  readonly baseUrl: string;
  readonly key: string;
  readonly flavour: Flavour;
  /** Replaces what the model says from now on. */
  answer(answer: NonNullable<OpenaiOptions['answer']>): void;
}

const operations = ['chat', 'models', 'tags', 'version', 'nativeModels', 'health'] as const;

/** A chat completions server in one of several flavours. */
export async function startOpenaiServer(options: OpenaiOptions = {}): Promise<OpenaiServer> {
  const { flavour: chosen = 'openai', key = 'sk-galley-test' } = options;
  const flavour: Flavour = typeof chosen === 'string' ? flavours[chosen] : chosen;
  let answerWith = options.answer ?? {};
  let accepted = 0;

  const refuse = (status: number, message: string, code?: string): Reply => ({
    status,
    headers: ids(),
    body: errorBody(flavour, status, message, 'invalid_request_error', code),
  });

  const checked = (exchange: Exchange, answer: () => Reply): Reply => {
    const { authorization } = exchange.request.headers;
    if (!flavour.checksKey || authorization === `Bearer ${key}`) return answer();
    if (authorization === undefined || authorization === 'Bearer') return refuse(401, "You didn't provide an API key.");
    // OpenAI repeats part of the key in its message; clients must not pass it on.
    return refuse(401, `Incorrect API key provided: ${authorization.slice(7, 15)}********.`, 'invalid_api_key');
  };

  const chat = ({ request }: Exchange, fault: OpenaiFault | undefined): Reply => {
    const { body } = request;
    const refusal = refusalOf(flavour, body);
    if (refusal !== undefined) return refuse(refusal.status, refusal.message, refusal.code);
    accepted += 1;
    const base = typeof answerWith === 'function' ? answerWith(body) : answerWith;
    const scripted = fault?.kind === 'answer' ? fault.answer : {};
    const completion = complete(flavour, body, { ...plainAnswer, text: defaultText(body), ...base, ...scripted });
    const headers = { ...ids(), ...(flavour.name === 'openrouter' ? { 'x-generation-id': completion.id } : {}) };
    if (at(body, 'stream') !== true || flavour.plainJson || fault?.kind === 'plainJson') {
      return { status: 200, headers, body: wholeBody(completionBody(flavour, completion), fault) };
    }
    const asksUsage = at(body, 'stream_options', 'include_usage') === true;
    return {
      status: 200,
      headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache', ...headers },
      stream: streamCompletion({ flavour, completion, withUsage: asksUsage || flavour.streamOptions === 'always', fault }),
    };
  };

  const json = (body: unknown): Reply => ({ status: 200, headers: ids(), body });
  const open = (operation: string, answer: () => Reply): Route<OpenaiFault> => ({ operation, handle: answer });
  const route = (method: string, path: string): Route<OpenaiFault> | undefined => {
    switch (`${method} ${path}`) {
      case `POST ${flavour.prefix}/chat/completions`:
        return { operation: 'chat', handle: (exchange, fault) => checked(exchange, () => chat(exchange, fault)) };
      case `GET ${flavour.prefix}/models`:
        return { operation: 'models', handle: (exchange) => checked(exchange, () => json(modelList(flavour))) };
      default:
        return nativeRoute(method, path);
    }
  };
  const nativeRoute = (method: string, path: string): Route<OpenaiFault> | undefined => {
    switch (`${flavour.name}: ${method} ${path}`) {
      case 'ollama: GET /':
        return open('health', () => ({ status: 200, headers: { 'content-type': 'text/plain' }, body: 'Ollama is running' }));
      case 'ollama: GET /api/tags':
        return open('tags', () => json(ollamaTags(flavour)));
      case 'ollama: GET /api/version':
        return open('version', () => json({ version: '0.14.2' }));
      case 'lmstudio: GET /api/v0/models':
        return open('nativeModels', () => json(lmStudioModels(flavour)));
      case 'llamacpp: GET /health':
        return open('health', () => json({ status: 'ok' }));
      case 'vllm: GET /health':
        return open('health', () => ({ status: 200 }));
      default:
        return undefined;
    }
  };

  const server = await startProvider<OpenaiFault>(
    {
      operations,
      paid: ['chat'],
      accepted: () => accepted,
      catalogue: openaiFaults(flavour),
      appliesTo: (_, operation) => operation === 'chat',
      route,
      notFound: () => (flavour.name === 'ollama' ? { status: 404, headers: { 'content-type': 'text/plain' }, body: '404 page not found' } : refuse(404, 'Not Found')),
      elsewhere: () => json({ id: 'foreign', object: 'chat.completion', created: 0, model: 'foreign', choices: [] }),
      state: () => ({ accepted }),
      control: (action, _, body) => {
        const text = textAt(body, 'text');
        if (action !== 'answer' || text === undefined) return undefined;
        answerWith = { ...(typeof answerWith === 'function' ? {} : answerWith), text };
        return { text };
      },
    },
    options.port,
  );
  // Not a spread: the server's counts are getters.
  return Object.assign(server, {
    baseUrl: server.origin + flavour.prefix,
    key,
    flavour,
    answer: (next: NonNullable<OpenaiOptions['answer']>) => {
      answerWith = next;
    },
  });
}

function ids(): Record<string, string> {
  return { 'x-request-id': `req_${randomBytes(12).toString('hex')}`, 'x-ratelimit-remaining-requests': '499' };
}

/** Faults of a stream as far as they mean something to a single object. */
function wholeBody(body: unknown, fault: OpenaiFault | undefined): unknown {
  if (fault?.kind !== 'stream' || !isObject(body)) return body;
  if (fault.as === 'errorChunk' || fault.as === 'errorFirst') return { error: { code: 502, message: 'Provider disconnected' } };
  if (fault.as === 'emptyChoices') return { ...body, choices: [] };
  return fault.as === 'noUsage' ? { ...body, usage: undefined } : body;
}
