import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { isAbort } from '../../../src/common/abort.js';
import { CoverWorker, type CoverWorkerOptions } from '../../../src/cover/coverWorker.js';
import { designNames } from '../../../src/cover/designNames.js';
import type { CoverResult } from '../../../src/cover/renderCover.js';
import { ServiceError } from '../../../src/models/serviceError.js';
import { buildWorker, coverRequest, fakeWorker, pngSize } from './support.js';

const never = new AbortController().signal;
const isService = (reason: string) => (error: unknown): boolean => error instanceof ServiceError && error.reason === reason;

describe('the cover worker', function () {
  this.timeout(60_000);
  let built: Awaited<ReturnType<typeof buildWorker>>;
  before(async () => { built = await buildWorker(); });
  after(() => built.remove());

  it('draws in a thread of its own', async () => {
    const worker = new CoverWorker(built.options);
    const result = await worker.render(coverRequest(), never);
    worker.dispose();
    assert.ok(result.kind === 'drawn');
    assert.equal(result.design, 'mosaic');
    assert.deepEqual(pngSize(result.png), { width: 1200, height: 630 });
  });

  it('gives the same bytes for the same request in two fresh threads', async () => {
    const draw = async (): Promise<Buffer[]> => {
      const worker = new CoverWorker(built.options);
      const results = await Promise.all(designNames.map((design) => worker.render(coverRequest({ design, width: 400, height: 210 }), never)));
      worker.dispose();
      return results.map((result) => Buffer.from(result.kind === 'drawn' ? result.png : []));
    };
    const [first, second] = [await draw(), await draw()];
    for (const [i, bytes] of first.entries()) assert.ok(bytes.length > 1000 && second[i] && bytes.equals(second[i]), designNames[i]);
  });

  it('rejects when its parts are missing, and tries again with the next picture', async () => {
    const worker = new CoverWorker({ ...built.options, fonts: 'absent' });
    for (let i = 0; i < 2; i++) await assert.rejects(worker.render(coverRequest(), never), isService('unexpected'));
    worker.dispose();
    const other = new CoverWorker({ ...built.options, script: `${built.options.script}.absent` });
    await assert.rejects(other.render(coverRequest(), never), isService('unexpected'));
    other.dispose();
    const relative = new CoverWorker({ ...built.options, script: 'worker.js' });
    for (let i = 0; i < 2; i++) await assert.rejects(relative.render(coverRequest(), never), isService('unexpected'));
    relative.dispose();
  });
});

describe('the queue of the cover worker', () => {
  let fake: Awaited<ReturnType<typeof fakeWorker>>;
  let worker: CoverWorker | undefined;
  before(async () => { fake = await fakeWorker(); });
  after(() => fake.remove());
  afterEach(() => {
    worker?.dispose();
    mock.timers.reset();
  });

  const start = (options: Partial<CoverWorkerOptions> = {}): CoverWorker => (worker = new CoverWorker({ ...fake.options, ...options }));
  const ask = (title: string, signal = never): Promise<CoverResult> => {
    assert.ok(worker);
    return worker.render(coverRequest({ title }), signal);
  };
  const thread = (result: CoverResult): string | undefined => (result.kind === 'undrawable' ? result.characters[1] : undefined);

  it('answers in the order asked, in one thread', async () => {
    start();
    const order: string[] = [];
    const results = await Promise.all(['a', 'b', 'c'].map(async (title) => { const result = await ask(title); order.push(title); return result; }));
    assert.deepEqual(order, ['a', 'b', 'c']);
    assert.equal(new Set(results.map(thread)).size, 1);
  });

  for (const title of ['crash', 'throw']) {
    it(`rejects when the thread ends by ${title}, and starts another for what waits`, async () => {
      start();
      const before = thread(await ask('a'));
      const broken = ask(title);
      const waiting = ask('b');
      await assert.rejects(broken, isService('unexpected'));
      assert.notEqual(thread(await waiting), before);
    });
  }

  it('rejects a failed job with the cause and goes on', async () => {
    start();
    await assert.rejects(ask('fail'), (error) => isService('unexpected')(error) && error instanceof ServiceError && error.cause instanceof Error && error.cause.message === 'no fonts');
    assert.ok(thread(await ask('a')));
  });

  it('rejects at once when canceled while drawing, and goes on with the next', async () => {
    start();
    const controller = new AbortController();
    const hanging = ask('hang', controller.signal);
    const next = ask('a');
    controller.abort();
    await assert.rejects(hanging, isAbort);
    assert.ok(thread(await next));
  });

  it('drops a canceled job that waits, and leaves the one that is drawn alone', async () => {
    start();
    const controller = new AbortController();
    const first = ask('a');
    const waiting = ask('b', controller.signal);
    controller.abort();
    await assert.rejects(waiting, isAbort);
    assert.ok(thread(await first));
  });

  it('does not start for a signal that is aborted already', async () => {
    start({ script: '/absent.mjs' });
    await assert.rejects(ask('a', AbortSignal.abort()), isAbort);
  });

  it('gives up on a picture that takes too long', async () => {
    start({ jobMs: 5 });
    await assert.rejects(ask('hang'), isService('timeout'));
  });

  it('ends the thread when idle and starts another when asked again', async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    start({ idleMs: 30_000 });
    const first = thread(await ask('a'));
    mock.timers.tick(29_000);
    assert.equal(thread(await ask('b')), first);
    mock.timers.tick(30_000);
    assert.notEqual(thread(await ask('c')), first);
  });

  it('rejects what is under way and what comes later once disposed', async () => {
    start();
    const running = ask('hang');
    const waiting = ask('a');
    worker?.dispose();
    await assert.rejects(running, isAbort);
    await assert.rejects(waiting, isAbort);
    await assert.rejects(ask('b'), isAbort);
  });
});
