import assert from 'node:assert/strict';
import { isAsWanted } from '../../../src/post/change.js';
import type { Change } from '../../../src/post/change.js';
import { readYaml } from '../../../src/post/yamlRead.js';
import type { MapNode } from '../../../src/post/yamlTree.js';

function map(source: string): MapNode | undefined {
  const { root } = readYaml(source, 0);
  return root?.kind === 'map' ? root : undefined;
}

describe('The check after a change', () => {
  const set: Change = { type: 'set', path: ['hero', 'alt'], value: 'new', dropComment: false };
  const append: Change = { type: 'append', key: 'pipeline', item: '{ step: draft }' };
  const before = 'title: A\nhero: { alt: old, seed: 7 }\npipeline:\n- { step: plan }\n';
  const isFine = (after: string, change: Change) => isAsWanted(map(before), map(after), change);

  it('passes what was asked for, wherever the key stands', () => {
    assert.equal(isFine(before.replace('old', 'new'), set), true);
    assert.equal(isFine(`${before}- { step: draft }\n`, append), true);
    assert.equal(isAsWanted(map('title: A\n'), map('hero: { alt: new }\ntitle: A\n'), set), true);
    assert.equal(isFine(before.replace('title: A\n', ''), { type: 'remove', path: ['title'] }), true);
  });

  it('stops a change of anything else', () => {
    assert.equal(isFine(before.replace('old', 'new').replace('seed: 7', 'seed: 8'), set), false);
    assert.equal(isFine(before.replace('old', 'new').replace('title: A', 'title:'), set), false);
    assert.equal(isFine(`${before}- { step: draft }\n`.replace('title: A', 'title: B'), append), false);
    assert.equal(isFine(`${before}- { step: draft }\n`.replace('plan', 'video'), append), false);
    assert.equal(isFine('hero: { alt: old, seed: 8 }\npipeline:\n- { step: plan }\n', { type: 'remove', path: ['title'] }), false);
  });

  it('stops a value that is not the one asked for', () => {
    assert.equal(isFine(before.replace('old', 'newer'), set), false);
    assert.equal(isFine(`${before}- { step: video }\n`, append), false);
    assert.equal(isFine(before, { type: 'remove', path: ['title'] }), false);
  });
});
