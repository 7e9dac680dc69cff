import { t } from '@vscode/l10n';
import { at, isObject, listAt, numberAt, textAt } from '../jsonRead.js';
import { networkFault } from '../networkFault.js';
import { providerDetail, type Secrets } from '../providerText.js';
import { retryAfterMs } from '../retryAfter.js';
import type { Charge } from '../serviceError.js';
import { explain, type Explanation, type Refusal } from './refusals.js';
import type { TextEndpoint } from './endpoint.js';

export interface Failure extends Explanation {
  readonly status: number | undefined;
  readonly requestId: string | undefined;
  /** Present when the provider answered with an error. */
  readonly refusal: Refusal | undefined;
}

export interface Asked extends Secrets {
  readonly endpoint: TextEndpoint;
  readonly model: string;
  readonly isFree: boolean;
}

/** Reads an error of the SDK, or of reading the body, that is no abort of ours. */
export async function readFailure(error: unknown, asked: Asked): Promise<Failure> {
  const { APIError, APIConnectionError } = await import('openai');
  if (error instanceof APIError && !(error instanceof APIConnectionError)) return refusalFailure(told(error), asked);
  if (error instanceof SyntaxError)
    return other('unexpected', t('Could not get text from {0}: its answer is not what a text provider sends. Check the setting galley.text.baseUrl.', asked.endpoint.name), charge(asked));
  return networkFailure(error, asked);
}

function told(error: Error): Told {
  const headers = at(error, 'headers');
  return { status: numberAt(error, 'status'), headers: isHeaders(headers) ? headers : undefined, body: at(error, 'error'), message: error.message };
}

/** Not `instanceof`: the editor's fetch brings a class of its own. */
function isHeaders(value: unknown): value is Headers {
  return typeof value === 'object' && value !== null && 'get' in value && typeof value.get === 'function';
}

interface Told {
  readonly status: number | undefined;
  readonly headers: Headers | undefined;
  /** The `error` member: an object, a text, or something else. */
  readonly body: unknown;
  readonly message: string;
}

export function refusalFailure({ status: http, headers, body, message }: Told, asked: Asked): Failure {
  const code = at(body, 'code');
  // Inside of a stream, and under HTTP 200, the number is in the error itself.
  const status = http ?? (typeof code === 'number' ? code : undefined);
  const said = typeof body === 'string' ? body : (textAt(body, 'message') ?? detailText(body) ?? message.replace(/^\d{3} /, ''));
  const refusal: Refusal = {
    status,
    code: typeof code === 'string' ? code : textAt(body, 'type'),
    detail: providerDetail(said, asked),
    retryAfterMs: retryAfterMs(headers),
    isApiError: isObject(body) || typeof body === 'string',
    location: headers?.get('location') ?? undefined,
  };
  const explained = explain(refusal, { name: asked.endpoint.name, model: asked.model, isFree: asked.isFree });
  // Under HTTP 200 the work had begun, whatever the error says.
  return { ...explained, charge: http === undefined ? charge(asked) : explained.charge, status, requestId: requestIdOf(headers), refusal };
}

/** FastAPI's shape: a text, or a list of issues. */
function detailText(body: unknown): string | undefined {
  return textAt(body, 'detail') ?? textAt(listAt(body, 'detail')[0], 'msg');
}

export function requestIdOf(headers: Headers | undefined): string | undefined {
  return headers?.get('x-request-id') ?? headers?.get('x-generation-id') ?? undefined;
}

function charge({ isFree }: Asked): Charge {
  return isFree ? 'none' : 'unknown';
}

function networkFailure(error: unknown, asked: Asked): Failure {
  const { endpoint } = asked;
  switch (networkFault(error)) {
    case 'unreachable':
      return endpoint.isLoopback
        ? other('network', t('Could not get text from {0}: no server runs there. Start it, or check the setting galley.text.baseUrl.', endpoint.name), 'none')
        : other('network', t('Could not get text from {0}: {1} cannot be reached. Check the connection.', endpoint.name, endpoint.host), 'none');
    case 'untrusted':
      return other('network', t('Could not get text from {0}: the certificate of {1} is not trusted. Check the proxy settings.', endpoint.name, endpoint.host), 'none');
    case 'lost':
      return asked.isFree
        ? other('network', t('Could not get text from {0}: the connection broke off. Try again.', endpoint.name), 'none')
        : other('network', t('Could not get text from {0}: the connection broke off. Try again; the broken call may have been charged.', endpoint.name), 'unknown');
  }
}

/** The provider took longer than we wait. */
export function timeoutFailure(ms: number, asked: Asked): Failure {
  const seconds = Math.max(1, Math.round(ms / 1000));
  return asked.isFree
    ? other('timeout', t('Could not get text from {0}: nothing came for {1} s. Try again, or choose a smaller model.', asked.endpoint.name, seconds), 'none')
    : other('timeout', t('Could not get text from {0}: nothing came for {1} s. Try again; the call may have been charged.', asked.endpoint.name, seconds), 'unknown');
}

function other(reason: Explanation['reason'], message: string, charged: Charge): Failure {
  return { reason, message, charge: charged, status: undefined, requestId: undefined, refusal: undefined };
}
