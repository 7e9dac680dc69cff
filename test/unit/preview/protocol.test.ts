import assert from 'node:assert/strict';
import { isFromPreview, isSavedView, runTargets, type FromPreview } from '../../../src/preview/protocol.js';

describe('isFromPreview', () => {
  it('takes every message of the page, also after a round trip', () => {
    const messages: readonly FromPreview[] = [
      { type: 'ready' },
      ...runTargets.map((target) => ({ type: 'run', target }) as const),
      { type: 'cancel' },
      { type: 'redo', step: 'caption' },
      { type: 'reveal', offset: 0 },
      { type: 'revealLine', line: 12 },
      { type: 'copyCaption' },
      { type: 'copyCaption', platform: 'x' },
      { type: 'showPrompt', prompt: { step: 'caption', platform: 'x', at: '2026-05-11T15:17:00Z' } },
      { type: 'showPrompt', prompt: { step: 'draft', platform: undefined, at: undefined } },
      { type: 'openCosts' },
      { type: 'newPost' },
    ];
    for (const message of messages) assert.ok(isFromPreview(JSON.parse(JSON.stringify(message))), message.type);
  });

  it('takes nothing else', () => {
    const others: readonly unknown[] = [
      undefined, null, 'ready', 1, [], {}, { type: 'readyx' }, { type: 'toString' },
      { type: 'run' }, { type: 'run', target: 'rm' }, { type: 'run', target: ['draft'] },
      { type: 'reveal' }, { type: 'reveal', offset: -1 }, { type: 'reveal', offset: 1.5 }, { type: 'reveal', offset: '1' }, { type: 'reveal', offset: Infinity },
      { type: 'revealLine', line: NaN }, { type: 'copyCaption', platform: 1 },
      { type: 'showPrompt' }, { type: 'showPrompt', prompt: 'draft' }, { type: 'showPrompt', prompt: { step: 1 } }, { type: 'showPrompt', prompt: { step: 'draft', at: 5 } },
    ];
    for (const other of others) assert.equal(isFromPreview(other), false, JSON.stringify(other));
  });
});

describe('isSavedView', () => {
  it('needs a uri and a place', () => {
    assert.ok(isSavedView({ uri: 'file:///a.post.md', scroll: 10 }));
    for (const other of [undefined, null, {}, { uri: 1, scroll: 1 }, { uri: 'x' }]) assert.equal(isSavedView(other), false);
  });
});
