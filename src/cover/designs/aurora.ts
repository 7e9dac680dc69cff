import { clamp, oklch, readable, toOklch } from '../colour.js';
import { fitTitle } from '../fitTitle.js';
import { grainTile, grainTileSize } from '../grain.js';
import { isolines, sampleField } from '../isolines.js';
import { gradientNoise, layeredNoise } from '../noise.js';
import { drawTitle, label, shorten, softGlow, studioMark } from '../parts.js';
import { between } from '../random.js';
import type { Drawing, Stage } from '../stage.js';
import { circle, element, path, rect, smoothPath, stops } from '../svg.js';

const leading = 1.06;
const tracking = -0.022;

/** Light in the brand colours on a dark field, with contour lines over it. */
export function aurora(stage: Stage): Drawing {
  const { width, height, shape, palette, random } = stage;
  const light =
    shape === 'wide'
      ? { x: width * between(random, 0.76, 0.9), y: height * between(random, 0.12, 0.4) }
      : { x: width * between(random, 0.52, 0.8), y: height * between(random, 0.13, 0.24) };
  const words = drawWords(stage);
  const markup =
    rect(0, 0, width, height, { fill: palette.deep }) +
    glows(stage, light) +
    contours(stage, light) +
    shade(stage) +
    grain(stage) +
    words.markup;
  return { markup, isTitleCut: words.isTitleCut };
}

interface Place {
  readonly x: number;
  readonly y: number;
}

function glows({ width, height, palette, random }: Stage, { x, y }: Place): string {
  const { hue, accentHue, vividness, accentVividness } = palette;
  const reach = Math.max(width, height);
  // A yellow made as dark as a blue would turn to mud.
  const body = clamp(toOklch(palette.primary).lightness, 0.58, 0.74);
  const between2 = (hue + accentHue) / 2 + (Math.abs(hue - accentHue) > 180 ? 180 : 0);
  const glow = (id: string, dx: number, dy: number, rx: number, ry: number, color: ReturnType<typeof oklch>, opacity: number): string =>
    softGlow({ id, x: x + dx * reach, y: y + dy * reach, radiusX: rx * reach, radiusY: ry * reach, rotation: between(random, -40, 40), color, opacity });
  return (
    glow('deepGlow', -0.16, 0.1, 0.5, 0.42, oklch(body - 0.1, 0.2 * vividness, hue + between(random, -38, -18)), 0.85) +
    glow('mainGlow', 0, 0, 0.42, 0.34, oklch(body, 0.23 * vividness, hue), 0.95) +
    glow('accentGlow', between(random, 0.06, 0.14), between(random, 0.12, 0.2), 0.27, 0.2, oklch(0.72, 0.19 * accentVividness, accentHue), 0.95) +
    glow('paleGlow', -between(random, 0.02, 0.12), -between(random, 0.04, 0.1), 0.2, 0.15, oklch(0.78, 0.13 * Math.min(vividness, accentVividness), between2), 0.5) +
    softGlow({ id: 'cornerGlow', x: -0.04 * reach, y: height + 0.05 * reach, radiusX: 0.34 * reach, radiusY: 0.22 * reach, rotation: 0, color: oklch(0.4, 0.14 * vividness, hue), opacity: 0.55 })
  );
}

const levels = 22;

function contours({ width, height, shape, unit, random, seed }: Stage, light: Place): string {
  const reach = Math.max(width, height);
  const noise = gradientNoise(`${seed}:contours`);
  const scale = 1 / (reach * between(random, 0.24, 0.3));
  const shiftX = random() * 90;
  const shiftY = random() * 90;
  const relief = (x: number, y: number): number =>
    layeredNoise(noise, x * scale + shiftX + 0.5 * noise(y * scale * 0.7 + 3, x * scale * 0.7), y * scale + shiftY) -
    0.55 * Math.hypot((x - light.x) / reach, (y - light.y) / reach);
  const field = sampleField(relief, width, height, 12 * unit);
  const lines = Array.from({ length: levels }, (_, i) => {
    const d = isolines(field, -0.95 + i * 0.075).map(smoothPath).join('');
    const isMajor = i % 5 === 0;
    return d ? path(d, { 'stroke-width': (isMajor ? 1.9 : 0.95) * unit, 'stroke-opacity': isMajor ? 0.5 : 0.24 }) : '';
  });
  // Fading by a gradient stroke: a mask does the same and costs half as much again to draw.
  const direction = shape === 'wide' ? { x1: width, y1: 0, x2: 0, y2: height * 0.4 } : { x1: 0, y1: 0, x2: 0, y2: height };
  const fade = stops([
    { at: 0, color: '#fff' },
    { at: 0.42, color: '#fff', opacity: 0.75 },
    { at: 0.8, color: '#fff', opacity: 0.1 },
    { at: 1, color: '#fff', opacity: 0 },
  ]);
  return (
    element('linearGradient', { id: 'fade', gradientUnits: 'userSpaceOnUse', ...direction }, fade) +
    element('g', { fill: 'none', stroke: 'url(#fade)', 'stroke-linecap': 'round' }, lines.join(''))
  );
}

/** Quiet ground under the words. */
function shade({ width, height, shape, palette }: Stage): string {
  const direction = shape === 'wide' ? { x1: 0, y1: 0.6, x2: 1, y2: 0.4 } : { x1: 0, y1: 1, x2: 0, y2: 0 };
  const list = [
    { at: 0, color: palette.deep, opacity: 0.9 },
    { at: 0.42, color: palette.deep, opacity: 0.62 },
    { at: shape === 'wide' ? 0.8 : 0.74, color: palette.deep, opacity: 0 },
  ];
  return element('linearGradient', { id: 'shade', ...direction }, stops(list)) + rect(0, 0, width, height, { fill: 'url(#shade)' });
}

/** Keeps the gradients from banding. */
function grain({ width, height, seed }: Stage): string {
  const size = { width: grainTileSize, height: grainTileSize };
  const tile = element('image', { ...size, href: grainTile(seed) });
  return element('pattern', { id: 'grain', ...size, patternUnits: 'userSpaceOnUse' }, tile) + rect(0, 0, width, height, { fill: 'url(#grain)' });
}

function drawWords(stage: Stage): Drawing {
  const { width, height, shape, unit, margin, marginY, palette, type, pillarName, studioName } = stage;
  const isWide = shape === 'wide';
  const small = 23 * unit;
  const emphasisColor = readable(oklch(0.84, 0.15 * palette.accentVividness, palette.accentHue), palette.deep, 7);
  const bottom = height - marginY;
  const top = marginY + (pillarName ? small * 3.1 : 0);
  const footer = studioName ? small * 2.7 : 0;
  const ink = { role: 'friendly', emphasisRole: 'friendly', tracking, leading, color: '#ffffff', emphasisColor } as const;
  const title = fitTitle(
    stage.title,
    {
      ...ink,
      width: isWide ? width * 0.72 - margin : width - 2 * margin,
      height: isWide ? bottom - footer - top : Math.min(bottom - footer - top, height * 0.58),
      maxSize: (isWide ? 88 : 116) * unit,
      minSize: 28 * unit,
    },
    type,
  );
  // The descenders hang below the line that the studio's name or the margin sets.
  const titleTop = bottom - footer - title.height + (footer ? 0 : title.size * 0.2);
  const markup =
    (pillarName ? pill(stage, pillarName, small, emphasisColor) : '') +
    drawTitle(title, margin, titleTop, ink, type) +
    studioMark(stage, margin, bottom - small * 0.1, { size: small, color: '#ffffff', chip: '#ffffff', initial: palette.deep, maxWidth: width - 2 * margin });
  return { markup, isTitleCut: title.isCut };
}

function pill({ width, margin, marginY, unit, type }: Stage, text: string, size: number, dot: string): string {
  const style = { role: 'text', size, color: '#ffffff' } as const;
  const shown = shorten(text, width - 2 * margin - size * 3, style, type);
  const pillWidth = type.width(shown, 'text') * size + size * 2.5;
  const pillHeight = size * 2.05;
  const middle = marginY + pillHeight / 2;
  return (
    rect(margin, marginY, pillWidth, pillHeight, { rx: pillHeight / 2, fill: '#fff', 'fill-opacity': 0.1, stroke: '#fff', 'stroke-opacity': 0.26, 'stroke-width': 1.2 * unit }) +
    circle(margin + size, middle, size * 0.23, { fill: dot }) +
    label(shown, margin + size * 1.6, middle + size * 0.36, pillWidth, style, type)
  );
}
