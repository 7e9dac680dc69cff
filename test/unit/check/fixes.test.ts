import assert from 'node:assert/strict';
import { applyEdits } from '../../../src/common/text.js';
import { fixAll } from '../../../src/check/fixAll.js';
import { fixesFor } from '../../../src/check/fixes.js';
import { parsePost } from '../../../src/post/parse.js';
import { applied, fixes, postText, quick, studioOf } from './support.js';

const studio = 'pillars:\n  ai-products: {}\n  craft: {}\n';
const context = { studio: studioOf(studio), newId: () => 'Newid0123456', isNewest: false };
const titles = (text: string, code: string) => fixes(parsePost(text), code, { studio }).map(({ title }) => title);
const first = (text: string, code: string) => applied(text, fixes(parsePost(text), code, { studio })[0]);
const all = (text: string) => applyEdits(text, fixAll(parsePost(text), quick(text, { studio }), context));

describe('Quick fixes', () => {
  it('give hashtags back to a caption', () => {
    const text = postText('caption: Facts go in. #ai #agents\nx: 1 # mine\n');
    assert.equal(first(text, 'caption-comment'), postText('caption: >-\n  Facts go in. #ai #agents\nx: 1 # mine\n'));
  });

  it('give hashtags back to a variant, and to a caption that had nothing else', () => {
    assert.equal(parsePost(first(postText('captions:\n  x: Facts #ai\n'), 'caption-comment')).captions['x'], 'Facts #ai');
    assert.equal(parsePost(first(postText('caption: #ai #agents\n'), 'caption-comment')).caption, '#ai #agents');
  });

  it('give other texts back what YAML took', () => {
    assert.equal(parsePost(first(postText('hero:\n  alt: Cat #1 of two\n  image: a.png\n'), 'text-comment')).hero.alt, 'Cat #1 of two');
    assert.equal(first('---\nid: N0aoCsQqhoyf\ntitle: Cost: what we know\n---\n', 'unquoted-text'), '---\nid: N0aoCsQqhoyf\ntitle: "Cost: what we know"\n---\n');
    assert.equal(parsePost(first(postText('caption: !Important news\n'), 'unquoted-text')).caption, '!Important news');
    assert.equal(parsePost(first(postText('caption: &more to come #ai\n'), 'unquoted-text')).caption, '&more to come #ai');
  });

  it('add or replace an id', () => {
    assert.equal(first('---\ntitle: A title\n---\n', 'id-missing'), '---\nid: Newid0123456\ntitle: A title\n---\n');
    assert.equal(first('---\nid: short # x\ntitle: A title\n---\n', 'bad-id'), '---\nid: Newid0123456 # x\ntitle: A title\n---\n');
  });

  it('give the newest of two posts a new id', () => {
    const text = postText('');
    const post = parsePost(text);
    const problems = quick(text, { neighbors: { sameId: [{ uri: 'file:///b', name: 'b' }], similarCaption: [] } });
    assert.equal(fixes(post, 'duplicate-id', { problems, isNewest: true })[0]?.isPreferred, true);
    assert.equal(fixes(post, 'duplicate-id', { problems })[0]?.isPreferred, false);
    assert.equal(fixes(post, 'duplicate-id', { problems })[1]?.title, 'Open b');
    assert.ok(applied(text, fixes(post, 'duplicate-id', { problems })[0]).includes('id: Newid0123456\n'));
  });

  it('choose the nearest pillar, another, or add one', () => {
    assert.deepEqual(titles(postText('pillar: ai-product\n'), 'unknown-pillar'), ['Change to "ai-products"', 'Change to "craft"', 'Add the pillar "ai-product" to galley.yaml']);
    assert.equal(first(postText('pillar: ai-product # p\n'), 'unknown-pillar'), postText('pillar: ai-products # p\n'));
  });

  it('mend a content format', () => {
    assert.equal(first(postText('content_format: hero-text\n'), 'unknown-content-format'), postText('content_format: hero_text\n'));
  });

  it('rename a platform and keep its caption', () => {
    assert.equal(first(postText('captions:\n  linkdin: A # b\n'), 'unknown-platform'), postText('captions:\n  linkedin: A # b\n'));
  });

  it('close front matter that has no end', () => {
    const text = '---\ntitle: A title\n\nBody.\n';
    assert.equal(parsePost(first(text, 'front-matter-unclosed')).title, 'A title');
    assert.equal(first(text, 'front-matter-unclosed'), '---\ntitle: A title\n---\n\nBody.\n');
  });

  it('write a Windows path with slashes', () => {
    assert.equal(first(postText("hero:\n  image: 'media\\a.png'\n"), 'hero-outside'), postText("hero:\n  image: 'media/a.png'\n"));
  });

  it('run the step that mends it', () => {
    const run = (text: string, code: string) => fixes(parsePost(text), code)[0]?.action;
    assert.deepEqual(run(postText('hero: { image: a.png }\n'), 'hero-without-alt'), { type: 'runStep', step: 'alt_text', platform: undefined });
    assert.deepEqual(run(postText(`captions: { bluesky: ${'b'.repeat(301)} }\n`), 'caption-too-long'), { type: 'runStep', step: 'caption', platform: 'bluesky' });
  });

  it('know which step is stale by its place', () => {
    const text = postText('caption: C\ncaptions: { x: C }\nhero: { image: a.png, alt: A }\n', 'Body.\n');
    const post = parsePost(text);
    const stale = (span: { start: number; end: number } | undefined) =>
      span && fixesFor({ code: 'step-stale', severity: 'information', message: '', span }, post, context)[0]?.action;
    assert.deepEqual(stale(post.spans.get('captions.x')?.key), { type: 'runStep', step: 'caption', platform: 'x' });
    assert.deepEqual(stale(post.spans.get('caption')?.key), { type: 'runStep', step: 'caption', platform: undefined });
    assert.deepEqual(stale(post.spans.get('hero.image')?.key), { type: 'runStep', step: 'hero_image', platform: undefined });
    const clip = parsePost(postText('video: { file: a.mp4 }\n'));
    assert.deepEqual(fixesFor({ code: 'step-stale', severity: 'information', message: '', span: clip.spans.get('video.file')!.key }, clip, context)[0]?.action, { type: 'runStep', step: 'video', platform: undefined });
    assert.deepEqual(stale(post.spans.get('hero.alt')?.key), { type: 'runStep', step: 'alt_text', platform: undefined });
    assert.deepEqual(stale({ start: post.body.span.start, end: post.body.span.start + 5 }), { type: 'runStep', step: 'draft', platform: undefined });
  });

  it('lead to the word in galley.yaml', () => {
    const text = postText('', 'We UNLOCK it.\n');
    assert.deepEqual(fixes(parsePost(text), 'avoided-word', { studio: 'avoid: [Unlock]\n' })[0]?.action, { type: 'showWord', word: 'Unlock' });
  });
});

describe('Fixing all', () => {
  it('does what is certain and nothing else', () => {
    const text = '---\ntitle: Cost: it\npillar: ai-product\ncontent_format: hero-text\ncaption: Facts #ai # not a tag\n---\nBody.\n';
    assert.equal(all(text), '---\nid: Newid0123456\ntitle: "Cost: it"\npillar: ai-product\ncontent_format: hero_text\ncaption: >-\n  Facts #ai # not a tag\n---\nBody.\n');
  });

  it('leaves a post in order alone', () => {
    const text = postText('pillar: craft\n', 'Body.\n');
    assert.deepEqual(fixAll(parsePost(text), quick(text, { studio }), context), []);
  });

  it('is done once: a second time finds nothing', () => {
    const once = all('---\ntitle: Cost: it\ncaption: Facts #ai\n---\n');
    assert.equal(all(once), once);
  });

  it('leaves a broken file alone', () => {
    const text = '---\ncaption: Facts #ai\nx: [\n---\n';
    assert.equal(all(text), text);
  });
});
