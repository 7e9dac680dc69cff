import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isReview, ReviewStore } from '../../../src/plan/reviewStore.js';
import { review, reviewItem } from './support.js';

describe('reviews on disk', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'galley-reviews-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('come back as they were, oldest first, to another window', async () => {
    const first = review({ id: 'a', plannedAt: 1, items: [reviewItem({ pillar: 'craft', isKept: false })], receipts: [{ step: 'plan', status: 'failed', error: 'No answer' }] });
    const second = review({ id: 'b', plannedAt: 2 });
    const store = new ReviewStore(join(folder, 'plans'));
    await store.save(second);
    await store.save(first);
    assert.deepEqual(await new ReviewStore(join(folder, 'plans')).all(), JSON.parse(JSON.stringify([first, second])));
  });

  it('are the last of several saves, and stay away once they are removed', async () => {
    const store = new ReviewStore(folder);
    await Promise.all([store.save(review({ message: 'first' })), store.save(review({ message: 'second' })), store.save(review({ message: 'third' }))]);
    assert.deepEqual((await store.all()).map(({ message }) => message), ['third']);
    await Promise.all([store.save(review({ message: 'late' })), store.remove(review().id)]);
    assert.deepEqual(await readdir(folder), []);
  });

  it('are left where they are when they cannot be read', async () => {
    await writeFile(join(folder, 'half.json'), '{"id":');
    await writeFile(join(folder, 'other.json'), '{"id":"x","items":[]}');
    assert.deepEqual(await new ReviewStore(folder).all(), []);
    assert.deepEqual((await readdir(folder)).sort(), ['half.json', 'other.json']);
  });

  it('take nothing of another shape', () => {
    const good: Readonly<Record<string, unknown>> = { ...review() };
    assert.ok(isReview(JSON.parse(JSON.stringify(good))));
    const others: readonly Readonly<Record<string, unknown>>[] = [
      { id: '../a' }, { cluster: 1 }, { items: 'none' }, { items: [{ ...reviewItem(), contentFormat: 'poem' }] }, { items: [{ ...reviewItem(), facts: [1] }] },
      { receipts: [{ step: 'draft', status: 'done' }] }, { facts: [{ id: 'f1' }] }, { notes: ['text'] }, { plannedAt: 'then' },
    ];
    for (const other of others) assert.equal(isReview({ ...good, ...other }), false, JSON.stringify(other));
    assert.equal(isReview(null), false);
  });
});
