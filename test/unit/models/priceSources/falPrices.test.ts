import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAbort } from '../../../../src/common/abort.js';
import { falPrices, type FalPricesOptions } from '../../../../src/models/priceSources/falPrices.js';
import { noOverrides, readPriceOverrides } from '../../../../src/models/priceSources/overrides.js';
import { startFalServer, type FalServer } from '../../../support/providers/falServer.js';

const ultra = 'fal-ai/flux-pro/v1.1-ultra';
const hour = 3600 * 1000;
const start = Date.parse('2026-12-01T12:00:00Z');
/** Differs from the bundled price, so that a test can tell the two apart. */
const own = { [ultra]: { unitPrice: 0.055, unit: 'image' }, 'tiny/tokens': { unitPrice: 0.000_000_4, unit: 'token' } };

describe('fal prices', () => {
  let server: FalServer;
  let folder: string;
  let time: number;
  let failures: unknown[];

  beforeEach(async () => {
    server = await startFalServer({ prices: own });
    folder = await mkdtemp(join(tmpdir(), 'galley-prices-'));
    time = start;
    failures = [];
  });
  afterEach(async () => {
    assert.deepEqual(server.failures, []);
    await server.close();
    await rm(folder, { recursive: true });
  });

  const open = (changes: Partial<FalPricesOptions> = {}) =>
    falPrices({
      endpoint: () => server.origin,
      apiKey: () => Promise.resolve(server.key),
      overrides: () => noOverrides,
      folder,
      now: () => new Date(time),
      onFailure: (error) => failures.push(error),
      ...changes,
    });
  const asked = () => server.requestsOf('pricing');
  const fromProvider = { perUnit: 55_000, unit: 'image', asOf: '2026-12-01T12:00:00.000Z', origin: 'provider' };
  const fromBundle = { perUnit: 60_000, unit: 'image', asOf: '2026-11-22', origin: 'bundled' };

  it('are the account’s own, with their date', async () => {
    assert.deepEqual(await open().of(ultra), fromProvider);
    assert.deepEqual(asked().map(({ headers, query }) => [headers.authorization, query.getAll('endpoint_id')]), [[`Key ${server.key}`, [ultra]]]);
    assert.deepEqual(failures, []);
  });

  it('are unknown, not bundled, for an endpoint that the account has no price of', async () => {
    assert.equal(await open().of('fal-ai/qwen-image'), undefined);
    const again = open();
    assert.equal(await again.of('fal-ai/qwen-image'), undefined);
    assert.equal(asked().length, 1);
  });

  it('keep the exact price of a unit that costs less than a micro-dollar', async () => {
    const price = await open().of('tiny/tokens');
    assert.deepEqual([price?.perUnit, price?.exactUsd], [1, 0.000_000_4]);
  });

  it('are asked for once by all who ask at the same time', async () => {
    const prices = open();
    const found = await Promise.all([prices.of(ultra), prices.of('fal-ai/veo3'), prices.of(ultra), prices.of('fal-ai/flux/dev')]);
    assert.deepEqual(found.map((price) => price?.perUnit), [55_000, 400_000, 55_000, 25_000]);
    assert.deepEqual(asked().map(({ query }) => query.getAll('endpoint_id').sort()), [['fal-ai/flux-pro/v1.1-ultra', 'fal-ai/flux/dev', 'fal-ai/veo3']]);
  });

  it('share a request that is under way', async () => {
    server.script([{ on: 'pricing', fault: { kind: 'slowHeaders', ms: 50 } }]);
    const prices = open({ folder: undefined });
    const first = prices.of(ultra);
    await server.received('pricing');
    assert.deepEqual(await Promise.all([prices.of(ultra), first]), [fromProvider, fromProvider]);
    assert.equal(asked().length, 1);
  });

  it('go out fifty at a time', async () => {
    const prices = open();
    const ids = Array.from({ length: 120 }, (_, index) => `fal-ai/model-${index}`);
    await Promise.all([...ids, ultra].map((id) => prices.of(id)));
    assert.deepEqual(asked().map(({ query }) => query.getAll('endpoint_id').length).sort(), [21, 50, 50]);
    assert.deepEqual(await prices.of(ultra), fromProvider);
  });

  it('are asked for again after a day, not before', async () => {
    const prices = open();
    await prices.of(ultra);
    time += 24 * hour - 1;
    await prices.of(ultra);
    assert.equal(asked().length, 1);
    time += 1;
    assert.equal((await prices.of(ultra))?.asOf, '2026-12-02T12:00:00.000Z');
    assert.equal(asked().length, 2);
  });

  it('are kept for the next session and other windows', async () => {
    await open().of(ultra);
    time += hour;
    assert.deepEqual(await open().of(ultra), fromProvider);
    assert.equal(asked().length, 1);
  });

  it('of two windows are kept together', async () => {
    const [left, right] = [open(), open()];
    await Promise.all([left.of('fal-ai/flux/dev'), right.of('fal-ai/veo3')]);
    await left.of(ultra);
    const third = open();
    await third.of(ultra);
    assert.equal(asked().length, 3);
    assert.ok(!(await readdir(folder)).some((name) => !name.endsWith('.json')), 'a temporary file was left');
  });

  it('known before are used with their date while fal cannot be reached', async () => {
    await open().of(ultra);
    time += 48 * hour;
    const { origin } = server;
    await server.close();
    assert.deepEqual(await open({ endpoint: () => origin }).of(ultra), fromProvider);
    assert.equal(failures.length, 1);
  });

  it('dated in the future by a clock that was wrong are asked for again', async () => {
    time += 1000 * hour;
    await open().of(ultra);
    time = start;
    const prices = open();
    assert.deepEqual(await prices.of(ultra), fromProvider);
    assert.deepEqual(await prices.of(ultra), fromProvider);
    assert.equal(asked().length, 2);
  });

  it('do not come from another account, nor from another server', async () => {
    await open().of(ultra);
    assert.deepEqual(await open({ apiKey: () => Promise.resolve('other-id:secret') }).of(ultra), fromBundle);
    const other = await startFalServer({ prices: { [ultra]: { unitPrice: 0.01, unit: 'image' } } });
    const price = await open({ endpoint: () => other.origin }).of(ultra);
    await other.close();
    assert.equal(price?.perUnit, 10_000);
  });

  it('leave nothing of the key on disk', async () => {
    await open().of(ultra);
    const names = await readdir(folder);
    const content = await readFile(join(folder, names[0] ?? ''), 'utf8');
    assert.equal(names.length, 1);
    for (const part of server.key.split(':')) assert.ok(!(names.join() + content).includes(part));
  });

  it('are the bundled ones without a key, and nobody is asked', async () => {
    for (const apiKey of [() => Promise.resolve(undefined), () => Promise.resolve(' '), () => Promise.reject(new Error('locked'))]) {
      const prices = open({ apiKey });
      assert.deepEqual(await prices.of(ultra), fromBundle);
      assert.equal(await prices.of('fal-ai/unheard-of'), undefined);
    }
    assert.equal(asked().length, 0);
  });

  it('are the user’s own first', async () => {
    const { overrides } = readPriceOverrides({ [ultra]: { perUnit: 0.05, unit: 'image' } });
    const price = await open({ overrides: () => overrides }).of(ultra);
    assert.deepEqual([price?.perUnit, price?.unit, price?.origin], [50_000, 'image', 'user']);
    assert.equal(asked().length, 0);
  });

  const faults = ['reset-before-body', 'reset-after-body', 'truncated-body', 'html-error-page', 'html-ok', 'invalid-json', 'empty-body', 'redirect-other', 'redirect-same', 'redirect-private', 'redirect-loop'];
  for (const fault of faults) {
    it(`fall back to the bundled ones on ${fault}, and rest before asking again`, async () => {
      server.script([{ on: 'pricing', fault }]);
      const prices = open();
      assert.deepEqual(await prices.of(ultra), fromBundle);
      assert.equal(failures.length, 1);
      assert.deepEqual(await prices.of(ultra), fromBundle);
      assert.equal(asked().length, 1);
      time += 60_000;
      assert.deepEqual(await prices.of(ultra), { ...fromProvider, asOf: '2026-12-01T12:01:00.000Z' });
      assert.deepEqual(server.elsewhere.requests, []);
    });
  }

  for (const status of [400, 401, 403, 404, 429, 500, 503]) {
    it(`fall back to the bundled ones on HTTP ${status}`, async () => {
      server.script([{ on: 'pricing', fault: { kind: 'reply', status, body: { error: { type: 'server_error', message: 'no' } } } }]);
      assert.deepEqual(await open().of(ultra), fromBundle);
    });
  }

  for (const fault of ['no-reply', 'stalled-body']) {
    it(`are not waited for without end on ${fault}`, async () => {
      server.script([{ on: 'pricing', fault }]);
      assert.deepEqual(await open({ timeoutMs: 60 }).of(ultra), fromBundle);
    });
  }

  it('of the others are still found when fal refuses all for one that it does not know', async () => {
    server.script([{ on: 'pricing', fault: { kind: 'reply', status: 404, body: { error: { type: 'not_found', message: 'no' } } } }]);
    const prices = open();
    assert.deepEqual(await Promise.all([prices.of(ultra), prices.of('fal-ai/unheard-of')]), [fromProvider, undefined]);
    assert.equal(asked().length, 3);
  });

  const strange: readonly (readonly [what: string, entry: unknown])[] = [
    ['another currency', { endpoint_id: ultra, unit_price: 6, unit: 'image', currency: 'EUR' }],
    ['a negative price', { endpoint_id: ultra, unit_price: -1, unit: 'image', currency: 'USD' }],
    ['a price as text', { endpoint_id: ultra, unit_price: '0.06', unit: 'image', currency: 'USD' }],
    ['no unit', { endpoint_id: ultra, unit_price: 0.06, currency: 'USD' }],
    ['a unit without end', { endpoint_id: ultra, unit_price: 0.06, unit: 'x'.repeat(1000), currency: 'USD' }],
    ['another endpoint', { endpoint_id: 'fal-ai/veo3', unit_price: 0.06, unit: 'image', currency: 'USD' }],
    ['nothing', null],
  ];
  for (const [what, entry] of strange) {
    it(`are unknown when fal states ${what}`, async () => {
      server.script([{ on: 'pricing', fault: { kind: 'reply', status: 200, body: { prices: [entry] } } }]);
      assert.equal(await open().of(ultra), undefined);
    });
  }

  it('do not read a reply of any length', async () => {
    server.script([{ on: 'pricing', fault: { kind: 'reply', status: 200, text: `{"prices":[${' '.repeat(300 * 1024)}]}` } }]);
    assert.deepEqual(await open().of(ultra), fromBundle);
    assert.match(String(failures[0]), /too long/);
  });

  it('are not asked for where the key could be read on the way', async () => {
    const requests: unknown[] = [];
    for (const endpoint of ['http://gateway.example', 'file:///etc', 'nonsense']) {
      const fetch = (input: unknown) => {
        requests.push(input);
        return Promise.reject(new Error('asked'));
      };
      assert.deepEqual(await open({ endpoint: () => endpoint, fetch }).of(ultra), fromBundle);
    }
    assert.deepEqual(requests, []);
  });

  it('come from fal itself unless an endpoint is set', async () => {
    const requests: string[] = [];
    const fetch = (input: string | URL | Request) => {
      requests.push(String(input instanceof Request ? input.url : input));
      return Promise.reject(new Error('offline'));
    };
    for (const endpoint of [undefined, '', ' ']) await open({ endpoint: () => endpoint, fetch, folder: undefined }).of(ultra);
    assert.deepEqual(requests, Array(3).fill(`https://api.fal.ai/v1/models/pricing?endpoint_id=${encodeURIComponent(ultra)}`));
  });

  for (const content of ['', '{', '[]', '{"prices":5}', '{"prices":{"fal-ai/flux-pro/v1.1-ultra":5}}', '{"prices":{"fal-ai/flux-pro/v1.1-ultra":{"usd":-1,"unit":"image","asOf":"2026-12-01T11:00:00Z"}}}', '{"prices":{"fal-ai/flux-pro/v1.1-ultra":{"usd":1,"unit":"image","asOf":"yesterday"}}}']) {
    it(`ask again when the kept file reads “${content}”`, async () => {
      await open().of(ultra);
      const [name = ''] = await readdir(folder);
      await writeFile(join(folder, name), content);
      assert.deepEqual(await open().of(ultra), fromProvider);
      assert.equal(asked().length, 2);
    });
  }

  it('are found although they cannot be kept', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    assert.deepEqual(await open({ folder: file }).of(ultra), fromProvider);
    assert.equal(failures.length, 1);
  });

  it('stop being waited for by whoever gives up, and reach the others', async () => {
    server.script([{ on: 'pricing', fault: { kind: 'slowHeaders', ms: 50 } }]);
    const prices = open();
    const controller = new AbortController();
    const given = prices.of(ultra, controller.signal);
    const other = prices.of(ultra, new AbortController().signal);
    await server.received('pricing');
    controller.abort();
    await assert.rejects(given, isAbort);
    assert.deepEqual(await other, fromProvider);
    await assert.rejects(prices.of(ultra, AbortSignal.abort()), isAbort);
  });
});
