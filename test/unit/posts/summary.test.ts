import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parsePost } from '../../../src/post/parse.js';
import { readSummary, summaryOf } from '../../../src/posts/summary.js';
import { mutilated, post } from '../post/generators.js';

const finished = `---
id: N0aoCsQqhoyf
title: "A \\"title\\", one line"
pillar: ai-products   # a key of galley.yaml
content_format: hero_text
plan:
  brief: >-
    What the piece argues.
  sources:
    - cluster: qwen-shopping.cluster.md#f3
caption: >-
  Text with hashtags,
  on two lines. #ai #agents
captions: { linkedin: a, x: b }
hero: { image: media/k3J9sd02LmQp_hero.png, alt: "A picture, described", aspect_ratio: "16:9", seed: 7 }
pipeline:
  - { step: draft, status: failed, provider: openai, model: gpt-6-luna, at: 2026-05-11T15:16:00Z, error: "Refused: too long" }
  - { step: hero_image, status: done, provider: fal, model: fal-ai/flux-pro/v1.1-ultra, artifact: media/k3J9sd02LmQp_hero.png, cost_usd: 0.06, tokens: { input: 10, output: 20 }, at: 2026-05-11T15:17:00Z }
---
Body.
`;

describe('Summary of a post', () => {
  it('of a finished post has what a list shows', () => {
    assert.deepEqual(readSummary(finished), {
      id: 'N0aoCsQqhoyf',
      title: 'A "title", one line',
      pillar: 'ai-products',
      contentFormat: 'hero_text',
      caption: 'Text with hashtags, on two lines. #ai #agents',
      heroImage: 'media/k3J9sd02LmQp_hero.png',
      hasBody: true,
      hasAltText: true,
      hasVideo: false,
      receipts: [
        { step: 'draft', status: 'failed', provider: 'openai', model: 'gpt-6-luna', cost: undefined, at: '2026-05-11T15:16:00Z' },
        { step: 'hero_image', status: 'done', provider: 'fal', model: 'fal-ai/flux-pro/v1.1-ultra', cost: 60_000, at: '2026-05-11T15:17:00Z' },
      ],
    });
  });

  it('is what the parser reads, for every post', () => {
    fc.assert(fc.property(fc.oneof(post, mutilated), (text) => {
      assert.deepEqual(readSummary(text), summaryOf(parsePost(text)));
    }), { numRuns: 800 });
  });

  for (const [form, line] of Object.entries({
    'a quoted text': `title: 'one two'`, 'an escape': `title: "one\\ttwo"`, 'a folded block': 'title: >-\n  one\n  two', 'an anchor': 'title: &a one two',
    'a comment behind it': 'title: one two # three', 'two lines': 'title: one\n  two', 'a tag': 'title: !!str one two', 'no front matter key order': 'hero: { alt: x }\ntitle: one two',
    'a comment in a block': 'title: >-\n  one two\n# three', 'a comment below': 'title: one two\n  # three', 'a quoted key': '"title": one two', 'an alias': 'x: &a one two\ntitle: *a',
  })) {
    it(`reads a title with ${form}`, () => {
      assert.equal(readSummary(`---\n${line}\n---\n`).title, 'one two');
    });
  }

  it('keeps texts that look like null only where they are not quoted', () => {
    const { title, pillar, heroImage } = readSummary('---\ntitle: "null"\npillar: null\nhero: { image: ~ }\n---\n');
    assert.deepEqual({ title, pillar, heroImage }, { title: 'null', pillar: undefined, heroImage: undefined });
  });

  it('reads what it can of a file that is no post', () => {
    assert.equal(readSummary('Just words.').hasBody, true);
    assert.equal(readSummary('').hasBody, false);
    assert.equal(readSummary('---\ntitle: A: b\n---\n').title, 'A: b');
  });
});
