import assert from 'node:assert/strict';
import fc from 'fast-check';
import { contentFormats, type ContentFormat } from '../../../src/common/terms.js';
import type { Count, Kind } from '../../../src/plan/quota.js';
import { planQuotas } from '../../../src/plan/quotaPlan.js';
import { longestMessage, parseSpecialMessage } from '../../../src/plan/specialMessage.js';

const pillars = [
  { key: 'ai-products', name: 'AI products' },
  { key: 'small-shops', name: 'Small shops' },
  { key: 'craft', name: 'Craft' },
];
const ones = 'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ');
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const inWords = (value: number): string => (value < 20 ? ones[value]! : `${tens[Math.floor(value / 10) - 2]!}${value % 10 === 0 ? '' : `-${ones[value % 10]!}`}`);

const number = (value: number): fc.Arbitrary<string> => fc.constantFrom(String(value), inWords(value));
const plural = (value: number, one: string): string => (value === 1 ? one : `${one}s`);

/** The count before its noun, as people put it. */
function counted({ min, max }: Count): fc.Arbitrary<readonly [words: string, noun: number]> {
  if (max === undefined) return number(min).chain((of) => fc.constantFrom(`at least ${of}`, `no fewer than ${of}`, `a minimum of ${of}`, `${of} or more`).map((words) => [words, min] as const));
  if (min === max) return number(min).chain((of) => fc.constantFrom(of, `exactly ${of}`).map((words) => [words, min] as const));
  if (min === 0) return number(max).chain((of) => fc.constantFrom(`at most ${of}`, `no more than ${of}`, `up to ${of}`, `a maximum of ${of}`).map((words) => [words, max] as const));
  return fc.tuple(number(min), number(max)).chain(([low, high]) => fc.constantFrom(`between ${low} and ${high}`, `${low} to ${high}`, `from ${low} to ${high}`, `${min}-${max}`).map((words) => [words, 2] as const));
}

function phrase({ contentFormat, pillar }: Kind, count: Count): fc.Arbitrary<string> {
  const home = pillars.find(({ key }) => key === pillar);
  const inPillar = home ? fc.constantFrom(` for ${home.key}`, ` about ${home.name}`, ` in the ${home.name} pillar`, ` with pillar='${home.key}'`) : fc.constant('');
  const nouns: Readonly<Record<ContentFormat, readonly string[]>> = { video: ['video', 'video post', 'video item'], hero_text: ['hero_text item', 'hero-text post', 'text post', 'hero text piece'] };
  const noun = contentFormat === undefined ? fc.constantFrom('post', 'item', 'piece') : fc.constantFrom(...nouns[contentFormat], 'KEYED');
  return fc.tuple(counted(count), noun, inPillar).map(([[words, many], named, where]) =>
    named === 'KEYED' ? `${words} ${plural(many, 'item')}${where} with content_format='${contentFormat ?? ''}'` : `${words} ${plural(many, named)}${where}`,
  );
}

const count: fc.Arbitrary<Count> = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 3 })).map(([min, more, shape]) => {
  if (shape === 0) return { min, max: min };
  if (shape === 1) return { min, max: undefined };
  return shape === 2 ? { min: 0, max: min } : { min, max: min + more };
});
const kinds: fc.Arbitrary<readonly Kind[]> = fc.uniqueArray(
  fc.record({ contentFormat: fc.constantFrom(undefined, ...contentFormats), pillar: fc.constantFrom(undefined, ...pillars.map(({ key }) => key)) }),
  { minLength: 1, maxLength: 4, selector: ({ contentFormat, pillar }) => `${contentFormat ?? ''}/${pillar ?? ''}` },
);

interface Said {
  readonly text: string;
  readonly quotas: readonly (Kind & { readonly count: Count })[];
}

const said: fc.Arbitrary<Said> = kinds
  .chain((of) => fc.tuple(...of.map((kind) => count.chain((many) => phrase(kind, many).map((words) => ({ words, quota: { ...kind, count: many } }))))))
  .chain((parts) =>
    fc.tuple(fc.constantFrom('Generate ', 'Please make ', 'I want ', '', 'Plan '), fc.constantFrom(', ', '; ', '. ', ' and ', '\n- ', ' plus '), fc.constantFrom('', '.')).map(([start, joint, end]) => ({
      text: `${start}${parts.map(({ words }) => words).join(joint)}${end}`,
      quotas: parts.map(({ quota }) => quota),
    })),
  );

describe('any special message', () => {
  it('made from quotas is read back as them', () => {
    fc.assert(fc.property(said, ({ text, quotas }) => {
      const read = parseSpecialMessage(text, { pillars });
      assert.deepEqual(read.quotas.map(({ contentFormat, pillar, count: of }) => ({ contentFormat, pillar, count: of })), quotas, text);
      assert.equal(read.instruction, '', text);
    }), { numRuns: 2000 });
  });

  it('is refused exactly when no items can keep to it', () => {
    fc.assert(fc.property(said, ({ text }) => {
      const read = parseSpecialMessage(text, { pillars });
      assert.equal(read.contradictions.length === 0, planQuotas(read, []).isPossible, text);
    }), { numRuns: 200 });
  });

  it('keeps words that ask for no number, in order', () => {
    const words = fc.array(fc.constantFrom('dry', 'tone', 'Taobao', 'checkout', 'never', 'hype', 'plain'), { minLength: 1, maxLength: 6 }).map((list) => `Keep it ${list.join(' ')}.`);
    fc.assert(fc.property(said, words, fc.boolean(), ({ text, quotas }, aside, isFirst) => {
      const full = isFirst ? `${aside} ${text}` : `${text.replace(/\.?$/, '.')} ${aside}`;
      const read = parseSpecialMessage(full, { pillars });
      assert.equal(read.instruction, aside, full);
      assert.equal(read.quotas.length, quotas.length, full);
    }));
  });

  it('is read without a throw, and its spans lie in it', () => {
    const piece = fc.constantFrom('2', 'two', 'a', 'at least', 'no', 'the rest', 'half', 'of', 'them', 'each', 'per', 'pillar', 'videos', 'text', 'posts', 'for', 'craft', ':', '(', ')', ',', '.', '-', '+', '=', '%', '\n', "'", 'content_format', 'only', 'all', 'between', 'and', '9999999999', '🎬', 'x', '١', 'Ⅳ');
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), fc.array(piece, { maxLength: 60 }).map((list) => list.join(' '))), (text) => {
      const read = parseSpecialMessage(text, { pillars });
      for (const { span } of read.quotas) assert.ok(span.start >= 0 && span.start <= span.end && span.end <= text.length);
      for (const { count: { min, max } } of read.quotas) assert.ok(Number.isSafeInteger(min) && min >= 0 && (max === undefined || Number.isSafeInteger(max)));
    }), { numRuns: 300 });
  });

  it('is read at once however long its words drag on', () => {
    for (const unit of ['two ', 'of the ', 'a half ', '(', 'at least 2 posts for ', '2-', 'each pillar ', 'funny ']) {
      const text = unit.repeat(Math.floor(longestMessage / unit.length));
      assert.equal(parseSpecialMessage(text, { pillars }).text, text);
    }
  }).timeout(5000);
});
