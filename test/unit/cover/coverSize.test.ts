import assert from 'node:assert/strict';
import fc from 'fast-check';
import { coverSize } from '../../../src/cover/coverSize.js';

describe('cover size', () => {
  it('knows what platforms ask for', () => {
    assert.deepEqual(coverSize('1200:630'), { width: 1200, height: 630 });
    assert.deepEqual(coverSize('16:9'), { width: 1600, height: 900 });
    assert.deepEqual(coverSize('1:1'), { width: 1080, height: 1080 });
    assert.deepEqual(coverSize('4:5'), { width: 1080, height: 1350 });
    assert.deepEqual(coverSize(' 9 : 16 '), { width: 1080, height: 1920 });
  });

  it('takes large numbers as pixels', () => {
    assert.deepEqual(coverSize('1200:628'), { width: 1200, height: 628 });
  });

  it('works out other ratios', () => {
    assert.deepEqual(coverSize('3:2'), { width: 1600, height: 1066 });
    assert.deepEqual(coverSize('2.35:1'), { width: 1600, height: 680 });
    assert.deepEqual(coverSize('1:2'), { width: 960, height: 1920 });
  });

  it('refuses what is no ratio or too steep', () => {
    for (const text of ['', '16x9', '0:0', '1:0', '0:1', '-1:1', '4:1', '1:4', 'NaN:1', '1e9:1e9', '16:9:1']) assert.equal(coverSize(text), undefined, text);
  });

  it('stays within 1920 pixels', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1, max: 9999 }), (across, down) => {
        const size = coverSize(`${across}:${down}`);
        if (size) assert.ok(Math.max(size.width, size.height) <= 1920 && Math.min(size.width, size.height) >= 300);
      }),
    );
  });
});
