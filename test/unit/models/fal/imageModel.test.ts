import assert from 'node:assert/strict';
import { isAbort } from '../../../../src/common/abort.js';
import type { FalOptions } from '../../../../src/models/fal/account.js';
import { ServiceError } from '../../../../src/models/serviceError.js';
import { at } from '../../../support/providers/json.js';
import { startFalServer, type FalOptions as ServerOptions, type FalServer } from '../../../support/providers/falServer.js';
import { checkMessage } from '../messages.js';
import { collect, draw, imageModel, patient, request, secretPrompt, ultra } from './asking.js';

const never = new AbortController().signal;

describe('an image from fal', () => {
  let server: FalServer;
  const start = async (options: ServerOptions = {}): Promise<void> => {
    server = await startFalServer({ pictureScale: 0.03, ...options });
  };
  afterEach(async () => {
    assert.deepEqual(server.failures, []);
    await server.close();
  });

  const serviceError = (error: unknown): ServiceError => {
    assert.ok(error instanceof ServiceError, String(error));
    checkMessage(error.message, server.key, secretPrompt);
    return error;
  };

  it('is a picture with its size, seed, model, request id and billed price', async () => {
    await start();
    const { result, jobs } = await draw(imageModel(server));
    assert.equal(result?.image.mediaType, 'image/png');
    assert.deepEqual([result.image.width, result.image.height], [80, 48]);
    assert.equal(result.image.seed, 7);
    assert.equal(result.model, ultra);
    assert.deepEqual(result.price, { cost: 60_000, basis: 'billed' });
    assert.deepEqual(jobs, [{ requestId: result.requestId, model: ultra }]);
    assert.deepEqual(result.warnings, []);
    assert.equal(server.paidPosts, 1);
  });

  it('is asked for in the words of its model', async () => {
    await start();
    await draw(imageModel(server), {}, { aspectRatio: '1200:630' });
    assert.deepEqual(server.requestsOf('submit')[0]?.body, { prompt: secretPrompt, aspect_ratio: '16:9', num_images: 1, output_format: 'png', seed: 7 });
  });

  it('says so when the model draws another shape', async () => {
    await start();
    const { result } = await draw(imageModel(server), {}, { aspectRatio: '4:5' });
    assert.equal(at(server.requestsOf('submit')[0]?.body, 'aspect_ratio'), '3:4');
    assert.match(result?.warnings.join(' ') ?? '', /4:5.*3:4/);
  });

  it('is priced by what fal says it billed, else by what came, else not at all', async () => {
    await start();
    const cases: readonly (readonly [plan: object, options: Partial<FalOptions>, price: object])[] = [
      [{ units: 3.008 }, {}, { cost: 180_480, basis: 'billed' }],
      [{ units: 0 }, {}, { cost: 0, basis: 'billed' }],
      [{ tellsUnits: false, images: 2 }, {}, { cost: 120_000, basis: 'computed' }],
      [{ tellsUnits: false }, { prices: { of: () => Promise.resolve({ perUnit: 25_000, unit: 'megapixels', asOf: '', origin: 'provider' }) } }, { cost: 25_000, basis: 'computed' }],
      [{ tellsUnits: false }, { prices: { of: () => Promise.resolve({ perUnit: 11, unit: 'compute seconds', asOf: '', origin: 'provider' }) } }, { cost: undefined, basis: 'unknown' }],
      [{}, { prices: { of: () => Promise.resolve(undefined) } }, { cost: undefined, basis: 'unknown' }],
      [{}, { prices: { of: () => Promise.reject(new Error('offline')) } }, { cost: undefined, basis: 'unknown' }],
    ];
    for (const [plan, options, price] of cases) {
      server.script([{ on: 'submit', fault: { kind: 'job', plan } }]);
      assert.deepEqual((await draw(imageModel(server, options))).result?.price, price);
    }
  });

  it('is estimated at one unit, and not where that is unknown', async () => {
    await start();
    assert.deepEqual(await imageModel(server).estimate(request), { cost: 60_000, basis: 'estimated' });
    const perSecond = { of: () => Promise.resolve({ perUnit: 11, unit: 'compute seconds', asOf: '', origin: 'provider' as const }) };
    assert.deepEqual(await imageModel(server, { prices: perSecond }).estimate(request), { cost: undefined, basis: 'unknown' });
  });

  it('is not kept when it was flagged, but its price is known', async () => {
    await start();
    server.script([{ on: 'submit', fault: 'nsfw' }]);
    const error = serviceError((await draw(imageModel(server))).error);
    assert.equal(error.reason, 'refused');
    assert.deepEqual(error.price, { cost: 60_000, basis: 'billed' });
    assert.equal(server.requestsOf('file').length, 0);
  });

  it('tells its place in the queue and the last line of the log', async () => {
    await start();
    server.script([{ on: 'submit', fault: { kind: 'job', plan: { states: ['IN_QUEUE', 'IN_QUEUE', 'IN_PROGRESS', 'IN_QUEUE', 'IN_PROGRESS'], logs: ['Loading  model\n', 'Step 2'] } } }]);
    assert.deepEqual((await draw(imageModel(server))).progress, ['queued', 'working: Step 2', 'queued', 'working: Step 2']);
  });

  it('waits for its number to be on disk before it looks at the job', async () => {
    await start();
    let looks: number | undefined;
    const { result } = await draw(imageModel(server), {
      onSubmitted: async () => {
        await new Promise((resolve) => setTimeout(resolve, 30));
        looks = server.requestsOf('status').length;
      },
    });
    assert.equal(looks, 0);
    assert.ok(result);
  });

  it('comes all the same when its number cannot be saved', async () => {
    await start();
    const { result } = await draw(imageModel(server), { onSubmitted: () => Promise.reject(new Error('disk full')) });
    assert.match(result?.warnings[0] ?? '', /could not be saved/);
  });

  describe('when it is cancelled', () => {
    const cancelAt = async (operation: string, options: Partial<FalOptions> = {}) => {
      const stop = new AbortController();
      const drawn = draw(imageModel(server, options), { signal: stop.signal });
      await server.received(operation);
      stop.abort();
      return drawn;
    };

    it('is cancelled at fal', async () => {
      await start();
      server.script([{ on: 'submit', fault: 'never-finishes' }]);
      const { error } = await cancelAt('status');
      assert.ok(isAbort(error));
      assert.equal(server.jobs[0]?.cancelled, true);
      assert.equal(server.jobs[0].billedUnits, 0);
    });

    it('costs nothing when it was cancelled before', async () => {
      await start();
      const { error } = await draw(imageModel(server), { signal: AbortSignal.abort() });
      assert.ok(isAbort(error));
      assert.equal(server.requests.length, 0);
    });

    it('waits for the number of the job, so that the job can be cancelled', async () => {
      await start({ job: { hold: true } });
      server.script([{ on: 'submit', fault: { kind: 'slowHeaders', ms: 80 } }]);
      const { error, jobs } = await cancelAt('submit', {});
      assert.ok(isAbort(error));
      assert.equal(jobs.length, 1);
      assert.equal(server.jobs[0]?.cancelled, true);
    });

    it('is not called cancelled when fal never said whether it took the job', async () => {
      await start();
      server.script([{ on: 'submit', fault: 'no-reply' }]);
      const error = serviceError((await cancelAt('submit', { limits: { ...patient, cancelMs: 60 } })).error);
      assert.equal(error.fate, 'unknown');
      assert.match(error.message, /cancel for sure/);
    });

    it('is cancelled when fal said no to the submit', async () => {
      await start();
      server.script([{ on: 'submit', fault: { kind: 'reply', status: 401, body: { detail: 'No' } } }]);
      const stop = new AbortController();
      const drawn = draw(
        imageModel(server, {
          fetch: (url, init) => {
            stop.abort();
            return fetch(url, init);
          },
        }),
        { signal: stop.signal },
      );
      assert.ok(isAbort((await drawn).error));
    });

    it('is kept when it was finished by then', async () => {
      await start({ job: { runningMs: 30 } });
      server.script([{ on: 'cancel', fault: 'cancel-too-late' }]);
      const { result } = await cancelAt('status');
      assert.ok(result);
      assert.match(result.warnings.join(' '), /before it could be cancelled/);
      assert.equal(server.paidPosts, 1);
    });

    it('is kept when the cancel comes while it is fetched', async () => {
      await start();
      server.script([{ on: 'file', fault: { kind: 'slowHeaders', ms: 40 } }]);
      const { result } = await cancelAt('file');
      assert.ok(result);
      assert.equal(server.requestsOf('cancel').length, 0);
    });

    it('is fetched when fal refuses the cancel because it was finished', async () => {
      await start();
      server.script([
        { on: 'status', fault: { kind: 'reply', status: 202, body: { status: 'IN_PROGRESS' } } },
        { on: 'cancel', fault: 'cancel-refused' },
      ]);
      const stop = new AbortController();
      const { result } = await draw(imageModel(server), {
        signal: stop.signal,
        onProgress: () => {
          stop.abort();
        },
      });
      assert.ok(result);
    });

    it('is given up when fal does not know the job any more', async () => {
      await start();
      server.script([{ on: 'submit', fault: 'never-finishes' }, { on: 'cancel', fault: 'cancel-not-found' }]);
      assert.ok(isAbort((await cancelAt('status')).error));
    });

    it('tries the cancel again, and says so when fal cannot be told', async () => {
      await start();
      server.script([{ on: 'submit', fault: 'never-finishes', times: 2 }, { on: 'cancel', fault: '503', times: 2 }]);
      assert.ok(isAbort((await cancelAt('status')).error));
      assert.equal(server.requestsOf('cancel').length, 3);
      server.script([{ on: 'cancel', fault: 'reset-before-body', times: 'always' }]);
      const stop = new AbortController();
      const drawn = draw(imageModel(server), {
        signal: stop.signal,
        onProgress: () => {
          stop.abort();
        },
      });
      const error = serviceError((await drawn).error);
      assert.equal(error.charge, 'unknown');
      assert.match(error.message, /Could not cancel/);
    });
  });

  describe('in a later session', () => {
    it('is fetched by its number and not bought again', async () => {
      await start();
      const { jobs, result: first } = await draw(imageModel(server));
      const { result } = await collect((run) => imageModel(server).jobs!.resume(jobs[0]!, run));
      assert.deepEqual(result?.image.bytes, first?.image.bytes);
      assert.deepEqual(result?.price, { cost: 60_000, basis: 'billed' });
      assert.equal(server.paidPosts, 1);
    });

    it('is waited for while it runs', async () => {
      await start({ job: { queuedMs: 30, runningMs: 30 } });
      const stop = new AbortController();
      let id = '';
      await draw(imageModel(server, { limits: { ...patient, totalMs: 1 } }), {
        onSubmitted: ({ requestId }) => {
          id = requestId;
        },
      });
      const { result } = await collect((run) => imageModel(server).jobs!.resume({ requestId: id, model: ultra }, run), { signal: stop.signal });
      assert.ok(result);
      assert.equal(server.paidPosts, 1);
    });

    it('is found by its prompt and seed when the reply to the submit was lost', async () => {
      await start();
      await draw(imageModel(server), {}, { prompt: 'another', seed: 1 });
      const from = new Date(Date.now() - 60_000);
      server.script([{ on: 'submit', fault: 'reset-after-body' }]);
      assert.equal(serviceError((await draw(imageModel(server))).error).fate, 'unknown');
      const model = imageModel(server);
      const found = await model.jobs!.find(ultra, { from, to: new Date(Date.now() + 1000) }, never);
      assert.equal(found.length, 2);
      const lost = found.find(({ prompt, seed }) => prompt === secretPrompt && seed === 7);
      assert.ok(lost?.startedAt);
      const { result } = await collect((run) => model.jobs!.resume(lost, run));
      assert.ok(result);
      assert.equal(server.paidPosts, 2);
      assert.equal(server.accepted, 2);
    });

    it('is looked for page by page', async () => {
      await start();
      for (let n = 0; n < 3; n += 1) await draw(imageModel(server), {}, { seed: n });
      const origin = server.origin;
      const model = imageModel(server, { fetch: (url, init) => fetch((url instanceof Request ? url.url : url.toString()).replace('limit=100', 'limit=1').replace('https://api.fal.ai', origin), init) });
      const found = await model.jobs!.find(ultra, { from: new Date(Date.now() - 60_000), to: new Date(Date.now() + 1000) }, never);
      assert.deepEqual(found.map(({ seed }) => seed).sort(), [0, 1, 2]);
      assert.equal(server.requestsOf('requests').length, 3);
    });

    for (const fault of ['platform-401', 'platform-403', 'platform-429', 'platform-500', 'reset-after-body', 'html-ok']) {
      it(`says why it could not be looked for: ${fault}`, async () => {
        await start();
        server.script([{ on: 'requests', fault }]);
        const found = imageModel(server).jobs!.find(ultra, { from: new Date(0), to: new Date() }, never);
        const error = serviceError(await found.catch((reason: unknown) => reason));
        assert.equal(error.charge, 'none');
      });
    }
  });

  describe('sends', () => {
    it('the key of the account alone, whatever the environment has', async () => {
      await start();
      const before = process.env['FAL_KEY'];
      process.env['FAL_KEY'] = 'leak-id:leak-secret';
      try {
        await draw(imageModel(server));
        const missing = serviceError((await draw(imageModel(server, { key: () => undefined }))).error);
        assert.equal(missing.reason, 'auth');
        assert.equal(missing.charge, 'none');
      } finally {
        if (before === undefined) delete process.env['FAL_KEY'];
        else process.env['FAL_KEY'] = before;
      }
      assert.equal(server.paidPosts, 1);
      assert.doesNotMatch(JSON.stringify(server.requests.map(({ headers }) => headers)), /leak/);
    });

    const wrong: readonly (readonly [string, Partial<FalOptions>])[] = [
      ['to a model that is an address', { model: 'https://evilfal.ai/x' }],
      ['to a model that leaves its path', { model: 'fal-ai/../../v1/models' }],
      ['to a model without an owner', { model: 'flux' }],
      ['to an endpoint without https', { endpoint: 'http://gateway.example' }],
      ['to an endpoint that is none', { endpoint: 'gateway' }],
    ];
    for (const [title, options] of wrong) {
      it(`nothing ${title}`, async () => {
        await start();
        let sent = 0;
        const count: typeof fetch = () => {
          sent += 1;
          return Promise.reject(new Error('sent'));
        };
        const error = serviceError((await draw(imageModel(server, { fetch: count, ...options }))).error);
        assert.equal(error.reason, 'unsupported');
        assert.equal(error.charge, 'none');
        assert.equal(sent, 0);
      });
    }

    it('its requests to fal’s own hosts when no endpoint is set', async () => {
      await start();
      const urls: string[] = [];
      const { error } = await draw(
        imageModel(server, {
          endpoint: undefined,
          fetch: (url) => {
            urls.push(url instanceof Request ? url.url : url.toString());
            return Promise.reject(Object.assign(new TypeError('fetch failed'), { cause: Object.assign(new Error('no'), { code: 'ENOTFOUND' }) }));
          },
        }),
      );
      assert.deepEqual(urls, [`https://queue.fal.run/${ultra}`]);
      assert.equal(serviceError(error).charge, 'none');
    });
  });

  it('takes a picture that comes inside of the reply', async () => {
    await start();
    const inline: typeof fetch = (url, init) =>
      fetch(url, typeof init?.body === 'string' ? { ...init, body: JSON.stringify({ ...(JSON.parse(init.body) as object), sync_mode: true }) } : init);
    const { result } = await draw(imageModel(server, { fetch: inline }));
    assert.ok(result);
    assert.equal(server.requestsOf('file').length, 0);
  });
});
