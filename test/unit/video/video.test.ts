import assert from 'node:assert/strict';
import { UserError } from '../../../src/common/userError.js';
import { draftStep } from '../../../src/draft/draft.js';
import { heroImageStep } from '../../../src/hero/heroImage.js';
import { ServiceError } from '../../../src/models/serviceError.js';
import { stepState, type StepState } from '../../../src/pipeline/freshness.js';
import { freeApproval, type Purchase } from '../../../src/pipeline/paying.js';
import { runStep, type RunDeps } from '../../../src/pipeline/run.js';
import { stepsFor, type StepOptions } from '../../../src/pipeline/step.js';
import { parsePost } from '../../../src/post/parse.js';
import { emptyStudio } from '../../../src/studio/studio.js';
import { videoStep } from '../../../src/video/video.js';
import { MemoryStore } from '../../fakes/memoryStore.js';
import { ScriptedImageModel, ScriptedTextModel, ScriptedVideoModel } from '../../fakes/scriptedModels.js';
import { shippedPrompts } from '../../support/prompts.js';

const post = '---\nid: N0aoCsQqhoyf\ntitle: The oven # mine\ncontent_format: video\n---\n';
const scripted = post + '[Wide: a brick oven at dawn]\nNobody lit it today.\n';

function fixture(text: string) {
  const store = new MemoryStore(text);
  const videoModel = new ScriptedVideoModel();
  const imageModel = new ScriptedImageModel();
  const controller = new AbortController();
  const purchases: Purchase[] = [];
  const questions: [string, string][] = [];
  const deps: RunDeps = {
    store,
    studio: emptyStudio,
    facts: () => Promise.resolve([]),
    ...shippedPrompts,
    textModel: new ScriptedTextModel(''),
    imageModel,
    videoModel,
    paying: {
      approve: (purchase) => {
        purchases.push(purchase);
        return Promise.resolve(freeApproval);
      },
    },
    observer: { progress: () => undefined },
    signal: controller.signal,
    confirmOverwrite: (_, before, after) => {
      questions.push([before, after]);
      return Promise.resolve(false);
    },
  };
  const parsed = () => parsePost(store.text ?? '');
  return {
    store, videoModel, imageModel, controller, purchases, questions, post: parsed,
    run: (options: StepOptions & { readonly takes?: number } = {}, changes: Partial<RunDeps> = {}) => runStep(videoStep, options, { ...deps, ...changes }),
    state: (): StepState => stepState(videoStep, { post: parsed(), studio: emptyStudio, facts: [], ...shippedPrompts, options: {} }),
  };
}

describe('making a video', () => {
  it('is a step of video posts alone', () => {
    const steps = [draftStep, heroImageStep, videoStep];
    assert.deepEqual(stepsFor(steps, parsePost(post)).map(({ id }) => id), ['draft', 'hero_image', 'video']);
    assert.deepEqual(stepsFor(steps, parsePost(post.replace('video', 'hero_text'))).map(({ id }) => id), ['draft', 'hero_image']);
    assert.deepEqual(stepsFor(steps, parsePost('Text')).map(({ id }) => id), ['draft', 'hero_image']);
  });

  it('keeps the clip in a file, names it in the post and leaves a receipt, touching nothing else', async () => {
    const { store, videoModel, imageModel, purchases, run, post: parsed } = fixture(scripted);
    const result = await run();
    const [path] = store.artifacts.keys();
    assert.match(path ?? '', /^media\/[\w-]{12}_video\.mp4$/);
    assert.equal(parsed().video.file, path);
    const [receipt] = parsed().pipeline;
    assert.deepEqual([receipt?.step, receipt?.status, receipt?.artifact, receipt?.cost, receipt?.requestId], ['video', 'done', path, 350_000, 'v1']);
    assert.deepEqual(result.warnings, ['A remark.']);
    assert.deepEqual([purchases[0]?.step, purchases[0]?.price.cost, purchases[0]?.takes], ['video', 350_000, 1]);
    assert.match(videoModel.requests[0]?.prompt ?? '', /a brick oven at dawn/);
    assert.deepEqual([videoModel.requests.length, imageModel.requests.length, store.writes], [1, 0, 1]);
    const text = store.text ?? '';
    assert.ok(text.startsWith(post.slice(0, -4)), text);
    assert.ok(text.endsWith('---\n[Wide: a brick oven at dawn]\nNobody lit it today.\n'));
  });

  for (const [mediaType, extension] of [['video/webm', 'webm'], ['video/quicktime', 'mov']] as const) {
    it(`names a clip of ${mediaType} .${extension}`, async () => {
      const { store, videoModel, run } = fixture(scripted);
      videoModel.mediaType = mediaType;
      await run();
      assert.ok([...store.artifacts.keys()][0]?.endsWith(`_video.${extension}`));
    });
  }

  it('prefers the script under video over the body, and a prompt over both', async () => {
    const own = fixture(scripted.replace('---\n[', 'video:\n  script: "[Close: a hand on the bricks]"\n---\n['));
    await own.run();
    assert.match(own.videoModel.requests[0]?.prompt ?? '', /a hand on the bricks/);
    assert.doesNotMatch(own.videoModel.requests[0]?.prompt ?? '', /at dawn/);
    const prompted = fixture(scripted.replace('---\n[', 'video: { prompt: Only smoke }\n---\n['));
    await prompted.run();
    assert.equal(prompted.videoModel.requests[0]?.prompt, 'Only smoke');
  });

  it('is fresh, stale when the shots change, and not when something else is said over them', async () => {
    const { store, run, state } = fixture(scripted);
    assert.equal(state(), 'missing');
    await run();
    assert.equal(state(), 'fresh');
    store.text = store.text?.replace('Nobody lit it today.', 'Nobody has lit it.');
    assert.equal(state(), 'fresh');
    store.text = store.text?.replace('at dawn', 'at night');
    assert.equal(state(), 'stale');
  });

  it('is fresh with the prompt and the shape that the caller chose', async () => {
    const { videoModel, run, state, post: parsed } = fixture(scripted);
    await run({ prompt: 'Only smoke', aspectRatio: '9:16', seed: 4 });
    assert.deepEqual([videoModel.requests[0]?.aspectRatio, videoModel.requests[0]?.seed], ['9:16', 4]);
    assert.equal(parsed().video.prompt, 'Only smoke');
    assert.equal(state(), 'fresh');
  });

  it('is asked for with another seed the second time', async () => {
    const { videoModel, run } = fixture(scripted);
    await run();
    await run();
    assert.notEqual(videoModel.requests[0]?.seed, videoModel.requests[1]?.seed);
  });

  it('is made one at a time, however many takes are asked for', async () => {
    const { videoModel, run } = fixture(scripted);
    const { receipts } = await run({ takes: 3 });
    assert.deepEqual([receipts.length, videoModel.requests.length], [1, 1]);
  });

  it('asks before it replaces a clip from elsewhere', async () => {
    const { questions, run, state, post: parsed } = fixture(scripted.replace('---\n[', 'video: { file: media/mine.mp4 }\n---\n['));
    assert.equal(state(), 'edited');
    await run();
    assert.equal(questions[0]?.[0], 'media/mine.mp4');
    assert.equal(parsed().video.file, 'media/mine.mp4');
    assert.equal(parsed().pipeline.length, 1);
  });

  const refusals: readonly [string, string, StepOptions, RegExp][] = [
    ['a post of another format', scripted.replace('format: video', 'format: hero_text'), {}, /content_format: video/],
    ['a post without a script', post, {}, /no script yet/],
    ['what is no aspect ratio', scripted, { aspectRatio: 'wide' }, /wide is not an aspect ratio/],
  ];
  for (const [what, text, options, message] of refusals) {
    it(`refuses ${what} before anything is bought`, async () => {
      const { videoModel, purchases, run, post: parsed } = fixture(text);
      await assert.rejects(run(options), (error: unknown) => error instanceof UserError && /^Could not /.test(error.message) && message.test(error.message));
      assert.deepEqual([videoModel.requests.length, purchases.length, parsed().pipeline.length], [0, 0, 0]);
    });
  }

  it('needs no script where there is a prompt', async () => {
    const { run, post: parsed } = fixture(post);
    await run({ prompt: 'Only smoke' });
    assert.equal(parsed().pipeline[0]?.status, 'done');
  });

  it('without a provider says which key is missing, asks for no money and leaves no receipt', async () => {
    const { purchases, run, store } = fixture(scripted);
    await assert.rejects(run({}, { videoModel: undefined }), (error: unknown) => error instanceof ServiceError && error.reason === 'auth' && error.charge === 'none' && error.message.includes('fal'));
    assert.equal(purchases.length, 0);
    assert.equal(store.text, scripted);
  });

  it('records a cancel and changes nothing else', async () => {
    const { controller, videoModel, run, post: parsed } = fixture(scripted);
    videoModel.before = async (one) => {
      await one.onSubmitted({ requestId: 'v1', model: 'asked-1' });
      controller.abort();
    };
    await assert.rejects(run(), { name: 'AbortError' });
    const [receipt] = parsed().pipeline;
    assert.deepEqual([receipt?.step, receipt?.status, receipt?.cost], ['video', 'canceled', undefined]);
    assert.equal(parsed().video.file, undefined);
  });
});
