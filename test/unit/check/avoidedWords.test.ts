import assert from 'node:assert/strict';
import { findAvoided } from '../../../src/check/avoidedWords.js';

const found = (text: string, ...words: string[]) => findAvoided(text, words).map(({ span }) => text.slice(span.start, span.end));

describe('Avoided words', () => {
  const cases: readonly [string, string, readonly string[], readonly string[]][] = [
    ['whatever their case', 'We UNLOCK it. Unlock!', ['unlock'], ['UNLOCK', 'Unlock']],
    ['as whole words only', 'unlocks, preunlock, un-unlock, unlock_it, unlocké', ['unlock'], ['unlock']],
    ['in other scripts', 'Это РЕВОЛЮЦИЯ. İstanbul révolutionnaire', ['революция', 'Révolutionnaire'], ['РЕВОЛЮЦИЯ', 'révolutionnaire']],
    ['as phrases over a line break', 'In today’s\nworld we ship.', ["In today's world"], ['In today’s\nworld']],
    ['with hyphens', 'A Game-changer, no game changer.', ['game-changer'], ['Game-changer']],
    ['with signs at their ends', 'Wow!!! Buy now! now', ['now!'], ['now!']],
    ['next to an emoji but not in a letter outside the BMP', '😀unlock 𝒳unlock unlock𝒳', ['unlock'], ['unlock']],
    ['not in code', 'a `unlock` b\n```\nunlock\n```\nunlock', ['unlock'], ['unlock']],
    ['not in addresses', '[x](https://a.b/unlock) www.unlock.com unlock@b.c http://unlock', ['unlock'], []],
    ['not when there are none', 'unlock', [' ', ''], []],
  ];
  for (const [name, text, words, expected] of cases) {
    it(`are found ${name}`, () => {
      assert.deepEqual(found(text, ...words), expected);
    });
  }

  it('are named as the studio file writes them', () => {
    assert.deepEqual(findAvoided('UNLOCK', [' Unlock ']).map(({ word }) => word), ['Unlock']);
  });

  it('stay at their places when lower case is longer', () => {
    assert.deepEqual(found('İİİ unlock', 'Unlock'), ['unlock']);
  });
});
