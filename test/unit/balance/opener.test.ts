import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bodyOpener, openerOf, sharedStart } from '../../../src/balance/opener.js';

describe('The opener of a text', () => {
  const key = (text: string): string | undefined => openerOf(text)?.key;

  it('is its first three words, whatever their case, punctuation and emoji', () => {
    assert.equal(key('The oven, that heats itself.'), 'the oven that');
    assert.equal(key('🔥 “THE OVEN — that cools'), 'the oven that');
    assert.equal(key('In today’s world, nothing'), key("In today's WORLD everything"));
    assert.equal(key('Cafe\u0301 on the hill'), key('Café on the moon'));
  });

  it('takes every number for the same one', () => {
    assert.equal(key('5 ways to bake'), key('17 ways to burn'));
    assert.notEqual(key('5 ways to bake'), key('5 roads to Rome'));
  });

  it('leaves out addresses', () => {
    assert.equal(key('https://example.com/a/b The oven that heats'), 'the oven that');
  });

  it('is all of a shorter text, and nothing of a text without words', () => {
    assert.equal(key('Stop. Now'), 'stop now');
    for (const empty of ['', '   ', '🔥 !?', 'https://example.com']) assert.equal(openerOf(empty), undefined);
  });

  it('finds words where a script has no spaces', () => {
    assert.equal(key('这家面包店在三月里每晚扔掉三十一个面包。'), key('这家面包店关门了。'));
    assert.notEqual(key('这家面包店关门了。'), key('那家面包店关门了。'));
  });

  it('is one line of at most 120 characters', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 600 }), (text) => {
      const opener = openerOf(text);
      assert.ok(opener === undefined || (opener.text.length <= 120 && !/[\r\n]/.test(opener.text) && opener.key !== ''));
    }));
  });
});

describe('The opener of a body', () => {
  it('is that of the first text, not of a heading, a picture, code or a table', () => {
    const body = '\n# The oven\n\n![A picture](media/a.png)\n\n```js\nconst a = 1;\n```\n\n| a | b |\n|---|---|\n\n> **Nobody** [counted](https://example.com) the trays.\n\nMore.';
    assert.equal(bodyOpener(body)?.text, 'Nobody counted the trays.');
  });

  it('may be that of a list', () => {
    assert.equal(bodyOpener('- One thing at a time')?.key, 'one thing at');
  });

  it('is missing where there is only a heading', () => {
    assert.equal(bodyOpener('# The oven'), undefined);
  });
});

describe('The shared start of texts', () => {
  it('is the words that all begin with, as the first one writes them', () => {
    assert.equal(sharedStart(['The Oven, that heats itself.', 'the oven that HEATS water']), 'The Oven, that heats…');
  });

  it('is the whole text where all are the same', () => {
    assert.equal(sharedStart(['Nobody counted.', 'nobody counted']), 'Nobody counted.');
    assert.equal(sharedStart(['Nobody counted.', 'Nobody counted the trays.']), 'Nobody counted…');
  });
});
