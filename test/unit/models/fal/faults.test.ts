import assert from 'node:assert/strict';
import { formatUsd } from '../../../../src/common/money.js';
import { ServiceError, type Charge, type ServiceErrorReason } from '../../../../src/models/serviceError.js';
import { startFalServer, type FalServer } from '../../../support/providers/falServer.js';
import { writeFaultTable, type FaultRow } from '../faultTable.js';
import { checkMessage } from '../messages.js';
import { draw, imageModel, patient, quick, secretPrompt } from './asking.js';

interface Expected {
  readonly on: 'submit' | 'status' | 'result' | 'file';
  readonly fault: string;
  /** How many requests meet it; each by default. */
  readonly times?: number;
  readonly outcome: 'image' | ServiceErrorReason;
  readonly charge?: Charge;
  /** Whether nobody knows if the job runs. */
  readonly fate?: 'unknown';
}

const none = 'none';
const unknown = 'unknown';

/** The reply to a submit is lost, or says neither yes nor no. */
const unclear: readonly (readonly [string, ServiceErrorReason])[] = [
  ['reset-before-body', 'network'],
  ['reset-after-body', 'network'],
  ['truncated-body', 'network'],
  ['no-reply', 'timeout'],
  ['slow-headers', 'timeout'],
  ['stalled-body', 'timeout'],
  ['408', 'timeout'],
  ['409', 'unexpected'],
  ['500', 'unexpected'],
  ['502', 'unexpected'],
  ['503', 'unexpected'],
  ['504', 'timeout'],
  ['504-user', 'timeout'],
  ['accepted-500', 'unexpected'],
  ['accepted-502', 'unexpected'],
  ['accepted-503', 'unexpected'],
  ['accepted-504', 'timeout'],
  ['accepted-html', 'unexpected'],
  ['accepted-invalid-json', 'unexpected'],
  ['accepted-no-id', 'unexpected'],
  ['html-error-page', 'unexpected'],
  ['html-ok', 'unexpected'],
  ['invalid-json', 'unexpected'],
  ['empty-body', 'unexpected'],
  ['redirect-same', 'unexpected'],
  ['redirect-other', 'unexpected'],
];

const refused: readonly (readonly [string, ServiceErrorReason])[] = [
  ['401', 'auth'],
  ['402', 'quota'],
  ['balance', 'quota'],
  ['403', 'auth'],
  ['404', 'unsupported'],
  ['422-list', 'refused'],
  ['422-string', 'unsupported'],
  ['429', 'rateLimit'],
  ['429-retry-after-1', 'rateLimit'],
  ['429-retry-after-120', 'rateLimit'],
  ['429-concurrency', 'rateLimit'],
  ['redirect-307-same', 'unsupported'],
  ['redirect-307-other', 'unsupported'],
  ['redirect-307-loop', 'unsupported'],
  ['redirect-307-private', 'unsupported'],
];

/** What passes when it happens to looks at a job, once or twice. */
const passing = ['reset-before-body', 'reset-after-body', 'truncated-body', 'slow-headers', 'no-reply', 'stalled-body', 'html-error-page', 'html-ok', 'invalid-json', '408', '429', '429-retry-after-120', '500', '502', '503', '504'];

const faults: readonly Expected[] = [
  ...unclear.map(([fault, outcome]): Expected => ({ on: 'submit', fault, outcome, charge: unknown, fate: 'unknown' })),
  ...refused.map(([fault, outcome]): Expected => ({ on: 'submit', fault, outcome, charge: none })),
  ...passing.flatMap((fault): Expected[] => [
    { on: 'status', fault, times: 2, outcome: 'image' },
    { on: 'result', fault, times: 2, outcome: 'image' },
  ]),
  { on: 'submit', fault: 'back-to-queue', outcome: 'image' },
  { on: 'submit', fault: 'never-starts', outcome: 'timeout', charge: none },
  { on: 'submit', fault: 'never-finishes', outcome: 'timeout', charge: unknown },
  { on: 'submit', fault: 'completed-with-error', outcome: 'refused', charge: unknown },
  { on: 'submit', fault: 'completed-with-string-error', outcome: 'unsupported', charge: unknown },
  { on: 'submit', fault: 'completed-with-billed-error', outcome: 'refused', charge: unknown },
  { on: 'submit', fault: 'completed-without-image', outcome: 'unsupported', charge: unknown },
  { on: 'submit', fault: 'completed-with-500', outcome: 'unexpected', charge: none },
  { on: 'submit', fault: 'completed-with-504', outcome: 'timeout', charge: none },
  { on: 'submit', fault: 'nsfw', outcome: 'refused', charge: unknown },
  { on: 'submit', fault: 'no-images', outcome: 'unexpected', charge: unknown },
  { on: 'submit', fault: 'two-images', outcome: 'image' },
  { on: 'submit', fault: 'no-billable-units', outcome: 'image' },
  { on: 'submit', fault: 'fractional-units', outcome: 'image' },
  { on: 'submit', fault: 'image-url-http', outcome: 'unexpected', charge: unknown },
  { on: 'submit', fault: 'image-url-file', outcome: 'unexpected', charge: unknown },
  { on: 'submit', fault: 'image-url-missing', outcome: 'unexpected', charge: unknown },
  { on: 'status', fault: '401', outcome: 'auth', charge: unknown },
  { on: 'status', fault: '500', outcome: 'unexpected', charge: unknown },
  { on: 'status', fault: 'reset-after-body', outcome: 'network', charge: unknown },
  { on: 'status', fault: 'no-reply', outcome: 'timeout', charge: unknown },
  { on: 'status', fault: 'status-not-found', times: 2, outcome: 'image' },
  { on: 'status', fault: 'status-not-found', outcome: 'unexpected', charge: unknown },
  { on: 'status', fault: 'redirect-other', outcome: 'unsupported', charge: unknown },
  { on: 'result', fault: 'result-expired', outcome: 'unexpected', charge: unknown },
  { on: 'result', fault: 'result-gone', outcome: 'unexpected', charge: unknown },
  { on: 'result', fault: 'still-in-progress', times: 2, outcome: 'image' },
  { on: 'result', fault: '503', outcome: 'unexpected', charge: unknown },
  { on: 'file', fault: 'file-lies', outcome: 'unexpected', charge: unknown },
  { on: 'file', fault: 'file-svg', outcome: 'unexpected', charge: unknown },
  { on: 'file', fault: 'file-other-type', outcome: 'image' },
  { on: 'file', fault: 'file-empty', outcome: 'unexpected', charge: unknown },
  { on: 'file', fault: 'file-truncated', outcome: 'network', charge: unknown },
  { on: 'file', fault: 'file-truncated', times: 1, outcome: 'image' },
  { on: 'file', fault: 'file-never-ends', outcome: 'unexpected', charge: unknown },
  { on: 'file', fault: 'file-drips', outcome: 'timeout', charge: unknown },
  { on: 'file', fault: 'file-60-mb', outcome: 'unexpected', charge: unknown },
  { on: 'file', fault: 'file-60-mb-unannounced', outcome: 'unexpected', charge: unknown },
  { on: 'file', fault: 'file-expired', outcome: 'unexpected', charge: unknown },
  { on: 'file', fault: 'file-forbidden', outcome: 'unexpected', charge: unknown },
  { on: 'file', fault: '503', times: 2, outcome: 'image' },
  { on: 'file', fault: 'reset-after-body', times: 1, outcome: 'image' },
  { on: 'file', fault: 'stalled-body', times: 1, outcome: 'image' },
  { on: 'file', fault: 'redirect-same', times: 1, outcome: 'image' },
  { on: 'file', fault: 'redirect-loop', outcome: 'unexpected', charge: unknown },
  { on: 'file', fault: 'redirect-other', outcome: 'unexpected', charge: unknown },
  { on: 'file', fault: 'redirect-file', outcome: 'unexpected', charge: unknown },
  { on: 'file', fault: 'redirect-private', outcome: 'unexpected', charge: unknown },
];

const keepsSilent = /^(no-reply|slow-|stalled-|never-|file-drips)/;

describe('an image from a fal that fails', () => {
  let server: FalServer;
  const rows: FaultRow[] = [];

  beforeEach(async () => {
    server = await startFalServer({ pictureScale: 0.03 });
  });
  afterEach(async () => {
    assert.deepEqual(server.failures, []);
    await server.close();
  });
  after(() => writeFaultTable('fal', rows));

  for (const { on, fault, times, outcome, charge, fate } of faults) {
    const title = times === undefined ? `${on}: ${fault}` : `${on}: ${fault} (${times} times)`;
    it(`${title}: ${outcome}, one submit`, async () => {
      server.script([{ on, fault, times: times ?? 'always' }]);
      const limits = keepsSilent.test(fault) ? { ...quick, downloadMs: fault === 'file-drips' ? 300 : 5000 } : patient;
      const { result, error, jobs } = await draw(imageModel(server, { limits }));
      const failure = error instanceof ServiceError ? error : undefined;
      assert.equal(failure, error);
      const price = result?.price ?? failure?.price;
      rows.push({
        fault: title,
        posts: server.paidPosts,
        taken: server.accepted,
        outcome: failure === undefined ? 'image' : failure.reason,
        charge: failure === undefined ? '' : `${failure.charge}${failure.fate === 'unknown' ? ', fate unknown' : ''}`,
        cost: price?.cost === undefined ? '' : `${formatUsd(price.cost)} ${price.basis}`,
        message: failure?.message ?? '',
      });
      assert.equal(failure?.reason ?? 'image', outcome, failure?.message);
      assert.equal(failure?.charge, charge);
      assert.equal(failure?.fate, failure === undefined ? undefined : (fate ?? 'known'));
      assert.ok(server.paidPosts <= 1, 'one submit');
      assert.ok(server.accepted <= 1, 'paid at most once');
      assert.equal(server.elsewhere.requests.length, 0);
      assert.equal(jobs.length, on === 'submit' && (fate === 'unknown' || refused.some(([name]) => name === fault)) ? 0 : 1);
      if (failure !== undefined) {
        checkMessage(failure.message, server.key, secretPrompt);
        if (jobs[0]) assert.equal(failure.requestId, jobs[0].requestId);
      }
      // No address but the queue's gets the key.
      for (const { headers } of server.requestsOf('file')) assert.equal(headers.authorization, undefined);
    });
  }
});
