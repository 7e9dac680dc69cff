import assert from 'node:assert/strict';
import { contrast, toOklch } from '../../../src/cover/colour.js';
import { createPalette, emphasisOn, readBrandColors } from '../../../src/cover/palette.js';

describe('cover palette', () => {
  it('uses the brand colours themselves', () => {
    const palette = createPalette(['#5b4bf5', '#ff7a3d'], '1');
    assert.equal(palette.primary, '#5b4bf5');
    assert.equal(palette.accent, '#ff7a3d');
  });

  it('gives a grey brand no hue', () => {
    const palette = createPalette(['#777777'], '1');
    for (const colour of [palette.accent, palette.ink, palette.deep, palette.paper, palette.tint]) assert.ok(toOklch(colour).chroma < 0.02, colour);
  });

  it('finds an accent that differs from a single brand colour', () => {
    const { primary, accent } = createPalette(['#0f766e'], '1');
    const distance = Math.abs(toOklch(primary).hue - toOklch(accent).hue);
    assert.ok(Math.min(distance, 360 - distance) > 90);
  });

  it('picks a house palette by seed when the studio names no colours', () => {
    assert.deepEqual(createPalette([], 'a'), createPalette([], 'a'));
    assert.ok(new Set(Array.from({ length: 30 }, (_, i) => createPalette([], String(i)).primary)).size > 4);
  });

  it('emphasises with the accent where the primary is as dark as the words', () => {
    const palette = createPalette(['#111111', '#ff4f00'], '1');
    assert.ok(contrast(emphasisOn(palette, palette.paper), palette.paper) >= 4.5);
    assert.ok(toOklch(emphasisOn(palette, palette.paper)).chroma > 0.1);
  });

  it('sets aside what is no colour and uses two at most', () => {
    assert.deepEqual(readBrandColors(['red', '#fff', '#000', '#123456']), { used: ['#ffffff', '#000000'], unusable: ['red'] });
  });
});
