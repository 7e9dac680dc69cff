import assert from 'node:assert/strict';
import { ApiError, createFalClient, ValidationError, type FalClient } from '@fal-ai/client';
import { startFalServer, type FalServer } from '../../support/providers/falServer.js';
import { at, isObject, textAt } from '../../support/providers/json.js';

const endpoint: string = 'fal-ai/flux-pro/v1.1-ultra';
const input = { prompt: 'a hero image', aspect_ratio: '16:9' };

/** Sends every host of fal to the server, with path and query unchanged. */
function clientOf(server: FalServer, onResponse: (response: Response) => void = () => undefined): FalClient {
  return createFalClient({
    credentials: server.key,
    fetch: async (url, init) => {
      const { pathname, search } = new URL(url instanceof Request ? url.url : url);
      const response = await fetch(server.origin + pathname + search, init);
      onResponse(response);
      return response;
    },
  });
}

async function apiErrorOf(promise: Promise<unknown>): Promise<ApiError<unknown>> {
  const error: unknown = await promise.then(() => undefined, (reason: unknown) => reason);
  assert.ok(error instanceof ApiError, String(error));
  return error;
}

describe('the fal client against the fal server', () => {
  let server: FalServer;
  let fal: FalClient;

  beforeEach(async () => {
    server = await startFalServer();
    fal = clientOf(server);
  });
  afterEach(async () => {
    assert.deepEqual(server.failures, []);
    await server.close();
  });

  const result = async (requestId: string): Promise<unknown> => (await fal.queue.result(endpoint, { requestId })).data;

  it('submits at the full path and asks for status and result at the app alone', async () => {
    const { request_id: requestId } = await fal.queue.submit(endpoint, { input });
    await fal.queue.status(endpoint, { requestId, logs: true });
    await result(requestId);
    assert.deepEqual(
      server.requests.map(({ method, path, query }) => `${method} ${path} ${query.toString()}`.trim()),
      [
        'POST /fal-ai/flux-pro/v1.1-ultra',
        `GET /fal-ai/flux-pro/requests/${requestId}/status logs=1`,
        `GET /fal-ai/flux-pro/requests/${requestId}`,
      ],
    );
    assert.equal(server.requests[0]?.headers['x-fal-queue-priority'], 'normal');
    assert.deepEqual(server.requests[0].body, input);
  });

  it('is told about queue, logs and completion as the job goes on', async () => {
    server.script([{ on: 'submit', fault: 'back-to-queue' }]);
    const { request_id: requestId } = await fal.queue.submit(endpoint, { input });
    const seen: string[] = [];
    for (let n = 0; n < 5; n += 1) seen.push((await fal.queue.status(endpoint, { requestId })).status);
    assert.deepEqual(seen, ['IN_QUEUE', 'IN_PROGRESS', 'IN_QUEUE', 'IN_PROGRESS', 'COMPLETED']);
    assert.deepEqual(server.requestsOf('status').map(({ status }) => status), [202, 202, 202, 202, 200]);
  });

  it('buys twice when the reply to a submit is lost', async () => {
    server.script([{ on: 'submit', fault: 'reset-after-body' }]);
    await fal.queue.submit(endpoint, { input });
    assert.equal(server.paidPosts, 2);
    assert.equal(server.accepted, 2);
  });

  it('posts again when the connection is reset before the body was read, which buys once', async () => {
    server.script([{ on: 'submit', fault: 'reset-before-body' }]);
    await fal.queue.submit(endpoint, { input });
    assert.equal(server.paidPosts, 2);
    assert.equal(server.accepted, 1);
  });

  it('posts again after 503, also when the job had been taken', async () => {
    server.script([{ on: 'submit', fault: 'accepted-503' }]);
    await fal.queue.submit(endpoint, { input });
    assert.equal(server.accepted, 2);
  });

  it('posts once when its fetch turns the transport error into one of its own', async () => {
    server.script([{ on: 'submit', fault: 'reset-after-body' }]);
    const careful = createFalClient({
      credentials: server.key,
      fetch: async () =>
        fetch(`${server.origin}/${endpoint}`, { method: 'POST', headers: { authorization: `Key ${server.key}` }, body: JSON.stringify(input) }).catch(() => {
          throw new Error('fate unknown');
        }),
    });
    await assert.rejects(careful.queue.submit(endpoint, { input }), /fate unknown/);
    assert.equal(server.paidPosts, 1);
    assert.equal(server.accepted, 1);
  });

  it('reads billable units through its fetch alone', async () => {
    let units: string | null = null;
    const watching = clientOf(server, (response) => {
      units = response.headers.get('x-fal-billable-units') ?? units;
    });
    server.script([{ on: 'submit', fault: 'fractional-units' }]);
    const { request_id: requestId } = await watching.queue.submit(endpoint, { input });
    const got = await watching.queue.result(endpoint, { requestId });
    assert.deepEqual(Object.keys(got).sort(), ['data', 'requestId']);
    assert.equal(got.requestId, requestId);
    assert.equal(units, '3.008');
  });

  it('learns of a failed job from the result, not from its types', async () => {
    server.script([{ on: 'submit', fault: 'completed-with-error' }]);
    const { request_id: requestId } = await fal.queue.submit(endpoint, { input });
    const status: unknown = await fal.queue.status(endpoint, { requestId });
    assert.equal(textAt(status, 'status'), 'COMPLETED');
    assert.equal(textAt(status, 'error_type'), 'bad_request');
    const error = await apiErrorOf(result(requestId));
    assert.ok(error instanceof ValidationError);
    assert.equal(error.message, 'Unprocessable Entity');
    assert.equal(textAt(error.fieldErrors[0], 'type'), 'content_policy_violation');
    assert.equal(error.requestId, requestId);
  });

  it('says no more than the status text when the balance is exhausted', async () => {
    server.script([{ on: 'submit', fault: 'balance' }]);
    const error = await apiErrorOf(fal.queue.submit(endpoint, { input }));
    assert.equal(error.message, 'Forbidden');
    assert.match(textAt(error.body, 'detail') ?? '', /Exhausted balance/);
    assert.equal(error.requestId, '');
    assert.equal(server.paidPosts, 1);
    assert.equal(server.accepted, 0);
  });

  it('is refused with a wrong key', async () => {
    const stranger = createFalClient({ credentials: 'a:b', fetch: (_, init) => fetch(`${server.origin}/${endpoint}`, init) });
    const error = await apiErrorOf(stranger.queue.submit(endpoint, { input }));
    assert.equal(error.status, 401);
    assert.deepEqual(error.body, { detail: 'No user found for Key ID and Secret' });
  });

  it('wraps a text detail, and drops a body that is no JSON', async () => {
    server.script([{ on: 'submit', fault: '422-string' }]);
    const wrapped = await apiErrorOf(fal.queue.submit(endpoint, { input }));
    assert.ok(wrapped instanceof ValidationError);
    assert.deepEqual(wrapped.fieldErrors[0]?.loc, ['body']);

    server.script([{ on: 'submit', fault: { kind: 'reply', status: 404, text: '<html>nope</html>' } }]);
    const html = await apiErrorOf(fal.queue.submit(endpoint, { input }));
    assert.equal(html.message, 'HTTP 404: Not Found');
    assert.equal(html.body, undefined);
  });

  it('knows its own start timeout from the header', async () => {
    server.script([{ on: 'result', fault: '504-user' }]);
    const { request_id: requestId } = await fal.queue.submit(endpoint, { input });
    const error = await apiErrorOf(result(requestId));
    assert.equal(error.isUserTimeout, true);
  });

  it('is told to wait for a result that is not there yet', async () => {
    server.script([{ on: 'submit', fault: 'never-finishes' }]);
    const { request_id: requestId } = await fal.queue.submit(endpoint, { input });
    const error = await apiErrorOf(result(requestId));
    assert.deepEqual(error.body, { detail: 'Request is still in progress' });
    server.finish(requestId);
    assert.ok(isObject(await result(requestId)));
  });

  it('cancels a queued job free of charge, and not a finished one', async () => {
    server.script([{ on: 'submit', fault: 'never-starts' }]);
    const queued = await fal.queue.submit(endpoint, { input });
    await fal.queue.cancel(endpoint, { requestId: queued.request_id });
    assert.equal(server.requestsOf('cancel')[0]?.status, 202);
    assert.equal(server.jobs[0]?.billedUnits, 0);
    assert.equal((await apiErrorOf(result(queued.request_id))).status, 499);

    const done = await fal.queue.submit(endpoint, { input });
    const error = await apiErrorOf(fal.queue.cancel(endpoint, { requestId: done.request_id }));
    assert.equal(error.status, 400);
    assert.deepEqual(error.body, { status: 'ALREADY_COMPLETED' });
    assert.equal(server.jobs[1]?.billedUnits, 1);
  });

  it('pays for a job whose cancel came too late', async () => {
    server.script([
      { on: 'submit', fault: 'never-finishes' },
      { on: 'cancel', fault: 'cancel-too-late' },
    ]);
    const { request_id: requestId } = await fal.queue.submit(endpoint, { input });
    await fal.queue.cancel(endpoint, { requestId });
    server.finish(requestId);
    assert.equal(server.jobs[0]?.billedUnits, 1);
    assert.ok(isObject(await result(requestId)));
  });

  it('finds a job again from another process, by request id', async () => {
    const { request_id: requestId } = await fal.queue.submit(endpoint, { input });
    const later = clientOf(server);
    await later.queue.subscribeToStatus(endpoint, { requestId, pollInterval: 10 });
    const found = await later.queue.result(endpoint, { requestId });
    assert.equal(at(found, 'data', 'prompt'), input.prompt);
    assert.equal(server.paidPosts, 1);
  });
});
