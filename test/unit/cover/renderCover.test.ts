import assert from 'node:assert/strict';
import fc from 'fast-check';
import { contrast, type Hex, parseHex } from '../../../src/cover/colour.js';
import { coverSize } from '../../../src/cover/coverSize.js';
import { designNames } from '../../../src/cover/designNames.js';
import type { Rasterizer } from '../../../src/cover/rasterizer.js';
import { composeCover, type Composition, type CoverRequest, type CoverTools, renderCover } from '../../../src/cover/renderCover.js';
import { aspectRatios } from '../../../src/models/imageModel.js';
import { coverRequest, loadTools, pngSize } from './support.js';

type Composed = Extract<Composition, { readonly kind: 'composed' }>;

describe('rendering a cover', function () {
  this.timeout(60_000);
  let tools: CoverTools;
  let rasterizer: Rasterizer;
  before(async () => { ({ tools, rasterizer } = await loadTools()); });

  const compose = (changes: Partial<CoverRequest> = {}): Composed => {
    const composition = composeCover(coverRequest(changes), tools);
    assert.ok(composition.kind === 'composed');
    return composition;
  };

  for (const design of designNames) {
    it(`draws ${design} in every size`, () => {
      for (const ratio of aspectRatios) {
        const size = coverSize(ratio);
        assert.ok(size);
        const { svg, design: drawn } = compose({ design, ...size });
        assert.equal(drawn, design);
        assert.doesNotMatch(svg, /NaN|undefined|Infinity/);
        const small = pngSize(rasterizer.png(svg, 64));
        assert.equal(small.width, 64);
      }
    });
  }

  for (const ratio of aspectRatios) {
    it(`renders ${ratio} at its full size`, () => {
      const size = coverSize(ratio);
      assert.ok(size);
      const result = renderCover(coverRequest({ design: 'ledger', ...size }), tools);
      assert.ok(result.kind === 'drawn');
      assert.deepEqual(pngSize(result.png), size);
    });
  }

  it('lays the design out anew for each size', () => {
    const wide = compose({ design: 'ledger' }).svg;
    const tall = compose({ design: 'ledger', width: 1080, height: 1920 }).svg;
    assert.notEqual(wide.match(/<text /g)?.length, tall.match(/<text /g)?.length);
  });

  it('gives the same picture for the same seed and another for another seed', () => {
    for (const design of designNames) {
      assert.equal(compose({ design, seed: 3 }).svg, compose({ design, seed: 3 }).svg);
      if (design !== 'ledger') assert.notEqual(compose({ design, seed: 3 }).svg, compose({ design, seed: 4 }).svg);
    }
  });

  it('chooses every design from the seed, the figure only for a post that has one', () => {
    const chosen = (body: string): Set<string> => new Set(Array.from({ length: 60 }, (_, seed) => compose({ design: undefined, seed, body }).design));
    assert.deepEqual([...chosen('It saves 40% of the work.')].sort(), [...designNames].sort());
    assert.equal(chosen('It saves a lot of work.').has('figure'), false);
  });

  it('says so when the figure design has no figure', () => {
    const { design, notes } = compose({ design: 'figure', body: 'No number.' });
    assert.notEqual(design, 'figure');
    assert.equal(notes.isFigureMissing, true);
  });

  it('escapes every text that reaches the picture', () => {
    const nasty = '</text><script>alert(1)</script> & "q" \'s\' <image href="file:///etc/passwd"/>';
    for (const design of designNames) {
      const { svg } = compose({ design, title: nasty, pillarName: nasty, studioName: nasty, body: `40% ${nasty}` });
      assert.doesNotMatch(svg, /<script|href="file/);
      rasterizer.png(svg, 32);
    }
  });

  it('refers to nothing outside itself', () => {
    for (const design of designNames) {
      const references = compose({ design, title: 'See https://example.com/a.png url(#x)' }).svg.match(/(?:href|fill|stroke|clip-path)="[^"]*"/g) ?? [];
      for (const reference of references) assert.doesNotMatch(reference, /https?:|file:/);
    }
  });

  it('cuts a title that cannot fit and says so', () => {
    const { notes, svg } = compose({ title: 'word '.repeat(400) });
    assert.equal(notes.isTitleCut, true);
    assert.match(svg, /…<\/text>/);
    assert.equal(compose().notes.isTitleCut, false);
  });

  it('divides a word that is wider than the picture', () => {
    const { svg, notes } = compose({ title: 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft', design: 'pipes' });
    assert.equal(notes.isTitleCut, false);
    assert.match(svg, /-<\/text>/);
  });

  it('names the characters that no font has and draws the others', () => {
    const { notes, svg } = compose({ title: 'Shopping in 中国 first' });
    assert.deepEqual(notes.missing, ['中', '国']);
    assert.doesNotMatch(svg, /[中国]/);
    assert.match(svg, /Shopping/);
  });

  it('draws characters that the design’s own face lacks in another face', () => {
    const { svg, notes } = compose({ title: 'Почему мы так решили', design: 'aurora' });
    assert.deepEqual(notes.missing, []);
    assert.match(svg, /<tspan font-family="&#39;Inter Tight&#39;"/);
  });

  it('refuses a title of which nothing can be drawn', () => {
    assert.deepEqual(composeCover(coverRequest({ title: '通义' }), tools), { kind: 'undrawable', characters: ['通', '义'] });
    for (const title of ['', '  \n ', '🚀🚀', '\u202e\u0007']) assert.deepEqual(composeCover(coverRequest({ title }), tools), { kind: 'undrawable', characters: [] });
  });

  it('leaves emoji out and says so', () => {
    assert.equal(compose({ title: 'Launch day 🚀' }).notes.hasEmoji, true);
    assert.doesNotMatch(compose({ title: 'Launch day 🚀' }).svg, /🚀/u);
  });

  it('needs neither pillar nor studio nor colours', () => {
    for (const design of designNames) rasterizer.png(compose({ design, pillarName: undefined, studioName: undefined, colors: [] }).svg, 32);
  });

  it('keeps words readable on their ground for any brand', () => {
    const colour = fc.integer({ min: 0, max: 0xffffff }).map((value): Hex => `#${value.toString(16).padStart(6, '0')}`);
    const grounds = { mosaic: 0, halftone: 0, aurora: 0, figure: 0 };
    fc.assert(
      fc.property(colour, colour, fc.constantFrom(...(Object.keys(grounds) as (keyof typeof grounds)[])), (primary, accent, design) => {
        const { svg } = compose({ design, colors: [primary, accent], studioName: undefined });
        const words = svg.replace(/<clipPath[\s\S]*?<\/clipPath>/g, '');
        const ground = parseHex(/<rect [^>]*fill="(#\w{6})"/.exec(words)?.[1] ?? '');
        assert.ok(ground);
        for (const [, fill = ''] of words.matchAll(/<text [^>]*fill="(#\w+)"/g)) {
          const hex = parseHex(fill);
          assert.ok(hex && contrast(hex, ground) >= 4.5, `${design} ${fill} on ${ground}`);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('draws or refuses any title, and never makes broken SVG', () => {
    const title = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ unit: 'grapheme', maxLength: 200 }), fc.string({ maxLength: 400 }));
    fc.assert(
      fc.property(title, fc.constantFrom(...designNames), fc.constantFrom(...aspectRatios), (text, design, ratio) => {
        const size = coverSize(ratio);
        assert.ok(size);
        const composition = composeCover(coverRequest({ title: text, pillarName: text, studioName: text, body: text, design, ...size }), tools);
        if (composition.kind === 'composed') rasterizer.png(composition.svg, 16);
      }),
      { numRuns: 60 },
    );
  });
});
