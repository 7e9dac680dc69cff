import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isAbort } from '../../../src/common/abort.js';
import { ServiceError } from '../../../src/models/serviceError.js';
import { falVideoModel } from '../../../src/models/fal/videoModel.js';
import { videoStep } from '../../../src/video/video.js';
import { newFolder, noLimits, openDesk, removeFolder, type Desk, type DeskOptions } from '../../support/paying.js';
import { startFalServer, type FalServer } from '../../support/providers/falServer.js';
import { patient } from '../models/fal/asking.js';

const kling = 'fal-ai/kling-video/v2.5-turbo/pro/text-to-video';
const post = '---\nid: N0aoCsQqhoyf\ntitle: The oven\ncontent_format: video\n---\n[Wide: a brick oven at dawn]\nNobody lit it today.\n';

describe('a video from fal', () => {
  let server: FalServer;
  let folder: string;
  beforeEach(async () => {
    server = await startFalServer();
    folder = await newFolder(post);
  });
  afterEach(async () => {
    assert.deepEqual(server.failures, []);
    await server.close();
    await removeFolder(folder);
  });

  const perSecond = { of: () => Promise.resolve({ perUnit: 70_000, unit: 'second', asOf: '', origin: 'provider' as const }) };
  const desk = (options: DeskOptions = {}): Desk =>
    openDesk(folder, { videoModel: falVideoModel({ key: () => server.key, model: kling, endpoint: server.origin, prices: perSecond, limits: patient }), ...options });
  const clip = (name = ''): Promise<Buffer> => readFile(join(folder, 'posts', name));

  it('is bought once, and its file, receipt and ledger line stay while the journal is empty', async () => {
    const { receipts, estimate } = await desk().run(videoStep);
    assert.deepEqual(estimate, { cost: 350_000, basis: 'estimated' });
    const sight = await desk().look();
    const [receipt] = sight.post.pipeline;
    assert.deepEqual([receipt?.step, receipt?.status, receipt?.provider, receipt?.model, receipt?.costBasis], ['video', 'done', 'fal', kling, 'billed']);
    assert.equal(receipt?.requestId, server.jobs[0]?.requestId);
    assert.equal(sight.post.video.file, receipt?.artifact);
    assert.equal((await clip(receipt?.artifact)).subarray(4, 8).toString('latin1'), 'ftyp');
    assert.equal(sight.ledger.length, 1);
    assert.equal(sight.ledger[0]?.cost, receipts[0]?.cost);
    assert.deepEqual([sight.journal, server.paidPosts], [[], 1]);
    assert.match(JSON.stringify(server.jobs[0]?.input), /a brick oven at dawn.*"aspect_ratio":"16:9","duration":"5"/);
  });

  it('is asked about when it costs more than the limit, and not bought on a no', async () => {
    const questions: string[] = [];
    const ask = (reasons: readonly string[]): Promise<boolean> => {
      questions.push(...reasons);
      return Promise.resolve(false);
    };
    const outcome: unknown = await desk({ limits: { ...noLimits, confirmAbove: 300_000 }, ask }).run(videoStep).catch((error: unknown) => error);
    assert.ok(isAbort(outcome), String(outcome));
    assert.match(questions.join(' '), /\$0\.35/);
    assert.equal(server.paidPosts, 0);
    const sight = await desk().look();
    assert.deepEqual([sight.ledger, sight.journal, sight.post.pipeline], [[], [], []]);
  });

  it('is taken back at fal when it is cancelled', async () => {
    server.script([{ on: 'submit', fault: 'never-finishes' }]);
    const stop = new AbortController();
    const made = desk().run(videoStep, {}, { signal: stop.signal }).catch((error: unknown) => error);
    await server.received('status');
    stop.abort();
    assert.ok(isAbort(await made));
    assert.equal(server.jobs[0]?.cancelled, true);
    const sight = await desk().look();
    assert.deepEqual([sight.post.pipeline[0]?.step, sight.post.pipeline[0]?.status, sight.journal], ['video', 'canceled', []]);
  });

  const interruptions = [
    ['the reply to its submit was lost', { on: 'submit', fault: 'reset-after-body' }],
    ['nobody could be reached while it was made', { on: 'status', fault: '503', times: 'always' }],
    ['its result could not be had', { on: 'result', fault: 'reset-after-body', times: 'always' }],
  ] as const;
  for (const [what, rule] of interruptions) {
    it(`is fetched by the next start and not bought again: ${what}`, async () => {
      server.script([rule]);
      const first = desk();
      const outcome: unknown = await first.run(videoStep).catch((error: unknown) => error);
      assert.ok(outcome instanceof ServiceError, String(outcome));
      assert.deepEqual((await first.look()).post.pipeline, []);
      server.clearScript();
      const recoveries = await desk().recoverAll();
      assert.deepEqual(recoveries.map((one) => one.outcome), ['finished']);
      const sight = await desk().look();
      assert.equal(server.jobs.length, 1);
      assert.deepEqual(sight.post.pipeline.map(({ step, status, requestId }) => [step, status, requestId]), [['video', 'done', server.jobs[0]?.requestId]]);
      assert.equal(sight.post.video.file, sight.post.pipeline[0]?.artifact);
      assert.ok((await clip(sight.post.video.file)).length > 0);
      assert.deepEqual([sight.journal, sight.media.length, sight.ledger.length], [[], 1, 1]);
    });
  }

  it('waits for its key: without one the next start leaves it as it is', async () => {
    server.script([{ on: 'status', fault: '503', times: 'always' }]);
    await assert.rejects(desk().run(videoStep));
    server.clearScript();
    assert.deepEqual((await desk({ videoModel: undefined }).recoverAll()).map(({ outcome }) => outcome), ['later']);
    assert.equal((await desk().look()).journal.length, 1);
  });

  it('that fal refuses leaves a receipt that says so', async () => {
    server.script([{ on: 'submit', fault: 'completed-with-error' }]);
    await assert.rejects(desk().run(videoStep), (error: unknown) => error instanceof ServiceError && error.reason === 'refused');
    const sight = await desk().look();
    assert.deepEqual([sight.post.pipeline[0]?.status, sight.post.video.file, sight.journal], ['failed', undefined, []]);
  });
});
