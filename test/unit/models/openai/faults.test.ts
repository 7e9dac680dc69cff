import assert from 'node:assert/strict';
import { formatUsd } from '../../../../src/common/money.js';
import { IncompleteText } from '../../../../src/models/incompleteText.js';
import { ServiceError, type Charge, type ServiceErrorReason } from '../../../../src/models/serviceError.js';
import { startOpenaiServer, type OpenaiServer } from '../../../support/providers/openaiServer.js';
import { writeFaultTable, type FaultRow } from '../faultTable.js';
import { listen, quick, remoteModel, secretPrompt } from './asking.js';
import { checkMessage } from '../messages.js';

interface Expected {
  readonly fault: string;
  /** `text`: an answer. `partial`: an error that carries what arrived. */
  readonly outcome: 'text' | ServiceErrorReason | `partial ${ServiceErrorReason}`;
  readonly charge?: Charge;
  /** Requests; more than one only where each before the last was surely not worked on. */
  readonly posts?: number;
}

const none = 'none';
const unknown = 'unknown';

const faults: readonly Expected[] = [
  { fault: 'reset-before-body', outcome: 'network', charge: unknown },
  { fault: 'reset-after-body', outcome: 'network', charge: unknown },
  { fault: 'no-reply', outcome: 'timeout', charge: unknown },
  { fault: 'slow-headers', outcome: 'timeout', charge: unknown },
  { fault: 'truncated-body', outcome: 'network', charge: unknown },
  { fault: 'html-error-page', outcome: 'unexpected', charge: unknown },
  { fault: 'html-ok', outcome: 'unexpected', charge: unknown },
  { fault: 'html-403', outcome: 'network', charge: none },
  { fault: 'invalid-json', outcome: 'unexpected', charge: unknown },
  { fault: 'empty-body', outcome: 'unexpected', charge: unknown },
  { fault: 'redirect-same', outcome: 'unsupported', charge: unknown },
  { fault: 'redirect-other', outcome: 'unsupported', charge: unknown },
  { fault: 'redirect-307-other', outcome: 'unsupported', charge: none },
  { fault: 'redirect-307-loop', outcome: 'unsupported', charge: none },
  { fault: 'redirect-307-private', outcome: 'unsupported', charge: none },
  // Unexplained: once more without anything that a server might not know, then the truth.
  { fault: '400', outcome: 'unexpected', charge: none, posts: 2 },
  { fault: '400-context', outcome: 'unsupported', charge: none },
  { fault: '400-policy', outcome: 'refused', charge: none },
  { fault: '400-temperature', outcome: 'unexpected', charge: none, posts: 2 },
  { fault: '401', outcome: 'auth', charge: none },
  { fault: '402', outcome: 'quota', charge: none },
  { fault: '403', outcome: 'auth', charge: none },
  { fault: '404', outcome: 'unsupported', charge: none },
  { fault: '408', outcome: 'timeout', charge: unknown },
  { fault: '409', outcome: 'unexpected', charge: unknown },
  { fault: '422-list', outcome: 'unexpected', charge: none, posts: 2 },
  { fault: '422-string', outcome: 'unexpected', charge: none, posts: 2 },
  { fault: '429', outcome: 'rateLimit', charge: none },
  { fault: '429-retry-after-1', outcome: 'rateLimit', charge: none },
  { fault: '429-retry-after-120', outcome: 'rateLimit', charge: none },
  { fault: '429-retry-after-ms-50', outcome: 'rateLimit', charge: none, posts: 3 },
  { fault: '429-quota', outcome: 'quota', charge: none },
  { fault: '429-quota-no-retry', outcome: 'quota', charge: none },
  { fault: '500', outcome: 'unexpected', charge: unknown },
  { fault: '502', outcome: 'unexpected', charge: unknown },
  { fault: '503', outcome: 'unexpected', charge: unknown },
  { fault: '504', outcome: 'timeout', charge: unknown },
  { fault: 'error-200', outcome: 'unexpected', charge: unknown },
  { fault: 'refusal', outcome: 'refused', charge: unknown },
  { fault: 'length', outcome: 'partial unexpected', charge: unknown },
  { fault: 'content-filter', outcome: 'partial refused', charge: unknown },
  { fault: 'empty-text', outcome: 'unexpected', charge: unknown },
  { fault: 'null-text', outcome: 'unexpected', charge: unknown },
  { fault: 'other-model', outcome: 'text' },
  { fault: 'slow-first-token', outcome: 'timeout', charge: unknown },
  { fault: 'stalled-stream', outcome: 'partial timeout', charge: unknown },
  { fault: 'comments-only-stream', outcome: 'partial timeout', charge: unknown },
  { fault: 'truncated-stream', outcome: 'partial network', charge: unknown },
  { fault: 'no-done', outcome: 'text' },
  { fault: 'reset-stream', outcome: 'partial network', charge: unknown },
  { fault: 'error-chunk', outcome: 'partial unexpected', charge: unknown },
  { fault: 'error-first-chunk', outcome: 'unexpected', charge: unknown },
  { fault: 'empty-choices', outcome: 'network', charge: unknown },
  { fault: 'invalid-json-chunk', outcome: 'partial network', charge: unknown },
  { fault: 'endless-stream', outcome: 'partial unexpected', charge: unknown },
  { fault: 'usage-every-chunk', outcome: 'text' },
  { fault: 'no-usage', outcome: 'text' },
  { fault: 'split-bytes', outcome: 'text' },
  { fault: 'plain-json', outcome: 'text' },
];

const keepsSilent = /^(no-reply|slow-|stalled-|comments-only)/;

describe('text from a compatible server that fails', () => {
  let server: OpenaiServer;
  const rows: FaultRow[] = [];

  beforeEach(async () => {
    server = await startOpenaiServer();
  });
  afterEach(async () => {
    assert.deepEqual(server.failures, []);
    await server.close();
  });
  after(() => writeFaultTable('text', rows));

  for (const { fault, outcome, charge, posts = 1 } of faults) {
    it(`${fault}: ${outcome}, ${posts} sent`, async () => {
      server.script([{ on: 'chat', fault, times: 'always' }]);
      const limits = fault === 'endless-stream' ? { maxSize: 20_000 } : quick;
      const model = remoteModel(server, keepsSilent.test(fault) || fault === 'endless-stream' ? { limits } : {});
      const { result, error, deltas } = await listen(model);
      const failure = error instanceof ServiceError ? error : undefined;
      assert.equal(failure, error);
      const actual = failure === undefined ? 'text' : (`${failure instanceof IncompleteText ? 'partial ' : ''}${failure.reason}` as const);
      const price = result?.price ?? failure?.price;
      rows.push({
        fault,
        posts: server.paidPosts,
        taken: server.accepted,
        outcome: actual,
        charge: failure?.charge ?? '',
        cost: price?.cost === undefined ? '' : `${formatUsd(price.cost)} ${price.basis}`,
        message: failure?.message ?? '',
      });
      assert.equal(actual, outcome, failure?.message);
      assert.equal(failure?.charge, charge);
      assert.equal(server.paidPosts, posts);
      assert.ok(server.accepted <= 1, 'paid at most once');
      assert.equal(server.elsewhere.requests.length, 0);
      if (failure !== undefined) checkMessage(failure.message, server.key, secretPrompt);
      if (failure instanceof IncompleteText) assert.equal(failure.partial.text, deltas.join(''));
      if (result !== undefined) assert.equal(result.text, deltas.join(''));
    });
  }
});
