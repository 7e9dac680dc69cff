import assert from 'node:assert/strict';
import { bodyState, pageState, ratioOf } from '../../../src/preview/page.js';
import type { PostDetails } from '../../../src/preview/view.js';
import type { KeySpans, Post, Receipt } from '../../../src/post/post.js';

const details: PostDetails = {
  pillar: 'AI products',
  meters: (caption) => [{ label: 'X', length: caption.length, max: 280 }],
  platformLabel: (platform) => platform.toUpperCase(),
};

function post(fields: Partial<Post>): Post {
  const text = fields.text ?? '';
  return {
    text, frontMatter: undefined, body: { text, span: { start: 0, end: text.length } }, plan: { sources: [] }, captions: {}, hero: {}, video: {},
    pipeline: [], chatReferences: [], problems: [], spans: new Map<string, KeySpans>(), isEditable: true, ...fields,
  };
}

function page(fields: Partial<Post>) {
  return pageState({ post: post(fields), uri: 'file:///a.post.md', fileName: 'a.post.md', hero: { type: 'none' }, details });
}

const image: Receipt = {
  step: 'hero_image', status: 'done', provider: 'fal', model: 'fal-ai/flux', artifact: 'media/a_hero.png', cost: 60_000, costBasis: 'billed',
  channel: 'api', seconds: 18.3, at: '2026-05-11T15:17:00Z',
};

describe('pageState', () => {
  it('names pillar and format', () => {
    assert.deepEqual(page({ pillar: 'ai', contentFormat: 'hero_text' }).tags, ['AI products', 'Hero and text']);
  });

  it('lists receipts newest first, an unknown cost as unknown', () => {
    const { receipts, total } = page({ pipeline: [image, { step: 'caption', status: 'failed', platform: 'x', error: 'No answer' }] });
    assert.deepEqual(receipts.map(({ step, cost }) => [step, cost]), [['Caption for x', 'unknown'], ['Hero image', '$0.06']]);
    assert.equal(receipts[1]?.duration, '18.3 s');
    assert.equal(total, '$0.06 + 1 unknown');
  });

  it('shows the main caption before its variants, and none that is blank', () => {
    assert.deepEqual(page({ caption: 'Main', captions: { x: 'Short' } }).captions.map(({ label, text }) => [label, text]), [['Every platform', 'Main'], ['X', 'Short']]);
    assert.deepEqual(page({ caption: ' \n' }).captions, []);
  });

  it('has a place for a clip in video posts alone', () => {
    const input = { post: post({}), uri: 'u', fileName: 'a.post.md', hero: { type: 'none' }, details } as const;
    assert.equal(pageState(input).video, undefined);
    assert.deepEqual(pageState({ ...input, video: { type: 'none' } }).video, { type: 'none' });
  });

  it('says where each section stands', () => {
    const spans = new Map([['title', { key: { start: 4, end: 9 }, value: { start: 11, end: 12 } }]]);
    assert.equal(page({ spans }).offsets.title, 4);
    assert.equal(page({ spans }).offsets.plan, undefined);
  });
});

describe('bodyState', () => {
  it('counts the lines above the body', () => {
    const text = '---\ntitle: A\n---\nBody\n';
    const start = text.indexOf('Body');
    assert.equal(bodyState(post({ text, body: { text: 'Body\n', span: { start, end: text.length } } }), 'u', undefined).firstLine, 3);
  });

  it('says so when the body is cut', () => {
    const text = 'words and words\n'.repeat(20_000);
    assert.match(bodyState(post({ text }), 'u', undefined).note ?? '', /first 200,000 of 320,000 characters/);
    assert.equal(bodyState(post({ text: 'short' }), 'u', undefined).note, undefined);
  });
});

describe('ratioOf', () => {
  it('reads width and height', () => {
    assert.deepEqual(ratioOf('16:9'), { width: 16, height: 9 });
    for (const other of [undefined, '', '16', '0:9', '1:x', '16:9:4']) assert.equal(ratioOf(other), undefined);
  });
});
