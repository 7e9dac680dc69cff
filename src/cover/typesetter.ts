import type { BundledFonts, Role } from './fonts.js';
import type { FontFace } from './fontFile.js';
import { createRasterizer, type Rasterizer } from './rasterizer.js';
import { element, escapeXml } from './svg.js';
import type { SystemFont } from './systemFonts.js';

export interface TextStyle {
  readonly role: Role;
  readonly size: number;
  readonly color: string;
  /** Letter spacing in em. */
  readonly tracking?: number;
  /** Added to each space, in em. */
  readonly wordSpacing?: number;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly opacity?: number;
}

/** Measures and sets text, with another face for characters that the chosen one lacks. */
export interface Typesetter {
  /** Advance width in em, kerning and letter spacing included. */
  width(text: string, role: Role, tracking?: number): number;
  capHeight(role: Role): number;
  /** Free space before the ink of a text, in em: pulled back by it, large type lines up with small. */
  leftBearing(text: string, role: Role): number;
  /** One `<text>`; `y` is the baseline. */
  text(text: string, x: number, y: number, style: TextStyle): string;
}

/** Advance widths by role and text; outlives a single picture. */
export type WidthCache = Map<string, number>;

/** Faces to look in, in order, when a role's own face lacks a character. */
const standIns: Readonly<Record<Role, readonly Role[]>> = {
  text: [],
  heavy: ['text'],
  friendly: ['heavy', 'text'],
  serif: ['heavy', 'text'],
  serifItalic: ['heavy', 'text'],
};

export function canDraw(codePoint: number, role: Role, { faces }: BundledFonts, system: readonly SystemFont[]): boolean {
  return [role, ...standIns[role]].some((name) => faces[name].has(codePoint)) || system.some(({ face }) => face.has(codePoint));
}

interface FaceRun {
  readonly text: string;
  readonly face: FaceUse;
}

type FaceUse = { readonly kind: 'bundled'; readonly role: Role } | { readonly kind: 'system'; readonly face: FontFace };

const sampleSize = 1000;
const maxCachedWidths = 20_000;

export function createTypesetter(fonts: BundledFonts, system: readonly SystemFont[], cache: WidthCache): Typesetter {
  const measurers = new Map<Role, Rasterizer>();
  const faceFor = (codePoint: number, role: Role): FaceUse => {
    for (const name of [role, ...standIns[role]]) if (fonts.faces[name].has(codePoint)) return { kind: 'bundled', role: name };
    const found = system.find(({ face }) => face.has(codePoint));
    return found ? { kind: 'system', face: found.face } : { kind: 'bundled', role };
  };
  const split = (text: string, role: Role): FaceRun[] => splitRuns(text, (codePoint) => faceFor(codePoint, role));

  const bundledWidth = (text: string, role: Role): number => {
    const key = `${role}|${text}`;
    const known = cache.get(key);
    if (known !== undefined) return known;
    const rasterizer = measurers.get(role) ?? createRasterizer([fonts.buffers[role]], fonts.faces[role].family);
    measurers.set(role, rasterizer);
    // Asked of the renderer itself, so that what is measured is what is drawn: the two I take the side bearings out.
    const sample = (content: string): number =>
      rasterizer.inkWidth(
        `<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10">${textElement(escapeXml(content), 0, sampleSize, fonts, { role, size: sampleSize, color: '#000' })}</svg>`,
      );
    const bare = cache.get(`${role}|`) ?? sample('II');
    if (cache.size > maxCachedWidths) cache.clear();
    cache.set(`${role}|`, bare);
    const width = (sample(`I${text}I`) - bare) / sampleSize;
    cache.set(key, width);
    return width;
  };

  return {
    width: (text, role, tracking = 0) =>
      split(text, role).reduce((sum, run) => sum + (run.face.kind === 'bundled' ? bundledWidth(run.text, run.face.role) : advanceSum(run.text, run.face.face)), 0) +
      tracking * Array.from(text).length,
    capHeight: (role) => fonts.faces[role].capHeight,
    leftBearing: (text, role) => {
      const codePoint = text.codePointAt(0) ?? 0;
      const use = faceFor(codePoint, role);
      return (use.kind === 'bundled' ? fonts.faces[use.role] : use.face).leftBearing(codePoint);
    },
    text: (text, x, y, style) => {
      const content = split(text, style.role)
        .map((run) => (run.face.kind === 'bundled' && run.face.role === style.role ? escapeXml(run.text) : span(run, fonts)))
        .join('');
      return textElement(content, x, y, fonts, style);
    },
  };
}

/** Spaces and marks stay with what stands before them, so that a run is not cut at every blank. */
function splitRuns(text: string, faceFor: (codePoint: number) => FaceUse): FaceRun[] {
  const result: FaceRun[] = [];
  for (const character of text) {
    const previous = result.at(-1);
    const keeps = previous && /[\s\p{M}\u200c\u200d]/u.test(character);
    const face = keeps ? previous.face : faceFor(character.codePointAt(0) ?? 0);
    if (previous && (keeps || isSameFace(previous.face, face))) result[result.length - 1] = { text: previous.text + character, face: previous.face };
    else result.push({ text: character, face });
  }
  return result;
}

function isSameFace(a: FaceUse, b: FaceUse): boolean {
  return a.kind === 'bundled' ? b.kind === 'bundled' && a.role === b.role : b.kind === 'system' && a.face === b.face;
}

function advanceSum(text: string, face: FontFace): number {
  return Array.from(text).reduce((sum, character) => sum + (character === ' ' ? 0.26 : face.advance(character.codePointAt(0) ?? 0)), 0);
}

/** Named per run: left to itself the renderer would draw the whole line in the other face. */
function span({ text, face }: FaceRun, { faces }: BundledFonts): string {
  const family = face.kind === 'bundled' ? faces[face.role].family : face.face.family;
  const weight = face.kind === 'bundled' ? faces[face.role].weight : 700;
  return element('tspan', { 'font-family': quoteFamily(family), 'font-weight': weight, 'font-style': 'normal' }, escapeXml(text));
}

function textElement(content: string, x: number, y: number, { faces }: BundledFonts, style: TextStyle): string {
  const face = faces[style.role];
  const attributes = {
    x,
    y,
    'font-family': quoteFamily(face.family),
    'font-weight': face.weight,
    'font-style': face.isItalic ? 'italic' : undefined,
    'font-size': style.size,
    'letter-spacing': style.tracking ? style.tracking * style.size : undefined,
    'word-spacing': style.wordSpacing ? style.wordSpacing * style.size : undefined,
    'text-anchor': style.anchor === 'start' ? undefined : style.anchor,
    fill: style.color,
    'fill-opacity': style.opacity,
    'xml:space': 'preserve',
  };
  return element('text', attributes, content);
}

function quoteFamily(family: string): string {
  return `'${family.replace(/['\\]/g, '')}'`;
}
