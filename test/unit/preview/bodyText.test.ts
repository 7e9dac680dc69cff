import assert from 'node:assert/strict';
import { cutBody, readingTime } from '../../../src/preview/bodyText.js';

describe('cutBody', () => {
  it('leaves a body of the usual size alone', () => {
    assert.deepEqual(cutBody('a\nb'), { text: 'a\nb', isCut: false });
  });

  it('cuts a long body at the end of a line', () => {
    assert.deepEqual(cutBody('12345\n7890\nabc', 12), { text: '12345\n7890', isCut: true });
  });

  it('cuts an endless line, but no character in two', () => {
    assert.equal(cutBody('a'.repeat(20), 12).text.length, 12);
    assert.equal(cutBody(`${'a'.repeat(11)}😀😀`, 12).text, 'a'.repeat(11));
  });

  it('cuts five megabytes', () => {
    const { text, isCut } = cutBody('line of text\n'.repeat(400_000));
    assert.ok(isCut && text.length <= 200_000);
  });
});

describe('readingTime', () => {
  it('counts words, not link targets', () => {
    assert.deepEqual(readingTime("It isn't [the model](https://example.com/a/b) - 4.5 billion."), { words: 6, minutes: 1 });
    assert.deepEqual(readingTime(' \n'), { words: 0, minutes: 0 });
  });

  it('counts each character of Chinese and Japanese', () => {
    assert.equal(readingTime('购物助手 live です').words, 7);
  });

  it('rounds to whole minutes', () => {
    assert.equal(readingTime('word '.repeat(1150)).minutes, 5);
  });

  it('takes no longer for text made to be slow', () => {
    assert.equal(readingTime(']('.repeat(100_000)).words, 0);
  });
});
