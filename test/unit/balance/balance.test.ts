import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Balance } from '../../../src/balance/balance.js';
import type { PostRef, ReadPost } from '../../../src/balance/traits.js';
import { parseFacts } from '../../../src/plan/cluster.js';
import '../../support/fastCheck.js';
import { balance, pillarsOf, postWith } from './support.js';

const opener = (key: string): { readonly key: string; readonly text: string } => ({ key, text: key });
const uris = (posts: readonly PostRef[]): readonly string[] => posts.map(({ uri }) => uri);

describe('The balance of posts', () => {
  it('counts pillars and formats: those of the studio first, also where no post is', () => {
    const { pillars } = balance(
      [postWith('a', { pillar: 'tools', contentFormat: 'video' }), postWith('b', { pillar: 'zebra' }), postWith('c', { contentFormat: 'hero_text' }), postWith('d', { pillar: 'apples' })],
      { pillars: pillarsOf({ craft: 'Craft', tools: 'Tools' }) },
    );
    assert.deepEqual(pillars.map(({ key, isKnown, formats: { hero_text, video, none }, posts }) => [key, isKnown, hero_text, video, none, posts]), [
      ['craft', true, 0, 0, 0, 0], ['tools', true, 0, 1, 0, 1], ['apples', false, 0, 0, 1, 1], ['zebra', false, 0, 0, 1, 1], [undefined, false, 1, 0, 0, 1],
    ]);
  });

  it('shows what begins alike, the most shared first', () => {
    const { openers } = balance([
      postWith('a', { openers: { title: opener('how to bake'), body: opener('nobody counted the') } }),
      postWith('b', { openers: { title: opener('how to bake'), body: opener('once upon a') } }),
      postWith('c', { openers: { body: opener('nobody counted the'), caption: opener('how to bake') } }),
      postWith('d', { openers: { body: opener('nobody counted the') } }),
    ]);
    assert.deepEqual(openers.map(({ place, posts }) => [place, uris(posts)]), [['body', ['a', 'c', 'd']], ['title', ['a', 'b']]]);
  });

  it('shows same hashtag sets, whatever the order and case of the tags', () => {
    const { hashtagSets } = balance([postWith('a', { hashtags: ['AI', 'craft'] }), postWith('b', { hashtags: ['craft', 'ai'] }), postWith('c', { hashtags: ['ai'] }), postWith('d'), postWith('e')]);
    assert.deepEqual(hashtagSets.map(({ hashtags, posts }) => [hashtags, uris(posts)]), [[['AI', 'craft'], ['a', 'b']]]);
  });

  it('adds up words to avoid', () => {
    const { avoided } = balance([postWith('a', { avoided: [{ word: 'unlock', count: 2 }] }), postWith('b', { avoided: [{ word: 'unlock', count: 1 }, { word: 'deep', count: 9 }] })]);
    assert.deepEqual(avoided.map(({ word, count, posts }) => [word, count, uris(posts)]), [['deep', 9, ['b']], ['unlock', 3, ['a', 'b']]]);
  });

  it('is the same whatever the order of the posts', () => {
    fc.assert(fc.property(fc.uniqueArray(anyPost, { selector: ({ uri }) => uri, maxLength: 12 }), fc.array(fc.nat(), { minLength: 12, maxLength: 12 }), (posts, order) => {
      const shuffled = posts.map((post, number) => ({ post, at: order[number] ?? 0 })).sort((a, b) => a.at - b.at).map(({ post }) => post);
      assert.deepEqual(balance(shuffled), balance(posts));
    }));
  });
});

describe('Special messages', () => {
  const said = 'Exactly 3 posts: 1 video and 2 hero_text, at least 1 on craft.';
  const batch = [postWith('a', { specialMessage: said, contentFormat: 'video' }), postWith('b', { specialMessage: said, pillar: 'craft' }), postWith('c'), postWith('d', { specialMessage: 'Keep it short.' })];
  const counted = (message: string | undefined): unknown => balance(batch, { message, pillars: pillarsOf({ craft: 'Craft' }) }).messages.map((one) =>
    [one.message, one.scope, one.posts, one.quotas.map(({ quota, have, missing, surplus }) => [quota.contentFormat ?? quota.pillar ?? 'all', have, missing, surplus])]);

  it('are held against the posts whose plan they are in; those without numbers are not', () => {
    assert.deepEqual(counted(undefined), [[said, 'posts', 2, [['all', 2, 1, 0], ['video', 1, 0, 0], ['hero_text', 1, 1, 0], ['craft', 1, 0, 0]]]]);
  });

  it('that are typed are held against all posts, also where they say no number', () => {
    assert.deepEqual(counted('At most 3 posts'), [['At most 3 posts', 'all', 4, [['all', 4, 0, 1]]]]);
    assert.deepEqual(counted('Be brief.'), [['Be brief.', 'all', 4, []]]);
  });
});

describe('The facts that posts use', () => {
  const clusters = [
    { uri: 'near/a.cluster.md', name: 'near/a.cluster.md', facts: parseFacts('- One ^f1\n- Two ^f2\n- Three') },
    { uri: 'far/b.cluster.md', name: 'far/b.cluster.md', facts: parseFacts('- Only ^f1') },
  ];
  const source = (cluster: string, fact?: string): ReadPost['sources'][number] => ({ cluster, fact });
  const candidates = (_: string, { cluster }: { readonly cluster: string }): readonly string[] => [`near/${cluster}`, `far/${cluster}`];
  const shown = ({ clusters: found }: Balance): unknown =>
    found.map(({ name, facts, whole, unknown }) => [name, facts.map(({ id, posts }) => [id, uris(posts)]), uris(whole), unknown.map(({ id, posts }) => [id, uris(posts)])]);

  it('are listed by cluster: unused, used once, used more often, and by whom', () => {
    const posts = [postWith('p', { sources: [source('a.cluster.md', 'f1')] }), postWith('q', { sources: [source('a.cluster.md', 'f1'), source('a.cluster.md')] })];
    assert.deepEqual(shown(balance(posts, { clusters, candidates })), [
      ['far/b.cluster.md', [['f1', []]], [], []],
      ['near/a.cluster.md', [['f1', ['p', 'q']], ['f2', []], [undefined, []]], ['q'], []],
    ]);
  });

  it('of a selection are those of the clusters that it names', () => {
    const posts = [postWith('p', { sources: [source('b.cluster.md', 'f1')] })];
    assert.deepEqual(shown(balance(posts, { clusters, candidates, isWhole: false })), [['far/b.cluster.md', [['f1', ['p']]], [], []]]);
  });

  it('may be named and not be there, as may their file', () => {
    const posts = [postWith('p', { sources: [source('b.cluster.md', 'f9'), source('lost.cluster.md', 'f1')] })];
    assert.deepEqual(shown(balance(posts, { clusters, candidates, isWhole: false })), [
      ['far/b.cluster.md', [['f1', []]], [], [['f9', ['p']]]],
      ['lost.cluster.md', [], [], [['f1', ['p']]]],
    ]);
  });
});

const few = (...values: readonly string[]) => fc.constantFrom(...values);
const anyPost: fc.Arbitrary<ReadPost> = fc.record({
  uri: fc.nat({ max: 30 }).map((number) => `post-${number}`),
  pillar: few('', 'craft', 'tools', 'zebra').map((pillar) => pillar || undefined),
  contentFormat: fc.constantFrom(undefined, 'hero_text', 'video'),
  title: few('a b c', 'a b d', 'x'),
  caption: few('', 'a b c', 'q r s'),
  hashtags: fc.uniqueArray(few('ai', 'AI2', 'craft'), { maxLength: 3 }),
  sources: fc.uniqueArray(few('f1', 'f2', 'f3', ''), { maxLength: 3 }),
}).map(({ uri, pillar, contentFormat, title, caption, hashtags, sources }) => postWith(uri, {
  pillar, contentFormat, hashtags,
  openers: { title: opener(title), ...(caption === '' ? {} : { caption: opener(caption) }) },
  sources: sources.map((fact) => ({ cluster: 'a.cluster.md', fact: fact === '' ? undefined : fact })),
}));

/** Groups by looking at every pair, again and again until nothing more is linked. */
function groupsByPairs(posts: readonly ReadPost[], isLinked: (a: ReadPost, b: ReadPost) => boolean): readonly string[] {
  const groups = posts.map((post) => new Set([post]));
  for (let isMerged = true; isMerged; ) {
    isMerged = false;
    for (const a of groups) {
      for (const b of groups) {
        if (a === b || ![...a].some((one) => [...b].some((other) => isLinked(one, other) || isLinked(other, one)))) continue;
        for (const one of b) a.add(one);
        groups.splice(groups.indexOf(b), 1);
        isMerged = true;
      }
    }
  }
  return groups.filter(({ size }) => size > 1).map((group) => Array.from(group, ({ uri }) => uri).sort().join(' ')).sort();
}

describe('The balance, against a search of every pair', () => {
  const posts = fc.uniqueArray(anyPost, { selector: ({ uri }) => uri, maxLength: 14 });
  const grouped = (groups: readonly (readonly PostRef[])[]): readonly string[] => groups.map((group) => [...uris(group)].sort().join(' ')).sort();

  it('finds the same openers', () => {
    fc.assert(fc.property(posts, (some) => {
      const { openers } = balance(some);
      for (const place of ['title', 'caption'] as const) {
        const expected = groupsByPairs(some, (a, b) => a.openers[place] !== undefined && a.openers[place].key === b.openers[place]?.key);
        assert.deepEqual(grouped(openers.filter((one) => one.place === place).map((one) => one.posts)), expected);
      }
    }));
  });

  it('finds the same hashtag sets', () => {
    fc.assert(fc.property(posts, (some) => {
      const same = (a: ReadPost, b: ReadPost): boolean => a.hashtags.length > 0 && a.hashtags.length === b.hashtags.length && a.hashtags.every((tag) => b.hashtags.includes(tag));
      assert.deepEqual(grouped(balance(some).hashtagSets.map((set) => set.posts)), groupsByPairs(some, same));
    }));
  });

  it('finds the same chains of alike captions, whichever way they are told', () => {
    fc.assert(fc.property(posts, fc.array(fc.tuple(fc.nat({ max: 30 }), fc.nat({ max: 30 })), { maxLength: 12 }), (some, pairs) => {
      const isTold = (a: string, b: string): boolean => pairs.some(([from, to]) => a === `post-${from}` && b === `post-${to}`);
      const similar = (uri: string): readonly string[] => Array.from({ length: 31 }, (_, number) => `post-${number}`).filter((other) => isTold(uri, other));
      assert.deepEqual(grouped(balance(some, { similar }).similarCaptions), groupsByPairs(some, (a, b) => a !== b && isTold(a.uri, b.uri)));
    }));
  });

  it('counts the same: pillars, formats and facts', () => {
    fc.assert(fc.property(posts, (some) => {
      const clusters = [{ uri: 'a.cluster.md', name: 'a', facts: parseFacts('- One ^f1\n- Two ^f2') }];
      const { pillars, clusters: used } = balance(some, { clusters });
      for (const { key, formats, posts: all } of pillars) {
        const those = some.filter(({ pillar }) => pillar === key);
        assert.deepEqual([all, formats.video, formats.none], [those.length, those.filter(({ contentFormat }) => contentFormat === 'video').length, those.filter(({ contentFormat }) => !contentFormat).length]);
      }
      assert.equal(pillars.reduce((sum, { posts: count }) => sum + count, 0), some.length);
      const naming = (fact: string | undefined): readonly string[] => some.filter(({ sources }) => sources.some((one) => one.fact === fact)).map(({ uri }) => uri).sort();
      const [cluster] = used;
      assert.deepEqual(cluster?.facts.map(({ id, posts: by }) => [id, uris(by)]), [['f1', naming('f1')], ['f2', naming('f2')]]);
      assert.deepEqual([uris(cluster.whole), cluster.unknown.flatMap(({ posts: by }) => uris(by))], [naming(undefined), naming('f3')]);
    }));
  });
});
