import { commonFaults } from './commonFaults.js';
import type { Answer } from './openaiAnswer.js';
import { errorBody, type Flavour } from './openaiFlavours.js';
import type { WireFault } from './wireFaults.js';

/** How a stream of chunks misbehaves. */
export type BadStream =
  /** Silence after some chunks, on an open connection. */
  | 'stalled'
  /** Comment lines but no data after some chunks: bytes flow, nothing is said. */
  | 'commentsOnly'
  /** Ends after some chunks, without finish_reason and `[DONE]`. */
  | 'truncated'
  /** Everything but `[DONE]`. */
  | 'noDone'
  /** The connection is reset after some chunks. */
  | 'reset'
  /** An error object as a chunk, under HTTP 200. */
  | 'errorChunk'
  /** An error object as the very first chunk. */
  | 'errorFirst'
  /** Chunks with `choices: []` only. */
  | 'emptyChoices'
  /** A line that is no JSON after some chunks. */
  | 'invalidJson'
  /** Text without end: 100,000 chunks, then silence. */
  | 'neverEnds'
  /** A growing usage snapshot on every chunk; the last one counts. */
  | 'usageEveryChunk'
  /** No usage although asked. */
  | 'noUsage'
  /** The bytes arrive seven at a time, across characters and lines. */
  | 'splitBytes';

/** Faults that only a text server has. All on `chat`. */
export type OpenaiFault =
  | { readonly kind: 'answer'; readonly answer: Partial<Answer> }
  /** `after`: chunks of text that come first, 2 by default. */
  | { readonly kind: 'stream'; readonly as: BadStream; readonly after?: number }
  | { readonly kind: 'plainJson' };

type Faults = Readonly<Record<string, WireFault | OpenaiFault>>;

/** Every fault by name, errors in the flavour's own shape. */
export function openaiFaults(flavour: Flavour): Faults {
  const error = (status: number, message: string, type: string, code?: string, headers: Readonly<Record<string, string>> = {}): WireFault => ({
    kind: 'reply',
    status,
    body: errorBody(flavour, status, message, type, code),
    headers: { 'x-request-id': 'req_fault', ...headers },
  });
  const slowDown = (headers: Readonly<Record<string, string>>): WireFault =>
    error(429, 'Rate limit reached for requests.', 'requests', 'rate_limit_exceeded', headers);
  const stream = (as: BadStream): OpenaiFault => ({ kind: 'stream', as });
  const quota = 'You exceeded your current quota, please check your plan and billing details.';
  return {
    ...commonFaults,
    '400': error(400, 'Invalid request.', 'invalid_request_error'),
    '400-context': error(400, 'This request exceeds the maximum context length.', 'invalid_request_error', 'context_length_exceeded'),
    '400-json-schema': error(400, "response_format of type 'json_schema' is not supported.", 'invalid_request_error'),
    '400-stream-options': error(400, 'Unrecognized request argument supplied: stream_options', 'invalid_request_error'),
    '400-max-tokens': error(400, "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.", 'invalid_request_error', 'unsupported_parameter'),
    '400-temperature': error(400, "Unsupported value: 'temperature' does not support this value with this model.", 'invalid_request_error', 'unsupported_value'),
    '400-policy': error(400, 'Your request was rejected as a result of our safety system.', 'invalid_request_error', 'content_policy_violation'),
    '401': error(401, 'Incorrect API key provided: sk-galle**********test.', 'invalid_request_error', 'invalid_api_key'),
    '402': error(402, 'Insufficient credits. Add more credits to your account.', 'insufficient_credits'),
    balance: error(402, 'Insufficient credits. Add more credits to your account.', 'insufficient_credits'),
    '403': error(403, 'Your account does not have access to this model.', 'permission_error', 'model_not_available'),
    '404': error(404, 'The model does not exist or you do not have access to it.', 'invalid_request_error', 'model_not_found'),
    '408': error(408, 'Request timeout.', 'timeout'),
    '409': error(409, 'Conflict.', 'conflict_error'),
    '422-list': { kind: 'reply', status: 422, body: { detail: [{ loc: ['body', 'messages'], msg: 'Field required', type: 'missing' }] } },
    '422-string': { kind: 'reply', status: 422, body: { detail: 'The request could not be processed' } },
    '429': slowDown({}),
    '429-retry-after-1': slowDown({ 'retry-after': '1' }),
    '429-retry-after-120': slowDown({ 'retry-after': '120' }),
    '429-retry-after-ms-50': slowDown({ 'retry-after-ms': '50' }),
    '429-quota': error(429, quota, 'insufficient_quota', 'insufficient_quota'),
    '429-quota-no-retry': error(429, quota, 'insufficient_quota', 'insufficient_quota', { 'x-should-retry': 'false' }),
    '500': error(500, 'The server had an error while processing your request.', 'server_error'),
    '502': error(502, 'Bad gateway.', 'server_error'),
    '503': error(503, 'The engine is currently overloaded.', 'server_error'),
    '504': error(504, 'Gateway timeout.', 'server_error'),
    'html-403': { kind: 'reply', status: 403, text: '<html>blocked by proxy</html>' },
    'error-200': { kind: 'reply', status: 200, body: { error: { code: 502, message: 'Provider disconnected', metadata: { provider_name: 'x' } } } },

    refusal: { kind: 'answer', answer: { refusal: "I'm sorry, I can't help with that." } },
    length: { kind: 'answer', answer: { finishReason: 'length' } },
    'content-filter': { kind: 'answer', answer: { finishReason: 'content_filter' } },
    'empty-text': { kind: 'answer', answer: { text: '' } },
    'null-text': { kind: 'answer', answer: { text: undefined } },
    'broken-json-text': { kind: 'answer', answer: { text: '{"caption": "cut in the mid' } },
    'other-model': { kind: 'answer', answer: { model: 'another-model-2026-08-07' } },
    'slow-first-token': { kind: 'answer', answer: { firstMs: 2000 } },

    'stalled-stream': stream('stalled'),
    'comments-only-stream': stream('commentsOnly'),
    'truncated-stream': stream('truncated'),
    'no-done': stream('noDone'),
    'reset-stream': stream('reset'),
    'error-chunk': stream('errorChunk'),
    'error-first-chunk': stream('errorFirst'),
    'empty-choices': stream('emptyChoices'),
    'invalid-json-chunk': stream('invalidJson'),
    'endless-stream': stream('neverEnds'),
    'usage-every-chunk': stream('usageEveryChunk'),
    'no-usage': stream('noUsage'),
    'split-bytes': stream('splitBytes'),
    'plain-json': { kind: 'plainJson' },
  };
}
