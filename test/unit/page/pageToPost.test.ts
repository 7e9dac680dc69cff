import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parse as parseYaml } from 'yaml';
import { isId } from '../../../src/common/id.js';
import { pageToPost, type ImportedPost, type ImportOptions } from '../../../src/page/pageToPost.js';
import { parsePage } from '../../../src/page/parsePage.js';
import { parsePost } from '../../../src/post/parse.js';
import { parseStudio } from '../../../src/studio/studio.js';

const now = Date.parse('2026-11-23T12:00:00Z');

function imported(text: string, options: Partial<ImportOptions> = {}): ImportedPost {
  const result = parsePage(text);
  assert.ok(result.ok, result.ok ? '' : result.message);
  return pageToPost(result.page, { now, ...options });
}

function frontMatterOf(text: string): Record<string, unknown> {
  const { frontMatter } = parsePost(text);
  assert.ok(frontMatter);
  const values: unknown = parseYaml(text.slice(frontMatter.start, frontMatter.end));
  assert.ok(typeof values === 'object' && values !== null);
  return { ...values };
}

describe('pageToPost', () => {
  const page = [
    'Say "no": a #title', 'Plan (drafter input)', 'The brief: with #tags.', 'Fits the AI products pillar. video because it moves.', "special_message: Make 'one'.",
    'Body', '---', '# One', 'Two.', 'Caption', '@all look: #ai #llm', 'Pipeline',
    '- Video done fal · fal-ai/klingN0aoCsQqhoyf_video.mp4$0.35api 1m 4sMay 11, 3:17 PM',
    '- Caption failed openai · gpt-5-api 2.0sMay 11, 3:18 PMRate limit reached', '- Hero image running fal', '- Draft done openai · m<$0.01api 2s', 'Total $0.35',
    'Chat References', '- @galley shorten "it"May 12, 9:00 AM',
  ].join('\n');

  it('writes a valid post with everything the page says', () => {
    const { text, id } = imported(page);
    const post = parsePost(text);
    assert.deepEqual(post.problems.filter(({ severity }) => severity === 'error'), []);
    assert.equal(post.isEditable, true);
    assert.equal(id, 'N0aoCsQqhoyf');
    assert.deepEqual(frontMatterOf(text), {
      id: 'N0aoCsQqhoyf',
      title: 'Say "no": a #title',
      pillar: 'ai-products',
      content_format: 'video',
      plan: { brief: 'The brief: with #tags.', rationale: 'Fits the AI products pillar. video because it moves.', special_message: "Make 'one'." },
      caption: '@all look: #ai #llm',
      video: { file: 'media/N0aoCsQqhoyf_video.mp4' },
      imported_notes: '- Hero image running fal\n- Draft done openai · m<$0.01api 2s\nTotal $0.35',
      pipeline: [
        {
          step: 'video', status: 'done', provider: 'fal', model: 'fal-ai/kling', artifact: 'media/N0aoCsQqhoyf_video.mp4',
          cost_usd: 0.35, cost_basis: 'billed', channel: 'api', seconds: 64, at: '2026-05-11T15:17:00Z',
        },
        { step: 'caption', status: 'failed', provider: 'openai', model: 'gpt-5', cost_basis: 'unknown', channel: 'api', seconds: 2, at: '2026-05-11T15:18:00Z', error: 'Rate limit reached' },
        { step: 'draft', status: 'done', provider: 'openai', model: 'm', cost_basis: 'unknown', channel: 'api', seconds: 2 },
      ],
      chat_references: [{ at: '2026-05-12T09:00:00Z', by: '@galley', turn: 'shorten "it"' }],
    });
    assert.equal(post.body.text, '---\n\n# One\n\nTwo.\n');
  });

  it('says what it assumed and what it kept aside', () => {
    const { report, unknownLines, artifacts } = imported(page);
    assert.deepEqual(unknownLines.map(({ line }) => line), [15, 16, 17]);
    assert.deepEqual(artifacts, ['media/N0aoCsQqhoyf_video.mp4']);
    assert.deepEqual(report, [
      'Times on the page have no year; 2026 was assumed.',
      'Times on the page have no time zone; UTC was assumed.',
      'Line 15 is kept as it was, under imported_notes: - Hero image running fal',
      'Line 16 is kept as it was, under imported_notes: - Draft done openai · m<$0.01api 2s',
      'Line 17 is kept as it was, under imported_notes: Total $0.35',
    ]);
  });

  it('converts times from the zone it is told and dates them before the file was changed', () => {
    const { text, report } = imported(page, { timeZone: 'America/New_York', modified: Date.parse('2024-01-01') });
    assert.equal(parsePost(text).pipeline[0]?.at, '2023-05-11T19:17:00Z');
    assert.deepEqual(report.slice(0, 1), ['Times on the page have no year; 2023 was assumed.']);
    assert.ok(!report.some((line) => line.includes('time zone')));
  });

  it('uses the pillars of the studio', () => {
    const { pillars } = parseStudio('pillars:\n  ai: { name: AI products }\n').studio;
    assert.equal(parsePost(imported(page, { pillars }).text).pillar, 'ai');
    const other = imported('T\nPlan (drafter input)\nB.\nFits the News pillar.', { pillars });
    assert.equal(parsePost(other.text).pillar, 'news');
    assert.ok(other.report.includes('The pillar "news" is not in galley.yaml.'));
  });

  it('takes the last finished take for the hero and its id for the post', () => {
    const line = (take: string, status = 'done'): string => `- Hero image ${status} fal · m${take}_hero.png$0.06api 1s`;
    const { id, text } = imported(['T', 'Pipeline', line('aaaaaaaaaaaa'), line('bbbbbbbbbbbb'), line('cccccccccccc', 'failed')].join('\n'));
    assert.equal(id, 'bbbbbbbbbbbb');
    assert.equal(parsePost(text).hero.image, 'media/bbbbbbbbbbbb_hero.png');
  });

  it('gives a new id to a page without an image, or the one it is told', () => {
    assert.ok(isId(imported('T\nBody\nOne.').id));
    assert.equal(imported('T\nBody\nOne.', { id: 'abcdefghijkl' }).id, 'abcdefghijkl');
  });

  it('makes a title from the text when the page has none', () => {
    const { title, report, text } = imported('Body\n# First words here. And more.\nTwo.');
    assert.equal(title, 'First words here.');
    assert.equal(parsePost(text).title, title);
    assert.ok(report[0]?.includes('"First words here."'));
  });

  it('reports what the page does not settle', () => {
    const { report } = imported('T\nBody\nOne.');
    assert.deepEqual(report, ['The page does not settle the content format; hero_text was assumed.', 'The page names no pillar.']);
  });

  it('keeps lines of a table that is too long to read as notes', () => {
    const lines = Array.from({ length: 103 }, (_, index) => `- Draft done openai · m$0.01api ${index}s`);
    const { text, unknownLines } = imported(['T', 'Pipeline', ...lines].join('\n'));
    assert.deepEqual([parsePost(text).pipeline.length, unknownLines.length], [100, 3]);
  });

  const words = fc.string({ unit: fc.constantFrom(...Array.from('abc XYZ#:-@&*!%|>\'"{}[],?`~\\\t✨é日0')), minLength: 1, maxLength: 30 });
  const tricky = fc.constantFrom(
    '---', '...', '# Heading', '- item', '> quote', '    code', 'key: value #ai', '%YAML 1.2', '@you', '!tag', '&a *a', '"open', "it's", '{', '[x', '?', '| a |', '\u2028', 'a\u00A0b', 'No one yet.', '🫠',
  );
  const anything = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }).map((text) => text.replace(/[\0\r\n]/g, ''));
  const line = fc.oneof(words, tricky, anything).filter((text) => text.trim() !== '' && !/^\s*(?:Plan|Body|Caption|Pipeline|Chat References)\s*$/.test(text) && !/special_message/i.test(text));
  const named = fc.oneof({ weight: 4, arbitrary: line }, { weight: 1, arbitrary: fc.constantFrom('Body', 'Caption', 'Pipeline', 'Chat References', 'Plan (drafter input)') });
  const lines = (arbitrary: fc.Arbitrary<string>): fc.Arbitrary<string[]> => fc.array(arbitrary, { minLength: 1, maxLength: 5 });
  const rendered = fc.record({
    title: line, plan: lines(line), message: line, body: lines(named), caption: lines(line), pipeline: lines(line), chat: lines(line), lineBreak: fc.constantFrom('\n', '\r\n'),
  });

  it('loses no line of any page', () => {
    fc.assert(fc.property(rendered, ({ title, plan, message, body, caption, pipeline, chat, lineBreak }) => {
      const text = [
        title, 'Plan (drafter input)', ...plan, `special_message: ${message}`, 'Body', ...body, 'Caption', ...caption, 'Pipeline', ...pipeline, 'Chat References', ...chat,
      ].join(lineBreak);
      const post = imported(text);
      const read = parsePost(post.text);
      assert.deepEqual(read.problems.filter(({ severity }) => severity === 'error'), []);
      const turns = read.chatReferences.map(({ by = '', turn }) => `${by} ${turn}`);
      const kept = [...strings(frontMatterOf(post.text)), ...turns, read.body.text].map(flat).join('\n');
      for (const one of [title, ...plan, message, ...body, ...caption, ...pipeline]) assert.ok(kept.includes(flat(one)), JSON.stringify(one));
      for (const one of chat) assert.ok(kept.includes(flat(one)) || kept.includes(flat(one.replace(/^\s*[-*•]\s+/, '').replace(/[\s·]+/g, ' '))), JSON.stringify(one));
    }), { numRuns: 150 });
  }).timeout(30_000);

  it('imports the page of the studio it replaces', function () {
    const sample = new URL('../../../../shared/samples/qwen-shopping.page.txt', import.meta.url);
    if (!existsSync(sample)) {
      this.test!.title += ' (skipped: ../shared/samples is not here)';
      this.skip();
    }
    const source = readFileSync(sample, 'utf8');
    const { text, unknownLines, artifacts, report } = imported(source);
    const lines = source.split('\n');
    assert.deepEqual(frontMatterOf(text), {
      id: 'N0aoCsQqhoyf',
      title: lines[0],
      pillar: 'ai-products',
      content_format: 'hero_text',
      plan: { brief: lines[2], rationale: lines[3], special_message: lines[4]?.replace('special_message: ', '') },
      caption: lines[10],
      hero: { image: 'media/N0aoCsQqhoyf_hero.png' },
      pipeline: [{
        step: 'hero_image', status: 'done', provider: 'fal', model: 'fal-ai/flux-pro/v1.1-ultra', artifact: 'media/N0aoCsQqhoyf_hero.png',
        cost_usd: 0.06, cost_basis: 'billed', channel: 'api', seconds: 18.3, at: '2026-05-11T15:17:00Z',
      }],
    });
    assert.equal(parsePost(text).body.text, `${lines.slice(6, 9).join('\n\n')}\n`);
    assert.ok(text.includes('\n  - { step: hero_image, status: done, '));
    assert.ok(text.includes('\ncaption: >-\n  Qwen Shopping'));
    assert.deepEqual([unknownLines, artifacts], [[], ['media/N0aoCsQqhoyf_hero.png']]);
    assert.deepEqual(report, ['Times on the page have no year; 2026 was assumed.', 'Times on the page have no time zone; UTC was assumed.']);
  });
});

/** All texts of a value, at any depth. */
function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];
}

/** Paragraphs may be joined by one space: what counts is the words. */
function flat(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
