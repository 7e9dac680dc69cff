import assert from 'node:assert/strict';
import fc from 'fast-check';
import { captionStep } from '../../../src/caption/caption.js';
import { loadMeasure } from '../../../src/caption/length.js';
import type { StepId } from '../../../src/common/terms.js';
import { CoverWorker } from '../../../src/cover/coverWorker.js';
import { draftStep } from '../../../src/draft/draft.js';
import { altTextStep } from '../../../src/hero/altText.js';
import { heroImageStep } from '../../../src/hero/heroImage.js';
import { builtinImageModel } from '../../../src/models/builtin/image.js';
import { builtinTextModel } from '../../../src/models/builtin/text.js';
import type { ImageModel } from '../../../src/models/imageModel.js';
import type { TextModel } from '../../../src/models/textModel.js';
import { runDue, type DueOutcome } from '../../../src/pipeline/due.js';
import { planDue } from '../../../src/pipeline/duePlan.js';
import { stepState } from '../../../src/pipeline/freshness.js';
import { freeApproval, type Purchase } from '../../../src/pipeline/paying.js';
import { runStep } from '../../../src/pipeline/run.js';
import type { Step, StepContext } from '../../../src/pipeline/step.js';
import { editPost, type EditValue } from '../../../src/post/edit.js';
import { parsePost } from '../../../src/post/parse.js';
import { emptyStudio, type Studio } from '../../../src/studio/studio.js';
import { videoStep } from '../../../src/video/video.js';
import { MemoryStore } from '../../fakes/memoryStore.js';
import '../../support/fastCheck.js';
import { buildWorker } from '../cover/support.js';
import { shippedPrompts } from '../../support/prompts.js';

const steps: readonly Step[] = [draftStep, captionStep, heroImageStep, altTextStep, videoStep];

/** What a person may do between two runs. */
type Act =
  | { readonly type: 'set'; readonly path: readonly string[]; readonly value: EditValue }
  | { readonly type: 'remove'; readonly path: readonly string[] }
  | { readonly type: 'body'; readonly text: string }
  | { readonly type: 'append'; readonly text: string }
  | { readonly type: 'facts'; readonly facts: readonly string[] }
  | { readonly type: 'studio'; readonly studio: Partial<Studio> }
  /** Back to how the text was so many acts ago, as undo or a checkout does. */
  | { readonly type: 'revert'; readonly by: number }
  | { readonly type: 'lineEnds' }
  | { readonly type: 'run' };

const sentence = fc.constantFrom(
  'The oven holds 180 degrees for 9 hours.',
  'Hook: Nobody lit it twice. Facts: 300 kg of brick hold the heat. Angle: An oven isn\'t a heater - it\'s a battery.',
  'A city spent $4,200 on shade, and the street cooled by 3 degrees.',
  'What is #ai: a "plain" thing & more',
  'Ein Ofen speichert 180 Grad. Niemand heizt ihn zweimal.',
  '炉子保温九个小时。',
);
const set = (path: readonly string[], value: fc.Arbitrary<EditValue>): fc.Arbitrary<Act> => value.map((one) => ({ type: 'set', path, value: one }));
const take = fc.constantFrom('media/mineMineMine_hero.png', 'media/k3J9sd02LmQp_hero.png');

const act: fc.Arbitrary<Act> = fc.oneof(
  set(['title'], fc.constantFrom('The oven that heats itself', 'Shade for 77% less', 'A: b #c')),
  set(['pillar'], fc.constantFrom('craft', 'ai-products')),
  set(['content_format'], fc.constantFrom('hero_text', 'video')),
  set(['plan', 'brief'], sentence),
  set(['plan', 'rationale'], sentence),
  set(['plan', 'special_message'], sentence),
  set(['caption'], sentence),
  set(['captions', 'x'], sentence),
  set(['hero', 'prompt'], sentence),
  set(['hero', 'alt'], sentence),
  set(['hero', 'seed'], fc.nat(99)),
  set(['hero', 'aspect_ratio'], fc.constantFrom('1:1', '16:9')),
  set(['hero', 'image'], take),
  set(['own_key'], sentence),
  fc.constantFrom(['caption'], ['captions'], ['hero', 'image'], ['hero', 'alt'], ['hero'], ['plan', 'rationale'], ['plan'], ['pipeline'], ['own_key'], ['content_format']).map((path): Act => ({ type: 'remove', path })),
  fc.oneof(fc.constantFrom('', ' \n'), sentence).map((text): Act => ({ type: 'body', text })),
  sentence.map((text): Act => ({ type: 'append', text: `\n${text}\n` })),
  fc.array(sentence, { maxLength: 2 }).map((facts): Act => ({ type: 'facts', facts })),
  fc.constantFrom<Partial<Studio>>({ voice: 'Plain words.' }, { avoid: ['game-changer'] }, { hashtags: ['baking'] }, { hero: { ...emptyStudio.hero, template: 'aurora' } }, { hero: { ...emptyStudio.hero, style: 'Quiet' } }, {})
    .map((studio): Act => ({ type: 'studio', studio })),
  fc.integer({ min: 1, max: 4 }).map((by): Act => ({ type: 'revert', by })),
  fc.constant<Act>({ type: 'lineEnds' }),
  { weight: 6, arbitrary: fc.constant<Act>({ type: 'run' }) },
);

/** Everything that a run of the built-in models touches, with a count of what was asked of them. */
class Bench {
  readonly store = new MemoryStore('---\nid: N0aoCsQqhoyf\ntitle: The oven that heats itself # kept\nplan:\n  brief: The oven holds 180 degrees for 9 hours. Nobody lit it twice.\n---\n');
  readonly purchases: Purchase[] = [];
  readonly ran: StepId[] = [];
  calls = 0;
  /** Whether what a person wrote may be replaced. */
  questions = 0;
  private studio: Studio = emptyStudio;
  private facts: readonly string[] = [];
  private readonly history: string[] = [];
  private readonly textModel: TextModel;
  private readonly imageModel: ImageModel;

  constructor(text: TextModel, image: ImageModel) {
    this.textModel = { ...text, stream: (...asked) => { this.calls++; return text.stream(...asked); } };
    this.imageModel = { ...image, generate: (...asked) => { this.calls++; return image.generate(...asked); } };
  }

  get text(): string {
    return this.store.text ?? '';
  }

  context(): StepContext {
    return { post: parsePost(this.text), studio: this.studio, facts: this.facts, ...shippedPrompts, options: {} };
  }

  async act(one: Act): Promise<void> {
    this.history.push(this.text);
    switch (one.type) {
      case 'run': await this.run(); return;
      case 'facts': this.facts = one.facts; return;
      case 'studio': this.studio = { ...emptyStudio, ...one.studio }; return;
      case 'revert': this.store.text = this.history.at(-1 - one.by) ?? this.text; return;
      case 'append': this.store.text = this.text + one.text; return;
      case 'lineEnds': this.store.text = this.text.includes('\r') ? this.text.replaceAll('\r\n', '\n') : this.text.replaceAll('\n', '\r\n'); return;
      default: {
        const result = editPost(this.text, [one]);
        if (result.ok) this.store.text = result.text;
      }
    }
  }

  private readonly obstacle = (step: Step): Promise<string | undefined> => Promise.resolve(step.kind === 'video' ? 'No provider.' : undefined);

  run(): Promise<DueOutcome> {
    return runDue({
      steps,
      look: () => Promise.resolve(this.context()),
      obstacle: this.obstacle,
      run: async (step) => {
        this.ran.push(step.id);
        const { receipts } = await runStep(step, {}, {
          store: this.store, studio: this.studio, facts: () => Promise.resolve(this.facts), ...shippedPrompts, textModel: this.textModel, imageModel: this.imageModel,
          paying: { approve: (purchase) => { this.purchases.push(purchase); return Promise.resolve(freeApproval); } },
          observer: { progress: () => undefined },
          signal: new AbortController().signal,
          confirmOverwrite: () => { this.questions++; return Promise.resolve(false); },
        });
        return receipts;
      },
    });
  }

  plan() {
    const quote = (step: Step) => Promise.resolve({ info: step.kind === 'text' ? this.textModel.info : this.imageModel.info, price: { cost: 0, basis: 'free' as const } });
    return planDue(this.context(), { steps, quote, obstacle: this.obstacle });
  }
}

describe('after any edits and runs', function () {
  this.timeout(240_000);
  let built: Awaited<ReturnType<typeof buildWorker>>;
  let worker: CoverWorker;
  before(async () => {
    built = await buildWorker();
    worker = new CoverWorker(built.options);
  });
  after(async () => {
    worker.dispose();
    await built.remove();
  });
  // Small, for speed: the same designs, drawn by the same thread.
  const models = () => [builtinTextModel({ loadMeasure }), builtinImageModel({ renderer: { render: (request, signal) => worker.render({ ...request, width: 240, height: 126 }, signal), dispose: () => undefined } })] as const;

  it('a second run does nothing, asks no model, spends nothing and changes no byte; and none touches what a person wrote', async () => {
    let complete = 0;
    let total = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 10 }), async (acts) => {
        const bench = new Bench(...models());
        for (const one of acts) await bench.act(one);
        const own = steps.filter((step) => stepState(step, bench.context()) === 'edited');
        const written = own.map((step) => step.output(bench.context().post, {}));
        const plan = await bench.plan();
        bench.ran.length = 0;
        const first = await bench.run();
        assert.deepEqual(own.map((step) => step.output(bench.context().post, {})), written, 'what a person wrote stays');
        assert.equal(bench.questions, 0, 'and nobody is asked to give it up');
        const planned = (...actions: readonly string[]) => plan.filter(({ action }) => actions.includes(action)).map(({ step }) => step);
        assert.ok(bench.ran.every((step) => planned('run', 'maybe').includes(step)), `${String(bench.ran)} ran, planned were ${String(planned('run', 'maybe'))}`);
        total++;
        // A writer that refused is asked again when the user asks again.
        if (first.failure) return;
        complete++;
        // What is out of date may turn out not to be, once what it reads has been made again.
        const certain = plan.filter(({ step, state, action }) => action === 'run' && (state === 'missing' || !steps.some(({ id, after }) => id === step && after.some((one) => bench.ran.includes(one)))));
        assert.deepEqual(certain.map(({ step }) => step).filter((step) => !bench.ran.includes(step)), []);
        assert.deepEqual(steps.filter((step) => stepState(step, bench.context()) === 'stale' && step.blocker(bench.context()) === undefined && !step.after.includes(first.blocked?.step ?? 'plan')).map(({ id }) => id), []);
        const [text, calls, purchases, artifacts] = [bench.text, bench.calls, bench.purchases.length, bench.store.artifacts.size];
        const second = await bench.run();
        assert.deepEqual([second.receipts, second.failure, second.blocked], [[], undefined, first.blocked]);
        assert.deepEqual([bench.text, bench.calls, bench.purchases.length, bench.store.artifacts.size], [text, calls, purchases, artifacts]);
        assert.ok((await bench.plan()).every(({ action }) => action !== 'run' && action !== 'maybe'));
      }),
      { numRuns: 80 },
    );
    assert.ok(complete > total / 2, `${complete} of ${total} posts could be finished`);
  });
});
