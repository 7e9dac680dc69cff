import assert from 'node:assert/strict';
import { abortError } from '../../../src/common/abort.js';
import type { SpendLimits } from '../../../src/cost/budget.js';
import { falImageModel } from '../../../src/models/fal/imageModel.js';
import type { BatchEntry } from '../../../src/pipeline/batch.js';
import { batchReasons, batchTotals } from '../../../src/pipeline/batchPlan.js';
import { addPost, noLimits } from '../../support/paying.js';
import { BatchDesk, settled, type BatchDeskOptions, type BatchSight } from '../../support/payingBatch.js';
import { endBatchServers, plannedPost, startBatchServers } from '../../support/payingBatchServers.js';
import { startFalServer, type FalServer } from '../../support/providers/falServer.js';
import type { OpenaiServer } from '../../support/providers/openaiServer.js';
import { patient, prices, ultra } from '../models/fal/asking.js';
import { remoteModel } from '../models/openai/asking.js';

const picture = 60_000;

describe('a batch that is paid for', function () {
  this.timeout(60_000);
  let fal: FalServer;
  let openai: OpenaiServer;
  let folder: string;

  beforeEach(async () => {
    ({ fal, openai, folder } = await startBatchServers());
  });
  afterEach(() => endBatchServers({ fal, openai, folder }));

  const open = async (posts: number, options: Partial<BatchDeskOptions> = {}): Promise<BatchDesk> => {
    for (let number = 1; number < posts; number++) await addPost(folder, plannedPost(number), `b${String(number).padStart(3, '0')}.post.md`);
    const imageModel = falImageModel({ key: () => fal.key, model: ultra, endpoint: fal.origin, prices, limits: patient });
    return new BatchDesk(folder, { textModel: remoteModel(openai), imageModel, ...options });
  };
  const count = (entries: readonly BatchEntry[], ending: BatchEntry['ending']): number => entries.filter((entry) => entry.ending === ending).length;

  /** Whatever became of it: what the receipts say, what the ledger says and what the providers took are one and the same. */
  const assertExact = (sight: BatchSight): void => {
    assert.deepEqual(settled(sight.ledger), sight.receipted, 'the ledger says what the receipts say');
    assert.ok(sight.ledger.every(({ state }) => state !== 'reserved'), 'nothing is left reserved');
    assert.deepEqual(sight.journal, [], 'nothing is left to fetch');
    const pictures = sight.posts.flatMap(({ pipeline }) => pipeline.filter(({ step, status }) => step === 'hero_image' && status === 'done'));
    assert.equal(sight.media.length, pictures.length, 'a file for each picture and no other');
    assert.equal(fal.paidPosts, fal.accepted, 'no picture was asked for twice');
  };

  it('makes everything once, and costs what its receipts say', async () => {
    const desk = await open(8);
    const totals = batchTotals(await desk.plan());
    assert.deepEqual([totals.posts, totals.steps, totals.maybe, totals.price.unknown], [8, 32, 0, 0]);
    const entries = await desk.run();
    assert.equal(count(entries, 'done'), 8);
    assert.deepEqual(entries.map(({ receipts }) => receipts.map(({ step }) => step)), Array.from({ length: 8 }, () => ['draft', 'caption', 'hero_image', 'alt_text']));
    assert.deepEqual([fal.accepted, openai.accepted], [8, 24]);
    const sight = await desk.sight();
    assertExact(sight);
    assert.ok(sight.receipted.known > 8 * picture && sight.receipted.known <= totals.price.known, 'within what the plan said');
    const again = await desk.run();
    assert.ok(again.every(({ ending, receipts }) => ending === 'done' && receipts.length === 0));
    assert.deepEqual([fal.paidPosts, openai.paidPosts], [8, 24], 'a second run asks nobody');
  });

  it('goes on with the others when one picture fails, and says which', async () => {
    const desk = await open(8);
    fal.script([{ on: 'submit', fault: 'nsfw', skip: 3 }]);
    const entries = await desk.run();
    assert.deepEqual([count(entries, 'done'), count(entries, 'failed')], [7, 1]);
    const failed = entries.find(({ ending }) => ending === 'failed');
    assert.equal(failed?.step, 'hero_image');
    assert.deepEqual(failed.receipts.map(({ step }) => step), ['draft', 'caption']);
    assert.match(failed.message ?? '', /^Could not /);
    const sight = await desk.sight();
    assertExact(sight);
    assert.equal(sight.posts.flatMap(({ pipeline }) => pipeline).filter(({ status }) => status === 'failed').length, 1);
    assert.deepEqual([fal.accepted, openai.accepted], [8, 23], 'no alt text for the picture that there is not');
  });

  it('asks a provider no more that rejects the key, and says so once for each post', async () => {
    const desk = await open(20);
    openai.script([{ on: 'chat', fault: '401', skip: 10, times: 'always' }]);
    const entries = await desk.run();
    assert.equal(openai.accepted, 10);
    assert.ok(openai.paidPosts <= 14, `${openai.paidPosts} requests: the ten, and those under way at that moment`);
    assert.equal(count(entries, 'failed'), openai.paidPosts - 10);
    assert.ok(count(entries, 'skipped') >= 14);
    assert.ok(entries.filter(({ ending }) => ending === 'skipped').every(({ message }) => message?.startsWith('Not asked: ')));
    assertExact(await desk.sight());
  });

  it('stops the paid steps at a budget that is passed on the way, after one question', async () => {
    const questions: (readonly string[])[] = [];
    const desk = await open(10, {
      limits: { ...noLimits, perDay: 4 * picture },
      ask: (reasons) => {
        questions.push(reasons);
        return Promise.resolve('stop');
      },
    });
    const entries = await desk.run();
    assert.equal(questions.length, 1);
    assert.match(questions[0]?.[0] ?? '', /past the daily budget of \$0\.24/);
    const sight = await desk.sight();
    assertExact(sight);
    assert.ok(sight.receipted.known <= 4 * picture, 'not a cent past the budget');
    assert.equal(fal.accepted, 3, 'the texts take what is left of the fourth picture');
    assert.ok(count(entries, 'skipped') > 0 && entries.every(({ ending }) => ending === 'done' || ending === 'skipped'));
  });

  it('goes on past a budget that somebody lets it pass, without asking again', async () => {
    let questions = 0;
    const desk = await open(6, {
      limits: { perPost: picture, perDay: 2 * picture, confirmAbove: 1 },
      ask: () => {
        questions++;
        return Promise.resolve('continue');
      },
    });
    const entries = await desk.run();
    assert.equal(count(entries, 'done'), 6);
    assert.equal(questions, 2, 'once for the day and once for a post');
    assert.deepEqual(desk.approvals.at(-1)?.past.toSorted(), ['perDay', 'perPost']);
    assertExact(await desk.sight());
  });

  it('looks at limits anew that were changed at the question', async () => {
    const limits: { -readonly [Key in keyof SpendLimits]: SpendLimits[Key] } = { ...noLimits, perDay: 2 * picture };
    let questions = 0;
    const desk = await open(4, {
      limits,
      ask: () => {
        questions++;
        limits.perDay = undefined;
        return Promise.resolve('again');
      },
    });
    assert.equal(count(await desk.run(), 'done'), 4);
    assert.equal(questions, 1);
    assert.deepEqual(desk.approvals, [], 'nothing was approved beyond the limits');
  });

  it('costs no more than was approved unless somebody says yes', async () => {
    const questions: string[] = [];
    const desk = await open(6, {
      approved: { total: { known: 2 * picture + 5_000, unknown: 0 }, past: [] },
      ask: (reasons) => {
        questions.push(...reasons);
        return Promise.resolve('stop');
      },
    });
    await desk.run();
    const sight = await desk.sight();
    assertExact(sight);
    assert.ok(sight.receipted.known <= 2 * picture + 5_000);
    assert.equal(questions.length, 1);
    assert.match(questions[0] ?? '', /^With this, the batch would cost \$0\.\d+; it was to cost at most \$0\.125\.$/);
  });

  it('is canceled at the providers too, and leaves exact receipts', async () => {
    const controller = new AbortController();
    await fal.close();
    fal = await startFalServer({ pictureScale: 0.03, job: { hold: true } });
    const desk = await open(10, { signal: controller.signal });
    const running = desk.run();
    await fal.settled('status', 2, 30_000);
    const [canceledAt, asked] = [performance.now(), openai.paidPosts];
    controller.abort(abortError());
    const entries = await running;
    assert.ok(performance.now() - canceledAt < 5000, 'quiet at once');
    assert.equal(count(entries, 'canceled'), entries.length - count(entries, 'done'));
    assert.ok(openai.paidPosts - asked <= 4, 'nothing more was begun');
    assert.ok(fal.jobs.length > 0 && fal.jobs.every(({ cancelled }) => cancelled), 'each job was taken back');
    assertExact(await desk.sight());
  });
});

describe('the price of a batch', () => {
  const info = { provider: 'fal', model: 'm', channel: 'api', label: 'm - fal' } as const;
  const step = (cost: number | undefined, action: 'run' | 'maybe' | 'keep' = 'run') =>
    ({ step: 'hero_image', state: 'missing', action, reason: undefined, info, price: { cost, basis: cost === undefined ? 'unknown' : 'estimated' } }) as const;
  const post = (uri: string, known: number, ...steps: readonly ReturnType<typeof step>[]) => ({ uri, spent: { known, unknown: 0 }, steps });
  const day = { spent: { known: 100, unknown: 0 }, reserved: { known: 50, unknown: 1 } };

  it('is the sum of all that runs or may run, by provider', () => {
    const totals = batchTotals([post('a', 0, step(10), step(undefined)), post('b', 0, step(5, 'maybe')), post('c', 0, step(90, 'keep'))]);
    assert.deepEqual([totals.posts, totals.steps, totals.maybe, totals.price], [2, 3, 1, { known: 15, unknown: 1 }]);
    assert.deepEqual(totals.providers, [{ label: 'm - fal', steps: 3, price: { known: 15, unknown: 1 }, isMetered: true }]);
  });

  it('is no unknown amount where a plan or quota pays', () => {
    const quota = { ...step(undefined), price: { cost: undefined, basis: 'unknown', isMetered: false } } as const;
    const totals = batchTotals([{ ...post('a', 0), steps: [quota] }]);
    assert.deepEqual([totals.price, totals.providers[0]?.isMetered], [{ known: 0, unknown: 0 }, false]);
    assert.deepEqual(batchReasons([], totals, { ...noLimits, perDay: 1 }, day), []);
  });

  it('asks about each limit that it would pass, and exactly at a limit about none', () => {
    const posts = [post('a', 10, step(10)), post('b', 0, step(10))];
    const reasons = (limits: Partial<typeof noLimits>) => batchReasons(posts, batchTotals(posts), { ...noLimits, ...limits }, day).map(({ type }) => type);
    assert.deepEqual(reasons({}), []);
    assert.deepEqual(reasons({ confirmAbove: 20, perPost: 20, perDay: 170 }), []);
    assert.deepEqual(reasons({ confirmAbove: 19, perPost: 19, perDay: 169 }), ['confirmAbove', 'perPost', 'perDay']);
    assert.deepEqual(reasons({ perDay: Number.NaN }), ['perDay']);
    const unknown = [post('a', 0, step(undefined))];
    assert.deepEqual(batchReasons(unknown, batchTotals(unknown), { ...noLimits, confirmAbove: 1 }, day).map(({ type }) => type), ['unknownPrice']);
  });
});
