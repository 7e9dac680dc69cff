import assert from 'node:assert/strict';
import fc from 'fast-check';
import { writeAltText } from '../../../src/writer/altText.js';
import { writeCaption } from '../../../src/writer/caption.js';
import { writeDraft } from '../../../src/writer/draft.js';
import { unsupported } from '../../../src/writer/unsupported.js';

const voice = { description: undefined, avoid: [] };

/** Pieces that the rules react to, in any order, besides any string at all. */
const piece = fc.constantFrom(
  'We paid $412,000 for it.', 'It is 4 billion SKUs.', '30-day price tracking.', 'Hook:', 'Button:', 'Angle: ', '- ', '1. ', '\n', '\n\n', '## ', '> ', '```\n', '**', '[a](https://x.org/1)', '![b](c.png)', '<b>', '<!--', '-->',
  ' — ', ': ', ', and ', ', ', 'a, b, and c', "isn't", "It's that", 'not', '50 percent', '1.9K', '1,900', '19,5 %', '#ai', '#1', '@me', '😀', '👨‍👩‍👧', '中文句子。', 'Ünïcode', 'مرحبا', '\u00a0', '…', '“', '”', '"', '(', ')', 'Mention', 'The piece argues that', 'Dr.', 'e.g.', 'U.S.', '&amp;', '\\*', 'very ', 'fully live', ' Berlin', ' OpenAI', ' iPhone', ' 3', '7', '.', '?', '!',
);
const text = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.string({ unit: 'binary', maxLength: 60 }), fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')), fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(' ')));
// One seed: what a run finds must be found again. Change it to look further.
const runs = { numRuns: 400, seed: Number(process.env['FC_SEED'] ?? 1) };

describe('built-in writer on any text', () => {
  it('keeps a caption within its length and tags, never empty, the same each time', () => {
    fc.assert(
      fc.property(text, text, fc.integer({ min: 20, max: 400 }), fc.integer({ min: 0, max: 6 }), (title, body, maxLength, max) => {
        const task = { title, body, brief: title, pillar: undefined, maxLength, hashtags: { min: Math.min(2, max), max, house: ['#House', 'two words', 'AI'] }, voice };
        const measure = (caption: string): number => caption.length;
        const written = writeCaption(task, measure);
        assert.deepEqual(writeCaption(task, measure), written);
        if (!written) return;
        assert.ok(written.text.length <= maxLength);
        assert.notEqual(written.text.trim(), '');
        assert.ok((written.text.match(/(?<![\p{L}\p{N}_&])[#＃]\d*[\p{L}_]/gu)?.length ?? 0) <= max, written.text);
        assert.ok(!/\p{Cs}/u.test(written.text) || /\p{Cs}/u.test(title + body));
      }),
      runs,
    );
  });

  it('has no figure or name in a caption that title, body and plan lack', () => {
    fc.assert(
      fc.property(text, text, text, (title, body, brief) => {
        const written = writeCaption({ title, body, brief, pillar: undefined, maxLength: 120, hashtags: { min: 0, max: 3, house: [] }, voice }, (caption) => caption.length);
        if (written) assert.deepEqual(unsupported(written.text, [title, body, brief]), []);
      }),
      runs,
    );
  });

  it('has no figure or name in a draft that title, brief and facts lack', () => {
    fc.assert(
      fc.property(text, text, fc.array(text, { maxLength: 4 }), fc.boolean(), (title, brief, facts, isVideo) => {
        const written = writeDraft({ title, brief, facts, contentFormat: isVideo ? 'video' : 'hero_text', voice });
        if (written) assert.deepEqual(unsupported(written.text, [title, brief, ...facts]), []);
      }),
      runs,
    );
  });

  it('keeps alt text to a line of 125 characters', () => {
    fc.assert(
      fc.property(text, fc.option(text, { nil: undefined }), fc.option(fc.constantFrom('aurora', 'mosaic', 'pipes', 'figure', 'other'), { nil: undefined }), (title, prompt, design) => {
        const written = writeAltText({ title, image: { prompt, design, provider: design === undefined ? 'fal' : 'builtin' } });
        if (!written) return;
        assert.ok(written.text.length <= 125, written.text);
        assert.ok(!written.text.includes('\n'));
      }),
      runs,
    );
  });

  it('finds nothing unsupported in a text that is its own source', () => {
    fc.assert(
      fc.property(text, (source) => {
        assert.deepEqual(unsupported(source, [source]), []);
      }),
      runs,
    );
  });
});

describe('built-in writer on hostile text', () => {
  const hostile = [' ', ',', '-', ' — ', '1', '1,', '1 ', '$1', '[', '](', '<a ', '`', '```\n', '*', '**a', '_a', '"', '“', '(', '.', '. ', 'A ', 'a, ', "isn't ", 'A: b\n', '- a\n', '> a\n', 'Hook: ', 'the piece argues that a is b. ', '中。', '👨‍👩‍👧', '1\u00a0', 'https://a.b/c ', 'Dr. '];
  // A square of 100,000 would take minutes; what is linear takes well under a second, also on a busy machine.
  const bound = 5_000;

  for (const unit of hostile) {
    it(`takes 100 KB of ${JSON.stringify(unit)} in linear time`, () => {
      const body = unit.repeat(100_000 / unit.length);
      const started = performance.now();
      writeDraft({ title: 'Title', brief: body, facts: [body], contentFormat: 'hero_text', voice });
      writeCaption({ title: 'Title', body, brief: body, pillar: undefined, maxLength: 280, hashtags: { min: 2, max: 5, house: [] }, voice }, (caption) => caption.length);
      unsupported(body, ['Title']);
      assert.ok(performance.now() - started < bound);
    }).timeout(20_000);
  }
});
