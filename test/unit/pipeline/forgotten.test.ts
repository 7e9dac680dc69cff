import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLedger, type Ledger } from '../../../src/cost/ledger.js';
import { releaseForgotten } from '../../../src/pipeline/forgotten.js';
import { Journal, type Intent } from '../../../src/pipeline/journal.js';

const hour = 3_600_000;
const post = 'file:///a.post.md';
const bought = { post, step: 'hero_image', provider: 'fal', model: 'fal-ai/x', price: { cost: 60_000, basis: 'estimated' } } as const;
const intent: Omit<Intent, 'reservation'> = {
  post, step: 'hero_image', platform: undefined, provider: 'fal', model: 'fal-ai/x', channel: 'api', inputs: 'abc', promptHash: 'def', seed: 7, startedAt: 1,
};

describe('reservations of runs that ended before they were noted', () => {
  let folder: string;
  let now: number;
  let ledger: Ledger;
  let journal: Journal;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'galley-forgotten-'));
    now = Date.UTC(2026, 4, 11, 12);
    ledger = openLedger(join(folder, 'ledger'), { now: () => new Date(now) });
    journal = new Journal(join(folder, 'journal'));
  });
  afterEach(async () => {
    journal.dispose();
    await rm(folder, { recursive: true });
  });

  it('are given back a day later, and no longer count against the budget of the post', async () => {
    await ledger.reserve(bought);
    assert.equal(await releaseForgotten(ledger, journal), 0, 'its window may only now be noting it');
    assert.deepEqual(await ledger.reservedFor(post), { known: 60_000, unknown: 0 });
    now += 25 * hour;
    assert.equal(await releaseForgotten(ledger, journal), 1);
    assert.deepEqual(await ledger.reservedFor(post), { known: 0, unknown: 0 });
    assert.equal(await releaseForgotten(ledger, journal), 0);
  });

  it('stay while a run of any window is noted that was bought with them', async () => {
    const { id } = await ledger.reserve(bought);
    await journal.begin({ ...intent, reservation: id });
    now += 25 * hour;
    const other = new Journal(join(folder, 'journal'));
    assert.equal(await releaseForgotten(ledger, other), 0);
    assert.deepEqual(await ledger.reservedFor(post), { known: 60_000, unknown: 0 });
  });

  it('stay while a note cannot be read', async () => {
    await ledger.reserve(bought);
    await (await journal.begin({ ...intent, reservation: 'x' })).close();
    await writeFile(join(folder, 'journal', 'torn.1-gone.json'), '{"id": "x", "int');
    now += 25 * hour;
    assert.equal(await releaseForgotten(ledger, journal), 0);
  });
});
