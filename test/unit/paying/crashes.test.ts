import assert from 'node:assert/strict';
import { inParallel, newFolder, openDesk, plannedPost, privateBody, removeFolder, writtenPost, type Sight } from '../../support/paying.js';
import { startPaying } from '../../support/payingProcess.js';
import type { ChildTask, StopPoint } from '../../support/payingChild.js';
import { ledgerWords, receiptWords, writeTables } from '../../support/payingTable.js';
import { startFalServer } from '../../support/providers/falServer.js';
import { startOpenaiServer } from '../../support/providers/openaiServer.js';

/** Where the process is killed: at a point of its own, or as soon as the server has seen a request. */
type Kill = { readonly at: StopPoint } | { readonly when: 'submit' | 'status' | 'file' | 'chat' | 'words' };

interface Crash {
  readonly step: 'hero_image' | 'draft';
  readonly name: string;
  readonly kill: Kill;
  /** What a fresh process makes of it. */
  readonly recovery: 'finished' | 'lost' | 'nothing';
  /** Purchases that the provider took. */
  readonly accepted: 0 | 1;
}

const crashes: readonly Crash[] = [
  { step: 'hero_image', name: 'before the reservation', kill: { at: 'before reserve' }, recovery: 'nothing', accepted: 0 },
  { step: 'hero_image', name: 'after the reservation, before the journal', kill: { at: 'after reserve' }, recovery: 'nothing', accepted: 0 },
  { step: 'hero_image', name: 'after the journal, before the POST', kill: { at: 'after journal intent' }, recovery: 'lost', accepted: 0 },
  { step: 'hero_image', name: 'after the POST, before its reply', kill: { when: 'submit' }, recovery: 'finished', accepted: 1 },
  { step: 'hero_image', name: 'after the request id is in the journal', kill: { at: 'after journal submitted' }, recovery: 'finished', accepted: 1 },
  { step: 'hero_image', name: 'while polling', kill: { when: 'status' }, recovery: 'finished', accepted: 1 },
  { step: 'hero_image', name: 'after the result, before the download', kill: { when: 'file' }, recovery: 'finished', accepted: 1 },
  { step: 'hero_image', name: 'after the picture is saved, before the journal knows', kill: { at: 'after artifact' }, recovery: 'finished', accepted: 1 },
  { step: 'hero_image', name: 'after the journal knows, before the ledger is settled', kill: { at: 'after journal finished' }, recovery: 'finished', accepted: 1 },
  { step: 'hero_image', name: 'after the ledger is settled, before the post is written', kill: { at: 'before post write' }, recovery: 'finished', accepted: 1 },
  { step: 'hero_image', name: 'after the post is written, before the entry is removed', kill: { at: 'after post write' }, recovery: 'finished', accepted: 1 },
  { step: 'draft', name: 'before the reservation', kill: { at: 'before reserve' }, recovery: 'nothing', accepted: 0 },
  { step: 'draft', name: 'after the reservation, before the journal', kill: { at: 'after reserve' }, recovery: 'nothing', accepted: 0 },
  { step: 'draft', name: 'after the journal, before the POST', kill: { at: 'after journal intent' }, recovery: 'lost', accepted: 0 },
  { step: 'draft', name: 'after the POST, before its reply', kill: { when: 'chat' }, recovery: 'lost', accepted: 1 },
  { step: 'draft', name: 'while words arrive', kill: { when: 'words' }, recovery: 'lost', accepted: 1 },
  { step: 'draft', name: 'after the text is in the journal, before the ledger is settled', kill: { at: 'after journal finished' }, recovery: 'finished', accepted: 1 },
  { step: 'draft', name: 'after the ledger is settled, before the post is written', kill: { at: 'before post write' }, recovery: 'finished', accepted: 1 },
  { step: 'draft', name: 'after the post is written, before the entry is removed', kill: { at: 'after post write' }, recovery: 'finished', accepted: 1 },
];

interface Story {
  readonly of: Crash;
  readonly crashed: Sight;
  readonly outcomes: readonly string[];
  readonly recovered: Sight;
  readonly accepted: number;
  readonly posts: number;
  /** After a second recovery, which has nothing to do. */
  readonly settled: Sight;
}

describe('a process killed while it pays', function () {
  this.timeout(180_000);
  let stories: ReadonlyMap<Crash, Story | Error> = new Map();

  before('kill them all', async () => {
    const told = await inParallel(crashes, 3, (one) => tell(one).catch((error: unknown) => (error instanceof Error ? error : new Error(String(error)))));
    stories = new Map(crashes.map((one, index) => [one, told[index] ?? new Error('nothing was told')]));
  });

  after(async () => {
    const told = [...stories.values()].filter((one): one is Story => !(one instanceof Error));
    const total = (count: (story: Story) => number): number => told.reduce((sum, story) => sum + count(story), 0);
    const section = (step: Crash['step'], title: string) => ({ title, totals: totalsOf(told.filter(({ of }) => of.step === step)), rows: told.filter(({ of }) => of.step === step).map(row) });
    const columns = ['killed', 'POSTs', 'accepted', 'recovery', 'receipts', 'ledger', 'files', 'journal'] as const;
    await writeTables('paying-crashes.md', `Processes killed while they paid: ${told.length} points, ${total(({ accepted }) => accepted)} purchases`, columns, [
      section('hero_image', 'A hero image from fal'),
      section('draft', 'A text from a compatible provider'),
    ]);
  });

  for (const one of crashes) {
    it(`${one.step}, ${one.name}: ${one.recovery}, bought ${one.accepted === 1 ? 'once' : 'never'}`, () => {
      const story = stories.get(one);
      if (story instanceof Error) throw story;
      assert.ok(story);
      check(story);
    });
  }
});

async function tell(of: Crash): Promise<Story> {
  const isImage = of.step === 'hero_image';
  const when = 'when' in of.kill ? of.kill.when : undefined;
  const folder = await newFolder(isImage ? writtenPost : plannedPost);
  const fal = await startFalServer({ pictureScale: 0.03, job: { hold: when === 'status' } });
  const openai = await startOpenaiServer({ answer: { text: 'A text that was paid for.' } });
  const server = isImage ? fal : openai;
  try {
    if (when === 'submit' || when === 'file') fal.script([{ on: when, fault: 'no-reply' }]);
    if (when === 'chat') openai.script([{ on: 'chat', fault: 'no-reply' }]);
    if (when === 'words') openai.script([{ on: 'chat', fault: 'stalled-stream' }]);
    const task: ChildTask = { folder, step: of.step, action: 'run', origin: server.origin, key: server.key, stopAt: 'at' in of.kill ? of.kill.at : undefined };
    const child = await startPaying(task);
    await ready(of.kill, () => child.reached(), (...wanted) => fal.settled(...wanted), (operation) => (isImage ? fal : openai).received(operation, 1, 30_000));
    await child.kill();
    const crashed = await openDesk(folder).look();
    for (const { requestId } of fal.jobs) fal.finish(requestId);
    const again = { ...task, action: 'recover', stopAt: undefined } as const;
    const { outcomes } = await (await startPaying(again)).report();
    const recovered = await openDesk(folder).look();
    await openDesk(folder).recoverAll();
    return { of, crashed, outcomes, recovered, accepted: server.accepted, posts: server.paidPosts, settled: await openDesk(folder).look() };
  } finally {
    await Promise.all([fal.close(), openai.close()]);
    await removeFolder(folder);
  }
}

async function ready(
  kill: Kill,
  reached: () => Promise<void>,
  settled: (operation: string, count: number, timeoutMs: number) => Promise<unknown>,
  received: (operation: string) => Promise<unknown>,
): Promise<void> {
  if ('at' in kill) await reached();
  else if (kill.when === 'status') await settled('status', 2, 30_000);
  else await received(kill.when === 'words' ? 'chat' : kill.when);
}

function check({ of, crashed, outcomes, recovered, accepted, posts, settled }: Story): void {
  assert.equal(accepted, of.accepted);
  assert.ok(posts <= 1, 'one POST, before and after');
  assert.deepEqual(outcomes, of.recovery === 'nothing' ? [] : [of.recovery]);
  assert.deepEqual(recovered.journal, []);
  assert.deepEqual(settled, recovered, 'there is nothing left to recover');
  const { post, ledger, media } = recovered;
  const [receipt] = post.pipeline;
  assert.equal(post.pipeline.length, of.recovery === 'nothing' ? 0 : 1);
  assert.equal(receipt?.status, { finished: 'done', lost: 'failed', nothing: undefined }[of.recovery]);
  if (of.recovery === 'lost') assert.equal(receipt?.cost, undefined);
  const [entry] = ledger;
  if (of.recovery === 'nothing') {
    // Nothing was bought: whatever was reserved is given back once it is old enough to be no one's.
    assert.ok(ledger.length === crashed.ledger.length && ledger.length <= 1);
    assert.ok(entry === undefined || entry.state === 'reserved');
  } else {
    assert.deepEqual(ledger.map(({ state, cost }) => [state, cost]), [['settled', receipt?.cost]]);
  }
  assert.equal(entry === undefined || entry.requestId === receipt?.requestId, true);
  if (of.step === 'hero_image') {
    assert.equal(post.hero.image, receipt?.artifact);
    if (of.recovery === 'finished') assert.ok(media.includes(receipt?.artifact?.slice('media/'.length) ?? ''));
    assert.ok(media.every((name) => name.endsWith('.png') || name.endsWith('.jpg')), 'no half-written file');
    assert.equal(post.body.text, `${privateBody}\n`);
  } else {
    assert.equal(post.body.text.trim(), of.recovery === 'finished' ? 'A text that was paid for.' : '');
  }
  // The rest of the post, comments too, is as it was.
  assert.ok(post.text.startsWith(plannedPost.slice(0, plannedPost.lastIndexOf('---'))));
}

function totalsOf(told: readonly Story[]): string {
  const done = told.filter(({ of }) => of.recovery === 'finished').length;
  const bought = told.reduce((sum, { accepted }) => sum + accepted, 0);
  return `${told.length} points, ${told.reduce((sum, { posts }) => sum + posts, 0)} POSTs, ${bought} purchases, ${done} results brought in by the next process without a POST.`;
}

function row({ of, posts, accepted, outcomes, recovered, crashed }: Story) {
  return {
    killed: of.name,
    POSTs: posts,
    accepted,
    recovery: outcomes.join() || 'nothing to do',
    receipts: receiptWords(recovered.post.pipeline),
    ledger: `${ledgerWords(crashed.ledger)} → ${ledgerWords(recovered.ledger)}`,
    files: recovered.media.length,
    journal: `${crashed.journal.length} → ${recovered.journal.length}`,
  };
}

