import assert from 'node:assert/strict';
import { draftStep } from '../../../src/draft/draft.js';
import { IncompleteText } from '../../../src/models/incompleteText.js';
import type { TextLimits } from '../../../src/models/openai/limits.js';
import { inParallel, newFolder, openDesk, plannedPost, privateBody, privateTitle, removeFolder, type Desk, type Sight } from '../../support/paying.js';
import { addSection } from '../../support/payingReport.js';
import { ledgerWords, receiptWords } from '../../support/payingTable.js';
import { flavours, type FlavourName } from '../../support/providers/openaiFlavours.js';
import { openaiFaults } from '../../support/providers/openaiFaults.js';
import { startOpenaiServer, type OpenaiServer } from '../../support/providers/openaiServer.js';
import { checkMessage } from '../models/messages.js';
import { localModel, quick, remoteModel } from '../models/openai/asking.js';

/** Those on the web are paid; what runs on this computer is free, so nothing is reserved for it. */
const tried: readonly (readonly [flavour: FlavourName, isPaid: boolean])[] = [['openai', true], ['openrouter', true], ['vllm', true], ['plain-json', true], ['ollama', false]];

/** Faults in spite of which the text is whole. */
const harmless = /^(other-model|no-done|usage-every-chunk|no-usage|split-bytes|plain-json|broken-json-text)$/;
/** In one object there is nothing that streams: what only breaks a stream leaves it as it is. */
const harmlessWhole = /^(other-model|no-done|usage-every-chunk|no-usage|split-bytes|plain-json|broken-json-text|slow-first-token|(stalled|comments-only|truncated|reset|endless)-stream|invalid-json-chunk)$/;
/** Requests of one run: each before the last was surely not worked on. */
const repeated: readonly (readonly [RegExp, number])[] = [[/^400-max-tokens$/, 4], [/^400-stream-options$/, 3], [/^(400|422)/, 2], [/^429-retry-after-ms-50$/, 3]];
const keepsSilent = /^(no-reply|slow-|stalled-|comments-only)/;

interface Case {
  readonly flavour: FlavourName;
  readonly isPaid: boolean;
  readonly fault: string;
}

interface Story {
  readonly of: Case;
  readonly message: string;
  readonly partial: string | undefined;
  readonly rescued: readonly string[];
  readonly posts: number;
  readonly accepted: number;
  readonly ran: Sight;
  readonly recoveries: number;
  readonly again: Sight;
  readonly acceptedAgain: number;
  readonly strayRequests: number;
  readonly failures: readonly unknown[];
}

const cases = tried.flatMap(([flavour, isPaid]) => Object.keys(openaiFaults(flavours[flavour])).map((fault): Case => ({ flavour, isPaid, fault })));

describe('a text from a server that fails', function () {
  this.timeout(120_000);
  let stories: ReadonlyMap<Case, Story | Error> = new Map();

  before('run every fault', async () => {
    const told = await inParallel(cases, 10, (one) => tell(one).catch((error: unknown) => (error instanceof Error ? error : new Error(String(error)))));
    stories = new Map(cases.map((one, index) => [one, told[index] ?? new Error('nothing was told')]));
  });

  after(async () => {
    for (const [flavour] of tried) {
      const told = [...stories.values()].filter((one): one is Story => !(one instanceof Error) && one.of.flavour === flavour);
      await addSection(flavour, told.map(row), told.map(({ accepted }) => accepted));
    }
  });

  for (const one of cases) {
    it(`${one.flavour}: ${one.fault}: ${isDone(one) ? 'done' : 'failed'}`, () => {
      const story = stories.get(one);
      if (story instanceof Error) throw story;
      assert.ok(story);
      check(story);
    });
  }
});

function isDone({ flavour, fault }: Case): boolean {
  return (flavour === 'plain-json' ? harmlessWhole : harmless).test(fault);
}

async function tell(of: Case): Promise<Story> {
  const { flavour, fault, isPaid } = of;
  const server = await startOpenaiServer({ flavour });
  const folder = await newFolder(plannedPost);
  try {
    server.script([{ on: 'chat', fault, times: 'always' }]);
    const limits = fault === 'endless-stream' ? { maxSize: 20_000 } : keepsSilent.test(fault) ? quick : undefined;
    const desk = deskAt(folder, server, isPaid, limits);
    const failure = await desk.run(draftStep).then(() => undefined, (error: unknown) => error);
    const message = failure === undefined ? '' : messageOf(failure, server.key);
    const ran = await desk.look();
    const [posts, accepted] = [server.paidPosts, server.accepted];
    server.clearScript();
    const recoveries = await desk.recoverAll();
    await deskAt(folder, server, isPaid, undefined).run(draftStep);
    return {
      of, message, posts, accepted, ran,
      partial: failure instanceof IncompleteText ? failure.partial.text : undefined,
      rescued: desk.store.rescued,
      recoveries: recoveries.length,
      again: await desk.look(),
      acceptedAgain: server.accepted,
      strayRequests: server.elsewhere.requests.length,
      failures: server.failures,
    };
  } finally {
    await server.close();
    await removeFolder(folder);
  }
}

function deskAt(folder: string, server: OpenaiServer, isPaid: boolean, limits: Partial<TextLimits> | undefined): Desk {
  const options = limits === undefined ? {} : { limits };
  return openDesk(folder, { textModel: isPaid ? remoteModel(server, options) : localModel(server, options) });
}

function messageOf(error: unknown, key: string): string {
  assert.ok(error instanceof Error);
  checkMessage(error.message, key, privateTitle);
  checkMessage(error.message, key, privateBody);
  return error.message;
}

function check({ of, message, partial, rescued, posts, accepted, ran, recoveries, again, acceptedAgain, strayRequests, failures }: Story): void {
  assert.deepEqual(failures, []);
  assert.equal(strayRequests, 0, 'nothing goes where a reply leads');
  assert.ok(posts <= (repeated.find(([fault]) => fault.test(of.fault))?.[1] ?? 1), `${posts} requests`);
  assert.ok(accepted <= 1, 'bought at most once');
  assert.equal(recoveries, 0, 'a failed text leaves nothing open');
  const done = isDone(of);
  assert.equal(message === '', done, message);
  const [receipt] = ran.post.pipeline;
  assert.equal(ran.post.pipeline.length, 1);
  assert.equal(receipt?.status, done ? 'done' : 'failed');
  assert.equal(receipt.error, done ? undefined : message);
  assert.equal(ran.post.body.text.trim() !== '', done);
  assert.deepEqual(rescued, partial?.trim() ? [partial] : [], 'what arrived of a broken answer is shown');
  assert.deepEqual(ran.journal, []);
  assert.deepEqual(ran.media, []);
  checkLedger(of, ran, accepted);
  assert.equal(acceptedAgain, accepted + 1);
  assert.equal(again.post.pipeline.length, 2);
  assert.equal(again.post.pipeline[1]?.status, 'done');
  assert.deepEqual(again.journal, []);
}

function checkLedger({ isPaid }: Case, { ledger, post }: Sight, accepted: number): void {
  const [receipt] = post.pipeline;
  if (!isPaid) {
    assert.deepEqual(ledger, []);
    assert.equal(receipt?.cost, 0);
    return;
  }
  const [entry] = ledger;
  assert.equal(ledger.length, 1);
  assert.notEqual(entry?.state, 'reserved');
  // Receipt and ledger say the same, and what the provider took is never said to be free.
  assert.equal(entry?.state === 'released' ? 0 : entry?.cost, receipt?.cost);
  if (accepted > 0) assert.equal(entry?.state, 'settled');
  if (accepted > 0) assert.notEqual(receipt?.cost, 0);
}

function row({ of, posts, accepted, ran, message }: Story) {
  return {
    fault: of.fault,
    POSTs: posts,
    accepted,
    receipts: receiptWords(ran.post.pipeline),
    ledger: ledgerWords(ran.ledger),
    files: ran.media.length,
    message,
  };
}
