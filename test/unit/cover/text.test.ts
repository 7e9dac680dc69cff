import assert from 'node:assert/strict';
import { cleanText, limitLength } from '../../../src/cover/cleanText.js';
import { splitTitle, typographic } from '../../../src/cover/titleRuns.js';

const hasGlyph = (codePoint: number): boolean => codePoint < 0x250 || codePoint === 0x2197;
const clean = (text: string) => cleanText(text, hasGlyph);

describe('cleaning cover text', () => {
  it('drops control and reordering characters', () => {
    assert.equal(clean('a\u0000b\u202ec\u200bd\ufeff\ud800e').text, 'abcde');
  });

  it('makes one line of several', () => {
    assert.equal(clean(' one\n\ttwo\u2028three ').text, 'one two three');
  });

  it('drops emoji and says so', () => {
    assert.deepEqual(clean('Launch 🚀 day 👩‍💻👍🏽 🇩🇪 1️⃣'), { text: 'Launch day', hasEmoji: true });
  });

  it('keeps signs that the fonts have', () => {
    assert.deepEqual(clean('Growth ↗ ©2026 #1'), { text: 'Growth ↗ ©2026 #1', hasEmoji: false });
  });

  it('joins letters with their accents', () => {
    assert.equal(clean('Cafe\u0301').text, 'Café');
  });

  it('shortens at a word and counts characters as people do', () => {
    assert.deepEqual(limitLength('one two three four', 14), { text: 'one two three…', isCut: true });
    assert.deepEqual(limitLength('👩‍💻👩‍💻', 2), { text: '👩‍💻👩‍💻', isCut: false });
  });
});

describe('splitting a title', () => {
  const emphasised = (title: string): string => splitTitle(title).filter((run) => run.isEmphasis).map((run) => run.text).join('|');

  it('emphasises what comes after the turn', () => {
    assert.equal(emphasised('Why Qwen Shopping shipped in China first and it\'s not about the AI'), 'and it’s not about the AI');
    assert.equal(emphasised('Nobody reads your changelog. Here is how to fix that'), 'Here is how to fix that');
    assert.equal(emphasised('Why we stopped shipping on Fridays and started again'), 'and started again');
    assert.equal(emphasised('通义千问购物为何先在中国上线：因为管道'), '因为管道');
  });

  it('emphasises what the writer put between asterisks', () => {
    assert.deepEqual(splitTitle('We *never* do that').map(({ text, isEmphasis }) => [text, isEmphasis]), [['We', false], ['never', true], ['do that', false]]);
  });

  it('leaves a short title whole', () => {
    assert.deepEqual(splitTitle('Ship smaller').map((run) => run.text), ['Ship smaller']);
  });

  it('leaves a title that runs right to left whole', () => {
    assert.equal(splitTitle('لماذا نشرنا المنتج أولا في الصين: الجواب').length, 1);
  });

  it('never loses or adds a word', () => {
    for (const title of ['a: b c d e f', 'One, two, three, four, five, six', 'Not this but that and it is fine, really', '* *', '**bold** move']) {
      assert.equal(splitTitle(title).map((run) => run.text).join(' ').replace(/[\s*]/g, ''), title.replace(/[\s*]/g, ''));
    }
  });

  it('sets quotes, dashes and apostrophes as a typesetter would', () => {
    assert.equal(typographic('"It\'s" - he said - \'done\' in \'99...'), '“It’s” — he said — ‘done’ in ’99…');
  });
});
