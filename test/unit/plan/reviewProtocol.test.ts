import assert from 'node:assert/strict';
import { isFromReview, isSavedReview, type FromReview } from '../../../src/plan/reviewProtocol.js';

describe('isFromReview', () => {
  it('takes every message of the page, also after a round trip', () => {
    const messages: readonly FromReview[] = [
      { type: 'ready' },
      { type: 'keep', item: 'i1', isKept: false },
      { type: 'text', item: 'i1', field: 'title', text: '' },
      { type: 'text', item: 'i1', field: 'brief', text: 'a\nb' },
      { type: 'text', item: 'i1', field: 'rationale', text: 'c' },
      { type: 'pillar', item: 'i1', pillar: '' },
      { type: 'format', item: 'i1', contentFormat: 'video' },
      { type: 'askAnother', item: 'i1' },
      { type: 'askMissing' },
      { type: 'cancel' },
      { type: 'create' },
      { type: 'discard' },
      { type: 'openFact', fact: 'f1' },
      { type: 'openCluster' },
      { type: 'openLink', uri: 'file:///a.post.md' },
      { type: 'openCosts' },
    ];
    for (const message of messages) assert.ok(isFromReview(JSON.parse(JSON.stringify(message))), message.type);
  });

  it('takes nothing else', () => {
    const others: readonly unknown[] = [
      undefined, null, 'ready', 1, [], {}, { type: 'toString' }, { type: 'keep', item: 'i1' }, { type: 'keep', item: 1, isKept: true }, { type: 'keep', isKept: true },
      { type: 'text', item: 'i1', field: 'pillar', text: '' }, { type: 'text', item: 'i1', field: 'title' }, { type: 'text', item: 'i1', field: '__proto__', text: '' },
      { type: 'pillar', item: 'i1' }, { type: 'format', item: 'i1', contentFormat: 'poem' }, { type: 'askAnother' }, { type: 'openFact' }, { type: 'openLink', uri: 1 },
    ];
    for (const other of others) assert.equal(isFromReview(other), false, JSON.stringify(other));
  });
});

describe('isSavedReview', () => {
  it('needs a review and a place', () => {
    assert.ok(isSavedReview({ id: 'a', scroll: 10 }));
    for (const other of [undefined, null, {}, { id: 1, scroll: 1 }, { id: 'x' }]) assert.equal(isSavedReview(other), false);
  });
});
