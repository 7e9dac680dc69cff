import assert from 'node:assert/strict';
import { parsePost } from '../../../src/post/parse.js';
import { starterText } from '../../../src/starter/starter.js';
import { answersFrom, Surveying, type Survey } from '../../../src/starter/survey.js';
import { parseStudio } from '../../../src/studio/studio.js';

function survey(posts: Readonly<Record<string, string>>, finished: readonly string[] = []): Survey {
  const surveying = new Surveying();
  for (const [path, frontMatter] of Object.entries(posts)) surveying.add({ post: parsePost(`---\n${frontMatter}\n---\n`), path, isFinished: finished.includes(path) });
  return surveying.result;
}

const posts = {
  'posts/b.post.md': 'title: B\npillar: craft\ncaption: "#Ovens #craft"\ncaptions: { linkedin: "#ovens" }\nhero: { aspect_ratio: "4:5" }',
  'posts/a.post.md': 'title: A\npillar: craft\ncaption: "#ovens #one"\nhero: { aspect_ratio: "4:5" }',
  'posts/c.post.md': 'pillar: tools\ncaption: "#craft"\ncaptions: { x: "a" }\nhero: { aspect_ratio: "1:9" }',
  'posts/[d].post.md': 'title: D',
};

describe('What existing posts have in common', () => {
  it('is counted by post, the most used first', () => {
    const found = survey(posts);
    assert.deepEqual(found.pillars, [{ value: 'craft', posts: 2 }, { value: 'tools', posts: 1 }]);
    assert.deepEqual(found.platforms.map(({ value }) => value), ['linkedin', 'x']);
    assert.deepEqual(found.aspectRatios, [{ value: '4:5', posts: 2 }]);
  });

  it('is hashtags of more than one post', () => {
    assert.deepEqual(survey(posts).hashtags.map(({ value, posts: uses }) => [value.toLowerCase(), uses]), [['craft', 2], ['ovens', 2]]);
  });

  it('offers finished posts as examples, but none whose path would be read as a pattern', () => {
    assert.deepEqual(survey(posts, ['posts/[d].post.md', 'posts/b.post.md', 'posts/c.post.md']).examples, [
      { path: 'posts/b.post.md', title: 'B' }, { path: 'posts/c.post.md', title: 'posts/c.post.md' },
    ]);
  });

  it('makes a studio file in which every pillar of the posts is known', () => {
    const { studio, problems } = parseStudio(starterText(answersFrom(survey(posts, ['posts/b.post.md']), { name: 'Ovens' })));
    assert.deepEqual(problems, []);
    assert.deepEqual([studio.name, Object.keys(studio.pillars), studio.pillars['craft']?.name, studio.hero.aspectRatio, studio.examples], ['Ovens', ['craft', 'tools'], 'Craft', '4:5', ['posts/b.post.md']]);
  });
});
