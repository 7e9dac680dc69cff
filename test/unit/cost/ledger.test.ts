import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Price } from '../../../src/common/price.js';
import { UserError } from '../../../src/common/userError.js';
import { openLedger, type LedgerProblem, type Purchase } from '../../../src/cost/ledger.js';

const hour = 3600 * 1000;
const noon = new Date(2026, 10, 15, 12);
const estimated: Price = { cost: 60_000, basis: 'estimated' };
const bill: Price = { cost: 58_000, basis: 'billed' };
const unknown: Price = { cost: undefined, basis: 'unknown' };
const none = { known: 0, unknown: 0 };
const buy = (changes: Partial<Purchase> = {}): Purchase => ({ post: 'N0aoCsQqhoyf', step: 'hero_image', provider: 'fal', model: 'flux', price: estimated, ...changes });

describe('the ledger', () => {
  let folder: string;
  let time: Date;
  let problems: LedgerProblem[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'galley-ledger-'));
    time = noon;
    problems = [];
  });
  afterEach(() => rm(folder, { recursive: true }));

  const open = () => openLedger(folder, { now: () => time, onProblem: (problem) => problems.push(problem) });
  const onlyFile = async () => join(folder, (await readdir(folder))[0] ?? '');

  it('is empty before anything was bought, and writes nothing by itself', async () => {
    const ledger = openLedger(join(folder, 'not-yet'));
    assert.deepEqual(await ledger.day(noon), { spent: none, reserved: none });
    assert.deepEqual(await ledger.entries(new Date(0), new Date(8e15)), []);
    assert.deepEqual(await readdir(folder), []);
  });

  it('counts what is reserved until it is settled or released', async () => {
    const ledger = open();
    const [first, second] = [await ledger.reserve(buy()), await ledger.reserve(buy())];
    assert.deepEqual(await ledger.day(noon), { spent: none, reserved: { known: 120_000, unknown: 0 } });
    await ledger.settle(first.id, { price: bill });
    assert.deepEqual(await ledger.day(noon), { spent: { known: 58_000, unknown: 0 }, reserved: { known: 60_000, unknown: 0 } });
    await ledger.release(second.id);
    assert.deepEqual(await ledger.day(noon), { spent: { known: 58_000, unknown: 0 }, reserved: none });
  });

  it('never takes unknown for zero', async () => {
    const ledger = open();
    const { id } = await ledger.reserve(buy({ price: unknown }));
    assert.deepEqual((await ledger.day(noon)).reserved, { known: 0, unknown: 1 });
    await ledger.settle(id, { price: unknown });
    assert.deepEqual(await ledger.day(noon), { spent: { known: 0, unknown: 1 }, reserved: none });
  });

  it('keeps what is paid paid, and what is known known, in whatever order others say so', async () => {
    const ledger = open();
    const { id } = await ledger.reserve(buy());
    await ledger.release(id);
    await ledger.settle(id, { price: bill, requestId: '7f2c' });
    await ledger.release(id);
    await ledger.settle(id, { price: unknown });
    assert.deepEqual(await ledger.day(noon), { spent: { known: 58_000, unknown: 0 }, reserved: none });
    assert.deepEqual(await ledger.entries(new Date(0), new Date(8e15)), [
      { id, at: noon.toISOString(), post: 'N0aoCsQqhoyf', step: 'hero_image', provider: 'fal', model: 'flux', cost: 58_000, basis: 'billed', requestId: '7f2c', state: 'settled' },
    ]);
  });

  it('learns a price that was unknown at first, once', async () => {
    const ledger = open();
    const { id } = await ledger.reserve(buy());
    await ledger.settle(id, { price: unknown });
    await ledger.settle(id, { price: bill });
    assert.deepEqual((await ledger.day(noon)).spent, { known: 58_000, unknown: 0 });
  });

  it('names the model that answered', async () => {
    const ledger = open();
    const { id } = await ledger.reserve(buy());
    await ledger.settle(id, { price: bill, model: 'flux-2' });
    assert.equal((await ledger.entries(new Date(0), new Date(8e15)))[0]?.model, 'flux-2');
  });

  it('keeps the days of the user apart, and the months of the files together', async () => {
    const ledger = open();
    const moments = [new Date(2026, 10, 30, 0, 0, 0), new Date(2026, 10, 30, 23, 59, 59, 999), new Date(2026, 11, 1, 0, 0, 0), new Date(2026, 11, 1, 12)];
    for (const moment of moments) {
      time = moment;
      const { id } = await ledger.reserve(buy());
      await ledger.settle(id, { price: bill });
    }
    assert.deepEqual((await ledger.day(new Date(2026, 10, 30, 9))).spent, { known: 116_000, unknown: 0 });
    assert.deepEqual((await ledger.day(new Date(2026, 11, 1, 9))).spent, { known: 116_000, unknown: 0 });
    assert.deepEqual((await ledger.day(new Date(2026, 10, 29, 9))).spent, none);
    assert.equal((await ledger.entries(new Date(2026, 10, 30, 1), new Date(2026, 11, 1, 1))).length, 2);
  });

  it('counts a purchase on the day it was made, although it was settled in another month', async () => {
    const ledger = open();
    time = new Date(2026, 10, 30, 12);
    const { id } = await ledger.reserve(buy());
    time = new Date(2026, 11, 2, 12);
    await ledger.settle(id, { price: bill });
    assert.deepEqual((await ledger.day(new Date(2026, 10, 30))).spent, { known: 58_000, unknown: 0 });
    assert.deepEqual(await ledger.day(time), { spent: none, reserved: none });
  });

  it('sums what is reserved for a post, all of it or what stands before a reservation', async () => {
    const ledger = open();
    await ledger.reserve(buy());
    const { id } = await ledger.reserve(buy());
    await ledger.reserve(buy({ post: 'other' }));
    assert.deepEqual(await ledger.reservedFor('N0aoCsQqhoyf'), { known: 120_000, unknown: 0 });
    assert.deepEqual(await ledger.reservedFor('N0aoCsQqhoyf', id), { known: 60_000, unknown: 0 });
    assert.deepEqual((await ledger.day(noon, id)).reserved, { known: 60_000, unknown: 0 });
  });

  it('shows the first of two windows that reserve at once to the second, before either buys', async () => {
    const windows = [open(), open()];
    const mine = await Promise.all(windows.map((ledger) => ledger.reserve(buy())));
    const seen = await Promise.all(windows.map(async (ledger, index) => (await ledger.day(noon, mine[index]?.id)).reserved.known));
    assert.deepEqual(seen.sort(), [0, 60_000]);
  });

  it('counts the reservation of a process that died, and reports it after a day', async () => {
    await open().reserve(buy());
    const settled = await open().reserve(buy());
    await open().settle(settled.id, { price: bill });
    time = new Date(noon.getTime() + 23 * hour);
    assert.deepEqual(await open().overdue(), []);
    time = new Date(noon.getTime() + 24 * hour + 1);
    assert.deepEqual((await open().overdue()).map(({ state, post }) => [state, post]), [['reserved', 'N0aoCsQqhoyf']]);
    assert.deepEqual((await open().day(noon)).reserved, { known: 60_000, unknown: 0 });
    time = new Date(noon.getTime() + 400 * 24 * hour);
    assert.equal((await open().overdue()).length, 1);
  });

  it('sees what another window has written since', async () => {
    const [left, right] = [open(), open()];
    await left.reserve(buy());
    assert.equal((await right.day(noon)).reserved.known, 60_000);
    await left.reserve(buy());
    assert.equal((await right.day(noon)).reserved.known, 120_000);
  });

  it('answers many readers at once while it is written', async () => {
    const ledger = open();
    const write = Array.from({ length: 50 }, () => ledger.reserve(buy()));
    await Promise.all([...write, ...Array.from({ length: 50 }, () => ledger.day(noon))]);
    assert.equal((await ledger.day(noon)).reserved.known, 50 * 60_000);
    assert.deepEqual(problems, []);
  });

  it('starts again when the file was replaced by a shorter one', async () => {
    const ledger = open();
    for (let index = 0; index < 3; index += 1) await ledger.reserve(buy());
    await ledger.day(noon);
    const file = await onlyFile();
    const [, first = ''] = (await readFile(file, 'utf8')).split('\n');
    await writeFile(file, `${first}\n`);
    assert.equal((await ledger.day(noon)).reserved.known, 60_000);
  });

  it('counts what is settled although the line that reserved it is lost', async () => {
    const ledger = open();
    const { id } = await ledger.reserve(buy());
    await ledger.settle(id, { price: bill });
    const file = await onlyFile();
    await writeFile(file, (await readFile(file, 'utf8')).split('\n').filter((line) => !line.includes('"reserve"')).join('\n'));
    assert.deepEqual((await open().day(noon)).spent, { known: 58_000, unknown: 0 });
    assert.equal((await open().entries(new Date(0), new Date(8e15)))[0]?.post, undefined);
  });

  const rubbish = ['{"type":"reserve","id":"2026-1', 'x', '[]', 'null', '{}', '\0\0\0\0', '{"type":"settle","id":"a","at":"2026-11-15T12:00:00Z","cost":-5,"basis":"billed"}', '{"type":"settle","id":"a","at":"2026-11-15T12:00:00Z","cost":0.5,"basis":"billed"}', '{"type":"settle","id":"a","at":"2026-11-15T12:00:00Z","basis":"billed"}', '{"type":"settle","id":"a","at":"then","cost":5,"basis":"billed"}', '{"type":"burn","id":"a","at":"2026-11-15T12:00:00Z"}', `{"post":"${'x'.repeat(300_000)}`];
  for (const line of rubbish) {
    it(`skips and reports a line like ${JSON.stringify(line.slice(0, 90))}, and loses none beside it`, async () => {
      const ledger = open();
      await ledger.reserve(buy());
      const file = await onlyFile();
      const { size } = await stat(file);
      await appendFile(file, line);
      await ledger.day(noon);
      await ledger.reserve(buy());
      assert.equal((await ledger.day(noon)).reserved.known, 120_000);
      assert.deepEqual(problems, [{ file, offset: size }]);
      assert.equal((await open().day(noon)).reserved.known, 120_000);
    });
  }

  it('can be read whatever byte it breaks off at, and written on', async () => {
    const ledger = open();
    for (let index = 0; index < 2; index += 1) await ledger.settle((await ledger.reserve(buy())).id, { price: bill });
    const file = await onlyFile();
    const whole = await readFile(file);
    for (let length = whole.length - 1; length >= 0; length -= 7) {
      await writeFile(file, whole);
      await truncate(file, length);
      const again = open();
      const { id } = await again.reserve(buy({ post: 'after' }));
      const after = await again.entries(new Date(0), new Date(8e15));
      assert.ok(after.some((entry) => entry.id === id), `lost after ${length} bytes`);
      assert.ok(after.length <= 3 && problems.length <= 1);
      problems = [];
    }
  });

  it('holds no more of a provider’s text than a line should', async () => {
    const ledger = open();
    const { id } = await ledger.reserve(buy());
    await ledger.settle(id, { price: bill, requestId: `a\nb${'x'.repeat(10_000_000)}` });
    assert.ok((await stat(await onlyFile())).size < 2000);
    assert.deepEqual((await open().day(noon)).spent, { known: 58_000, unknown: 0 });
  });

  it('says what to do when it cannot be written', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    await assert.rejects(openLedger(file).reserve(buy()), (error) => error instanceof UserError && error.message.startsWith('Could not record what this costs: '));
  });

  it('settles nothing under an id that is none', async () => {
    for (const id of ['', 'x', '../../2026-11-N0aoCsQqhoyf', '2026-11-../../../etc', `2026-11-${'x'.repeat(13)}`]) await assert.rejects(open().settle(id, { price: bill }), RangeError);
    assert.deepEqual(await readdir(folder), []);
  });
});

describe('the ledger of several processes', function () {
  this.timeout(60_000);
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'galley-ledger-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const writer = fileURLToPath(new URL('ledgerWriter.ts', import.meta.url));
  const start = (post: string, count: number) => {
    const child = spawn(process.execPath, ['--import=tsx', writer, folder, post, String(count)], { stdio: ['ignore', 'pipe', 'inherit'] });
    const ids: string[] = [];
    let rest = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      ids.push(...lines);
    });
    return { child, ids, ended: once(child, 'close') };
  };
  const everything = async () => {
    const problems: LedgerProblem[] = [];
    const entries = await openLedger(folder, { onProblem: (problem) => problems.push(problem) }).entries(new Date(0), new Date(8e15));
    return { entries, problems };
  };

  it('loses and tears no line', async () => {
    const each = 500;
    const windows = ['a', 'b', 'c', 'd'].map((post) => start(post, each));
    await Promise.all(windows.map(({ ended }) => ended));
    const { entries, problems } = await everything();
    assert.deepEqual(problems, []);
    assert.equal(entries.length, 4 * each);
    assert.ok(entries.every(({ state, cost }) => state === 'settled' && cost === 58_000));
    assert.deepEqual(new Set(entries.map(({ id }) => id)), new Set(windows.flatMap(({ ids }) => ids)));
  });

  it('keeps everything that a process killed in the middle had been told is kept', async () => {
    const windows = ['a', 'b', 'c'].map((post) => start(post, 1_000_000));
    for (const [index, { child, ids, ended }] of windows.entries()) {
      while (ids.length < 40 * (index + 1)) await once(child.stdout, 'data');
      child.kill('SIGKILL');
      await ended;
    }
    const { entries } = await everything();
    const settled = new Set(entries.filter(({ state }) => state === 'settled').map(({ id }) => id));
    const told = windows.flatMap(({ ids }) => ids);
    assert.ok(told.length >= 240);
    assert.deepEqual(told.filter((id) => !settled.has(id)), []);
    // Each process may have one purchase under way and one settled that it could not tell of.
    assert.ok(entries.length <= told.length + 2 * windows.length, `${entries.length} entries, ${told.length} told`);

    const { id } = await openLedger(folder).reserve(buy());
    assert.ok((await everything()).entries.some((entry) => entry.id === id));
  });
});
