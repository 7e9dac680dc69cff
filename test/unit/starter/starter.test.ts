import assert from 'node:assert/strict';
import fc from 'fast-check';
import { studioProblems } from '../../../src/check/checkStudio.js';
import { studioFields } from '../../../src/language/studioFields.js';
import { pillarsNamed, starterText, type StarterAnswers } from '../../../src/starter/starter.js';
import { parseStudio } from '../../../src/studio/studio.js';
import { aspectRatioOf, colorOf, globOf, hashtagOf } from '../../../src/studio/values.js';
import '../../support/fastCheck.js';

const read = (answers: StarterAnswers) => parseStudio(starterText(answers)).studio;

/** What a person might type, and what breaks YAML. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom('null', '~', 'yes', '16:9', '# ai', 'a: b', '- a', '&a', '*a', '!a', '%a', '@a', '"', "'", '<<', '__proto__', '{ a }', '[a', 'a #b', '2026-05-11', ' a ', 'a\nb', '---', '...', '\t', ''),
);
const longText = fc.array(text, { maxLength: 12 }).map((parts) => parts.join(' '));
const anyAnswers: fc.Arbitrary<StarterAnswers> = fc.record({
  name: text,
  voice: longText,
  avoid: fc.array(text, { maxLength: 4 }),
  pillars: fc.array(fc.record({ key: text, name: text, framing: longText }), { maxLength: 4 }),
  platforms: fc.array(fc.oneof(fc.constantFrom('x', 'linkedin', 'bluesky'), text), { maxLength: 4 }),
  hashtags: fc.array(fc.oneof(fc.constantFrom('#ai', 'craft', 'Craft', '12'), text), { maxLength: 4 }),
  style: text,
  colors: fc.array(fc.oneof(fc.constantFrom('#abc', '#AABBCC', 'red'), text), { maxLength: 4 }),
  aspectRatio: fc.oneof(fc.constantFrom('16:9', '4:5', '100:1'), text),
  examples: fc.array(fc.oneof(fc.constantFrom('posts/*.post.md', '../a', '/a'), text), { maxLength: 4 }),
}, { requiredKeys: [] });

const line = (value: string | undefined): string | undefined => value?.replace(/\s+/gu, ' ').trim() || undefined;
const values = (texts: readonly string[] | undefined, parse: (text: string) => { readonly value: string } | { readonly wrong: string }): readonly string[] =>
  [...new Set((texts ?? []).flatMap((one) => { const parsed = parse(one.trim()); return 'value' in parsed && parsed.value !== '' ? [parsed.value] : []; }))];

describe('A new galley.yaml', () => {
  it('has no problem, whatever was answered', () => {
    fc.assert(fc.property(anyAnswers, (answers) => { assert.deepEqual(studioProblems(starterText(answers)), []); }), { numRuns: 500 });
  });

  it('is read back as what was answered, as far as that is valid', () => {
    fc.assert(fc.property(anyAnswers, (answers) => {
      const studio = read(answers);
      const pillars = new Map((answers.pillars ?? []).filter(({ key }) => key.trim() !== '').map((pillar) => [pillar.key, pillar]));
      assert.equal(studio.name, line(answers.name));
      assert.equal(studio.voice, answers.voice?.trim() || undefined);
      assert.deepEqual(studio.avoid, values(answers.avoid, (value) => ({ value })));
      assert.deepEqual(Object.keys(studio.pillars).sort(), [...pillars.keys()].sort());
      for (const [key, { name, framing }] of pillars) {
        const pillar = Object.getOwnPropertyDescriptor(studio.pillars, key)?.value as (typeof studio.pillars)[string];
        if (line(name) !== undefined) assert.equal(pillar.name, line(name));
        assert.equal(pillar.framing, line(framing));
      }
      assert.deepEqual(Object.keys(studio.platforms).sort(), [...new Set(answers.platforms?.filter((key) => key.trim() !== ''))].sort());
      const tags = new Map(values(answers.hashtags, hashtagOf).map((tag) => [tag.normalize('NFC').toLowerCase(), tag] as const).reverse());
      assert.deepEqual(new Set(studio.hashtags), new Set(tags.values()));
      assert.equal(studio.hero.style, line(answers.style));
      assert.deepEqual(studio.hero.colors, values(answers.colors, colorOf));
      const ratio = answers.aspectRatio === undefined ? undefined : aspectRatioOf(answers.aspectRatio);
      assert.equal(studio.hero.aspectRatio, ratio && 'value' in ratio ? ratio.value : undefined);
      assert.deepEqual(studio.examples, values(answers.examples, globOf));
    }), { numRuns: 500 });
  });

  it('explains every key in one line, answered or not', () => {
    for (const answers of [{}, { name: 'A', colors: ['#abc'] }]) {
      const lines = starterText(answers).split('\n');
      for (const { key, doc } of studioFields()) {
        const at = lines.findIndex((one) => one.replace(/^# /, '').startsWith(`${key}:`));
        assert.equal(lines[at - 1], `# ${doc}`, key);
      }
    }
  });

  it('shows how in comments that are valid once they are none', () => {
    const uncommented = starterText({}).split('\n').slice(1).map((one) => (/^# (?: |\w+:)/.test(one) ? one.slice(2) : one)).join('\n');
    assert.deepEqual(studioProblems(uncommented), []);
    const studio = parseStudio(uncommented).studio;
    assert.deepEqual([studio.name, studio.avoid.length, Object.keys(studio.pillars), Object.keys(studio.platforms), studio.hashtags.length, studio.hero.template, studio.examples.length],
      ['My studio', 2, ['craft'], ['x', 'linkedin'], 2, 'halftone', 1]);
  });

  it('says the limits of the platforms that were chosen', () => {
    assert.match(starterText({ platforms: ['linkedin'] }), /^ {2}linkedin: \{\} # max: 3000$/m);
  });
});

describe('Pillars that people list', () => {
  it('get keys as people write them in posts, each once', () => {
    assert.deepEqual(pillarsNamed(['AI products', ' Small shops', '', 'AI Products', 'Größe & Form', '!!']), [
      { key: 'ai-products', name: 'AI products' }, { key: 'small-shops', name: 'Small shops' }, { key: 'größe-form', name: 'Größe & Form' }, { key: 'pillar', name: '!!' },
    ]);
  });
});
