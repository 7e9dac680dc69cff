import assert from 'node:assert/strict';
import { Dependencies } from '../../../src/check/dependencies.js';

describe('What the problems of posts depend on', () => {
  it('finds the posts that a change concerns', () => {
    const dependencies = new Dependencies();
    dependencies.note('a', ['media', 'clusters']);
    dependencies.note('b', ['media', 'media']);
    assert.deepEqual(dependencies.of('media'), ['a', 'b']);
    assert.deepEqual(dependencies.of('clusters'), ['a']);
    assert.deepEqual(dependencies.of('other'), []);
  });

  it('is what was noted last', () => {
    const dependencies = new Dependencies();
    dependencies.note('a', ['media']);
    dependencies.note('a', ['clusters']);
    assert.deepEqual(dependencies.of('media'), []);
    assert.deepEqual(dependencies.of('clusters'), ['a']);
  });

  it('keeps nothing of posts that are gone', () => {
    const dependencies = new Dependencies();
    for (let post = 0; post < 100; post++) dependencies.note(`p${post}`, [`folder ${post % 7}`, `post ${post}`]);
    for (let post = 0; post < 100; post++) dependencies.forget(`p${post}`);
    assert.equal(dependencies.size, 0);
  });
});
