import assert from 'node:assert/strict';
import { filterPosts, groupPosts, sortPosts, stateOf, type Grouping, type Wording } from '../../../src/posts/list.js';
import { PostIndex, type IndexedPost, type PostNotes } from '../../../src/posts/postIndex.js';

const wording: Wording = { pillarName: (pillar) => (pillar === 'craft' ? 'How things are made' : pillar), language: 'en' };

const complete = 'caption: A caption\nhero: { image: media/a_hero.png, alt: A picture }\n';

function indexOf(posts: Readonly<Record<string, string>>): PostIndex {
  const index = new PostIndex();
  for (const [uri, frontMatter] of Object.entries(posts)) index.set(uri, `---\n${frontMatter}---\n${frontMatter.includes('hero:') ? 'Body.' : ''}`);
  return index;
}

function postOf(frontMatter: string, notes: PostNotes = {}): IndexedPost {
  const index = indexOf({ a: frontMatter });
  const hash = index.get('a')?.hash ?? '';
  index.annotate('a', hash, notes);
  const post = index.get('a');
  assert.ok(post);
  return post;
}

function shown(index: PostIndex, grouping: Grouping): Promise<unknown> {
  const pause = (): Promise<void> => Promise.resolve();
  return Promise.all(groupPosts([...index.all], grouping, wording).map(async ({ label, posts }) => [label, ...(await sortPosts(posts, grouping, wording, pause)).map(({ uri }) => uri)]));
}

describe('State of a post', () => {
  it('is told by what is there until its steps have been looked at', () => {
    assert.equal(stateOf(postOf('title: A\n')), 'planned');
    assert.equal(stateOf(postOf('caption: A caption\n')), 'started');
    assert.equal(stateOf(postOf(complete)), 'finished');
    assert.equal(stateOf(postOf(`content_format: video\n${complete}`)), 'started');
    assert.equal(stateOf(postOf(`content_format: video\n${complete}video: { file: media/a_video.mp4 }\n`)), 'finished');
  });

  it('follows its steps once they have been', () => {
    assert.equal(stateOf(postOf(complete, { states: { draft: 'fresh', caption: 'stale' } })), 'stale');
    assert.equal(stateOf(postOf(complete, { states: { draft: 'edited', caption: 'missing' } })), 'started');
    assert.equal(stateOf(postOf(complete, { states: { draft: 'fresh', caption: 'edited', video: 'missing' } })), 'finished');
  });
});

describe('List of posts', () => {
  const receipt = (at: string): string => `pipeline:\n  - { step: draft, status: done, cost_usd: 0.5, at: ${at} }\n`;
  const index = indexOf({
    'a/one.post.md': `title: Post 10\npillar: craft\n${receipt('2026-05-11T15:17:00Z')}`,
    'a/two.post.md': `title: Post 9\npillar: craft\ncontent_format: video\n${receipt('2026-06-01T08:00:00Z')}`,
    'a/ofen%20zwei.post.md': 'pillar: apples\ncontent_format: hero_text\n',
    'b/four.post.md': `title: Loose\n${complete}${receipt('2026-05-12T10:00:00Z')}`,
  });

  it('groups by pillar under the names of the studio, those without last', async () => {
    assert.deepEqual(await shown(index, 'pillar'), [
      ['apples', 'a/ofen%20zwei.post.md'],
      ['How things are made', 'a/two.post.md', 'a/one.post.md'],
      ['No pillar', 'b/four.post.md'],
    ]);
  });

  it('groups by format', async () => {
    assert.deepEqual(await shown(index, 'format'), [
      ['Hero and text', 'a/ofen%20zwei.post.md'],
      ['Video', 'a/two.post.md'],
      ['No format', 'b/four.post.md', 'a/one.post.md'],
    ]);
  });

  it('groups by state, what needs somebody first', async () => {
    assert.deepEqual(await shown(index, 'state'), [
      ['To do', 'a/ofen%20zwei.post.md', 'a/two.post.md', 'a/one.post.md'],
      ['Finished', 'b/four.post.md'],
    ]);
  });

  it('groups by the month of the last run, latest first', async () => {
    assert.deepEqual(await shown(index, 'date'), [
      ['June 2026', 'a/two.post.md'],
      ['May 2026', 'b/four.post.md', 'a/one.post.md'],
      ['No run yet', 'a/ofen%20zwei.post.md'],
    ]);
  });

  it('adds up cost and problems of a group', () => {
    const problems = postOf(`pillar: craft\n${receipt('2026-05-11T15:17:00Z')}`, { problems: { errors: 0, warnings: 2 } });
    const [group] = groupPosts([problems, ...index.withPillar('craft')], 'pillar', wording);
    assert.deepEqual(group && [group.total.known, group.withProblems], [1_500_000, 1]);
  });

  it('finds posts by words of title, pillar name and file name, in any order and case', () => {
    const found = (filter: string): readonly string[] => filterPosts(index.all, filter, wording).map(({ uri }) => uri);
    assert.deepEqual(found('MADE post 9'), ['a/two.post.md']);
    assert.deepEqual(found('ofen zwei'), ['a/ofen%20zwei.post.md']);
    assert.deepEqual(found('apples post.md'), ['a/ofen%20zwei.post.md']);
    assert.deepEqual(found('no such words'), []);
    assert.equal(found('  ').length, 4);
  });
});
