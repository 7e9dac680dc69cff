import assert from 'node:assert/strict';
import { marks, postText, quick } from './support.js';

const other = { uri: 'file:///b.post.md', name: 'posts/b.post.md' };
const studio = 'pillars:\n  ai-products: { name: AI }\n  craft: {}\navoid: [unlock, game-changer]\n';

interface Case {
  readonly name: string;
  readonly text: string;
  readonly expected: readonly string[];
  readonly studio?: string;
}

const cases: readonly Case[] = [
  { name: 'a post that is in order', text: postText('pillar: craft\ncaption: Fine\nhero: { image: a.png, alt: A cat }\n', 'Body.\n'), expected: [], studio },
  { name: 'no id', text: '---\ntitle: A title\n---\n', expected: ['id-missing «title»'] },
  { name: 'an empty id', text: '---\nid:\ntitle: A title\n---\n', expected: [] },
  { name: 'no id in front matter that cannot be changed', text: '---\ntitle: A title\nx: [\n---\n', expected: ['yaml-syntax «»'] },
  { name: 'no front matter at all', text: 'Body.\n', expected: ['title-missing «»'] },
  { name: 'an unknown pillar', text: postText('pillar: ai-product\n'), expected: ['unknown-pillar «ai-product»'], studio },
  { name: 'a pillar named like a method of objects', text: postText('pillar: constructor\n'), expected: ['unknown-pillar «constructor»'], studio },
  { name: 'any pillar without a studio file', text: postText('pillar: anything\n'), expected: [] },
  { name: 'a hero without alt text', text: postText('hero: { image: a.png }\n'), expected: ['hero-without-alt «a.png»'] },
  { name: 'a hero with empty alt text', text: postText('hero:\n  image: a.png\n  alt: ""\n'), expected: ['hero-without-alt «alt»'] },
  { name: 'alt text without a hero', text: postText('hero: { alt: A cat }\n'), expected: [] },
  { name: 'avoided words in body and caption', text: postText('caption: >-\n  We Unlock it\n', 'A game-changer.\n'), expected: ['avoided-word «Unlock»', 'avoided-word «game-changer»'], studio },
  { name: 'avoided words in a variant', text: postText('captions: { x: "unlock" }\n'), expected: ['avoided-word «unlock»'], studio },
  { name: 'avoided words elsewhere', text: postText('plan: { brief: unlock }\n', '`unlock`\n'), expected: [], studio },
  { name: 'a hashtag that YAML cuts off', text: postText('caption: Text #ai\n'), expected: ['caption-comment «#ai»'] },
];

describe('Quick checks', () => {
  for (const { name, text, expected, studio: yaml } of cases) {
    it(`of ${name}`, () => {
      assert.deepEqual(marks(text, quick(text, { studio: yaml ?? '' })).map((mark) => (mark.startsWith('yaml-syntax') ? 'yaml-syntax «»' : mark)), expected);
    });
  }

  it('name the post that has the same id', () => {
    const text = postText('');
    const [problem] = quick(text, { neighbors: { sameId: [other], similarCaption: [] } });
    assert.deepEqual(marks(text, problem ? [problem] : []), ['duplicate-id «N0aoCsQqhoyf»']);
    assert.equal(problem?.message, 'posts/b.post.md has the same id. Every post needs its own.');
    assert.deepEqual(problem.neighbors, [other]);
  });

  it('name the post whose caption is almost the same', () => {
    const text = postText('caption: The same words\n');
    const [problem] = quick(text, { neighbors: { sameId: [], similarCaption: [other] } });
    assert.deepEqual(marks(text, problem ? [problem] : []), ['near-duplicate-caption «caption»']);
    assert.deepEqual(problem?.neighbors, [other]);
  });

  it('suggest the pillar that was meant', () => {
    assert.equal(quick(postText('pillar: Craft\n'), { studio })[0]?.message, 'galley.yaml has no pillar "Craft". Did you mean "craft"?');
    assert.equal(quick(postText('pillar: else\n'), { studio })[0]?.message, 'galley.yaml has no pillar "else". It has ai-products, craft.');
  });

  it('count UTF-16 units behind a byte order mark and CRLF', () => {
    const text = `\uFEFF${postText('', 'Body 😀 unlock\n')}`.replaceAll('\n', '\r\n');
    assert.deepEqual(marks(text, quick(text, { studio })), ['avoided-word «unlock»']);
  });

  it('say no more than that it is binary of a binary file', () => {
    assert.deepEqual(quick(postText('hero: { image: a.png }\n', 'a\0b')).map(({ code }) => code), ['binary-file']);
  });
});
