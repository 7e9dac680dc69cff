import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAbort } from '../../../src/common/abort.js';
import { openLedger, type Ledger } from '../../../src/cost/ledger.js';
import { builtinTextModel } from '../../../src/models/builtin/text.js';
import { ServiceError } from '../../../src/models/serviceError.js';
import { Journal } from '../../../src/pipeline/journal.js';
import { spending } from '../../../src/pipeline/spending.js';
import { makePlans, type PlanDeps, type PlanOutcome, type PlanRequest } from '../../../src/plan/makePlans.js';
import { planReceipts } from '../../../src/plan/planReceipts.js';
import { parseSpecialMessage } from '../../../src/plan/specialMessage.js';
import { emptyStudio, type Studio } from '../../../src/studio/studio.js';
import { ScriptedTextModel } from '../../fakes/scriptedModels.js';
import { promptsWith } from '../../support/prompts.js';
import { at, isObject, listAt, textAt } from '../../support/providers/json.js';
import { startOpenaiServer, type OpenaiServer } from '../../support/providers/openaiServer.js';
import { localModel, remoteModel } from '../models/openai/asking.js';

const studio: Studio = {
  ...emptyStudio,
  avoid: ['unlock'],
  pillars: { craft: { key: 'craft', name: 'Craft', framing: 'How it is made.' }, shops: { key: 'shops', name: 'Small shops', framing: undefined } },
};
const facts = ['The oven is brick.', 'It burns beech.', 'A loaf takes 40 minutes.', 'The shop opened in 1998.', 'It sells 300 loaves.', 'Two people work there.'].map((text, index) => ({ id: `f${index + 1}`, text }));

interface Item {
  readonly title?: unknown;
  readonly brief?: unknown;
  readonly rationale?: unknown;
  readonly pillar?: unknown;
  readonly content_format?: unknown;
  readonly facts?: unknown;
}

let made = 0;
const item = (changes: Item = {}): Item => {
  made += 1;
  return { title: `Piece ${made}`, brief: 'What it argues.', rationale: 'It fits.', pillar: 'craft', content_format: 'hero_text', facts: [`f${((made - 1) % facts.length) + 1}`], ...changes };
};
const video = (changes: Item = {}): Item => item({ content_format: 'video', ...changes });

describe('planning', () => {
  let server: OpenaiServer;
  let folder: string;
  let ledger: Ledger;
  let said: string[];

  /** What the planner answers, question by question; the last answer stands for all that follow. */
  const answers = (...rounds: readonly unknown[]): void => {
    let round = 0;
    server.answer(() => {
      const value = rounds[Math.min(round, rounds.length - 1)];
      round += 1;
      return { text: typeof value === 'string' ? value : JSON.stringify(Array.isArray(value) ? { items: value } : value), usage: { input: 100, output: 11 } };
    });
  };
  const asked = (round: number): string => {
    const messages = listAt(server.requests.filter(({ operation }) => operation === 'chat').at(round)?.body, 'messages');
    return textAt(messages.at(-1), 'content') ?? '';
  };
  const requestFor = (message: string, changes: Partial<PlanRequest> = {}): PlanRequest => ({
    cluster: 'file:///work/bread.cluster.md',
    subject: 'Bread',
    facts,
    message: parseSpecialMessage(message, { pillars: Object.values(studio.pillars) }),
    studio,
    titles: [],
    prompt: promptsWith().plan,
    examples: [],
    ...changes,
  });
  const plan = (message: string, changes: Partial<PlanRequest> = {}, deps: Partial<PlanDeps> = {}): Promise<PlanOutcome> =>
    makePlans(requestFor(message, changes), {
      model: remoteModel(server),
      paying: spending({ ledger, journal: new Journal(join(folder, 'journal')), limits: () => ({ perPost: undefined, perDay: undefined, confirmAbove: undefined }), ask: () => Promise.resolve(false) }),
      signal: new AbortController().signal,
      observer: { progress: ({ message: words }) => { if (words !== undefined) said.push(words); } },
      ...deps,
    });
  const ledgerCosts = async (): Promise<readonly (number | undefined)[]> => (await ledger.entries(new Date(0), new Date(Date.now() + 1000))).filter(({ state }) => state === 'settled').map(({ cost }) => cost);
  const journal = async (): Promise<readonly string[]> => (await readdir(join(folder, 'journal')).catch(() => [])).filter((name) => name.endsWith('.json'));
  const failure = (planning: Promise<PlanOutcome>): Promise<unknown> => planning.then(() => assert.fail('it did not fail'), (error: unknown) => error);

  beforeEach(async () => {
    made = 0;
    said = [];
    server = await startOpenaiServer();
    folder = await mkdtemp(join(tmpdir(), 'galley-plan-'));
    ledger = openLedger(join(folder, 'ledger'));
  });
  afterEach(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  it('takes the right number at once, with one paid question', async () => {
    answers([video(), item(), item({ pillar: 'shops' })]);
    const outcome = await plan('Exactly 3 items: 1 video and 2 hero_text. Keep it dry.');
    assert.equal(outcome.isMet, true);
    assert.deepEqual(outcome.items[0], { title: 'Piece 1', brief: 'What it argues.', rationale: 'It fits.', pillar: 'craft', contentFormat: 'video', facts: ['f1'] });
    assert.deepEqual([outcome.surplus, outcome.failures, outcome.rejected], [[], [], []]);
    assert.deepEqual([outcome.unusedFacts, outcome.sharedFacts], [['f4', 'f5', 'f6'], []]);
    assert.deepEqual(outcome.total, { known: 111, unknown: 0 });
    assert.equal(server.paidPosts, 1);
    assert.match(asked(0), /Keep it dry\.[^]*Plan exactly 3 in all; of them exactly 1 with content_format "video"; of them exactly 2 with content_format "hero_text"\.$/);
    assert.deepEqual(await ledgerCosts(), [111]);
  });

  it('keeps the answer on disk until the posts are written', async () => {
    answers([video()]);
    const outcome = await plan('one video');
    const [name = ''] = await journal();
    const entry: unknown = JSON.parse(await readFile(join(folder, 'journal', name), 'utf8'));
    assert.deepEqual([at(entry, 'intent', 'post'), at(entry, 'intent', 'step'), at(entry, 'progress', 'stage')], ['file:///work/bread.cluster.md', 'plan', 'finished']);
    const text: unknown = JSON.parse(textAt(entry, 'progress', 'text') ?? '');
    assert.equal(textAt(listAt(text, 'items')[0], 'title'), 'Piece 1');
    await outcome.close();
    assert.deepEqual(await journal(), []);
  });

  it('offers what is too much for dropping, and drops nothing', async () => {
    answers([video(), item(), item(), item()]);
    const outcome = await plan('3 posts, 1 of them a video');
    assert.equal(outcome.items.length, 4);
    assert.deepEqual(outcome.surplus.map(({ title }) => title), ['Piece 4']);
    assert.equal(outcome.isMet, true);
    assert.equal(server.paidPosts, 1);
  });

  it('asks for what is missing, and for nothing else', async () => {
    answers([item(), item(), item()], [video({ title: 'The film' })]);
    const outcome = await plan('4 posts: 1 video, 3 text posts');
    assert.equal(outcome.isMet, true);
    assert.deepEqual(outcome.items.map(({ contentFormat }) => contentFormat), ['hero_text', 'hero_text', 'hero_text', 'video']);
    assert.equal(server.paidPosts, 2);
    assert.match(asked(1), /- f1: The oven is brick\. \(used already\)[^]*- f4: The shop opened in 1998\.\n[^]*- Piece 1\n- Piece 2\n- Piece 3\n[^]*Plan exactly 1 in all; of them at least 1 with content_format "video"\.$/);
    assert.deepEqual(said, ['1 missing, asking for them']);
    assert.deepEqual(await ledgerCosts(), [111, 111]);
    assert.deepEqual(outcome.total, { known: 222, unknown: 0 });
  });

  it('tops up by pillar and format, though some of what is there is too much', async () => {
    answers([item(), item(), item(), item()], [video({ pillar: 'shops' })]);
    const outcome = await plan('3 craft posts and 1 shops video');
    assert.equal(outcome.isMet, true);
    assert.deepEqual(outcome.surplus.map(({ title }) => title), ['Piece 4']);
    assert.match(asked(1), /Plan exactly 1 in all; of them at least 1 with content_format "video" and with pillar "shops"\.$/);
  });

  it('keeps what it got and says what is missing after three questions', async () => {
    answers([item()], [], [item({ title: 'Piece 1' })]);
    const outcome = await plan('3 posts: 1 video, 2 hero_text');
    assert.deepEqual(outcome.items.map(({ title }) => title), ['Piece 1']);
    assert.equal(outcome.isMet, false);
    assert.equal(server.paidPosts, 3);
    assert.deepEqual(outcome.failures, ['After 3 questions, this is still missing: 1 hero_text, 1 video. Ask for another, or change the special message.']);
    assert.deepEqual(outcome.rejected, ['“Piece 1” was left out: another post has this title.']);
    assert.deepEqual(await ledgerCosts(), [111, 111, 111]);
  });

  it('takes the valid items of an answer and says what is wrong with the others', async () => {
    const long = 'L'.repeat(201);
    answers([
      item({ title: 'One\nline ' }), 'no item', item({ title: ' ' }), item({ title: long }), item({ title: 'ONE LINE' }), item({ title: 'Taken' }), item({ title: 'A reel', content_format: 'reel' }),
      item({ title: 'No brief', brief: 7 }), item({ title: 'No facts', facts: ['f99'] }), item({ title: 'Half known', facts: ['^f1', 'nope', 'f1'] }), item({ title: 'No pillar', pillar: 'garden' }), item({ title: 'By name', pillar: 'small shops', content_format: 'Hero Text' }), null, [],
    ]);
    const outcome = await plan('at least 1 post', { titles: ['taken!'] });
    assert.deepEqual(outcome.items.map(({ title, pillar, facts: ids }) => [title, pillar, ids.length]), [['One line', 'craft', 1], ['Taken', 'craft', 1], ['Half known', 'craft', 1], ['No pillar', undefined, 1], ['By name', 'shops', 1]]);
    assert.deepEqual(outcome.rejected, [
      'Item 2 of the answer was left out: it is not a plan.',
      'Item 3 of the answer was left out: it has no title.',
      `“${'L'.repeat(59)}…” was left out: its title is longer than 200 characters.`,
      '“ONE LINE” was left out: another post has this title.',
      '“A reel” was left out: its content_format is neither hero_text nor video.',
      '“No brief” was left out: it has no brief.',
      '“No facts” was left out: it rests on no fact of the cluster.',
      '“Half known” names facts that the cluster does not have: nope.',
      '“No pillar” names no pillar of the studio. Choose one.',
      'Item 13 of the answer was left out: it is not a plan.',
      'Item 14 of the answer was left out: it is not a plan.',
    ]);
  });

  it('says which titles and briefs use what the studio avoids', async () => {
    answers([item({ title: 'Unlock the oven' }), item({ brief: 'It will unlock growth.' })]);
    const outcome = await plan('2 posts');
    assert.deepEqual(outcome.rejected, ['“Unlock the oven” uses “unlock”, which the studio avoids.', '“Piece 2” uses “unlock”, which the studio avoids.']);
    assert.equal(outcome.items.length, 2);
  });

  it('keeps the whole items of an answer that was cut off, pays for it, and asks for the others', async () => {
    const whole = JSON.stringify({ items: [video({ brief: 'Braces } and "quotes" \\ stay.' }), item()] });
    const cut = `${whole.slice(0, -2)},{"title":"Half an it`;
    answers(cut, [item({ title: 'The third' })]);
    const outcome = await plan('3 posts');
    assert.deepEqual(outcome.items.map(({ title }) => title), ['Piece 1', 'Piece 2', 'The third']);
    assert.equal(outcome.isMet, true);
    assert.deepEqual(outcome.failures, []);
    assert.match(outcome.rejected[0] ?? '', /not in the form that was asked for/);
    assert.deepEqual(outcome.rounds.map(({ status, cost }) => [status, cost]), [['failed', 111], ['done', 111]]);
    assert.deepEqual(await ledgerCosts(), [111, 111]);
    assert.match(asked(1), /Plan exactly 1 in all\.$/);
  });

  it('fails when the model declines, and the ledger knows', async () => {
    server.answer({ refusal: 'I cannot plan this.', usage: { input: 100, output: 1 } });
    const error = await failure(plan('2 posts'));
    assert.ok(error instanceof ServiceError);
    assert.equal(error.reason, 'refused');
    assert.equal(server.paidPosts, 1);
    assert.deepEqual(await ledgerCosts(), [101]);
    assert.deepEqual(await journal(), []);
  });

  it('fails for nothing when it is told to slow down, and does not insist', async () => {
    server.script([{ on: 'chat', fault: '429' }]);
    const error = await failure(plan('2 posts'));
    assert.ok(error instanceof ServiceError);
    assert.equal(error.reason, 'rateLimit');
    assert.equal(server.paidPosts, 1);
    assert.equal(server.accepted, 0);
    assert.deepEqual(await ledgerCosts(), []);
  });

  it('keeps what it has when a later question fails', async () => {
    answers([item()]);
    server.script([{ on: 'chat', fault: '429', skip: 1 }]);
    const outcome = await plan('2 posts');
    assert.equal(outcome.items.length, 1);
    assert.equal(outcome.failures.length, 2);
    assert.match(outcome.failures[1] ?? '', /^After 2 questions, this is still missing: 1 of any kind\./);
    assert.deepEqual(outcome.rounds.map(({ status, cost }) => [status, cost]), [['done', 111], ['failed', 0]]);
    assert.deepEqual(outcome.total, { known: 111, unknown: 0 });
  });

  it('keeps what it has when it is canceled between two questions, or in the second', async () => {
    const stop = new AbortController();
    answers([item()]);
    const first = await plan('2 posts', {}, { signal: stop.signal, observer: { progress: () => { stop.abort(); } } });
    assert.equal(first.items.length, 1);
    assert.match(first.failures[0] ?? '', /canceled/);
    assert.equal(server.paidPosts, 1);
    assert.equal((await journal()).length, 1);
    await first.close();
    assert.deepEqual(await journal(), []);
    const later = new AbortController();
    server.script([{ on: 'chat', fault: 'no-reply', skip: 1 }]);
    const planning = plan('2 posts', {}, { signal: later.signal, model: remoteModel(server, { limits: {} }) });
    await server.received('chat', 3);
    later.abort();
    const second = await planning;
    assert.equal(second.items.length, 1);
    assert.match(second.failures[0] ?? '', /canceled/);
  });

  it('is canceled without a trace before anything is asked, and as a cancel in the first question', async () => {
    const stop = new AbortController();
    stop.abort();
    assert.ok(isAbort(await failure(plan('2 posts', {}, { signal: stop.signal }))));
    assert.equal(server.paidPosts, 0);
    const later = new AbortController();
    server.script([{ on: 'chat', fault: 'no-reply' }]);
    const planning = failure(plan('2 posts', {}, { signal: later.signal, model: remoteModel(server, { limits: {} }) }));
    await server.received('chat');
    later.abort();
    assert.ok(isAbort(await planning));
    assert.deepEqual(await journal(), []);
  });

  it('asks before each question that a limit speaks of, and keeps what it has after a no', async () => {
    answers([item()]);
    const questions: number[] = [];
    const paying = spending({
      ledger, journal: new Journal(join(folder, 'journal')), limits: () => ({ perPost: undefined, perDay: undefined, confirmAbove: 1 }),
      ask: () => Promise.resolve(questions.push(1) === 1),
    });
    const outcome = await plan('2 posts', {}, { paying });
    assert.equal(questions.length, 2);
    assert.equal(server.paidPosts, 1);
    assert.equal(outcome.items.length, 1);
  });

  it('refuses contradictions, an empty cluster and a model that cannot plan before anything is paid', async () => {
    assert.match(String(await failure(plan('6 items: 1 video and 4 hero_text'))), /Could not plan the posts: The formats make 5, but the message asks for exactly 6 in all\./);
    assert.match(String(await failure(plan('2 posts', { facts: [] }))), /the cluster has no facts/);
    assert.match(String(await failure(plan('2 posts', {}, { model: new ScriptedTextModel('Words.') }))), /cannot plan\. Choose another model\./);
    assert.equal(server.paidPosts, 0);
  });

  it('asks for just another one beside those that stand', async () => {
    answers([video({ title: 'Another film' }), video({ title: 'Too many' })]);
    const standing = [{ title: 'Standing', brief: 'B.', rationale: '', pillar: 'craft', contentFormat: 'video' as const, facts: ['f1', 'f2'] }];
    const outcome = await plan('1 video', { standing, wanted: [{ contentFormat: 'video', pillar: undefined }] });
    assert.deepEqual(outcome.items.map(({ title }) => title), ['Another film', 'Too many']);
    assert.deepEqual(outcome.surplus.map(({ title }) => title), ['Too many']);
    assert.match(asked(0), /f2: It burns beech\. \(used already\)[^]*- Standing\n/);
    assert.deepEqual(outcome.sharedFacts, ['f1', 'f2']);
  });

  it('tops up what stands to what the message asks for', async () => {
    answers([item({ title: 'New' })]);
    const standing = [{ title: 'Standing', brief: 'B.', rationale: '', pillar: 'craft', contentFormat: 'video' as const, facts: ['f1'] }];
    const outcome = await plan('2 posts, 1 of them a video', { standing });
    assert.deepEqual([outcome.items.map(({ title }) => title), outcome.isMet], [['New'], true]);
    assert.match(asked(0), /Plan exactly 1 in all; of them at least 1 with content_format "hero_text"\.$/);
  });

  it('asks in words where a server takes no schema, and for nothing on this computer', async () => {
    await server.close();
    server = await startOpenaiServer({ flavour: 'no-json-schema' });
    server.answer({ text: `Here you are:\n\`\`\`json\n${JSON.stringify({ items: [video(), item()] })}\n\`\`\`` });
    const outcome = await plan('2 posts', {}, { model: localModel(server) });
    assert.equal(outcome.isMet, true);
    assert.deepEqual(outcome.total, { known: 0, unknown: 0 });
    assert.deepEqual(await ledgerCosts(), []);
  });

  it('sends a schema in the strict subset', async () => {
    answers([item()]);
    await plan('1 post');
    const format = at(server.requests.find(({ operation }) => operation === 'chat')?.body, 'response_format', 'json_schema');
    assert.equal(at(format, 'strict'), true);
    assert.ok(isObject(at(format, 'schema', 'properties', 'items')));
  });

  it('asks for as many as the facts carry when no number is named', async () => {
    answers([item(), item()]);
    const outcome = await plan('Be brief.');
    assert.match(asked(0), /Plan about 2 in all\.$/);
    assert.equal(outcome.isMet, true);
    assert.equal(server.paidPosts, 1);
  });

  describe('with the built-in planner', () => {
    const builtin = builtinTextModel({ loadMeasure: () => Promise.resolve((text) => text.length) });

    it('goes the same way, free, and leaves the angle to the author', async () => {
      const outcome = await plan('3 posts, 1 of them a video. Keep it dry.', {}, { model: builtin });
      assert.equal(outcome.isMet, true);
      assert.deepEqual(outcome.rounds.map(({ status, cost, costBasis, channel, model }) => [status, cost, costBasis, channel, model]), [['done', 0, 'free', 'builtin', 'rules-1']]);
      assert.deepEqual([outcome.unusedFacts, outcome.sharedFacts], [[], []]);
      assert.deepEqual(outcome.notes.leftOut, ['Keep it dry.']);
      assert.equal(outcome.notes.gaps.length, 4);
      assert.equal(server.paidPosts, 0);
    });

    it('says that it has too few facts, and asks itself no twice', async () => {
      const outcome = await plan('8 posts', {}, { model: builtin });
      assert.equal(outcome.items.length, 6);
      assert.deepEqual(outcome.failures, ['After 2 questions, this is still missing: 2 of any kind. Ask for another, or change the special message.']);
    });
  });

  describe('receipts of planning', () => {
    it('split what all questions cost to the micro-dollar, and sum up to it', async () => {
      answers([item(), item()], [video()]);
      const { rounds, items } = await plan('3 posts, 1 of them a video');
      const receipts = planReceipts(rounds, [...items, ...items.slice(0, 2)]);
      assert.deepEqual(receipts.map((own) => own.map(({ cost }) => cost)), [[45], [45], [44], [44], [44]]);
      assert.deepEqual(receipts[0]?.map(({ step, status, provider, costBasis, channel, tokens }) => ({ step, status, provider, costBasis, channel, tokens })), [
        { step: 'plan', status: 'done', provider: 'text.example', costBasis: 'computed', channel: 'api', tokens: { input: 40, cached: 0, output: 5 } },
      ]);
    });

    it('keep what is unknown unknown, beside what is known', () => {
      const known = { step: 'plan', status: 'done', cost: 10, costBasis: 'billed' } as const;
      const unknown = { step: 'plan', status: 'done', costBasis: 'unknown' } as const;
      const receipts = planReceipts([known, unknown], [{ brief: 'a' }, { brief: 'b' }, { brief: 'c' }]);
      assert.deepEqual(receipts.map((own) => own.map(({ cost }) => cost)), [[4, undefined], [3, undefined], [3, undefined]]);
      assert.deepEqual(planReceipts([unknown], [{ brief: 'a' }]).map((own) => own.map(({ cost }) => cost)), [[undefined]]);
      assert.deepEqual(planReceipts([known], []), []);
    });
  });
});
