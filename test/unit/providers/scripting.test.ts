import assert from 'node:assert/strict';
import { falFaultApplies, falFaults } from '../../support/providers/falFaults.js';
import { startFalServer, type FalServer } from '../../support/providers/falServer.js';
import { listAt, textAt } from '../../support/providers/json.js';
import { startOpenaiServer, type OpenaiServer } from '../../support/providers/openaiServer.js';
import { openaiFaults } from '../../support/providers/openaiFaults.js';
import { flavours } from '../../support/providers/openaiFlavours.js';
import { isWireFault } from '../../support/providers/wireFaults.js';

describe('scripted faults', () => {
  let fal: FalServer;
  let text: OpenaiServer;

  beforeEach(async () => {
    [fal, text] = await Promise.all([startFalServer(), startOpenaiServer()]);
  });
  afterEach(async () => {
    await Promise.all([fal.close(), text.close()]);
  });

  const submit = (): Promise<Response> =>
    fetch(`${fal.origin}/fal-ai/flux/dev`, { method: 'POST', headers: { authorization: `Key ${fal.key}` }, body: '{"prompt":"p"}' });
  const chat = (init: RequestInit = {}): Promise<Response> => {
    const body = { model: 'gpt-6-luna', stream: true, messages: [{ role: 'user', content: 'u' }] };
    return fetch(`${text.baseUrl}/chat/completions`, { method: 'POST', headers: { authorization: `Bearer ${text.key}` }, body: JSON.stringify(body), ...init });
  };

  it('happen in order, so many times, after so many', async () => {
    fal.script([
      { on: 'submit', fault: '500', skip: 1 },
      { on: 'submit', fault: '503', times: 2 },
    ]);
    const statuses: number[] = [];
    for (let n = 0; n < 5; n += 1) statuses.push((await submit()).status);
    assert.deepEqual(statuses, [200, 500, 503, 503, 200]);
    assert.deepEqual(fal.pending, []);
    assert.deepEqual(fal.requests.map(({ fault }) => fault), [undefined, '500', '503', '503', undefined]);
    assert.equal(fal.accepted, 2);
  });

  it('stay pending until they happen', () => {
    fal.script([{ on: 'cancel', fault: 'cancel-refused' }]);
    assert.deepEqual(fal.pending, ['cancel: cancel-refused']);
    fal.clearScript();
    assert.deepEqual(fal.pending, []);
  });

  it('are refused when misspelt or meaningless', () => {
    assert.throws(() => {
      fal.script([{ on: 'submit', fault: 'no-such-fault' }]);
    }, /no fault 'no-such-fault'/);
    assert.throws(() => {
      fal.script([{ on: 'sumbit', fault: '500' }]);
    }, /no operation 'sumbit'/);
    assert.throws(() => {
      fal.script([{ on: 'status', fault: 'nsfw' }]);
    }, /means nothing to 'status'/);
  });

  it('can be set over HTTP, by loopback names only', async () => {
    const control = (path: string, init: RequestInit = {}): Promise<Response> => fetch(`${fal.origin}/_control/${path}`, { method: 'POST', ...init });
    assert.equal((await control('fault?on=submit&name=balance')).status, 200);
    assert.equal((await control('script', { body: JSON.stringify([{ on: 'submit', fault: 'nsfw', with: { plan: { images: 3 } } }]) })).status, 200);
    assert.equal((await control('fault?on=submit&name=nonsense')).status, 400);
    assert.equal((await control('nonsense')).status, 404);
    assert.equal((await submit()).status, 403);
    const requestId = textAt(await (await submit()).json(), 'request_id') ?? '';
    const result = await fetch(`${fal.origin}/fal-ai/flux/requests/${requestId}`, { headers: { authorization: `Key ${fal.key}` } });
    assert.equal(listAt(await result.json(), 'images').length, 3);
    const seen: unknown = await (await fetch(`${fal.origin}/_control/requests`)).json();
    assert.equal(textAt(listAt({ seen }, 'seen')[0], 'fault'), 'balance');
    assert.equal(fal.requests.length, 3, 'control requests are not recorded');
  });

  it('end with the server, whatever they were waiting for', async () => {
    text.script([
      { on: 'chat', fault: 'stalled-stream' },
      { on: 'chat', fault: 'no-reply' },
      { on: 'chat', fault: 'slow-headers' },
    ]);
    const stalled = await chat();
    const waiting = [stalled.text(), chat(), chat()].map((promise) => assert.rejects(promise));
    await text.received('chat', 3);
    await text.close();
    await Promise.all(waiting);
    assert.deepEqual(text.failures, []);
  });

  it('all happen to a fal server as scripted', async () => {
    const requestId = textAt(await (await submit()).json(), 'request_id') ?? '';
    const headers = { authorization: `Key ${fal.key}` };
    const job = `${fal.origin}/fal-ai/flux/requests/${requestId}`;
    const result: unknown = await (await fetch(job, { headers })).json();
    const file = textAt(listAt(result, 'images')[0], 'url') ?? '';
    const asks = {
      submit: () => submit(),
      cancel: () => fetch(`${job}/cancel`, { method: 'PUT', headers }),
      file: (signal: AbortSignal) => fetch(file, { signal }),
      result: (signal: AbortSignal) => fetch(job, { headers, signal, redirect: 'manual' }),
    };
    for (const [name, fault] of Object.entries(falFaults)) {
      const own = (['submit', 'cancel', 'file'] as const).find((one) => !isWireFault(fault) && falFaultApplies(fault, one));
      await meet(fal, own ?? 'result', name, asks[own ?? 'result']);
    }
    assert.deepEqual(fal.failures, []);
  });

  for (const flavour of Object.values(flavours)) {
    it(`all happen to a text server of flavour ${flavour.name}`, async () => {
      await text.close();
      text = await startOpenaiServer({ flavour });
      const body = JSON.stringify({ model: flavour.models[0], stream: true, messages: [{ role: 'user', content: 'u' }] });
      const headers = { authorization: `Bearer ${text.key}` };
      for (const name of Object.keys(openaiFaults(flavour))) {
        await meet(text, 'chat', name, (signal) => fetch(`${text.baseUrl}/chat/completions`, { method: 'POST', headers, body, signal, redirect: 'manual' }));
      }
      assert.deepEqual(text.failures, []);
    });
  }
});

const neverDone = /stall|slow|no-reply|comments-only|endless|never-ends|drips/;

/** Lets one request meet a fault, to the end or until it hangs. */
async function meet(server: FalServer | OpenaiServer, operation: string, name: string, ask: (signal: AbortSignal) => Promise<Response>): Promise<void> {
  const count = server.requestsOf(operation).length + 1;
  const abort = new AbortController();
  server.script([{ on: operation, fault: name }]);
  const asked = ask(abort.signal).then((response) => response.arrayBuffer(), () => undefined).catch(() => undefined);
  await server.received(operation, count);
  if (neverDone.test(name)) abort.abort();
  await asked;
  const request = await server.settled(operation, count);
  assert.equal(request.fault, name);
  assert.deepEqual(server.pending, [], name);
}
