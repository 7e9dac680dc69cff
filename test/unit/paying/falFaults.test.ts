import assert from 'node:assert/strict';
import { falImageModel } from '../../../src/models/fal/imageModel.js';
import type { FalLimits } from '../../../src/models/fal/limits.js';
import { falPrices } from '../../../src/models/priceSources/falPrices.js';
import { heroImageStep } from '../../../src/hero/heroImage.js';
import { isAbort } from '../../../src/common/abort.js';
import { inParallel, newFolder, openDesk, privateBody, privateTitle, removeFolder, writtenPost, type Desk, type Sight } from '../../support/paying.js';
import { addSection } from '../../support/payingReport.js';
import { ledgerWords, receiptWords } from '../../support/payingTable.js';
import { startFalServer, type FalServer } from '../../support/providers/falServer.js';
import { falFaults } from '../../support/providers/falFaults.js';
import { checkMessage } from '../models/messages.js';
import { patient, prices, quick, ultra } from '../models/fal/asking.js';
import { falCases, noFault, type FalCase } from './falCases.js';

/** What was to be seen after each of the three things that happen: the run, a recovery, and another run. */
interface Story {
  readonly of: FalCase;
  readonly message: string;
  readonly ran: Sight;
  readonly posts: number;
  readonly accepted: number;
  readonly recovery: string;
  readonly recovered: Sight;
  readonly acceptedThen: number;
  readonly billedUnits: number;
  readonly again: Sight;
  readonly acceptedAgain: number;
  readonly strayRequests: number;
  readonly failures: readonly unknown[];
}

const keepsSilent = /^(no-reply|slow-|stalled-|never-|file-drips|cancel-)/;

describe('a hero image from a fal that fails', function () {
  this.timeout(120_000);
  let stories: ReadonlyMap<FalCase, Story | Error> = new Map();

  before('run every fault', async () => {
    const told = await inParallel(falCases, 10, (one) => tell(one).catch((error: unknown) => (error instanceof Error ? error : new Error(String(error)))));
    stories = new Map(falCases.map((one, index) => [one, told[index] ?? new Error('nothing was told')]));
  });

  after(async () => {
    const told = [...stories.values()].filter((one): one is Story => !(one instanceof Error));
    await addSection('fal', told.map(row), told.map(({ accepted }) => accepted));
  });

  it('is tried with every fault that the server has', () => {
    const tried = new Set(falCases.map(({ fault }) => fault));
    assert.deepEqual(Object.keys(falFaults).filter((name) => !tried.has(name)), []);
  });

  for (const one of falCases) {
    const { on, fault, times, first, then } = one;
    it(`${on}: ${fault}${times === undefined ? '' : ` (${times} times)`}: ${first}${then === undefined ? '' : `, then ${then}`}`, () => {
      const story = stories.get(one);
      if (story instanceof Error) throw story;
      assert.ok(story);
      checkRun(story);
      checkRecovery(story);
      checkAgain(story);
    });
  }
});

async function tell(of: FalCase): Promise<Story> {
  const { on, fault, times } = of;
  const runningMs = fault === 'cancel-too-late' ? 60 : 0;
  const server = await startFalServer({ pictureScale: 0.03, job: on === 'cancel' ? { hold: runningMs === 0, runningMs } : {} });
  const folder = await newFolder(writtenPost);
  try {
    const faults = fault === noFault ? [] : [{ on, fault, times: times ?? ('always' as const) }];
    server.script([...(on === 'requests' ? [{ on: 'submit', fault: 'reset-after-body' }] : []), ...faults]);
    const limits = keepsSilent.test(fault) ? { ...quick, downloadMs: fault === 'file-drips' ? 300 : 5000 } : patient;
    const desk = deskAt(folder, server, limits, on === 'pricing');
    const message = await attempt(desk, server, on === 'cancel');
    const ran = await desk.look();
    const [posts, accepted] = [server.paidPosts, server.accepted];
    if (on === 'requests') assert.deepEqual(await desk.recoverAll().then((all) => all.map(({ outcome }) => outcome)), ['later']);
    server.clearScript();
    for (const { requestId } of server.jobs) server.finish(requestId);
    const well = deskAt(folder, server, patient, false);
    const recoveries = await well.recoverAll();
    const recovered = await well.look();
    const acceptedThen = server.accepted;
    const billedUnits = server.jobs.reduce((sum, { billedUnits: units }) => sum + (units ?? 0), 0);
    await runOn(well, server);
    return {
      of, message, ran, posts, accepted, recovered, acceptedThen, billedUnits,
      recovery: recoveries.map(({ outcome }) => outcome).join(),
      again: await well.look(),
      acceptedAgain: server.accepted,
      strayRequests: server.elsewhere.requests.length,
      failures: server.failures,
    };
  } finally {
    await server.close();
    await removeFolder(folder);
  }
}

function deskAt(folder: string, server: FalServer, limits: Partial<FalLimits>, asksPrices: boolean): Desk {
  const looked = falPrices({ endpoint: () => server.origin, apiKey: () => Promise.resolve(server.key), overrides: () => ({ tokens: new Map(), units: new Map() }), folder: undefined, timeoutMs: 300 });
  const imageModel = falImageModel({ key: () => server.key, model: ultra, endpoint: server.origin, prices: asksPrices ? looked : prices, limits });
  return openDesk(folder, { imageModel });
}

/** Runs the step; returns what the user is told, nothing where all went well. */
async function attempt(desk: Desk, server: FalServer, cancels: boolean): Promise<string> {
  const controller = new AbortController();
  if (cancels) void server.settled('status').then(() => { controller.abort(); });
  try {
    await desk.run(heroImageStep, {}, { signal: controller.signal });
    return '';
  } catch (error) {
    if (isAbort(error)) return '(canceled)';
    assert.ok(error instanceof Error);
    checkMessage(error.message, server.key, privateTitle);
    checkMessage(error.message, server.key, privateBody);
    return error.message;
  }
}

async function runOn(desk: Desk, server: FalServer): Promise<void> {
  const running = desk.run(heroImageStep);
  await server.settled('submit', server.requestsOf('submit').length + 1);
  for (const { requestId } of server.jobs) server.finish(requestId);
  await running;
}

function checkRun({ of, ran, posts, accepted, message, strayRequests, failures }: Story): void {
  assert.deepEqual(failures, []);
  assert.equal(strayRequests, 0, 'only the endpoint is asked');
  assert.equal(posts, 1, 'one paid POST');
  assert.ok(accepted <= 1, 'bought at most once');
  const isPending = of.first === 'pending';
  assert.equal(ran.post.pipeline.length, isPending ? 0 : 1, `${message} ${JSON.stringify(ran.post.pipeline)}`);
  assert.equal(ran.journal.length, isPending ? 1 : 0, 'the journal holds what is pending');
  assert.equal(ran.ledger.length, 1);
  assert.equal(message === '', of.first === 'done');
  if (isPending) assert.equal(ran.ledger[0]?.state, 'reserved');
  else checkEnd(of, of.first === 'done' ? 'done' : of.first, ran);
}

function checkRecovery({ of, recovery, recovered, accepted, acceptedThen, billedUnits }: Story): void {
  assert.equal(recovery, of.then ?? '');
  assert.equal(acceptedThen, accepted, 'a recovery buys nothing');
  const end = of.then === undefined ? of.first : of.then === 'finished' ? 'done' : 'failed';
  checkEnd(of, end, recovered);
  const [entry] = recovered.ledger;
  if (billedUnits > 0) assert.equal(entry?.state, 'settled', 'what was billed does not count as nothing');
}

/** All is over: one receipt, one purchase in the ledger of the same amount, the picture or no file at all. */
function checkEnd({ cost }: FalCase, status: string, { post, ledger, journal, media }: Sight): void {
  const [receipt] = post.pipeline;
  assert.equal(post.pipeline.length, 1);
  assert.equal(receipt?.status, status);
  assert.equal(receipt.cost, cost);
  assert.deepEqual(journal, []);
  assert.deepEqual(ledger.map((entry) => [entry.state, entry.state === 'released' ? 0 : entry.cost]), [[cost === 0 ? 'released' : 'settled', cost]]);
  assert.deepEqual(media, status === 'done' ? [receipt.artifact?.slice('media/'.length)] : []);
  assert.equal(post.hero.image, status === 'done' ? receipt.artifact : undefined);
  assert.equal(receipt.error === undefined, status !== 'failed');
  assert.equal(post.body.text, `${privateBody}\n`);
}

function checkAgain({ again, recovered, acceptedAgain, acceptedThen }: Story): void {
  assert.equal(acceptedAgain, acceptedThen + 1);
  assert.equal(again.post.pipeline.length, recovered.post.pipeline.length + 1);
  assert.equal(again.post.pipeline.at(-1)?.status, 'done');
  assert.equal(again.post.hero.image, again.post.pipeline.at(-1)?.artifact);
  assert.equal(again.media.length, recovered.media.length + 1);
  assert.deepEqual(again.journal, []);
  assert.equal(again.ledger.length, 2);
  assert.deepEqual([again.ledger[1]?.state, again.ledger[1]?.cost], ['settled', 60_000]);
}

function row({ of, posts, accepted, ran, message, recovery, recovered }: Story) {
  const { on, fault, times } = of;
  const name = `${on}: ${fault}${times === undefined ? '' : ` (${times} times)`}`;
  const pending = ran.journal.length > 0 ? ` → ${recovery}: ` : undefined;
  const both = (words: (sight: Sight) => string): string => (pending === undefined ? words(ran) : `${words(ran)}${pending}${words(recovered)}`);
  return {
    fault: name,
    POSTs: posts,
    accepted,
    receipts: both(({ post }) => receiptWords(post.pipeline)),
    ledger: both(({ ledger }) => ledgerWords(ledger)),
    files: both(({ media }) => String(media.length)),
    message,
  };
}
