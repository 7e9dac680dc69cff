import assert from 'node:assert/strict';
import { inferFormat, inferPillar } from '../../../src/page/inferPost.js';
import { parseStudio } from '../../../src/studio/studio.js';

const both = "Generate exactly 5 items: 1 with content_format='video' and 4 with content_format='hero_text'.";

describe('inferFormat', () => {
  const cases: readonly (readonly [string, string | undefined, string | undefined, string, boolean])[] = [
    ['the format the rationale argues for', 'Timely. video because it moves.', both, 'video', true],
    ['the argued one of two that are named', 'Not video format: hero_text because of three layers.', both, 'hero_text', true],
    ['the only format the special message names', 'Timely.', "2 with content_format='video'", 'video', true],
    ['hero_text when both are named', 'Timely.', both, 'hero_text', false],
    ['hero_text when none is named', undefined, undefined, 'hero_text', false],
    ['hero_text when video is only talked about', 'A video went around.', undefined, 'hero_text', false],
  ];
  for (const [what, rationale, message, value, isCertain] of cases) {
    it(`takes ${what}`, () => {
      assert.deepEqual(inferFormat(rationale, message), { value, isCertain });
    });
  }
});

describe('inferPillar', () => {
  const { pillars } = parseStudio('pillars:\n  ai-products: { name: AI products }\n  products: { name: Products }\n  field: { name: "C++ & (friends)" }\n').studio;
  const cases: readonly (readonly [string, string, typeof pillars | undefined, ReturnType<typeof inferPillar>])[] = [
    ['names the pillar by itself without a studio', "Fits the 'x' framing of the AI products pillar.", undefined, { value: 'ai-products', isCertain: true }],
    ['takes the nearest words', 'Fits the framing of the Field Notes pillar.', undefined, { value: 'field-notes', isCertain: true }],
    ['reads a quoted name', 'It serves our "Field Notes" pillar.', undefined, { value: 'field-notes', isCertain: true }],
    ['prefers the longer name of the studio', 'Fits the AI Products pillar.', pillars, { value: 'ai-products', isCertain: true }],
    ['knows a pillar by its key', 'A field pillar piece.', pillars, { value: 'field', isCertain: true }],
    ['knows names with signs in them', 'The C++ & (friends) pillar.', pillars, { value: 'field', isCertain: true }],
    ['is not certain of a pillar the studio lacks', 'Fits the News pillar.', pillars, { value: 'news', isCertain: false }],
    ['finds none where none is named', 'Fits. Pillars of salt.', pillars, undefined],
  ];
  for (const [what, rationale, known, expected] of cases) {
    it(what, () => {
      assert.deepEqual(inferPillar(rationale, known), expected);
    });
  }
});
