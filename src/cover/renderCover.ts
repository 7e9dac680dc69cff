import { cleanText, limitLength } from './cleanText.js';
import type { Hex } from './colour.js';
import { type DesignName, designNames } from './designNames.js';
import { aurora } from './designs/aurora.js';
import { figure } from './designs/figure.js';
import { halftone } from './designs/halftone.js';
import { ledger } from './designs/ledger.js';
import { mosaic } from './designs/mosaic.js';
import { pipes } from './designs/pipes.js';
import type { BundledFonts } from './fonts.js';
import { createPalette } from './palette.js';
import { createRandom, pick } from './random.js';
import { createRasterizer } from './rasterizer.js';
import { type Design, measureStage } from './stage.js';
import { type Figure, findStrongFigure } from './strongFigure.js';
import { element, escapeXml, num } from './svg.js';
import type { SystemFont } from './systemFonts.js';
import { splitTitle, typographic } from './titleRuns.js';
import { canDraw, createTypesetter, type WidthCache } from './typesetter.js';

/** One cover to draw. Plain data: it crosses a thread boundary. */
export interface CoverRequest {
  readonly title: string;
  readonly body: string;
  readonly pillarName: string | undefined;
  readonly studioName: string | undefined;
  readonly width: number;
  readonly height: number;
  readonly seed: number;
  readonly colors: readonly Hex[];
  /** Chosen from the seed when absent. */
  readonly design: DesignName | undefined;
}

export type CoverResult =
  | { readonly kind: 'drawn'; readonly png: Uint8Array; readonly design: DesignName; readonly notes: CoverNotes }
  /** Not one character of the title could be drawn; `characters` is empty when it has none. */
  | { readonly kind: 'undrawable'; readonly characters: readonly string[] };

/** What the picture does not show. */
export interface CoverNotes {
  /** Characters for which neither Galley nor this computer has a font. */
  readonly missing: readonly string[];
  readonly hasEmoji: boolean;
  readonly isTitleCut: boolean;
  /** The figure design was asked for, but the post has no number for it. */
  readonly isFigureMissing: boolean;
}

export interface CoverTools {
  readonly fonts: BundledFonts;
  readonly widths: WidthCache;
  findSystemFonts(codePoints: readonly number[]): readonly SystemFont[];
}

const designs: Readonly<Record<DesignName, Design>> = { aurora, mosaic, pipes, halftone, ledger, figure };

/** Longer titles are unreadable as a picture; also bounds the work that a title can ask for. */
const longestTitle = 220;
const longestName = 80;

/** Draws a cover. `loadRasterizer` must have finished. */
export function renderCover(request: CoverRequest, tools: CoverTools): CoverResult {
  const drawing = composeCover(request, tools);
  if (drawing.kind === 'undrawable') return drawing;
  const buffers = [...Object.values(tools.fonts.buffers), ...drawing.systemFonts.map(({ buffer }) => buffer)];
  const png = createRasterizer(buffers, tools.fonts.faces.text.family).png(drawing.svg);
  return { kind: 'drawn', png, design: drawing.design, notes: drawing.notes };
}

export type Composition =
  | Extract<CoverResult, { readonly kind: 'undrawable' }>
  | { readonly kind: 'composed'; readonly svg: string; readonly design: DesignName; readonly notes: CoverNotes; readonly systemFonts: readonly SystemFont[] };

/** The picture as SVG, which needs the shipped fonts and `systemFonts` to be drawn. */
export function composeCover(request: CoverRequest, tools: CoverTools): Composition {
  const { fonts, widths } = tools;
  const hasText = (codePoint: number): boolean => fonts.faces.text.has(codePoint);
  const cleaned = cleanText(request.title, hasText);
  const cleanTitle = limitLength(cleaned.text, longestTitle);
  const pillar = limitLength(cleanText(request.pillarName ?? '', hasText).text, longestName).text;
  const studio = limitLength(cleanText(request.studioName ?? '', hasText).text, longestName).text;

  const lacking = charactersLacking(cleanTitle.text + pillar + studio, fonts, []);
  const systemFonts = lacking.length > 0 ? tools.findSystemFonts(lacking) : [];
  const stillLacking = new Set(charactersLacking(cleanTitle.text + pillar + studio, fonts, systemFonts));
  const drawn = (text: string): string =>
    Array.from(text).filter((character) => !stillLacking.has(character.codePointAt(0) ?? 0)).join('').replace(/ {2,}/g, ' ').trim();
  const missing = [...stillLacking].map((codePoint) => String.fromCodePoint(codePoint));
  const titleText = drawn(cleanTitle.text);
  if (!/[\p{L}\p{N}\p{S}]/u.test(titleText) && !(titleText !== '' && missing.length === 0)) return { kind: 'undrawable', characters: missing };

  const found = findStrongFigure(titleText, request.body);
  const strongFigure = found && drawableFigure(found, fonts, hasText);
  const design = chooseDesign(request, strongFigure);
  const type = createTypesetter(fonts, systemFonts, widths);
  const seed = String(request.seed);
  const size = measureStage(request.width, request.height);
  const drawing = designs[design]({
    ...size,
    random: createRandom(`${seed}:${design}`),
    seed,
    palette: createPalette(request.colors, paletteSeed(request)),
    type,
    title: splitTitle(titleText),
    pillarName: typographic(drawn(pillar)) || undefined,
    studioName: typographic(drawn(studio)) || undefined,
    figure: strongFigure,
  });
  const { width, height } = size;
  const frame = { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${num(width)} ${num(height)}` };
  return {
    kind: 'composed',
    svg: element('svg', frame, element('title', {}, escapeXml(titleText)) + drawing.markup),
    design,
    systemFonts,
    notes: {
      missing,
      hasEmoji: cleaned.hasEmoji,
      isTitleCut: drawing.isTitleCut || cleanTitle.isCut,
      isFigureMissing: request.design === 'figure' && !strongFigure,
    },
  };
}

/** Looked up for the title faces: they lack more than the text face, and each falls back on the others. */
function charactersLacking(text: string, fonts: BundledFonts, system: readonly SystemFont[]): number[] {
  const codePoints = new Set(Array.from(text, (character) => character.codePointAt(0) ?? 0));
  return [...codePoints].filter((codePoint) => !/[\s\p{Cf}]/u.test(String.fromCodePoint(codePoint)) && !canDraw(codePoint, 'serif', fonts, system));
}

function drawableFigure({ value, label }: Figure, fonts: BundledFonts, hasText: (codePoint: number) => boolean): Figure | undefined {
  if (Array.from(value).some((character) => !fonts.faces.heavy.has(character.codePointAt(0) ?? 0))) return undefined;
  const cleaned = label === undefined ? '' : cleanText(label, hasText).text;
  const isDrawable = Array.from(cleaned).every((character) => hasText(character.codePointAt(0) ?? 0));
  return { value, label: isDrawable && cleaned ? typographic(cleaned) : undefined };
}

function chooseDesign({ design, seed }: CoverRequest, strongFigure: Figure | undefined): DesignName {
  if (design && (design !== 'figure' || strongFigure)) return design;
  const fitting = designNames.filter((name) => name !== 'figure' || strongFigure);
  return pick(createRandom(`${seed}:design`), fitting);
}

/** Without brand colours, posts of one pillar share a palette, so that a studio's covers belong together. */
function paletteSeed({ studioName, pillarName, seed }: CoverRequest): string {
  return (studioName ?? '') + (pillarName ?? '') || String(seed);
}
