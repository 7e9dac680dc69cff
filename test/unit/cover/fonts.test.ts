import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFontFaces } from '../../../src/cover/fontFile.js';
import { loadFonts, type Role } from '../../../src/cover/fonts.js';
import { createRasterizer } from '../../../src/cover/rasterizer.js';
import { findSystemFonts } from '../../../src/cover/systemFonts.js';
import { canDraw, createTypesetter } from '../../../src/cover/typesetter.js';
import { fontFolder, loadTools } from './support.js';

const code = (character: string): number => character.codePointAt(0) ?? 0;

describe('cover fonts', () => {
  before(loadTools);

  it('have the family names that the designs ask for', () => {
    const { faces } = loadFonts(fontFolder);
    const families = Object.fromEntries(Object.entries(faces).map(([role, face]) => [role, face.family]));
    assert.deepEqual(families, { text: 'Inter', heavy: 'Inter Tight', friendly: 'Bricolage Grotesque', serif: 'Instrument Serif', serifItalic: 'Instrument Serif' });
  });

  it('are found by the renderer under those names', () => {
    // A name that is not found is replaced silently, so each face must measure differently from every other.
    const { faces, buffers } = loadFonts(fontFolder);
    const type = createTypesetter({ faces, buffers }, [], new Map());
    const all = createRasterizer(Object.values(buffers), 'Inter');
    const sample = 'Hamburgefonstiv';
    const widths = (Object.keys(faces) as Role[]).map((role) => {
      const alone = type.width(sample, role);
      const svg = (text: string): string => `<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10">${type.text(text, 0, 1000, { role, size: 1000, color: '#000' })}</svg>`;
      const together = (all.inkWidth(svg(`I${sample}I`)) - all.inkWidth(svg('II'))) / 1000;
      assert.ok(Math.abs(alone - together) < 0.001, role);
      return alone.toFixed(3);
    });
    assert.equal(new Set(widths).size, 5);
  });

  it('cover Latin, Vietnamese, Greek and Cyrillic between them', () => {
    const fonts = loadFonts(fontFolder);
    for (const role of Object.keys(fonts.faces) as Role[]) {
      for (const character of 'AzÄßŁőşțỆợ“”—…€→ΩжЇ') assert.ok(canDraw(code(character), role, fonts, []), `${role} ${character}`);
      assert.equal(canDraw(code('管'), role, fonts, []), false);
    }
  });

  it('ship with a licence each', () => {
    const files = readdirSync(fontFolder);
    const licences = files.filter((file) => file.startsWith('OFL-'));
    assert.equal(licences.length, 4);
    for (const licence of licences) assert.match(readFileSync(join(fontFolder, licence), 'utf8'), /SIL Open Font License, Version 1\.1/);
  });

  it('tell missing characters from present ones', () => {
    const [face] = readFontFaces(readFileSync(join(fontFolder, 'InterTight_800ExtraBold.ttf')));
    assert.ok(face);
    assert.equal(face.has(code('A')), true);
    assert.equal(face.has(code('管')), false);
    assert.equal(face.has(0x1f680), false);
    assert.ok(face.advance(code('W')) > face.advance(code('i')));
    assert.equal(face.advance(code('管')), 0);
    assert.ok(face.leftBearing(code('H')) > face.leftBearing(code('T')));
    assert.ok(face.capHeight > 0.6 && face.capHeight < 0.8);
  });

  it('have no faces when the file is damaged', () => {
    const whole = readFileSync(join(fontFolder, 'Inter_500Medium.ttf'));
    for (const data of [new Uint8Array(), new Uint8Array(40), whole.subarray(0, 200), Buffer.from('not a font at all, just some text')]) assert.deepEqual(readFontFaces(data), []);
  });
});

describe('fonts of the computer', () => {
  const folder = mkdtempSync(join(tmpdir(), 'galley-fonts-'));
  after(() => { rmSync(folder, { recursive: true }); });

  it('are taken when they have a character that is asked for', () => {
    writeFileSync(join(folder, 'DejaVuSans-Bold.ttf'), readFileSync(join(fontFolder, 'InterTight_800ExtraBold.ttf')));
    writeFileSync(join(folder, 'NotoSansThai-Bold.ttf'), 'damaged');
    const found = findSystemFonts([code('Ж'), code('管')], [folder, join(folder, 'absent')]);
    assert.deepEqual(found.map(({ face }) => face.family), ['Inter Tight']);
  });

  it('are left alone when they do not help', () => {
    assert.deepEqual(findSystemFonts([code('管')], [folder]), []);
  });
});
