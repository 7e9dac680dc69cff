import assert from 'node:assert/strict';
import fc from 'fast-check';
import { contrast, type Hex, oklch, parseHex, readable, toOklch } from '../../../src/cover/colour.js';

const anyColour = fc.integer({ min: 0, max: 0xffffff }).map((value): Hex => `#${value.toString(16).padStart(6, '0')}`);

describe('cover colour', () => {
  it('knows the contrast of black on white', () => {
    assert.equal(contrast('#000000', '#ffffff').toFixed(2), '21.00');
    assert.equal(contrast('#777777', '#ffffff').toFixed(2), '4.48');
  });

  it('makes any colour readable on any other', () => {
    fc.assert(fc.property(anyColour, anyColour, (color, ground) => { assert.ok(contrast(readable(color, ground, 4.5), ground) >= 4.5); }));
  });

  it('leaves a colour that is readable as it is', () => {
    assert.equal(readable('#5b4bf5', '#ffffff', 4.5), '#5b4bf5');
  });

  it('keeps the hue of a colour that it darkens', () => {
    const before = toOklch('#ffb020');
    const after = toOklch(readable('#ffb020', '#ffffff', 4.5));
    assert.ok(Math.abs(before.hue - after.hue) < 6);
    assert.ok(after.lightness < before.lightness);
  });

  it('survives the way to OKLCH and back', () => {
    fc.assert(
      fc.property(anyColour, (color) => {
        const { lightness, chroma, hue } = toOklch(color);
        const back = oklch(lightness, chroma, hue);
        for (const at of [1, 3, 5]) assert.ok(Math.abs(Number.parseInt(color.slice(at, at + 2), 16) - Number.parseInt(back.slice(at, at + 2), 16)) <= 2, `${color} ${back}`);
      }),
    );
  });

  it('reads three and six digits and nothing else', () => {
    assert.equal(parseHex(' #ABC '), '#aabbcc');
    assert.equal(parseHex('#5B4BF5'), '#5b4bf5');
    for (const text of ['', 'red', '#12345', '5b4bf5', '#5b4bf5" onload="', 'url(#x)']) assert.equal(parseHex(text), undefined);
  });
});
