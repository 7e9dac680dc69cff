import assert from 'node:assert/strict';
import fc from 'fast-check';
import { abortError } from '../../../src/common/abort.js';
import type { Log } from '../../../src/common/log.js';
import type { StepId } from '../../../src/common/terms.js';
import type { ModelInfo } from '../../../src/models/modelInfo.js';
import { ServiceError } from '../../../src/models/serviceError.js';
import { runBatch, type BatchDeps, type BatchEntry } from '../../../src/pipeline/batch.js';
import { laneOf, Lanes, type LaneLimits } from '../../../src/pipeline/lanes.js';
import type { Step } from '../../../src/pipeline/step.js';
import { parsePost } from '../../../src/post/parse.js';
import { emptyStudio } from '../../../src/studio/studio.js';
import '../../support/fastCheck.js';
import { shippedPrompts } from '../../support/prompts.js';
import { VirtualClock } from '../../support/virtualClock.js';

const info = (provider: string, channel: ModelInfo['channel'] = 'api'): ModelInfo => ({ provider, model: 'm', channel, label: provider });
const ids: readonly StepId[] = ['draft', 'caption', 'hero_image', 'alt_text'];
const silent: Log = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined, trace: () => undefined };

/** How long each step of each post takes, and at whom; steps that a post does not need are missing. */
type Work = readonly (Readonly<Partial<Record<StepId, number>>>)[];
type Providers = Readonly<Partial<Record<StepId, string>>>;

interface Span {
  readonly uri: number;
  readonly step: StepId;
  readonly provider: string;
  readonly from: number;
  to: number;
}

/** Runs a batch in virtual time. What a step finds is told by what ran before: the scheduler alone is the subject. */
async function schedule(work: Work, providers: Providers, limits: LaneLimits, fail: (uri: number, step: StepId) => Error | undefined = () => undefined, changes: Partial<BatchDeps> = {}) {
  const clock = new VirtualClock();
  const spans: Span[] = [];
  const done = new Set<string>();
  const waitingFor = new Map<string, string>();
  const providerOf = (step: StepId): string => providers[step] ?? 'text';
  const step = (id: StepId, place: number): Step => ({
    kind: 'text', id, after: ids.slice(0, place).slice(-1),
    blocker: () => undefined, reads: () => undefined, receiptOf: () => undefined,
    // Missing until it ran; what a post does not need counts as a person's own.
    output: (post) => (work[Number(post.title)]?.[id] === undefined || done.has(`${post.title ?? ''} ${id}`) ? 'there' : undefined),
    request: () => assert.fail(), apply: () => assert.fail(),
  });
  const deps: BatchDeps = {
    steps: ids.map(step),
    look: (uri) => Promise.resolve({ post: parsePost(`---\ntitle: "${uri}"\n---\n`), studio: emptyStudio, facts: [], ...shippedPrompts, options: {} }),
    obstacle: () => Promise.resolve(undefined),
    infoOf: ({ id }) => Promise.resolve(info(providerOf(id))),
    holdOf: () => Promise.resolve(undefined),
    whenIdle: (uri, { id }) => {
      waitingFor.set(uri, providerOf(id));
      return Promise.resolve(false);
    },
    runStep: async (uri, { id }) => {
      waitingFor.delete(uri);
      const span: Span = { uri: Number(uri), step: id, provider: providerOf(id), from: clock.now, to: Infinity };
      spans.push(span);
      await clock.sleep(work[Number(uri)]?.[id] ?? 0);
      span.to = clock.now;
      const error = fail(Number(uri), id);
      if (error) throw error;
      done.add(`${uri} ${id}`);
      return [];
    },
    observer: { stepEnded: () => undefined, postEnded: () => undefined },
    log: silent,
    signal: new AbortController().signal,
    ...changes,
  };
  const most = new Map<string, number>();
  let idle = 0;
  const entries = await clock.run(runBatch(work.map((_, uri) => String(uri)), deps, { limits }), () => {
    const running = spans.filter(({ to }) => to === Infinity);
    for (const provider of new Set([...running.map((span) => span.provider), ...waitingFor.values()])) {
      const count = running.filter((span) => span.provider === provider).length;
      most.set(provider, Math.max(most.get(provider) ?? 0, count));
      // Nothing moves any more before time does: room that stands empty now is room wasted.
      if (count < laneOf(info(provider), 'text', limits).limit && [...waitingFor.values()].includes(provider)) idle++;
    }
  });
  return { entries, spans, most, idle, makespan: clock.now };
}

/** No schedule is shorter: each provider has its work to do, after the shortest way to it and before the shortest way from it; and no post is faster than its own steps. */
function ideal(work: Work, providers: Providers, limits: LaneLimits): number {
  const chains = work.map((post) => ids.flatMap((id) => (post[id] === undefined ? [] : [{ provider: providers[id] ?? 'text', ms: post[id] }])));
  const bounds = [...new Set(Object.values(providers))].map((provider) => {
    const with_ = chains.filter((chain) => chain.some((one) => one.provider === provider));
    if (with_.length === 0) return 0;
    const sum = (parts: readonly { readonly ms: number }[]): number => parts.reduce((total, { ms }) => total + ms, 0);
    const head = Math.min(...with_.map((chain) => sum(chain.slice(0, chain.findIndex((one) => one.provider === provider)))));
    const tail = Math.min(...with_.map((chain) => sum(chain.slice(chain.findLastIndex((one) => one.provider === provider) + 1))));
    const load = sum(chains.flat().filter((one) => one.provider === provider));
    return head + load / laneOf(info(provider), 'text', limits).limit + tail;
  });
  return Math.max(...bounds, ...chains.map((chain) => chain.reduce((total, { ms }) => total + ms, 0)));
}

describe('the schedule of a batch', () => {
  const providers: Providers = { draft: 'openai', caption: 'openai', hero_image: 'fal', alt_text: 'openai' };

  it('takes no longer than 1.1 times the ideal, whoever is slow', async () => {
    const cases: readonly (readonly [Work[number], LaneLimits])[] = [
      [{ draft: 1000, caption: 1000, hero_image: 1000, alt_text: 1000 }, {}],
      [{ draft: 300, caption: 200, hero_image: 9000, alt_text: 100 }, {}],
      [{ draft: 9000, caption: 4000, hero_image: 500, alt_text: 2000 }, {}],
      [{ draft: 3000, caption: 1000, hero_image: 2500, alt_text: 1000 }, { openai: 4, fal: 2 }],
      [{ draft: 3000, caption: 1000, hero_image: 8000, alt_text: 1000 }, { openai: 8, fal: 10 }],
      [{ draft: 500, caption: 500, hero_image: 500, alt_text: 500 }, { openai: 1, fal: 1 }],
    ];
    for (const [each, limits] of cases) {
      const work = Array.from({ length: 100 }, () => each);
      const { makespan } = await schedule(work, providers, limits);
      const factor = makespan / ideal(work, providers, limits);
      assert.ok(factor >= 1 && factor <= 1.1, `${JSON.stringify(each)} ${JSON.stringify(limits)}: ${factor.toFixed(3)}`);
    }
  });

  it('never passes a limit, never leaves room empty while work waits for it, and keeps the order within a post', async () => {
    const post = fc.record(Object.fromEntries(ids.map((id) => [id, fc.integer({ min: 1, max: 50 })])) as Record<StepId, fc.Arbitrary<number>>, { requiredKeys: [] });
    const provider = fc.constantFrom('a', 'b', 'c');
    const limit = fc.integer({ min: 1, max: 5 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(post, { maxLength: 25 }),
        fc.record({ draft: provider, caption: provider, hero_image: provider, alt_text: provider }),
        fc.record({ a: limit, b: limit, c: limit }),
        async (work, by, limits) => {
          const { spans, most, idle, makespan, entries } = await schedule(work, by, limits);
          for (const [name, count] of most) assert.ok(count <= (limits[name as 'a' | 'b' | 'c']), `${count} at ${name}`);
          assert.equal(idle, 0, 'room stood empty');
          assert.equal(spans.length, work.flatMap((one) => Object.keys(one)).length, 'each step ran once');
          for (const [uri] of work.entries()) {
            const own = spans.filter((span) => span.uri === uri);
            assert.deepEqual(own.map(({ step }) => step), ids.filter((id) => work[uri]?.[id] !== undefined));
            for (const [index, { from }] of own.entries()) assert.ok(index === 0 || from >= (own[index - 1]?.to ?? 0), 'one after the other');
          }
          assert.ok(entries.every(({ ending }) => ending === 'done'));
          assert.ok(makespan >= ideal(work, by, limits) - 1e-9, 'the ideal is a bound');
        },
      ),
      { numRuns: 150 },
    );
  });

  it('finishes posts in their order where they need the same', async () => {
    const ended: string[] = [];
    const work = Array.from({ length: 12 }, () => ({ draft: 10, caption: 10, hero_image: 10, alt_text: 10 }));
    await schedule(work, providers, { openai: 2, fal: 2 }, undefined, { observer: { stepEnded: () => undefined, postEnded: ({ uri }) => { ended.push(uri); } } });
    assert.deepEqual(ended, [...ended].sort((a, b) => Number(a) - Number(b)));
  });

  it('keeps 2,000 posts waiting without reading more than a few at a time', async () => {
    let reading = 0;
    let most = 0;
    const work = Array.from({ length: 2_000 }, () => ({ draft: 1 }));
    const { entries } = await schedule(work, providers, { openai: 20 }, undefined, {
      holdOf: async () => {
        await Promise.resolve();
        return undefined;
      },
      look: async (uri) => {
        most = Math.max(most, ++reading);
        await Promise.resolve();
        reading--;
        return { post: parsePost(`---\ntitle: "${uri}"\n---\n`), studio: emptyStudio, facts: [], ...shippedPrompts, options: {} };
      },
    });
    assert.equal(entries.length, 2_000);
    assert.ok(most <= 8, String(most));
  }).timeout(30_000);
});

describe('a batch in which something fails', () => {
  const providers: Providers = { draft: 'openai', caption: 'openai', hero_image: 'fal', alt_text: 'openai' };
  const posts = (count: number): Work => Array.from({ length: count }, () => ({ draft: 5, caption: 5, hero_image: 5, alt_text: 5 }));
  const endings = (entries: readonly BatchEntry[]): Readonly<Record<string, number>> => {
    const counts: Record<string, number> = {};
    for (const { ending } of entries) counts[ending] = (counts[ending] ?? 0) + 1;
    return counts;
  };

  it('goes on with the others', async () => {
    const { entries } = await schedule(posts(20), providers, {}, (uri, step) => (uri === 3 && step === 'caption' ? new ServiceError('refused', 'Refused.') : undefined));
    assert.deepEqual(endings(entries), { done: 19, failed: 1 });
    assert.deepEqual([entries[3]?.ending, entries[3]?.step, entries[3]?.message], ['failed', 'caption', 'Refused.']);
  });

  it('stops asking a provider that refuses the key, and still asks the others', async () => {
    const { entries, spans } = await schedule(posts(50), { ...providers, caption: 'fal', alt_text: 'fal' }, {}, (uri, step) => (step === 'draft' && uri >= 10 ? new ServiceError('auth', 'The key was rejected.') : undefined));
    assert.deepEqual(endings(entries), { done: 10, failed: 4, skipped: 36 });
    assert.equal(spans.filter(({ step }) => step === 'draft').length, 14, 'the four that were under way, and no more');
    assert.match(entries[49]?.message ?? '', /^Not asked: openai had failed before\. The key was rejected\.$/);
  });

  it('stops asking a provider that cannot be reached five times in a row, and not one that fails now and then', async () => {
    const dead = await schedule(posts(50), providers, { openai: 1 }, (_, step) => (step === 'draft' ? new ServiceError('network', 'No way.') : undefined));
    assert.equal(dead.spans.length, 5);
    const shaky = await schedule(posts(50), providers, { openai: 1 }, (uri, step) => (step === 'draft' && uri % 2 === 0 ? new ServiceError('timeout', 'Too slow.') : undefined));
    assert.deepEqual(endings(shaky.entries), { done: 25, failed: 25 });
  });

  it('ends with all that waits when it is canceled, and begins nothing more', async () => {
    const controller = new AbortController();
    let begun = 0;
    const { entries } = await schedule(posts(50), providers, {}, (uri, step) => {
      if (uri === 4 && step === 'draft') controller.abort(abortError());
      if (controller.signal.aborted) begun++;
      return controller.signal.aborted ? abortError() : undefined;
    }, { signal: controller.signal });
    assert.ok(begun <= 6, 'only what ran at that time');
    assert.ok(endings(entries)['canceled'] === entries.length - (endings(entries)['done'] ?? 0));
  });

  it('leaves a post alone that is held, and says why', async () => {
    const { entries, spans } = await schedule(posts(3), providers, {}, undefined, { holdOf: (uri) => Promise.resolve(uri === '1' ? 'Its last run can still be fetched.' : undefined) });
    assert.deepEqual(entries.map(({ ending, message }) => [ending, message]), [['done', undefined], ['skipped', 'Its last run can still be fetched.'], ['done', undefined]]);
    assert.ok(spans.every(({ uri }) => uri !== 1));
  });
});

describe('room in a lane', () => {
  it('is given back once, as soon as the work needs it no more', async () => {
    const clock = new VirtualClock();
    const lanes = new Lanes(new AbortController().signal);
    const entered: number[] = [];
    // Ten milliseconds at the provider, then ninety to write the result down.
    const work = Array.from({ length: 3 }, (_, place) => lanes.run({ key: 'a', limit: 1 }, place, async (__, giveBack) => {
      entered.push(clock.now);
      await clock.sleep(10);
      giveBack();
      giveBack();
      await clock.sleep(90);
    }));
    await clock.run(Promise.all(work));
    assert.deepEqual([entered, clock.now], [[0, 10, 20], 120]);
  });
});

describe('the lane of a step', () => {
  it('is told by the provider; on this computer by what does the work', () => {
    assert.deepEqual(laneOf(info('fal'), 'image'), { key: 'fal', limit: 2 });
    assert.deepEqual(laneOf(info('fal'), 'video'), { key: 'fal', limit: 2 });
    assert.deepEqual(laneOf(info('openai'), 'text'), { key: 'openai', limit: 4 });
    assert.deepEqual(laneOf(info('vscode'), 'text'), { key: 'vscode', limit: 2 });
    assert.deepEqual(laneOf(info('ollama', 'local'), 'text'), { key: 'local', limit: 1 });
    assert.notEqual(laneOf(info('builtin', 'builtin'), 'text').key, laneOf(info('builtin', 'builtin'), 'image').key);
  });

  it('takes the limits of the settings, and never none', () => {
    assert.equal(laneOf(info('fal'), 'image', { fal: 10 }).limit, 10);
    assert.equal(laneOf(info('ollama', 'local'), 'text', { local: 3 }).limit, 3);
    assert.equal(laneOf(info('ollama', 'local'), 'text', { ollama: 2, local: 3 }).limit, 2);
    assert.equal(laneOf(info('fal'), 'image', { '*': 7 }).limit, 7);
    assert.equal(laneOf(info('toString'), 'text').limit, 4);
    assert.equal(laneOf(info('fal'), 'image', { fal: 0 }).limit, 1);
  });
});
