import assert from 'node:assert/strict';
import { captionStep } from '../../../src/caption/caption.js';
import { abortError } from '../../../src/common/abort.js';
import type { StepId } from '../../../src/common/terms.js';
import { draftStep } from '../../../src/draft/draft.js';
import { altTextStep } from '../../../src/hero/altText.js';
import { heroImageStep } from '../../../src/hero/heroImage.js';
import { runDue, type DueOptions, type DueOutcome } from '../../../src/pipeline/due.js';
import { planDue } from '../../../src/pipeline/duePlan.js';
import { freeApproval } from '../../../src/pipeline/paying.js';
import { runStep } from '../../../src/pipeline/run.js';
import { dependentsOf, type Step, type StepContext } from '../../../src/pipeline/step.js';
import { editPost } from '../../../src/post/edit.js';
import { parsePost } from '../../../src/post/parse.js';
import { emptyStudio } from '../../../src/studio/studio.js';
import { videoStep } from '../../../src/video/video.js';
import { MemoryStore } from '../../fakes/memoryStore.js';
import { ScriptedImageModel, ScriptedTextModel } from '../../fakes/scriptedModels.js';
import { shippedPrompts } from '../../support/prompts.js';

const steps: readonly Step[] = [draftStep, captionStep, heroImageStep, altTextStep, videoStep];
const planned = '---\nid: N0aoCsQqhoyf\ntitle: A title # mine\nplan:\n  brief: The oven holds heat for nine hours.\n---\n';

function fixture(text: string) {
  const store = new MemoryStore(text);
  const textModel = new ScriptedTextModel('A new text.');
  textModel.price = { cost: 2_000, basis: 'estimated' };
  const imageModel = new ScriptedImageModel();
  const asked: StepId[] = [];
  const questions: string[] = [];
  const context = (): StepContext => ({ post: parsePost(store.text ?? ''), studio: emptyStudio, facts: [], ...shippedPrompts, options: {} });
  const obstacle = (step: Step) => Promise.resolve(step.kind === 'video' ? 'No provider of clips.' : undefined);
  const run = (options: DueOptions = {}): Promise<DueOutcome> =>
    runDue(
      {
        steps,
        look: () => Promise.resolve(context()),
        obstacle,
        run: async (step) => {
          asked.push(step.id);
          const { receipts } = await runStep(step, {}, {
            store, studio: emptyStudio, facts: () => Promise.resolve([]), ...shippedPrompts, textModel, imageModel,
            paying: { approve: () => Promise.resolve(freeApproval) },
            observer: { progress: () => undefined },
            signal: new AbortController().signal,
            confirmOverwrite: (_, before) => {
              questions.push(before);
              return Promise.resolve(options.overwrite ?? false);
            },
          });
          return receipts;
        },
      },
      options,
    );
  const plan = (options: DueOptions = {}) =>
    planDue(context(), {
      steps,
      obstacle,
      quote: async (step, { post }) =>
        step.kind === 'text'
          ? { info: textModel.info, price: { cost: post.body.text.length, basis: 'estimated' } }
          : { info: imageModel.info, price: await imageModel.estimate() },
    }, options);
  const set = (path: readonly string[], value: string | undefined): void => {
    const result = editPost(store.text ?? '', [value === undefined ? { type: 'remove', path } : { type: 'set', path, value }]);
    assert.ok(result.ok);
    store.text = result.text;
  };
  return { store, textModel, imageModel, asked, questions, run, plan, set, post: () => context().post };
}

const all: readonly StepId[] = ['draft', 'caption', 'hero_image', 'alt_text'];

describe('a run of what is due', () => {
  it('runs what is missing in order, and then nothing', async () => {
    const { store, asked, run } = fixture(planned);
    assert.deepEqual((await run()).receipts.map(({ step }) => step), all);
    const text = store.text;
    assert.deepEqual((await run()).receipts, []);
    assert.deepEqual([store.text, asked], [text, all]);
  });

  it('runs a step that an earlier step of the same run has made stale', async () => {
    const { store, textModel, asked, run } = fixture(planned);
    await run();
    asked.length = 0;
    store.text = store.text?.replace('nine hours', 'ten hours');
    textModel.text = 'Another text.';
    await run();
    // The caption reads the new body, and the alt text reads the new caption; the hero reads neither.
    assert.deepEqual(asked, ['draft', 'caption', 'alt_text']);
  });

  it('leaves alone what reads a result that came out the same', async () => {
    const { store, asked, run } = fixture(planned);
    await run();
    asked.length = 0;
    store.text = store.text?.replace('title: A title', 'title: Another title');
    await run();
    assert.deepEqual(asked, ['draft', 'caption', 'hero_image', 'alt_text'], 'all of them read the title');
    asked.length = 0;
    await run();
    assert.deepEqual(asked, []);
  });

  it('keeps what a person wrote and goes on with what reads it', async () => {
    const { asked, run, post } = fixture(`${planned}My own body.\n`);
    await run();
    assert.deepEqual(asked, ['caption', 'hero_image', 'alt_text']);
    assert.equal(post().body.text, 'My own body.\n');
  });

  it('does not stop at a step that cannot run, but does not pay for what reads its result either', async () => {
    const { asked, run } = fixture('---\ntitle: A title\n---\n');
    const { receipts, blocked, failure } = await run();
    assert.deepEqual([receipts, asked, failure], [[], [], undefined]);
    assert.match(blocked?.reason ?? '', /its plan is empty/);
  });

  it('runs what does not depend on a step that cannot run', async () => {
    const { asked, run } = fixture('---\nplan:\n  brief: The oven holds heat.\n---\nA body of my own.\n');
    const { blocked } = await run();
    assert.deepEqual(asked, ['caption']);
    assert.deepEqual(blocked?.step, 'hero_image');
  });

  it('keeps a result that is out of date and cannot be made again', async () => {
    const { set, asked, run, post } = fixture(planned);
    await run();
    asked.length = 0;
    set(['plan'], undefined);
    set(['caption'], undefined);
    const { blocked } = await run();
    assert.deepEqual([asked[0], blocked], ['caption', undefined]);
    assert.equal(post().body.text.trim(), 'A new text.');
  });

  it('goes on after a failure with what does not depend on it', async () => {
    const { imageModel, asked, run } = fixture(planned);
    imageModel.failAt = 0;
    const { receipts, failure } = await run();
    assert.deepEqual([asked, receipts.map(({ step }) => step), failure?.step], [['draft', 'caption', 'hero_image'], ['draft', 'caption'], 'hero_image']);
  });

  it('ends when it is canceled', async () => {
    const { textModel, asked, run } = fixture(planned);
    textModel.before = () => Promise.reject(abortError());
    const { failure } = await run();
    assert.deepEqual([asked, failure?.error.name], [['draft'], 'AbortError']);
  });

  it('redoes a step and all that reads its result, up to date or not', async () => {
    const { asked, run } = fixture(planned);
    await run();
    asked.length = 0;
    await run({ from: 'caption' });
    assert.deepEqual(asked, ['caption', 'alt_text']);
    asked.length = 0;
    await run({ from: 'draft' });
    assert.deepEqual(asked, all);
  });

  it('redoes what was edited by hand only where that is accepted', async () => {
    const { set, questions, textModel, run, post } = fixture(planned);
    await run();
    set(['caption'], 'Mine.');
    textModel.text = 'Another text.';
    await run({ from: 'draft', overwrite: false });
    assert.deepEqual([post().caption, questions], ['Mine.', []]);
    await run({ from: 'caption' });
    assert.deepEqual([post().caption, questions], ['Mine.', ['Mine.']]);
    await run({ from: 'caption', overwrite: true });
    assert.equal(post().caption?.trim(), 'Another text.');
  });

  it('cannot start from a step that cannot run', async () => {
    const { asked, run } = fixture('---\ntitle: A title\n---\n');
    const { blocked } = await run({ from: 'caption' });
    assert.deepEqual([asked, blocked?.step], [[], 'caption']);
  });
});

describe('the plan of a run', () => {
  it('says what would run and at what price, and changes nothing', async () => {
    const { store, asked, plan } = fixture(planned);
    const found = await plan();
    assert.deepEqual(found.map(({ step, state, action }) => [step, state, action]), all.map((step) => [step, 'missing', 'run']));
    assert.equal(found[0]?.price?.cost, 0);
    assert.ok((found[1]?.price?.cost ?? 0) > 1000, 'the caption is priced with a body of the usual length');
    assert.deepEqual([store.text, asked], [planned, []]);
  });

  it('says what may turn out to be due once the steps before have run', async () => {
    const { store, run, plan } = fixture(planned);
    await run();
    assert.deepEqual((await plan()).map(({ action }) => action), ['keep', 'keep', 'keep', 'keep']);
    store.text = store.text?.replace('nine hours', 'ten hours');
    assert.deepEqual((await plan()).map(({ action }) => action), ['run', 'run', 'maybe', 'maybe']);
  });

  it('says why a step cannot run, and which wait for it', async () => {
    const { plan } = fixture('---\ntitle: A title\ncontent_format: video\n---\n');
    const found = await plan();
    assert.deepEqual(found.map(({ action }) => action), ['blocked', 'waits', 'waits', 'waits', 'leftOut']);
    assert.match(found[0]?.reason ?? '', /its plan is empty/);
    assert.equal(found[4]?.reason, 'No provider of clips.');
  });

  it('says that a post whose front matter is broken cannot be changed', async () => {
    const { plan } = fixture('---\ntitle: [a\nplan: {\n---\nBody.\n');
    assert.ok((await plan()).every(({ action }) => action !== 'run'));
  });

  it('lists what would be redone from a step', async () => {
    const { run, plan } = fixture(planned);
    await run();
    assert.deepEqual((await plan({ from: 'hero_image' })).map(({ action }) => action), ['keep', 'keep', 'run', 'run']);
  });
});

describe('the order of the steps', () => {
  it('has each step after all that it says to read', () => {
    for (const [place, { after }] of steps.entries()) for (const id of after) assert.ok(steps.findIndex((step) => step.id === id) < place);
  });

  it('is what the steps read indeed: another result changes what its readers read, and nothing else', () => {
    const text = planned.replace('title:', 'content_format: video\ntitle:') + 'A body of 3 lines.\n';
    const context: StepContext = { post: parsePost(text), studio: emptyStudio, facts: [], ...shippedPrompts, options: {} };
    for (const maker of steps) {
      const results = maker.kind === 'text' ? ['Ninety-one ovens burnt 4,200 kg.', 'It saves 77% of 9 hours.'] : ['media/aaaaaaaaaaaa_hero.png', 'media/bbbbbbbbbbbb_hero.png'];
      const [one, other] = results.map((result) => {
        const edits = maker.kind === 'text' ? maker.apply(result, {}) : maker.apply({ artifact: result }, context);
        const receipt = { step: maker.id, status: 'done' as const, provider: 'builtin', model: result.includes('aaaa') ? 'cover-pipes-1' : 'cover-aurora-1', ...(maker.kind === 'text' ? {} : { artifact: result }) };
        const written = editPost(text, [...edits, { type: 'receipt', receipt }]);
        assert.ok(written.ok);
        return { ...context, post: parsePost(written.text) };
      });
      assert.ok(one && other);
      const readers = steps.filter((step) => step !== maker && JSON.stringify(step.reads(one)) !== JSON.stringify(step.reads(other))).map(({ id }) => id);
      assert.deepEqual(readers, steps.filter(({ after }) => after.includes(maker.id)).map(({ id }) => id), maker.id);
    }
  });

  it('finds readers of readers', () => {
    assert.deepEqual([...dependentsOf(steps, 'draft')], ['draft', 'caption', 'hero_image', 'alt_text', 'video']);
    assert.deepEqual([...dependentsOf(steps, 'alt_text')], ['alt_text']);
  });
});
