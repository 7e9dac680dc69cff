import assert from 'node:assert/strict';
import fc from 'fast-check';
import { loadMeasure } from '../../../src/caption/length.js';
import { hoverPost, hoverStudio, type HoverText } from '../../../src/language/hover.js';
import { parsePost } from '../../../src/post/parse.js';
import { mutilated } from '../post/generators.js';
import { cut, words } from './support.js';

const help = { ...words, language: 'en-US', measure: loadMeasure };

async function hover(marked: string): Promise<HoverText | undefined> {
  const { text, offset } = cut(`---\n${marked}\n---\nBody.\n`);
  return hoverPost(parsePost(text), offset, help);
}

async function said(marked: string): Promise<string> {
  return (await hover(marked))?.markdown.join('\n') ?? '';
}

describe('Hover', () => {
  it('explains keys', async () => {
    assert.match(await said('content_f|ormat: video'), /\*\*`content_format`\*\*\nWhat is published/);
    assert.match(await said('plan:\n  bri|ef: x'), /`brief`/);
    assert.equal(await hover('my|ne: x'), undefined);
  });

  it('explains the words that a key allows', async () => {
    assert.equal(await said('content_format: vi|deo'), 'A clip with its script.');
  });

  it('shows the picture of the hero with its alt text', async () => {
    const found = await hover('hero: { image: media/a_|hero.png, alt: "An *oven*" }');
    assert.equal(found?.picture, 'media/a_hero.png');
    assert.ok(found.markdown.includes('An \\*oven\\*'), found.markdown.join());
  });

  it('leads from a receipt to the prompt that was sent, and says when there was none', async () => {
    const line = (channel: string): string => `pipeline:\n  - { step: caption, status: done, platform: x, channel: ${channel}, at: 2026-05-11T15:17:00Z, inputs: 5f|1c }`;
    assert.deepEqual((await hover(line('api')))?.prompt, { step: 'caption', platform: 'x', at: '2026-05-11T15:17:00Z' });
    assert.equal((await hover(line('builtin')))?.prompt, undefined);
    assert.match(await said(line('builtin')), /No prompt was sent: what is built in works by rules\./);
  });

  it('tells a receipt as a story', async () => {
    const story = await said('pipeline:\n  - text\n  - { step: hero_image, status: done, provider: fal, model: fal-ai/flux-pro/v1.1-ultra, artifact: media/a_hero.png, cost_usd: 0.06, co|st_basis: billed, channel: api, seconds: 18.3, at: 2026-05-11T15:17:00Z, request_id: 7f2c }'.replace('co|st', 'co|st'));
    assert.match(story, /cost_basis|How the cost is known/);
    const whole = await said('pipeline:\n  - text\n  - { step: hero_image, status: done, provider: fal, model: fal-ai/flux, artifact: media/a_hero.png, cost_usd: 0.|06, cost_basis: billed, channel: api, seconds: 18.3, at: 2026-05-11T15:17:00Z, request_id: 7f2c }');
    assert.match(whole, /\*\*Hero image\\: done\*\*/);
    assert.match(whole, /fal · fal\\-ai\/flux, at the provider/);
    assert.match(whole, /Cost\\: \\\$0\\\.06 \\\(billed\\\)/);
    assert.match(whole, /May 11, 2026.*took 18\\\.3 s/);
    assert.match(whole, /Request: `7f2c`/);
  });

  it('says of an unknown cost that it is unknown', async () => {
    assert.match(await said('pipeline:\n  - { step: draft, status: fai|led, error: "No [key]" }'), /No \\\[key\\\]\n.*Cost\\: unknown/);
  });

  it('counts a caption for every platform, and warns past a limit', async () => {
    const table = await said(`caption: >-\n  ${'Warm bread. '.repeat(26)}#a|i`);
    for (const name of ['X', 'LinkedIn', 'Mastodon', 'Threads', 'Bluesky']) assert.ok(table.includes(`| ${name} |`), table);
    assert.match(table, /\| X \| 315 of 280 \| \$\(warning\) 35 too many \| 1 \|/);
    assert.match(table, /\| Mastodon \| 315 of 400 \| 85 \| 1 of 3 \|/);
  });

  it('counts a variant for its own platform alone', async () => {
    const table = await said('captions:\n  x: War|m bread.');
    assert.ok(table.includes('| X |') && !table.includes('Threads'), table);
  });

  it('shows a pillar’s framing and a source’s fact', async () => {
    assert.match(await said('pillar: ai|-products'), /\*\*AI products\*\*\nProduct decisions, not announcements/);
    assert.match(await said('pillar: un|known'), /no pillar `unknown`/);
    assert.match(await said('plan:\n  sources:\n    - cluster: oven.clu|ster.md#f1'), /The oven holds 180 degrees for 9 hours\\\.\n\*The oven\*/);
    assert.match(await said('plan:\n  sources:\n    - cluster: oven.clu|ster.md#f9'), /no fact `f9`/);
  });

  it('says nothing in the body', async () => {
    const text = '---\ntitle: A\n---\ntitle: B\n';
    assert.equal(await hoverPost(parsePost(text), text.length - 3, help), undefined);
  });

  it('explains the keys of galley.yaml, and a platform’s limits', () => {
    const { text, offset } = cut('platforms:\n  masto|don: { max: 400 }');
    assert.match(hoverStudio(text, offset, help)?.markdown.join('\n') ?? '', /400 characters/);
    const voice = cut('voi|ce: Plain.');
    assert.match(hoverStudio(voice.text, voice.offset, help)?.markdown.join('\n') ?? '', /How we write/);
  });

  it('never fails, whatever the text', async () => {
    await fc.assert(fc.asyncProperty(mutilated, fc.noBias(fc.nat(1000)), async (text, where) => {
      const offset = Math.floor((where / 1000) * text.length);
      await hoverPost(parsePost(text), offset, help);
      hoverStudio(text, offset, help);
    }), { numRuns: 300 });
  });
});
