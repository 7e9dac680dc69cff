import { commonFaults } from './commonFaults.js';
import type { JobFailure, JobPlan } from './falJobs.js';
import type { WireFault } from './wireFaults.js';

/** How a result file misbehaves. */
export type BadFile =
  /** HTML under an image type. */
  | 'lies'
  /** SVG with a script under an image type. */
  | 'svg'
  /** A picture of another type than the header says. */
  | 'otherType'
  | 'empty'
  /** Fewer bytes than promised. */
  | 'truncated'
  /** The picture, then more bytes without end: fast, up to 256 MB, then silence. */
  | 'neverEnds'
  /** A few bytes every 20 ms for at most ten minutes. */
  | 'drips'
  /** 60 MB with a length, and without. */
  | 'huge'
  | 'hugeUnannounced';

/** Faults that only a fal server has. */
export type FalFault =
  /** On `submit`: the job goes as planned here. */
  | { readonly kind: 'job'; readonly plan: Partial<JobPlan> }
  /** On `cancel`: accepted, but the job runs on, finishes and bills. */
  | { readonly kind: 'cancelTooLate' }
  /** On `file`. */
  | { readonly kind: 'file'; readonly as: BadFile };

export function falFaultApplies(fault: FalFault, operation: string): boolean {
  return operation === { job: 'submit', cancelTooLate: 'cancel', file: 'file' }[fault.kind];
}

function refusal(status: number, detail: unknown, headers: Readonly<Record<string, string>> = {}): WireFault {
  return { kind: 'reply', status, body: { detail }, headers };
}

function infrastructure(status: number, errorType: string, detail: string, accepted = false): WireFault {
  return { kind: 'reply', status, body: { detail, error_type: errorType }, headers: { 'x-fal-error-type': errorType }, accepted };
}

/** The platform API words its errors unlike the queue. */
function platform(status: number, type: string, message: string): WireFault {
  return { kind: 'reply', status, body: { error: { type, message, docs_url: 'https://docs.fal.ai/errors', request_id: 'req_platform' } } };
}

function issue(type: string, msg: string, loc: readonly string[]): unknown {
  return { loc, msg, type, url: `https://docs.fal.ai/errors/#${type}`, input: 'x' };
}

const flagged = 'The content could not be processed because it contained material flagged by a content checker.';
const policy = [issue('content_policy_violation', flagged, ['body', 'prompt'])];

function fails(failure: JobFailure): FalFault {
  return { kind: 'job', plan: { failure } };
}

function failsWith422(detail: unknown, billed = false): FalFault {
  return fails({ status: 422, body: { detail }, error: 'Invalid status code: 422', errorType: 'bad_request', billed });
}

/** Every fault by name. Names with `accepted-`: the provider took the job although the reply says otherwise. */
export const falFaults: Readonly<Record<string, WireFault | FalFault>> = {
  ...commonFaults,
  '401': refusal(401, 'No user found for Key ID and Secret'),
  '402': refusal(402, 'Payment required'),
  balance: refusal(403, 'User is locked. Reason: Exhausted balance. Top up your balance at fal.ai/dashboard/billing.'),
  '403': refusal(403, 'You are not allowed to use this application'),
  '404': refusal(404, 'Application not found'),
  '408': refusal(408, 'Request Timeout'),
  '409': refusal(409, 'Conflict'),
  '422-list': refusal(422, policy, { 'x-fal-retryable': 'false' }),
  '422-string': refusal(422, 'The prompt could not be processed'),
  '429': refusal(429, 'Too many requests'),
  '429-retry-after-1': refusal(429, 'Too many requests', { 'retry-after': '1' }),
  '429-retry-after-120': refusal(429, 'Too many requests', { 'retry-after': '120' }),
  '429-concurrency': {
    kind: 'reply',
    status: 429,
    body: { detail: 'Concurrent requests limit reached', error_type: 'concurrent_requests_limit' },
    headers: { 'x-fal-needs-retry': '1', 'x-fal-error-type': 'concurrent_requests_limit' },
  },
  '500': infrastructure(500, 'internal_error', 'Internal error'),
  '502': infrastructure(502, 'runner_incomplete_response', 'The runner sent an incomplete response'),
  '503': infrastructure(503, 'runner_scheduling_failure', 'No runner could be scheduled'),
  '504': infrastructure(504, 'startup_timeout', 'The runner did not start in time'),
  '504-user': {
    kind: 'reply',
    status: 504,
    body: { detail: 'Request timed out', error_type: 'request_timeout' },
    headers: { 'x-fal-error-type': 'request_timeout', 'x-fal-request-timeout-type': 'user' },
  },
  'accepted-500': infrastructure(500, 'internal_error', 'Internal error', true),
  'accepted-502': infrastructure(502, 'runner_incomplete_response', 'Bad gateway', true),
  'accepted-503': infrastructure(503, 'runner_disconnected', 'Service unavailable', true),
  'accepted-504': infrastructure(504, 'request_timeout', 'Gateway timeout', true),
  'accepted-html': { kind: 'reply', status: 502, text: '<html><body>502 Bad Gateway</body></html>', accepted: true },
  'accepted-invalid-json': { kind: 'reply', status: 200, text: '{"request_id": "7f2c', headers: { 'content-type': 'application/json' }, accepted: true },
  'accepted-no-id': { kind: 'reply', status: 200, body: { status: 'IN_QUEUE' }, accepted: true },

  'completed-with-error': failsWith422(policy),
  'completed-with-string-error': failsWith422('The prompt could not be processed'),
  'completed-with-billed-error': failsWith422(policy, true),
  'completed-without-image': failsWith422([issue('no_media_generated', 'No media was generated.', ['body'])]),
  'completed-with-500': fails({ status: 500, body: { detail: 'Internal', error_type: 'internal_error' }, error: 'Internal error', errorType: 'internal_error' }),
  'completed-with-504': fails({ status: 504, body: { detail: 'Request timed out', error_type: 'request_timeout' }, error: 'Request timed out', errorType: 'request_timeout' }),
  'back-to-queue': { kind: 'job', plan: { states: ['IN_QUEUE', 'IN_PROGRESS', 'IN_QUEUE', 'IN_PROGRESS'] } },
  'never-finishes': { kind: 'job', plan: { hold: true } },
  'never-starts': { kind: 'job', plan: { queuedMs: 24 * 3600 * 1000 } },
  nsfw: { kind: 'job', plan: { nsfw: true } },
  'no-images': { kind: 'job', plan: { images: 0 } },
  'two-images': { kind: 'job', plan: { images: 2 } },
  'no-billable-units': { kind: 'job', plan: { tellsUnits: false } },
  'fractional-units': { kind: 'job', plan: { units: 3.008 } },
  'image-url-http': { kind: 'job', plan: { fileUrl: 'foreign' } },
  'image-url-file': { kind: 'job', plan: { fileUrl: 'file' } },
  'image-url-missing': { kind: 'job', plan: { fileUrl: 'none' } },

  'result-expired': { kind: 'reply', status: 404, body: { detail: 'Request not found' } },
  'result-gone': { kind: 'reply', status: 410, body: { detail: 'Result is no longer available' } },
  'still-in-progress': { kind: 'reply', status: 400, body: { detail: 'Request is still in progress' } },
  'status-not-found': { kind: 'reply', status: 404, body: { status: 'NOT_FOUND' } },
  'cancel-refused': { kind: 'reply', status: 400, body: { status: 'ALREADY_COMPLETED' } },
  'cancel-not-found': { kind: 'reply', status: 404, body: { status: 'NOT_FOUND' } },
  'cancel-too-late': { kind: 'cancelTooLate' },

  'file-lies': { kind: 'file', as: 'lies' },
  'file-svg': { kind: 'file', as: 'svg' },
  'file-other-type': { kind: 'file', as: 'otherType' },
  'file-empty': { kind: 'file', as: 'empty' },
  'file-truncated': { kind: 'file', as: 'truncated' },
  'file-never-ends': { kind: 'file', as: 'neverEnds' },
  'file-drips': { kind: 'file', as: 'drips' },
  'file-60-mb': { kind: 'file', as: 'huge' },
  'file-60-mb-unannounced': { kind: 'file', as: 'hugeUnannounced' },
  'file-expired': { kind: 'reply', status: 404, text: 'Not Found', headers: { 'content-type': 'text/plain' } },
  'file-forbidden': { kind: 'reply', status: 403, text: 'Forbidden', headers: { 'content-type': 'text/plain' } },

  'platform-401': platform(401, 'authorization_error', 'Authentication is required.'),
  'platform-403': platform(403, 'authorization_error', 'This key may not do that.'),
  'platform-404': platform(404, 'not_found', 'Endpoint not found.'),
  'platform-429': platform(429, 'rate_limited', 'Too many requests.'),
  'platform-500': platform(500, 'server_error', 'Something went wrong.'),
};
