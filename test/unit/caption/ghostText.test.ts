import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ghostPlace, type GhostPlace } from '../../../src/caption/ghostPlace.js';
import { ghostSource } from '../../../src/caption/ghostText.js';
import { parsePost } from '../../../src/post/parse.js';
import { mutilated } from '../post/generators.js';

interface At {
  readonly text: string;
  readonly offset: number;
  readonly place: GhostPlace | undefined;
}

/** `|` marks the cursor. */
function at(marked: string): At {
  const whole = `---\ntitle: A\n${marked}\npipeline: []\n---\nBody.\n`;
  const offset = whole.lastIndexOf('|');
  const text = whole.slice(0, offset) + whole.slice(offset + 1);
  return { text, offset, place: ghostPlace(parsePost(text), offset) };
}

const continuation = ' It "bakes" at night — that\'s all.\\ #ai #Bread';

/** Where text can be added, what stands there already, and what becomes of the whole. */
const places: readonly [what: string, marked: string, typed: string, whole: string][] = [
  ['a key without a value', 'caption:|', '', '@'],
  ['a key and a space', 'caption: |', '', '@'],
  ['a folded block without text', 'caption: >-|', '', '@'],
  ['the first line of a folded block', 'caption: >-\n  |', '', '@'],
  ['the first line of a block, before its indentation', 'caption: >-\n|', '', '@'],
  ['a folded block', 'caption: >-\n  Warm bread.|', 'Warm bread.', 'Warm bread.@'],
  ['a folded block after a line break', 'caption: >-\n  Warm bread.\n  |', 'Warm bread. ', 'Warm bread. @'],
  ['a folded block of four spaces', 'caption: >-\n    Warm\n    bread.|', 'Warm bread.', 'Warm bread.@'],
  ['a literal block', 'caption: |-\n  Warm\n  bread.|', 'Warm\nbread.', 'Warm\nbread.@'],
  ['a block with a comment on its header', 'caption: >- # ours\n  Warm.|', 'Warm.', 'Warm.@'],
  ['a block with its own indentation', 'caption: >2-\n   Warm.|', ' Warm.', ' Warm.@'],
  ['double quotes', 'caption: "Warm \\"bread\\".|"', 'Warm "bread".', 'Warm "bread".@'],
  ['empty double quotes', 'caption: "|"', '', '@'],
  ['single quotes', "caption: 'It''s warm.|'", "It's warm.", "It's warm.@"],
  ['a variant', 'captions:\n  x: >-\n    Warm.|', 'Warm.', 'Warm.@'],
  ['a quoted variant in braces', 'captions: { x: "Warm.|", linkedin: b }', 'Warm.', 'Warm.@'],
];

/** The same where no tag can be written. */
const plainPlaces: readonly [what: string, marked: string, typed: string][] = [
  ['plain text', 'caption: Warm bread.|', 'Warm bread.'],
  ['plain text and a space', 'caption: Warm bread. |', 'Warm bread. '],
  ['plain text of two lines', 'caption: Warm\n  bread.|', 'Warm bread.'],
  ['plain text in braces', 'captions: { x: Warm bread| }', 'Warm bread'],
  ['an empty variant in braces', 'captions: { x: | }', ''],
];

const silent: readonly [what: string, marked: string][] = [
  ['in the middle of a caption', 'caption: >-\n  Warm| bread.'],
  ['before a following line', 'caption: >-\n  Warm|\n  bread.'],
  ['in a key', 'capt|ion: >-\n  Warm.'],
  ['in another value', 'title2: Warm|'],
  ['on the line after the caption', 'caption: >-\n  Warm.\n|'],
  ['in a comment', 'caption: Warm. # no|'],
  ['before a comment', 'caption: Warm.| # no'],
  ['where a plain tag has started a comment', 'caption: Warm. #|'],
  ['above a comment that a block would swallow', 'caption: |\n  # ours'],
  ['in an alias', 'captions:\n  x: &a Warm\n  linkedin: *a|'],
  ['behind an anchor', 'caption: &a Warm|'],
  ['after the closing quote', 'caption: "Warm."|'],
  ['in an open quote', 'caption: "Warm.|'],
  ['in text that is not YAML', 'caption: Warm: bread: x|'],
  ['in a map', 'caption: { a: b| }'],
];

function captionOf(text: string): string | undefined {
  const post = parsePost(text);
  return post.captions['x'] ?? post.caption;
}

describe('The place for ghost text', () => {
  for (const [what, marked, typed] of [...places, ...plainPlaces]) {
    it(`is ${what}`, () => {
      const { place } = at(marked);
      assert.equal(place?.typed, typed);
      assert.equal(place.platform, marked.startsWith('captions') ? 'x' : undefined);
    });
  }

  for (const [what, marked] of silent) {
    it(`is not ${what}`, () => { assert.equal(at(marked).place, undefined); });
  }

  it('is not in the body, nor without front matter', () => {
    for (const text of ['---\ntitle: A\n---\ncaption: ', 'caption: ']) assert.equal(ghostPlace(parsePost(text), text.length), undefined);
  });

  it('is found in files with CRLF line ends', () => {
    const text = '---\r\ncaption: >-\r\n  Warm.\r\n---\r\n';
    assert.equal(ghostPlace(parsePost(text), text.indexOf('Warm.') + 5)?.typed, 'Warm.');
  });

  it('never fails, at no offset of no text', () => {
    fc.assert(fc.property(mutilated, fc.noBias(fc.nat(1000)), (text, where) => {
      ghostPlace(parsePost(text), Math.floor((where / 1000) * text.length));
    }), { numRuns: 400 });
  });
});

/** Every end of a word: where word-by-word acceptance stops. */
function cuts(source: string): readonly string[] {
  return [...source.matchAll(/[\p{L}\p{N}]+(?=[^\p{L}\p{N}]|$)|\s+/gu)].map(({ index, 0: word }) => source.slice(0, index + word.length));
}

describe('Ghost text', () => {
  for (const [what, marked, typed, whole] of places) {
    it(`adds to ${what} exactly what it shows`, () => {
      const { text, offset, place } = at(marked);
      assert.ok(place);
      const added = typed === '' || /\s$/.test(typed) ? continuation.trimStart() : continuation;
      const source = ghostSource(place, added);
      assert.ok(source !== undefined);
      assert.equal(captionOf(text.slice(0, offset) + source + text.slice(offset)), whole.replace('@', added));
    });

    it(`leaves ${what} valid wherever acceptance stops`, () => {
      const { text, offset, place } = at(marked);
      assert.ok(place);
      const added = typed === '' || /\s$/.test(typed) ? continuation.trimStart() : continuation;
      for (const part of cuts(ghostSource(place, added) ?? '')) {
        const post = parsePost(text.slice(0, offset) + part + text.slice(offset));
        assert.deepEqual(post.problems.filter(({ code }) => code !== 'duplicate-key'), [], part);
        assert.equal(post.title, 'A');
        assert.ok(`${typed}${added}`.startsWith((post.captions['x'] ?? post.caption ?? '').trimEnd()), `${part}: ${post.caption ?? ''}`);
      }
    });
  }

  for (const [what, marked, typed] of plainPlaces) {
    it(`adds to ${what} the text without its tags`, () => {
      const { text, offset, place } = at(marked);
      assert.ok(place);
      const added = typed === '' || /\s$/.test(typed) ? 'It bakes at night #ai' : ' It bakes at night #ai';
      const source = ghostSource(place, added);
      assert.equal(captionOf(text.slice(0, offset) + (source ?? '') + text.slice(offset)), typed + added.replace(' #ai', ''));
    });

    it(`adds to ${what} nothing that YAML would take for its own`, () => {
      const { place } = at(marked);
      assert.ok(place);
      for (const added of [typed === '' || /\s$/.test(typed) ? '#ai #bread' : ' #ai #bread', ' #ai', ' at: night', ' at 16:30']) assert.equal(ghostSource(place, added), undefined, added);
      if (place.isFlow) assert.equal(ghostSource(place, ' warm, fresh'), undefined);
    });
  }

  it('breaks long folded lines at the indentation of the text', () => {
    const { place } = at('caption: >-\n    Warm.|');
    assert.ok(place);
    const lines = (ghostSource(place, ` ${'crusty bread '.repeat(20)}`) ?? '').split('\n');
    assert.ok(lines.length > 2 && lines.slice(1).every((line) => /^ {4}\S/.test(line) && line.length <= 100));
  });

  it('keeps paragraphs in blocks and joins them on one line', () => {
    for (const [marked, whole] of [['caption: >-\n  Warm.|', 'Warm.\nFresh.\n\nGood.'], ['caption: |-\n  Warm.|', 'Warm.\nFresh.\n\nGood.'], ['caption: "Warm.|"', 'Warm. Fresh. Good.']] as const) {
      const { text, offset, place } = at(marked);
      assert.ok(place);
      const source = ghostSource(place, '\nFresh.\n\nGood.');
      assert.equal(captionOf(text.slice(0, offset) + (source ?? '') + text.slice(offset)), whole);
    }
  });

  it('reads as it was shown, whole and after any word of it, whatever the words', () => {
    const word = fc.oneof(
      fc.constantFrom('warm', 'bread', "it's", '"fresh"', 'a:b', 'key:', '#ai', '- x', '{a}', '[b]', '@you', '50%', '🍞', 'https://x.org/#a', '\\n', "''", '&c', '*d', '!e', '|', '>', '---', '...', '?', '~', 'null', 'yes,'),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }).map((text) => text.replace(/\s/g, '') || 'x'),
    );
    const lines = fc.array(fc.tuple(word, fc.constantFrom(' ', ' ', ' ', '\n', '\n\n')), { minLength: 1, maxLength: 14 });
    const flat = (text: string): string => text.replace(/\s+/g, ' ').trim();
    fc.assert(fc.property(fc.constantFrom(...places, ...plainPlaces), lines, ([, marked, typed], parts) => {
      const { text, offset, place } = at(marked);
      const words = parts.map(([one, gap]) => one + gap).join('').trim();
      const added = typed === '' || /\s$/.test(typed) ? words : ` ${words}`;
      const source = place && ghostSource(place, added);
      if (place === undefined || source === undefined) return;
      const isCut = place.style === 'plain';
      const shown = flat(typed + added);
      const accepted = (part: string) => parsePost(text.slice(0, offset) + part + text.slice(offset));
      const whole = flat(captionOf(text.slice(0, offset) + source + text.slice(offset)) ?? '');
      assert.ok(isCut ? shown.startsWith(whole) : shown === whole, JSON.stringify({ marked, added, source, whole }));
      for (const part of cuts(source)) {
        const post = accepted(part);
        assert.deepEqual(post.problems, [], JSON.stringify({ marked, part }));
        assert.ok(shown.startsWith(flat(post.captions['x'] ?? post.caption ?? '')), JSON.stringify({ marked, part }));
      }
    }), { numRuns: 400 });
  });

  it('is never text that the style cannot carry', () => {
    fc.assert(fc.property(fc.constantFrom(...places, ...plainPlaces), fc.string({ unit: 'grapheme', maxLength: 40 }), ([, marked, typed], extra) => {
      const { text, offset, place } = at(marked);
      const added = typed === '' ? `x${extra}` : ` x${extra}`;
      const source = place && ghostSource(place, added);
      if (source === undefined) return;
      const caption = captionOf(text.slice(0, offset) + source + text.slice(offset)) ?? '';
      assert.ok(caption.startsWith(typed.trimEnd()) && caption.includes('x'), JSON.stringify({ marked, added, source, caption }));
      assert.equal(parsePost(text.slice(0, offset) + source + text.slice(offset)).problems.length, 0);
    }), { numRuns: 500 });
  });
});
