import assert from 'node:assert/strict';
import { isAbort } from '../../../../src/common/abort.js';
import { falVideoModel, type FalVideoOptions } from '../../../../src/models/fal/videoModel.js';
import type { SubmittedJob } from '../../../../src/models/imageModel.js';
import { ServiceError } from '../../../../src/models/serviceError.js';
import type { VideoModel, VideoRequest } from '../../../../src/models/videoModel.js';
import { startFalServer, type FalServer } from '../../../support/providers/falServer.js';
import { checkMessage } from '../messages.js';
import { patient, secretPrompt } from './asking.js';

const clip: VideoRequest = { prompt: secretPrompt, aspectRatio: '16:9', seconds: 4, seed: undefined };

describe('a clip from fal', () => {
  let server: FalServer;
  beforeEach(async () => {
    server = await startFalServer();
  });
  afterEach(async () => {
    assert.deepEqual(server.failures, []);
    await server.close();
  });

  const perSecond = { of: () => Promise.resolve({ perUnit: 400_000, unit: 'second', asOf: '', origin: 'provider' as const }) };
  const videoModel = (options: Partial<FalVideoOptions> = {}): VideoModel =>
    falVideoModel({ key: () => Promise.resolve(server.key), model: 'fal-ai/veo3', endpoint: server.origin, prices: perSecond, limits: patient, ...options });
  const run = (signal = new AbortController().signal, jobs: SubmittedJob[] = []) => ({
    signal,
    onProgress: () => undefined,
    onSubmitted: (job: SubmittedJob) => {
      jobs.push(job);
    },
  });

  it('is a file with model, request id and the seconds that were billed', async () => {
    const { video, price, model, requestId, warnings } = await videoModel().generate(clip, run());
    assert.equal(video.mediaType, 'video/mp4');
    assert.deepEqual(price, { cost: 1_603_200, basis: 'billed' });
    assert.equal(model, 'fal-ai/veo3');
    assert.equal(requestId, server.jobs[0]?.requestId);
    assert.match(warnings.join(' '), /depends on the sound/);
  });

  it('is computed from its length when fal does not say what it billed', async () => {
    server.script([{ on: 'submit', fault: 'no-billable-units' }]);
    assert.deepEqual((await videoModel().generate(clip, run())).price, { cost: 1_600_000, basis: 'computed' });
  });

  it('is estimated by the length that the model offers, and says which it is', async () => {
    assert.deepEqual(await videoModel().estimate({ ...clip, seconds: 60 }), { cost: 3_200_000, basis: 'estimated' });
    const { warnings } = await videoModel().generate({ ...clip, seconds: 60, aspectRatio: '1:1' }, run());
    assert.match(warnings.join(' '), /does not film 1:1.*does not film 60 s/);
  });

  it('is unknown in price where the model chooses the length', async () => {
    assert.deepEqual(await videoModel({ model: 'someone/new-video' }).estimate(clip), { cost: undefined, basis: 'unknown' });
  });

  it('is not bought again in a later session', async () => {
    const jobs: SubmittedJob[] = [];
    const first = await videoModel().generate(clip, run(undefined, jobs));
    const again = await videoModel().jobs!.resume(jobs[0]!, run());
    assert.deepEqual(again.video.bytes, first.video.bytes);
    assert.equal(server.paidPosts, 1);
    const found = await videoModel().jobs!.find('fal-ai/veo3', { from: new Date(Date.now() - 60_000), to: new Date(Date.now() + 1000) }, new AbortController().signal);
    assert.deepEqual(found.map(({ requestId }) => requestId), [jobs[0]!.requestId]);
  });

  it('is refused when it is no clip, with its price', async () => {
    server.script([{ on: 'file', fault: 'file-lies', times: 'always' }]);
    const error: unknown = await videoModel().generate(clip, run()).catch((reason: unknown) => reason);
    assert.ok(error instanceof ServiceError);
    checkMessage(error.message, server.key, secretPrompt);
    assert.deepEqual(error.price, { cost: 1_603_200, basis: 'billed' });
  });

  it('is cancelled at fal', async () => {
    server.script([{ on: 'submit', fault: 'never-finishes' }]);
    const stop = new AbortController();
    const made = videoModel().generate(clip, run(stop.signal)).catch((reason: unknown) => reason);
    await server.received('status');
    stop.abort();
    assert.ok(isAbort(await made));
    assert.equal(server.jobs[0]?.cancelled, true);
  });
});
