import assert from 'node:assert/strict';
import { captionStep } from '../../../src/caption/caption.js';
import { UserError } from '../../../src/common/userError.js';
import { draftStep } from '../../../src/draft/draft.js';
import { altTextStep } from '../../../src/hero/altText.js';
import { heroImageStep } from '../../../src/hero/heroImage.js';
import { ServiceError } from '../../../src/models/serviceError.js';
import { stepState, type StepState } from '../../../src/pipeline/freshness.js';
import { freeApproval } from '../../../src/pipeline/paying.js';
import { runStep, type RunDeps } from '../../../src/pipeline/run.js';
import type { Step, StepOptions } from '../../../src/pipeline/step.js';
import { parsePost } from '../../../src/post/parse.js';
import { emptyStudio } from '../../../src/studio/studio.js';
import { MemoryStore } from '../../fakes/memoryStore.js';
import { ScriptedImageModel, ScriptedTextModel } from '../../fakes/scriptedModels.js';
import { shippedPrompts } from '../../support/prompts.js';

const planned = '---\nid: N0aoCsQqhoyf\ntitle: A title # mine\nplan:\n  brief: The oven holds heat for nine hours.\n---\n';
const written = planned + 'The oven holds heat for nine hours.\n';

function fixture(text: string) {
  const store = new MemoryStore(text);
  const textModel = new ScriptedTextModel('A new text.');
  const imageModel = new ScriptedImageModel();
  const controller = new AbortController();
  const questions: [string, string][] = [];
  const deps: RunDeps = {
    store,
    studio: emptyStudio,
    facts: () => Promise.resolve([]),
    ...shippedPrompts,
    textModel,
    imageModel,
    paying: { approve: () => Promise.resolve(freeApproval) },
    observer: { progress: () => undefined },
    signal: controller.signal,
    confirmOverwrite: (_, before, after) => {
      questions.push([before, after]);
      return Promise.resolve(false);
    },
  };
  const run = (step: Step, options: StepOptions & { takes?: number } = {}, changes: Partial<RunDeps> = {}) =>
    runStep(step, options, { ...deps, ...changes });
  const state = (step: Step, options: StepOptions = {}): StepState =>
    stepState(step, { post: post(), studio: emptyStudio, facts: [], ...shippedPrompts, options });
  const post = () => parsePost(store.text ?? '');
  return { store, textModel, imageModel, controller, questions, run, state, post };
}

describe('running a step', () => {
  it('writes the body and its receipt in one edit and touches nothing else', async () => {
    const { store, run, post } = fixture(planned);
    await run(draftStep);
    assert.equal(store.writes, 1);
    assert.ok(store.text?.startsWith(planned.slice(0, -4)), store.text);
    assert.equal(post().body.text.trim(), 'A new text.');
    const [receipt] = post().pipeline;
    assert.equal(receipt?.status, 'done');
    assert.equal(receipt.model, 'answered-1');
    assert.equal(receipt.cost, 0);
    assert.deepEqual(receipt.tokens, { input: 10, cached: 0, output: 20 });
    assert.match(receipt.at ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    assert.ok(receipt.inputs && receipt.output);
  });

  it('leaves the step fresh, then stale when the plan changes, and edited when the body does', async () => {
    const { store, run, state } = fixture(planned);
    assert.equal(state(draftStep), 'missing');
    await run(draftStep);
    assert.equal(state(draftStep), 'fresh');
    store.text = store.text?.replace('nine hours', 'ten hours') ?? '';
    assert.equal(state(draftStep), 'stale');
    store.text += 'My own line.\n';
    assert.equal(state(draftStep), 'edited');
  });

  it('keeps every step fresh after the whole pipeline ran', async () => {
    const { run, state } = fixture(planned);
    const steps = [draftStep, captionStep, heroImageStep, altTextStep];
    for (const step of steps) await run(step);
    assert.deepEqual(steps.map((step) => state(step)), ['fresh', 'fresh', 'fresh', 'fresh']);
  });

  it('asks before it replaces what a person wrote, and keeps theirs on a no, with the receipt', async () => {
    const { questions, run, post } = fixture(written);
    const result = await run(draftStep);
    assert.equal(result.applied, false);
    assert.deepEqual(questions, [['The oven holds heat for nine hours.\n', 'A new text.']]);
    assert.equal(post().body.text, 'The oven holds heat for nine hours.\n');
    assert.equal(post().pipeline.length, 1);
  });

  it('replaces it on a yes', async () => {
    const { run, post } = fixture(written);
    const result = await run(draftStep, {}, { confirmOverwrite: () => Promise.resolve(true) });
    assert.equal(result.applied, true);
    assert.equal(post().body.text.trim(), 'A new text.');
  });

  it('asks when the output was typed while the step ran', async () => {
    const { store, textModel, questions, run, post } = fixture(planned);
    textModel.before = () => {
      store.text = `${store.text ?? ''}Typed meanwhile.\n`;
      return Promise.resolve();
    };
    await run(draftStep);
    assert.equal(questions.length, 1);
    assert.equal(post().body.text, 'Typed meanwhile.\n');
  });

  it('keeps an edit of another key that was made while the step ran', async () => {
    const { store, textModel, run, post } = fixture(planned);
    textModel.before = () => {
      store.text = store.text?.replace('A title', 'Another title') ?? '';
      return Promise.resolve();
    };
    await run(draftStep);
    assert.equal(post().title, 'Another title');
    assert.equal(post().body.text.trim(), 'A new text.');
  });

  it('shows the result in a new document when the post is deleted meanwhile', async () => {
    const { store, textModel, run } = fixture(planned);
    textModel.before = () => {
      store.text = undefined;
      return Promise.resolve();
    };
    await assert.rejects(run(draftStep), UserError);
    assert.match(store.rescued[0] ?? '', /A new text\./);
    assert.match(store.rescued[0] ?? '', /step: draft, status: done/);
  });

  it('shows the result in a new document when the front matter breaks meanwhile', async () => {
    const { store, textModel, run } = fixture(planned);
    textModel.before = () => {
      store.text = '---\ntitle: [broken\nplan: {\n---\n';
      return Promise.resolve();
    };
    await assert.rejects(run(draftStep), UserError);
    assert.equal(store.text, '---\ntitle: [broken\nplan: {\n---\n');
    assert.match(store.rescued[0] ?? '', /A new text\./);
  });

  it('refuses a post with broken front matter before the model is asked', async () => {
    const { textModel, run } = fixture('---\ntitle: [broken\n---\n');
    await assert.rejects(run(draftStep), (error: Error) => error instanceof UserError && error.message.startsWith('Could not'));
    assert.equal(textModel.requests.length, 0);
  });

  it('refuses an empty plan before the model is asked', async () => {
    const { textModel, run, post } = fixture('---\ntitle: A title\n---\n');
    await assert.rejects(run(draftStep), UserError);
    assert.equal(textModel.requests.length, 0);
    assert.equal(post().pipeline.length, 0);
  });

  it('records a failure with its reason and an unknown cost', async () => {
    const { textModel, run, post } = fixture(planned);
    textModel.before = () => Promise.reject(new ServiceError('quota', 'Could not draft: no credit.\nTop up.', { requestId: 'r9' }));
    await assert.rejects(run(draftStep), ServiceError);
    const [receipt] = post().pipeline;
    assert.equal(receipt?.status, 'failed');
    assert.equal(receipt.error, 'Could not draft: no credit. Top up.');
    assert.equal(receipt.cost, undefined);
    assert.equal(receipt.costBasis, 'unknown');
    assert.equal(receipt.requestId, 'r9');
    assert.equal(post().body.text, '');
  });

  it('records a cancel and changes nothing else', async () => {
    const { textModel, controller, run, post } = fixture(planned);
    textModel.before = () => {
      controller.abort();
      return Promise.resolve();
    };
    await assert.rejects(run(draftStep), { name: 'AbortError' });
    assert.equal(post().pipeline[0]?.status, 'canceled');
    assert.equal(post().body.text, '');
  });

  it('writes a text that was paid for although it cannot be noted any more', async () => {
    const { run, post } = fixture(planned);
    const full = new Error('The disk is full');
    const begin = () =>
      Promise.resolve({
        submitted: () => Promise.resolve(),
        finished: () => Promise.reject(full),
        failed: () => Promise.resolve('ended' as const),
        close: () => Promise.resolve(),
      });
    await assert.rejects(run(draftStep, {}, { paying: { approve: () => Promise.resolve({ begin }) } }), full);
    assert.equal(post().body.text.trim(), 'A new text.');
    assert.equal(post().pipeline.length, 1);
  });

  it('keeps caption variants apart', async () => {
    const { textModel, run, state, post } = fixture(written);
    await run(captionStep);
    textModel.text = 'For the others.';
    await run(captionStep, { platform: 'linkedin' });
    assert.equal(post().caption, 'A new text.');
    assert.deepEqual({ ...post().captions }, { linkedin: 'For the others.' });
    assert.equal(state(captionStep, { platform: 'linkedin' }), 'fresh');
    assert.equal(state(captionStep, { platform: 'x' }), 'missing');
  });

  it('refuses a platform that nobody knows', async () => {
    const { run } = fixture(written);
    await assert.rejects(run(captionStep, { platform: 'constructor' }), UserError);
  });
});

describe('making hero images', () => {
  it('keeps every take under its own name and shows the first', async () => {
    const { store, imageModel, run, post } = fixture(written);
    const { receipts } = await run(heroImageStep, { takes: 3 });
    assert.equal(store.artifacts.size, 3);
    assert.deepEqual(receipts.map(({ artifact }) => artifact), [...store.artifacts.keys()]);
    assert.equal(post().hero.image, receipts[0]?.artifact);
    assert.equal(new Set(imageModel.requests.map(({ seed }) => seed)).size, 3);
    assert.equal(post().pipeline.length, 3);
  });

  it('makes another picture the second time, and the same one for the same history', async () => {
    const first = fixture(written);
    await first.run(heroImageStep);
    await first.run(heroImageStep);
    const second = fixture(written);
    await second.run(heroImageStep);
    const [a, b] = first.imageModel.requests;
    assert.notEqual(a?.seed, b?.seed);
    assert.equal(second.imageModel.requests[0]?.seed, a?.seed);
  });

  it('keeps what was made when a later take fails', async () => {
    const { store, imageModel, run, post } = fixture(written);
    imageModel.failAt = 1;
    await assert.rejects(run(heroImageStep, { takes: 3 }));
    assert.equal(store.artifacts.size, 1);
    assert.deepEqual(post().pipeline.map(({ status }) => status), ['done', 'failed']);
    assert.ok(post().hero.image);
    assert.equal(imageModel.requests.length, 2);
  });

  it('stays fresh when the user chooses an earlier take', async () => {
    const { store, run, state, post } = fixture(written);
    const { receipts } = await run(heroImageStep, { takes: 2 });
    store.text = store.text?.replace(`image: ${receipts[0]?.artifact ?? ''}`, `image: ${receipts[1]?.artifact ?? ''}`) ?? '';
    assert.equal(post().hero.image, receipts[1]?.artifact);
    assert.equal(state(heroImageStep), 'fresh');
  });

  it('asks before it replaces a picture from elsewhere', async () => {
    const { questions, run, post } = fixture(written.replace('plan:', 'hero: { image: media/mine.jpg }\nplan:'));
    await run(heroImageStep);
    assert.equal(questions[0]?.[0], 'media/mine.jpg');
    assert.equal(post().hero.image, 'media/mine.jpg');
  });

  it('does not grow stale from an edit of the body that leaves its figure', async () => {
    const { store, run, state } = fixture(written);
    await run(heroImageStep);
    store.text = store.text?.replace('The oven holds heat for nine hours.\n', 'The oven keeps its heat.\n') ?? '';
    assert.equal(state(heroImageStep), 'fresh');
  });

  it('takes the choices of the caller into the post, so that the take is fresh', async () => {
    const { run, state, post } = fixture(written);
    await run(heroImageStep, { seed: 7, aspectRatio: '1:1' });
    assert.equal(post().hero.seed, 7);
    assert.equal(post().hero.aspectRatio, '1:1');
    assert.equal(state(heroImageStep), 'fresh');
  });

  it('refuses what is no aspect ratio before a model is asked', async () => {
    const { imageModel, run } = fixture(written);
    await assert.rejects(run(heroImageStep, { aspectRatio: 'wide' }), UserError);
    assert.equal(imageModel.requests.length, 0);
  });
});
