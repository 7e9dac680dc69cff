import assert from 'node:assert/strict';
import fc from 'fast-check';
import { emptyStudio, parseStudio } from '../../../src/studio/studio.js';

const whole = `# our studio
name: Lantern Works
voice: >-
  Short sentences.
  Say what it costs.
avoid: [game-changer, "In today's world"]
pillars:
  ai-products:
    name: AI products
    framing: actual product decisions, not announcements
  field-notes: {}
platforms:
  x: { max: 25000 }
  newsletter:
    max: 900
    counting: characters
    hashtags: { min: 1, max: 3 }
hashtags: ["#AI", agents, "#ai", Überblick]
hero:
  style: calm
  colors: ["#FFF", "#0a7d5C"]
  aspect_ratio: 16:9
  template: rings
examples:
  - posts/approved/*.post.md
`;

/** Codes with the text that each problem points at. */
function problemsOf(text: string): string[] {
  return parseStudio(text).problems.map(({ code, span }) => `${code}: ${text.slice(span.start, span.end)}`);
}

describe('parseStudio', () => {
  it('reads every field', () => {
    const { studio, problems } = parseStudio(whole);
    assert.deepEqual(problems, []);
    assert.deepEqual(studio, {
      name: 'Lantern Works',
      voice: 'Short sentences. Say what it costs.',
      avoid: ['game-changer', "In today's world"],
      pillars: {
        'ai-products': { key: 'ai-products', name: 'AI products', framing: 'actual product decisions, not announcements' },
        'field-notes': { key: 'field-notes', name: 'field-notes', framing: undefined },
      },
      platforms: {
        x: { key: 'x', max: 25000, counting: undefined, hashtags: { min: undefined, max: undefined } },
        newsletter: { key: 'newsletter', max: 900, counting: 'characters', hashtags: { min: 1, max: 3 } },
      },
      hashtags: ['AI', 'agents', 'Überblick'],
      hero: { style: 'calm', colors: ['#ffffff', '#0a7d5c'], aspectRatio: '16:9', template: 'rings' },
      examples: ['posts/approved/*.post.md'],
    });
  });

  it('reads the same from a file with CRLF and a byte order mark', () => {
    const { studio, problems } = parseStudio(`\uFEFF${whole.replaceAll('\n', '\r\n')}`);
    assert.deepEqual(problems, []);
    assert.deepEqual(studio, parseStudio(whole).studio);
  });

  for (const text of ['', '\n\n', '# only a comment\n', '---\n', 'null\n']) {
    it(`is an empty studio without problems for ${JSON.stringify(text)}`, () => {
      assert.deepEqual(parseStudio(text), { studio: emptyStudio, problems: [] });
    });
  }

  it('splits house hashtags that are written as one text', () => {
    assert.deepEqual(parseStudio('hashtags: "#ai, #Agents llm #AI"').studio.hashtags, ['ai', 'Agents', 'llm']);
  });

  it('takes a single text where a list is usual', () => {
    assert.deepEqual(parseStudio('avoid: synergy\nexamples: posts/*.md').studio.avoid, ['synergy']);
  });

  it('reads numbers and booleans as the words they are', () => {
    const { studio } = parseStudio('name: 1984\navoid: [true, 42]');
    assert.deepEqual([studio.name, studio.avoid], ['1984', ['true', '42']]);
  });

  it('follows aliases', () => {
    const { studio, problems } = parseStudio('name: &n Lantern\npillars:\n  a: &p { name: *n, framing: f }\n  b: *p\n');
    assert.deepEqual(problems, []);
    assert.deepEqual(studio.pillars['b'], { key: 'b', name: 'Lantern', framing: 'f' });
  });

  it('keeps keys such as __proto__ as plain data', () => {
    const { studio } = parseStudio('pillars:\n  __proto__: { name: P }\n  constructor: { name: C }\n');
    assert.deepEqual(Object.keys(studio.pillars), ['__proto__', 'constructor']);
    assert.equal(Object.hasOwn(studio.pillars, '__proto__'), true);
    assert.equal(Object.getPrototypeOf(studio.pillars), Object.prototype);
  });

  it('leaves keys it does not know to the user', () => {
    assert.deepEqual(problemsOf('team: [ann, bo]\nnotes:\n  budget: 3\npillars:\n  a: { name: A, owner: ann }\n'), []);
  });

  const wrong: readonly (readonly [string, string, readonly string[]])[] = [
    ['a misspelled key', 'pillar:\n  a: { name: A }\n', ['studio-near-key: pillar']],
    ['a misspelled key of the hero', 'hero: { colour: ["#fff"] }', ['studio-near-key: colour']],
    ['a list where keys belong', 'pillars: [a, b]', ['studio-type: [a, b]']],
    ['a text where keys belong', 'hero: dark', ['studio-type: dark']],
    ['a map where a text belongs', 'voice: { a: 1 }', ['studio-type: { a: 1 }']],
    ['a map where a list belongs', 'avoid: { a: 1 }', ['studio-type: { a: 1 }']],
    ['a list inside a list', 'avoid: [ok, [no]]', ['studio-type: [no]']],
    ['a file that is a list', '- name: x\n', ['studio-type: - name: x']],
    ['a file that is a text', 'hello', ['studio-type: hello']],
    ['a limit that is no number', 'platforms:\n  x: { max: many }', ['studio-value: many']],
    ['a limit of nothing', 'platforms:\n  x: { max: 0 }', ['studio-value: 0']],
    ['a limit below zero', 'platforms:\n  x: { hashtags: { min: -1 } }', ['studio-value: -1']],
    ['a limit with a fraction', 'platforms:\n  x: { max: 2.5 }', ['studio-value: 2.5']],
    ['an unknown counting', 'platforms:\n  x: { counting: bytes }', ['studio-value: bytes']],
    ['hashtag limits the wrong way round', 'platforms:\n  x: { hashtags: { min: 5, max: 2 } }', ['studio-value: 5']],
    ['a color by name', 'hero:\n  colors: [red, "#0f0"]', ['studio-value: red']],
    ['a color of four digits', 'hero:\n  colors: ["#abcd"]', ['studio-value: "#abcd"']],
    ['a color that YAML takes for a comment', 'hero:\n  colors:\n    - #fff\n    - "#000"\n', ['studio-comment-trap: #fff']],
    ['a hashtag that YAML takes for a comment', 'hashtags:\n  - #ai\n  - llm\n', ['studio-comment-trap: #ai']],
    ['a hashtag of digits', 'hashtags: [2026, ai]', ['studio-value: 2026']],
    ['a hashtag with a space', 'hashtags:\n  - deep work\n', ['studio-value: deep work']],
    ['an aspect ratio of one number', 'hero: { aspect_ratio: 1.5 }', ['studio-value: 1.5']],
    ['an aspect ratio of zero', 'hero: { aspect_ratio: "16:0" }', ['studio-value: "16:0"']],
    ['an aspect ratio no one can draw', 'hero: { aspect_ratio: "99:1" }', ['studio-value: "99:1"']],
    ['examples outside the workspace', 'examples: [../other/*.md, /etc/*, posts/*.md]', ['studio-value: ../other/*.md', 'studio-value: /etc/*']],
    ['a key that occurs twice', 'name: a\nname: b\n', ['studio-duplicate-key: name']],
    ['a tab for indentation', 'hero:\n\tstyle: calm\n', ['studio-syntax: \t']],
    ['an alias without its anchor', 'name: *nobody', ['studio-syntax: *nobody']],
  ];
  for (const [what, text, expected] of wrong) {
    it(`reports ${what} where it stands`, () => {
      assert.deepEqual(problemsOf(text), expected);
    });
  }

  it('takes the last of two values for one key', () => {
    assert.equal(parseStudio('name: a\nname: b\n').studio.name, 'b');
  });

  it('keeps what is right beside what is wrong', () => {
    const { studio } = parseStudio('name: [x]\nvoice: calm\nhero:\n  colors: [red, "#0f0"]\nplatforms:\n  x: { max: many, counting: x-weighted }\n');
    assert.equal(studio.voice, 'calm');
    assert.deepEqual(studio.hero.colors, ['#00ff00']);
    assert.equal(studio.platforms['x']?.counting, 'x-weighted');
  });

  it('reads what it can around a syntax error', () => {
    const { studio, problems } = parseStudio('name: Lantern\nvoice: "unclosed\n');
    assert.equal(studio.name, 'Lantern');
    assert.equal(problems[0]?.code, 'studio-syntax');
  });

  const limits: readonly (readonly [string, string, string])[] = [
    ['too large', `name: ${'x'.repeat(300_000)}`, 'studio-too-large'],
    ['nested too deep in brackets', '['.repeat(200_000), 'studio-depth-limit'],
    ['nested too deep in dashes', '- '.repeat(100_000), 'studio-depth-limit'],
    ['nested too deep by indentation', Array.from({ length: 100 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join(''), 'studio-depth-limit'],
    ['full of aliases', `a: &a x\nb: [${'*a, '.repeat(101)}]`, 'studio-alias-limit'],
  ];
  for (const [what, text, code] of limits) {
    it(`says so when the file is ${what}`, () => {
      const { studio, problems } = parseStudio(text);
      assert.deepEqual(studio, emptyStudio);
      assert.deepEqual(problems.map((problem) => problem.code), [code]);
    });
  }

  it('does not expand a bomb of aliases', () => {
    const levels = Array.from({ length: 12 }, (_, level) => `l${level + 1}: &l${level + 1} [*l${level}, *l${level}, *l${level}, *l${level}]`);
    const { problems } = parseStudio(`l0: &l0 lol\n${levels.join('\n')}\navoid: *l12\n`);
    assert.ok(problems.length > 0);
  });

  it('never throws, and every problem lies inside the text', () => {
    const mutilated = fc.tuple(fc.nat(whole.length), fc.nat(40), fc.string({ unit: 'binary', maxLength: 12 }))
      .map(([at, cut, text]) => whole.slice(0, at) + text + whole.slice(at + cut));
    fc.assert(fc.property(fc.oneof(mutilated, fc.string({ unit: 'binary', maxLength: 300 })), (text) => {
      for (const { span } of parseStudio(text).problems) assert.ok(span.start >= 0 && span.start <= span.end && span.end <= text.length);
    }), { numRuns: 400 });
  });
});
