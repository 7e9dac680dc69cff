import assert from 'node:assert/strict';
import fc from 'fast-check';
import { foldsOf } from '../../../src/language/folds.js';
import { linksOf } from '../../../src/language/links.js';
import { headingOutline, keyOutline, type OutlineItem } from '../../../src/language/outline.js';
import { parsePost } from '../../../src/post/parse.js';
import { mutilated } from '../post/generators.js';

const text = `---
title: A
plan:
  brief: >-
    x
    y
  sources:
    - cluster: oven.cluster.md#f1
    - https://example.org
caption: >-
  c

hero: { image: "media/a.png", alt: b }
pipeline:
  - { step: draft, status: done, artifact: media/x.png, at: 2026-05-11T15:17:00Z }
  - { step: caption, status: failed }
chat_references:
  - { turn: "hi" }
---
# One
text
\`\`\`
# not a heading
\`\`\`
## Two ##
# Three
`;
const post = parsePost(text);
const tree = (items: readonly OutlineItem[]): unknown[] => items.map(({ name, children }) => (children.length > 0 ? [name, tree(children)] : name));

describe('The outline of a post', () => {
  it('lists keys with their members, and receipts by what they made', () => {
    assert.deepEqual(tree(keyOutline(post)), [
      'title',
      ['plan', ['brief', ['sources', [['cluster: oven.cluster.md#f1', ['cluster']], 'https://example.org']]]],
      'caption',
      ['hero', ['image', 'alt']],
      ['pipeline', ['Draft · done · 2026-05-11T15:17:00Z', 'Caption · failed']],
      ['chat_references', ['{ turn: "hi" }']],
    ]);
  });

  it('lists the headings of the body by level, none from code', () => {
    assert.deepEqual(tree(headingOutline(post)), [['One', ['Two']], 'Three']);
  });

  it('keeps each item inside the text and around its name, whatever the text', () => {
    fc.assert(fc.property(mutilated, (source) => {
      const check = (item: OutlineItem): void => {
        assert.ok(item.name !== '' && item.span.start <= item.nameSpan.start && item.nameSpan.end <= item.span.end && item.span.end <= source.length, JSON.stringify(item));
        item.children.forEach(check);
      };
      const one = parsePost(source);
      [...keyOutline(one), ...headingOutline(one)].forEach(check);
    }));
  });
});

describe('Folding', () => {
  it('folds the front matter and every key of several lines, without the lines after it', () => {
    const lines = (at: number): number => text.slice(0, at).split('\n').length;
    assert.deepEqual(foldsOf(post).map(({ start, end }) => [lines(start), lines(end)]), [[1, 19], [3, 9], [4, 6], [7, 9], [10, 11], [14, 16], [17, 18]]);
  });

  it('folds nothing in Markdown without front matter', () => {
    assert.deepEqual(foldsOf(parsePost('a\nb\n')), []);
  });
});

describe('Links', () => {
  it('lead to artifacts and sources, without their quotes', () => {
    assert.deepEqual(linksOf(post).map(({ span, target }) => [text.slice(span.start, span.end), target.type]), [
      ['oven.cluster.md#f1', 'fact'],
      ['https://example.org', 'url'],
      ['media/a.png', 'file'],
      ['media/x.png', 'file'],
    ]);
  });

  it('never fail', () => {
    fc.assert(fc.property(mutilated, (source) => {
      const one = parsePost(source);
      linksOf(one);
      foldsOf(one);
    }));
  });
});
