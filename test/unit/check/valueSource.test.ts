import assert from 'node:assert/strict';
import fc from 'fast-check';
import { valueLocator } from '../../../src/check/valueSource.js';
import { parsePost } from '../../../src/post/parse.js';
import { post as anyPost } from '../post/generators.js';
import { postText } from './support.js';

/** The source of `part` as the locator finds it. */
function sourceOf(caption: string, part: string): string {
  const text = postText(`caption:${caption}\n`);
  const post = parsePost(text);
  const value = post.caption ?? '';
  const at = value.indexOf(part);
  assert.ok(at >= 0, value);
  const span = valueLocator(text, post.spans.get('caption')!.value, value)(at, at + part.length);
  return text.slice(span.start, span.end);
}

describe('Places in a YAML value', () => {
  const styles: readonly [string, string, string, string][] = [
    ['plain', ' One unlock two', 'unlock', 'unlock'],
    ['plain over lines', ' One\n  unlock\n  two', 'unlock', 'unlock'],
    ['single quotes', " 'It''s an unlock'", 'unlock', 'unlock'],
    ['a doubled quote', " 'It''s'", "It's", "It''s"],
    ['double quotes', ' "A \\"b\\"\\n unlock"', 'unlock', 'unlock'],
    ['escapes', ' "\\u263A\\x41\\U0001F600 unlock"', 'unlock', 'unlock'],
    ['an escaped emoji', ' "a \\U0001F600 b"', '😀', '\\U0001F600'],
    ['a line that continues', ' "One \\\n    unlock"', 'unlock', 'unlock'],
    ['literal', ' |-\n  One\n\n    unlock\n  two', 'unlock', 'unlock'],
    ['folded', ' >-\n  One two\n  unlock\n\n  three', 'unlock', 'unlock'],
    ['folded, across lines', ' >-\n  One two\n  unlock it', 'two unlock', 'two\n  unlock'],
    ['block with a comment', ' >- # unlock\n  One unlock', 'unlock', 'unlock'],
  ];
  for (const [name, caption, part, source] of styles) {
    it(`are found in ${name}`, () => {
      assert.equal(sourceOf(caption, part), source);
    });
  }

  it('are the whole value where value and source differ, as behind an alias', () => {
    const text = postText('pillar: &p unlock\ncaption: *p\n');
    const post = parsePost(text);
    const { value } = post.spans.get('caption')!;
    assert.deepEqual(valueLocator(text, value, 'unlock')(0, 6), value);
  });

  it('lie inside the value, and name the same word, whatever the style', () => {
    fc.assert(fc.property(anyPost, (text) => {
      const post = parsePost(text);
      const spans = post.spans.get('caption');
      const word = /[\p{L}]{2,}/u.exec(post.caption ?? '');
      if (!spans || !word || post.caption === undefined) return;
      const span = valueLocator(text, spans.value, post.caption)(word.index, word.index + word[0].length);
      assert.ok(span.start >= spans.value.start && span.end <= spans.value.end);
      assert.equal(text.slice(span.start, span.end), word[0]);
    }));
  });
});
