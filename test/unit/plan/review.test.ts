import assert from 'node:assert/strict';
import fc from 'fast-check';
import { changeReview, factUses, keptItems } from '../../../src/plan/review.js';
import { reviewState, type ReviewInput } from '../../../src/plan/reviewPage.js';
import '../../support/fastCheck.js';
import { actions, quota, review, reviewItem, reviews } from './support.js';

const quotas = [quota(undefined, undefined, 2), quota('video', undefined, 1), quota('hero_text', 'craft', 1)];

function page(fields: Partial<ReviewInput> = {}) {
  return reviewState({ review: review(), special: { quotas, pillars: ['craft', 'shops'] }, pillars: { craft: { key: 'craft', name: 'Craft', framing: undefined } }, uses: [], postTitled: () => undefined, priceOf: () => '$0.00', busy: undefined, ...fields });
}

describe('a review of planned posts', () => {
  it('shows, after any changes, the counts that a recount of what is kept gives', () => {
    fc.assert(
      fc.property(reviews, fc.array(actions, { maxLength: 12 }), (start, changes) => {
        const now = changes.reduce(changeReview, start);
        const kept = now.items.filter(({ isKept }) => isKept);
        const counts = [kept.length, kept.filter(({ contentFormat }) => contentFormat === 'video').length, kept.filter(({ contentFormat, pillar }) => contentFormat === 'hero_text' && pillar === 'craft').length];
        const wanted = [2, 1, 1];
        const state = page({ review: now });
        assert.deepEqual(state.quotas.map(({ count }) => count), counts.map((count, index) => `${count} of ${wanted[index] ?? 0}`));
        assert.deepEqual(state.quotas.map(({ state: met }) => met), counts.map((count, index) => (count === wanted[index] ? 'met' : count < (wanted[index] ?? 0) ? 'short' : 'over')));
        assert.equal(state.create, kept.length === 1 ? 'Create 1 Post' : `Create ${kept.length} Posts`);
        assert.equal(state.createBlocker !== undefined, kept.length === 0 || kept.some(({ title }) => title.trim() === ''));
      }),
    );
  });

  it('keeps every item in its place, and changes only what was changed', () => {
    fc.assert(
      fc.property(reviews, actions, (start, action) => {
        const now = changeReview(start, action);
        assert.deepEqual(now.items.map(({ key }) => key), start.items.map(({ key }) => key));
        if (action.type === 'add') return;
        for (const [index, item] of now.items.entries()) if (item.key !== action.item) assert.equal(item, start.items[index]);
        for (const { title } of now.items.filter(({ key }) => key === action.item)) if (action.type === 'text' && action.field === 'title') assert.doesNotMatch(title, /[\r\n]/);
      }),
    );
  });

  it('survives as JSON', () => {
    fc.assert(fc.property(reviews, (one) => { assert.deepEqual(JSON.parse(JSON.stringify(one)), JSON.parse(JSON.stringify({ ...one }))); }));
  });

  it('counts facts in kept items only, once for each', () => {
    const items = [reviewItem({ key: 'a', facts: ['f1', 'f1', 'f2'] }), reviewItem({ key: 'b', facts: ['f1'] }), reviewItem({ key: 'c', facts: ['f3'], isKept: false })];
    assert.deepEqual([...factUses(review({ items }))], [['f1', 2], ['f2', 1], ['f3', 0]]);
  });

  it('adds what is asked for later, with its receipts, and drops warnings that no longer hold', () => {
    const start = review({ receipts: [{ step: 'plan', status: 'done', cost: 5 }], notes: [{ severity: 'warning', text: 'Two are missing.' }, { severity: 'information', text: 'The angle is yours.' }] });
    const now = changeReview(start, { type: 'add', addition: { items: [reviewItem({ key: 'i2' })], receipts: [{ step: 'plan', status: 'done', cost: 7 }], notes: [{ severity: 'information', text: 'The angle is yours.' }] } });
    assert.deepEqual(now.items.map(({ key }) => key), ['i1', 'i2']);
    assert.deepEqual(now.receipts.map(({ cost }) => cost), [5, 7]);
    assert.deepEqual(now.notes, [{ severity: 'information', text: 'The angle is yours.' }]);
    assert.equal(keptItems(now).length, 2);
  });
});

describe('the page of a review', () => {
  it('offers what is too many for dropping, later ones first', () => {
    const items = ['a', 'b', 'c'].map((key) => reviewItem({ key, title: key, contentFormat: 'video', facts: [`f${key}`] }));
    const { items: shown } = page({ review: review({ items }), special: { quotas: [quota('video', undefined, 1)], pillars: [] } });
    assert.deepEqual(shown.map(({ isSurplus }) => isSurplus), [false, true, true]);
  });

  it('offers to ask for what is missing, with its price, only while something is', () => {
    assert.equal(page({ special: { quotas: [quota('hero_text', undefined, 3)], pillars: [] }, priceOf: (count) => `about $0.0${count}` }).askMissing, 'Ask for 2 Missing — about $0.02');
    assert.equal(page({ special: { quotas: [quota('hero_text', undefined, 1)], pillars: [] } }).askMissing, undefined);
  });

  it('warns of titles that stand twice or belong to a post, and of sources that were used, and blocks nothing', () => {
    const items = [reviewItem({ key: 'a', title: 'Bread.', pillar: 'craft', facts: ['f1', 'f2'] }), reviewItem({ key: 'b', title: 'bread', facts: ['f3'] })];
    const state = page({
      review: review({ items }),
      uses: [{ uri: 'file:///w/posts/old.post.md', title: 'Old', fact: 'f1' }, { uri: 'file:///w/posts/old.post.md', title: 'Old', fact: 'f2' }, { uri: 'file:///w/posts/all%20of%20it.post.md', title: '', fact: undefined }],
      postTitled: () => ({ uri: 'file:///w/posts/bread.post.md', title: 'Bread' }),
    });
    assert.deepEqual(state.items[0]?.notes.map(({ text, link }) => [text, link?.label]), [
      ['Another of these posts has the same title: its file gets a number.', undefined],
      ['A post with this title is there already:', 'Bread'],
      ['f1, f2 were used before, in', 'Old'],
      ['All facts of this cluster were used before, in', 'all of it.post.md'],
    ]);
    assert.equal(state.createBlocker, undefined);
  });

  it('says which facts are used more than once, and which not at all', () => {
    const items = [reviewItem({ key: 'a', facts: ['f1'] }), reviewItem({ key: 'b', facts: ['f1', 'f2'] })];
    const state = page({ review: review({ items }) });
    assert.deepEqual(state.facts.map(({ uses, usesLabel }) => [uses, usesLabel]), [['more', 'Used 2 times'], ['once', 'Used once'], ['none', 'Not used']]);
    assert.equal(state.factSummary, '2 of 3 facts are used, 1 more than once.');
    assert.deepEqual(state.items[1]?.facts.map(({ id, note }) => [id, note]), [['f1', 'also in post 1'], ['f2', undefined]]);
  });

  it('adds up what planning cost, the unknown as unknown', () => {
    const state = page({ review: review({ receipts: [{ step: 'plan', status: 'done', cost: 8_120 }, { step: 'plan', status: 'failed' }] }) });
    assert.equal(state.cost, '$0.00812 + 1 unknown');
    assert.equal(state.planner, 'Scripted, asked 2 times');
  });

  it('keeps a pillar that the studio does not have', () => {
    const { pillars } = page({ review: review({ items: [reviewItem({ pillar: 'gone' })] }) });
    assert.deepEqual(pillars, [{ value: '', label: 'No pillar' }, { value: 'craft', label: 'Craft' }, { value: 'gone', label: 'gone' }]);
  });

  it('asks for a pillar where there are some to choose from', () => {
    const notes = (fields: Partial<ReviewInput>): readonly string[] => page(fields).items[0]?.notes.map(({ text }) => text) ?? [];
    assert.deepEqual(notes({}), ['It has no pillar yet: choose one.']);
    assert.deepEqual(notes({ pillars: {} }), []);
  });

  it('says that the angle is still to be written, until it is', () => {
    const notes = (brief: string): readonly string[] => page({ review: review({ items: [reviewItem({ brief, pillar: 'craft' })] }) }).items[0]?.notes.map(({ text }) => text) ?? [];
    assert.deepEqual(notes('Facts: Some.\nAngle:\n'), ['It has no angle yet: write one in its brief, after “Angle:”.']);
    assert.deepEqual(notes('Facts: Some.\nAngle: It is the plumbing.'), []);
  });
});
