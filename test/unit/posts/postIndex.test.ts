import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bandKeys } from '../../../src/posts/captionSketch.js';
import { PostIndex, type IndexedPost, type PostChange } from '../../../src/posts/postIndex.js';

const text = (fields: Readonly<Record<string, string>>, body = ''): string =>
  `---\n${Object.entries(fields).map(([key, value]) => `${key}: ${value}\n`).join('')}---\n${body}`;

const long = 'Hazelmere Bakery threw away 31 loaves a night in March, and it throws away 4 now. The button did it.';

describe('Index of posts', () => {
  it('finds posts by id and by pillar', () => {
    const index = new PostIndex();
    index.set('a', text({ id: 'aaaaaaaaaaaa', pillar: 'craft' }));
    index.set('b', text({ id: 'aaaaaaaaaaaa', pillar: 'tools' }));
    index.set('c', text({ id: 'cccccccccccc', pillar: 'craft' }));
    assert.deepEqual(uris(index.duplicatesOf('a')), ['b']);
    assert.deepEqual(uris(index.duplicatesOf('c')), []);
    assert.deepEqual(uris(index.withPillar('craft')), ['a', 'c']);
    assert.deepEqual([...index.pillars], ['craft', 'tools']);
    index.set('a', text({ id: 'cccccccccccc', pillar: 'tools' }));
    index.delete('b');
    assert.deepEqual(uris(index.duplicatesOf('c')), ['a']);
    assert.deepEqual(uris(index.withPillar('tools')), ['a']);
  });

  it('finds captions that say nearly the same, and no others', () => {
    const index = new PostIndex();
    index.set('a', text({ caption: `"${long} #ai"` }));
    index.set('b', text({ caption: `"${long.replace('31', '32').toUpperCase()} #bread https://example.com"` }));
    index.set('c', text({ caption: '"The library of the harbour town lends kettles, ladders and one umbrella to whoever asks on a Monday."' }));
    index.set('d', text({ caption: 'Read it.' }));
    index.set('e', text({ caption: 'Read it.' }));
    assert.deepEqual(index.similarCaptions('a').map(({ post }) => post.uri), ['b']);
    assert.deepEqual(index.similarCaptions('d'), []);
  });

  it('finds of the captions that share a band exactly those that have enough bins in common', () => {
    const words = fc.constantFrom('bakery', 'loaf', 'button', 'forecast', 'in 31 days', 'every night', 'throws away', 'reads');
    const caption = fc.array(words, { minLength: 6, maxLength: 10 }).map((chosen) => chosen.join(' '));
    fc.assert(fc.property(fc.array(caption, { maxLength: 25 }), fc.constantFrom(0, 0.3, 0.5, 0.75, 1), (captions, least) => {
      const index = new PostIndex();
      for (const [number, content] of captions.entries()) index.set(String(number), text({ caption: content }));
      for (const { uri, sketch = [] } of index.all) {
        const bands = new Set(bandKeys(sketch));
        const expected = [...index.all].flatMap(({ uri: other, sketch: theirs }) => {
          const alike = theirs?.filter((value, bin) => value === sketch[bin]).length ?? 0;
          const isCandidate = other !== uri && theirs !== undefined && bandKeys(theirs).some((key) => bands.has(key));
          return isCandidate && alike / 32 >= least ? [[other, alike / 32] as const] : [];
        }).sort(([a, alikeA], [b, alikeB]) => alikeB - alikeA || (a < b ? -1 : 1));
        assert.deepEqual(index.similarCaptions(uri, least).map(({ post, similarity }) => [post.uri, similarity]), sketch.length === 0 ? [] : expected);
      }
    }), { numRuns: 200 });
  });

  it('compares captions without spaces too', () => {
    const index = new PostIndex();
    const caption = '这家面包店在三月里每晚扔掉三十一个面包，现在只扔掉四个，因为按钮让面包师可以推翻预测。';
    index.set('a', text({ caption }));
    index.set('b', text({ caption: caption.replace('三月', '四月') }));
    assert.equal(index.similarCaptions('a').length, 1);
  });

  it('adds up what the runs cost', () => {
    const index = new PostIndex();
    const { total } = index.set('a', text({ pipeline: '\n  - { step: draft, status: done, cost_usd: 0.06 }\n  - { step: caption, status: done }' }));
    assert.deepEqual(total, { known: 60_000, unknown: 1 });
  });

  it('tells once per batch what was and what is', () => {
    const index = new PostIndex();
    const events: (readonly PostChange[])[] = [];
    index.onDidChange((changes) => events.push(changes));
    index.set('a', text({ title: 'One' }));
    index.set('a', text({ title: 'One' }));
    index.batch(() => {
      index.set('a', text({ title: 'Two' }));
      index.set('a', text({ title: 'Three' }));
      index.set('b', text({ title: 'New' }));
      index.set('c', text({ title: 'Gone at once' }));
      index.delete('c');
    });
    index.rename('b', 'd');
    assert.deepEqual(
      events.map((changes) => changes.map(({ uri, before, after }) => [uri, before?.title, after?.title])),
      [
        [['a', undefined, 'One']],
        [['a', 'One', 'Three'], ['b', undefined, 'New']],
        [['b', 'New', undefined], ['d', undefined, 'New']],
      ],
    );
  });

  it('drops a read that ends after the post changed', () => {
    const index = new PostIndex();
    const slow = index.beginRead('a');
    index.set('a', text({ title: 'Typed' }));
    assert.equal(index.endRead('a', slow, text({ title: 'From disk' })), false);
    const first = index.beginRead('a');
    const second = index.beginRead('a');
    assert.equal(index.endRead('a', second, text({ title: 'Second' })), true);
    assert.equal(index.endRead('a', first, text({ title: 'First' })), false);
    const deleted = index.beginRead('a');
    index.delete('a');
    assert.equal(index.endRead('a', deleted, text({ title: 'Back' })), false);
    assert.equal(index.get('a'), undefined);
  });

  it('keeps notes as long as the text that they are about', () => {
    const index = new PostIndex();
    const { hash } = index.set('a', text({ title: 'One' }));
    assert.equal(index.annotate('a', hash, { problems: { errors: 1, warnings: 0 } }), true);
    assert.equal(index.annotate('a', hash, { states: { draft: 'stale' } }), true);
    assert.deepEqual(index.get('a')?.notes, { problems: { errors: 1, warnings: 0 }, states: { draft: 'stale' } });
    index.clearNotes('states');
    assert.equal(index.get('a')?.notes.states, undefined);
    index.set('a', text({ title: 'Two' }));
    assert.deepEqual(index.get('a')?.notes, {});
    assert.equal(index.annotate('a', hash, { problems: { errors: 2, warnings: 0 } }), false);
  });

  it('answers as one that was filled from scratch, after any changes', () => {
    const uri = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const content = fc.record({
      id: fc.constantFrom('aaaaaaaaaaaa', 'bbbbbbbbbbbb', ''),
      pillar: fc.constantFrom('craft', 'tools', ''),
      caption: fc.constantFrom(`"${long}"`, `"${long} More."`, `"${long.slice(20)}"`, ''),
    }).map((fields) => text(fields));
    const change = fc.oneof(
      fc.tuple(fc.constant('set' as const), uri, content),
      fc.tuple(fc.constant('delete' as const), uri),
      fc.tuple(fc.constant('rename' as const), uri, uri),
    );
    fc.assert(fc.property(fc.array(change, { maxLength: 30 }), (steps) => {
      const index = new PostIndex();
      const seen = new Map<string, IndexedPost>();
      const texts = new Map<string, string>();
      index.onDidChange((changes) => {
        for (const { uri: changed, after } of changes) {
          if (after) seen.set(changed, after);
          else seen.delete(changed);
        }
      });
      for (const [type, at, argument] of steps) {
        if (type === 'set') {
          index.set(at, argument);
          texts.set(at, argument);
        } else if (type === 'delete') {
          index.delete(at);
          texts.delete(at);
        } else {
          index.rename(at, argument);
          const moved = texts.get(at);
          if (moved !== undefined && at !== argument) {
            texts.delete(at);
            texts.set(argument, moved);
          }
        }
      }
      const fresh = new PostIndex();
      for (const [at, content] of texts) fresh.set(at, content);
      assert.deepEqual(answers(index), answers(fresh));
      assert.deepEqual([...seen.values()].sort(byUri), [...index.all].sort(byUri));
    }), { numRuns: 500 });
  });
});

function answers(index: PostIndex): unknown {
  const posts = [...index.all].sort(byUri);
  return {
    posts,
    pillars: [...index.pillars].map(String).sort(),
    byPillar: index.pillars.map((pillar) => [String(pillar), uris(index.withPillar(pillar))]).sort(),
    duplicates: posts.map(({ uri }) => uris(index.duplicatesOf(uri))),
    similar: posts.map(({ uri }) => index.similarCaptions(uri).map(({ post, similarity }) => [post.uri, similarity])),
  };
}

function uris(posts: readonly IndexedPost[]): readonly string[] {
  return posts.map(({ uri }) => uri).sort();
}

function byUri(a: IndexedPost, b: IndexedPost): number {
  return a.uri < b.uri ? -1 : 1;
}
