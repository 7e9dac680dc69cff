import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits } from '../../../src/common/text.js';
import { clusterFileName, newClusterText } from '../../../src/plan/clusterText.js';
import { parseCluster } from '../../../src/plan/cluster.js';
import { clusterReference, freeNames, plannedPostText } from '../../../src/plan/postFiles.js';
import { settleFacts } from '../../../src/plan/sources.js';
import { parsePost } from '../../../src/post/parse.js';
import type { Receipt } from '../../../src/post/post.js';
import '../../support/fastCheck.js';
import { reviewItem } from './support.js';

const receipt: Receipt = { step: 'plan', status: 'done', provider: 'openai', model: 'gpt-6-luna', cost: 1_624, costBasis: 'computed', channel: 'api', seconds: 3.2, at: '2026-05-11T15:10:00Z', inputs: 'abc' };

describe('the file of a planned post', () => {
  it('holds the plan, the special message word for word, its sources and one line for each receipt', () => {
    const message = "Generate exactly 5 items: 1 with content_format='video' and 4 with content_format='hero_text'.";
    const text = plannedPostText({ item: reviewItem({ pillar: 'craft', contentFormat: 'video' }), message, sources: ['facts/seeds.cluster.md#f1', 'facts/seeds.cluster.md#f3'], receipts: [receipt] }, 'N0aoCsQqhoyf');
    assert.equal(text, `---
id: N0aoCsQqhoyf
title: A title
pillar: craft
content_format: video
plan:
  brief: >-
    What it argues.
  rationale: >-
    Why.
  special_message: >-
    Generate exactly 5 items: 1 with content_format='video' and 4 with content_format='hero_text'.
  sources:
    - cluster: facts/seeds.cluster.md#f1
    - cluster: facts/seeds.cluster.md#f3
pipeline:
  - { step: plan, status: done, provider: openai, model: gpt-6-luna, cost_usd: 0.001624, cost_basis: computed, channel: api, seconds: 3.2, at: 2026-05-11T15:10:00Z, inputs: abc }
---
`);
  });

  it('reads back as it was planned, whatever was typed', () => {
    const words = fc.string({ unit: fc.constantFrom('a', 'é', ' ', '\n', ':', ' #', '- ', '"', "'", '{', '@', '%', '🖨️', '^f1', '---'), maxLength: 60 });
    fc.assert(
      fc.property(words.filter((text) => text.trim() !== ''), words, words, words, (title, brief, rationale, message) => {
        const item = reviewItem({ title, brief, rationale });
        const post = parsePost(plannedPostText({ item, message, sources: ['a.cluster.md#f1'], receipts: [receipt] }));
        assert.deepEqual(post.problems, []);
        assert.equal(post.title, title.replace(/\s+/gu, ' ').trim());
        assert.equal(post.plan.brief?.trim() ?? '', brief.trim());
        assert.equal(post.plan.rationale, rationale.trim() === '' ? undefined : rationale.trim());
        assert.equal(post.plan.specialMessage ?? '', message);
        assert.deepEqual(post.plan.sources.map(({ cluster }) => cluster), ['a.cluster.md#f1']);
        assert.equal(post.pipeline[0]?.cost, 1_624);
        assert.equal(post.body.text.trim(), '');
      }),
    );
  });
});

describe('names of new posts', () => {
  it('come from the titles, and none is taken twice, also not by case', async () => {
    const onDisk = new Set(['bread.post.md', 'bread-3.post.md']);
    const names = await freeNames(['Bread', 'BREAD!', 'Milk', 'Con', '?'], (name) => Promise.resolve(onDisk.has(name)));
    assert.deepEqual(names, ['bread-2.post.md', 'bread-4.post.md', 'milk.post.md', 'con-post.post.md', 'post.post.md']);
  });
});

describe('the cluster as posts name it', () => {
  it('is looked for beside the post, then from the workspace folder', () => {
    assert.equal(clusterReference('/w/posts/a.cluster.md', '/w/posts', '/w'), 'a.cluster.md');
    assert.equal(clusterReference('/w/facts/a.cluster.md', '/w/posts', '/w'), 'facts/a.cluster.md');
    assert.equal(clusterReference('/w/posts-old/a.cluster.md', '/w/posts', undefined), undefined);
    assert.equal(clusterReference('/a.cluster.md', '/', undefined), 'a.cluster.md');
  });
});

describe('facts by the time that posts are made', () => {
  const planned = [{ id: 'f1', text: 'One.' }, { id: 'f2', text: 'Two.' }, { id: 'f3', text: 'Three.' }];

  it('get the ids that they were planned with where the file is as it was, and no others do', () => {
    const text = '- One. ^f1\n- Two.\n- Three.\n- Four.\n';
    const { ids, edits } = settleFacts(text, planned.slice(0, 2));
    assert.deepEqual([...ids], [['f1', 'f1'], ['f2', 'f2']]);
    assert.equal(applyEdits(text, edits), '- One. ^f1\n- Two. ^f2\n- Three.\n- Four.\n');
  });

  it('are found by their words when they were moved, by their id when they were reworded, and else are gone', () => {
    const text = '- A new one.\n- Two.\n- One, put better. ^f1\n';
    const { ids, edits } = settleFacts(text, planned);
    assert.deepEqual([...ids], [['f1', 'f1'], ['f2', 'f3']]);
    assert.equal(applyEdits(text, edits), '- A new one.\n- Two. ^f3\n- One, put better. ^f1\n');
  });
});

describe('a new cluster', () => {
  it('has a title that any text may be, and no fact yet', () => {
    assert.equal(newClusterText('Tides: 1911'), '---\ntitle: "Tides: 1911"\nurls: []\n---\n\n- ');
    assert.deepEqual(parseCluster(newClusterText('Tides')).facts, []);
    assert.equal(clusterFileName('Tides: 1911'), 'tides-1911.cluster.md');
  });
});
