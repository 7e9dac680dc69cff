import assert from 'node:assert/strict';
import { startFalServer, type FalOptions, type FalServer } from '../../support/providers/falServer.js';
import { at, listAt, numberAt, textAt } from '../../support/providers/json.js';

const ultra = 'fal-ai/flux-pro/v1.1-ultra';

interface Got {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

describe('the fal server', () => {
  let server: FalServer;

  const start = async (options: FalOptions = {}): Promise<void> => {
    await server.close();
    server = await startFalServer(options);
  };
  beforeEach(async () => {
    server = await startFalServer();
  });
  afterEach(async () => {
    assert.deepEqual(server.failures, []);
    await server.close();
  });

  const call = async (method: string, path: string, body?: unknown): Promise<Got> => {
    const init = { method, headers: { authorization: `Key ${server.key}` }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const response = await fetch(server.origin + path, init);
    return { status: response.status, headers: response.headers, body: await response.json() };
  };
  const submit = async (input: unknown = { prompt: 'p' }, endpoint = ultra): Promise<string> =>
    textAt((await call('POST', `/${endpoint}`, input)).body, 'request_id') ?? '';
  const resultOf = async (requestId: string, app = 'fal-ai/flux-pro'): Promise<Got> => call('GET', `/${app}/requests/${requestId}`);
  const imageUrls = (body: unknown): readonly string[] => listAt(body, 'images').map((image) => textAt(image, 'url') ?? '');
  const firstFile = async (input: unknown = { prompt: 'p' }): Promise<string> => imageUrls((await resultOf(await submit(input))).body)[0] ?? '';

  describe('queue', () => {
    it('answers the result at the app and the full endpoint, with and without /response', async () => {
      const id = await submit();
      for (const path of [`fal-ai/flux-pro/requests/${id}`, `fal-ai/flux-pro/requests/${id}/response`, `${ultra}/requests/${id}`, `${ultra}/requests/${id}/response`]) {
        assert.equal((await call('GET', `/${path}`)).status, 200, path);
      }
    });

    it('answers status at the app alone', async () => {
      const id = await submit();
      assert.equal((await call('GET', `/fal-ai/flux-pro/requests/${id}/status`)).status, 200);
      assert.equal((await call('GET', `/${ultra}/requests/${id}/status`)).status, 405);
      assert.deepEqual((await call('GET', `/fal-ai/flux/requests/${id}/status`)).body, { status: 'NOT_FOUND' });
    });

    it('keeps three parts of a workflow', async () => {
      const id = await submit({}, 'workflows/me/flow');
      assert.equal((await call('GET', `/workflows/me/flow/requests/${id}/status`)).status, 200);
    });

    it('passes by time through queue and runner', async () => {
      const stateWith = async (job: FalOptions['job']): Promise<unknown> => {
        await start({ job: job ?? {} });
        return at((await call('GET', `/fal-ai/flux-pro/requests/${await submit()}/status`)).body, 'status');
      };
      assert.equal(await stateWith({ queuedMs: 3_600_000 }), 'IN_QUEUE');
      assert.equal(await stateWith({ runningMs: 3_600_000 }), 'IN_PROGRESS');
      assert.equal(await stateWith({}), 'COMPLETED');
    });

    it('gives logs only when asked', async () => {
      await start({ job: { hold: true } });
      const id = await submit();
      const status = async (logs: string): Promise<unknown> => (await call('GET', `/fal-ai/flux-pro/requests/${id}/status?logs=${logs}`)).body;
      assert.equal(listAt(await status('1'), 'logs').length, 2);
      assert.equal(at(await status('0'), 'logs'), undefined);
    });

    it('takes a bad input and fails the job', async () => {
      const id = await submit({ prompt: 'p', safety_tolerance: 2 });
      const { status, body, headers } = await resultOf(id);
      assert.equal(status, 422);
      assert.deepEqual(at(listAt(body, 'detail')[0], 'loc'), ['body', 'safety_tolerance']);
      assert.equal(headers.get('x-fal-billable-units'), null);
      assert.equal(server.jobs[0]?.billedUnits, 0);
    });

    it('names the real hosts on request', async () => {
      await start({ queueUrl: 'fal', job: { fileUrl: 'fal' } });
      const submitted = await call('POST', `/${ultra}`, { prompt: 'p' });
      const id = textAt(submitted.body, 'request_id') ?? '';
      assert.equal(textAt(submitted.body, 'response_url'), `https://queue.fal.run/fal-ai/flux-pro/requests/${id}`);
      const url = new URL(imageUrls((await resultOf(id)).body)[0] ?? '');
      assert.equal(url.host, 'v3.fal.media');
      assert.equal((await fetch(server.origin + url.pathname)).status, 200);
    });

    for (const [fault, count] of [['no-images', 0], ['two-images', 2]] as const) {
      it(`returns ${count} pictures on ${fault}`, async () => {
        server.script([{ on: 'submit', fault }]);
        assert.equal(imageUrls((await resultOf(await submit())).body).length, count);
      });
    }

    it('bills a clip by its length, a little over what was asked', async () => {
      const id = await submit({ prompt: 'p', duration: '4s' }, 'fal-ai/veo3');
      const { headers, body } = await resultOf(id, 'fal-ai/veo3');
      assert.equal(headers.get('x-fal-billable-units'), '4.008');
      const file = await fetch(textAt(body, 'video', 'url') ?? '');
      assert.equal(file.headers.get('content-type'), 'video/mp4');
      const bytes = Buffer.from(await file.arrayBuffer());
      assert.equal(bytes.toString('latin1', 4, 8), 'ftyp');
      assert.equal(bytes.length, numberAt(body, 'video', 'file_size'));
    });
  });

  describe('platform', () => {
    it('prices the ids it knows', async () => {
      const { body } = await call('GET', `/v1/models/pricing?endpoint_id=${ultra}&endpoint_id=a/b,fal-ai/veo3`);
      assert.deepEqual(listAt(body, 'prices').map((price) => [textAt(price, 'endpoint_id'), numberAt(price, 'unit_price'), textAt(price, 'unit')]), [
        [ultra, 0.06, 'image'],
        ['fal-ai/veo3', 0.4, 'second'],
      ]);
    });

    it('takes prices of the account from its options', async () => {
      await start({ prices: { [ultra]: { unitPrice: 0.05, unit: 'image' } } });
      const { body } = await call('GET', `/v1/models/pricing?endpoint_id=${ultra}`);
      assert.equal(numberAt(listAt(body, 'prices')[0], 'unit_price'), 0.05);
    });

    it('words its errors in its own form', async () => {
      const without = await fetch(`${server.origin}/v1/models/pricing?endpoint_id=${ultra}`);
      assert.equal(without.status, 401);
      assert.equal(textAt(await without.json(), 'error', 'type'), 'authorization_error');
      assert.equal(textAt((await call('GET', '/v1/models/pricing')).body, 'error', 'type'), 'validation_error');
    });

    it('estimates by units and by calls', async () => {
      const estimate = async (body: unknown): Promise<unknown> => at((await call('POST', '/v1/models/pricing/estimate', body)).body, 'total_cost');
      assert.equal(await estimate({ estimate_type: 'unit_price', endpoints: { [ultra]: { unit_quantity: 4 } } }), 0.24);
      assert.equal(await estimate({ estimate_type: 'historical_api_price', endpoints: { [ultra]: { call_quantity: 2 } } }), 0.12);
      assert.equal(server.paidPosts, 0);
    });

    it('finds the orphan of a submit whose reply was lost', async () => {
      server.script([{ on: 'submit', fault: 'reset-after-body' }]);
      await assert.rejects(submit({ prompt: 'the lost one' }));
      const { body } = await call('GET', `/v1/models/requests/by-endpoint?endpoint_id=${ultra}&expand=payloads`);
      const [item] = listAt(body, 'items');
      assert.equal(textAt(item, 'json_input', 'prompt'), 'the lost one');
      assert.equal(at(item, 'status_code'), 200);
      assert.equal((await resultOf(textAt(item, 'request_id') ?? '')).status, 200);
    });

    it('lists by pages, time and status, without payloads unless asked', async () => {
      for (const prompt of ['a', 'b', 'c']) await submit({ prompt });
      const list = async (query: string): Promise<unknown> => (await call('GET', `/v1/models/requests/by-endpoint?endpoint_id=${ultra}&${query}`)).body;
      const first = await list('limit=2');
      assert.equal(at(first, 'has_more'), true);
      assert.equal(at(listAt(first, 'items')[0], 'json_input'), undefined);
      assert.equal(listAt(await list(`limit=2&cursor=${encodeURIComponent(textAt(first, 'next_cursor') ?? '')}`), 'items').length, 1);
      assert.equal(listAt(await list('status=error'), 'items').length, 0);
      assert.equal(listAt(await list(`start=${new Date(Date.now() + 60_000).toISOString()}`), 'items').length, 0);
    });
  });

  describe('files', () => {
    for (const [type, start16] of [['jpeg', 'ffd8ff'], ['png', '89504e470d0a1a0a']] as const) {
      it(`are real ${type} by header and first bytes, for anybody`, async () => {
        const response = await fetch(await firstFile({ prompt: 'p', output_format: type }));
        assert.equal(response.headers.get('content-type'), `image/${type}`);
        const bytes = Buffer.from(await response.arrayBuffer());
        assert.ok(bytes.toString('hex').startsWith(start16));
      });
    }

    it('can be HTML under an image type', async () => {
      const url = await firstFile();
      server.script([{ on: 'file', fault: 'file-lies' }]);
      const response = await fetch(url);
      assert.equal(response.headers.get('content-type'), 'image/jpeg');
      assert.match(await response.text(), /^<!doctype html>/);
    });

    it('can be 60 MB, announced or not', async () => {
      const url = await firstFile();
      for (const [fault, announced] of [['file-60-mb', String(60 * 1024 * 1024)], ['file-60-mb-unannounced', null]] as const) {
        server.script([{ on: 'file', fault }]);
        const response = await fetch(url);
        assert.equal(response.headers.get('content-length'), announced);
        assert.equal((await response.arrayBuffer()).byteLength, 60 * 1024 * 1024);
      }
    });

    for (const fault of ['file-never-ends', 'file-drips'] as const) {
      it(`go on past their end with ${fault}, until the client leaves`, async () => {
        const url = await firstFile();
        server.script([{ on: 'file', fault }]);
        const { body } = await fetch(url);
        const reader = body!.getReader();
        for (let n = 0; n < 4; n += 1) assert.equal((await reader.read()).done, false);
        await reader.cancel();
        assert.equal((await server.settled('file')).closedEarly, true);
      });
    }

    it('can be cut short of their length', async () => {
      const url = await firstFile();
      server.script([{ on: 'file', fault: 'file-truncated' }]);
      const response = await fetch(url);
      await assert.rejects(response.arrayBuffer());
    });

    it('can lead elsewhere', async () => {
      const url = await firstFile();
      const locationOf = async (fault: string): Promise<string> => {
        server.script([{ on: 'file', fault }]);
        return (await fetch(url, { redirect: 'manual' })).headers.get('location') ?? '';
      };
      assert.equal(await locationOf('redirect-same'), `${url}?redirected=1`);
      assert.ok((await locationOf('redirect-other')).startsWith(server.elsewhere.origin));
      assert.equal(await locationOf('redirect-file'), 'file:///etc/passwd');
      assert.match(await locationOf('redirect-private'), /^http:\/\/localhost:\d+\/latest\/meta-data\//);
      server.script([{ on: 'file', fault: 'redirect-loop' }]);
      await assert.rejects(fetch(url));
    });

    it('of another origin are recorded there', async () => {
      server.script([{ on: 'submit', fault: 'image-url-http' }]);
      const url = await firstFile();
      assert.ok(url.startsWith(`${server.elsewhere.origin}/files/`));
      await fetch(url, { headers: { authorization: 'Key leaked' } });
      assert.equal(server.elsewhere.requests[0]?.headers.authorization, 'Key leaked');
    });
  });
});
