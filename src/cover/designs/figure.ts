import { clamp, oklch, readable, visibleOr } from '../colour.js';
import { type FittedTitle, fitTitle } from '../fitTitle.js';
import { gradientNoise, layeredNoise } from '../noise.js';
import { drawTitle, label, studioMark } from '../parts.js';
import { emphasisOn } from '../palette.js';
import { between } from '../random.js';
import type { Drawing, Stage } from '../stage.js';
import { circle, element, num, path, rect } from '../svg.js';

const leading = 1.07;
const tracking = -0.014;
const wordSpacing = 0.05;
const figureTracking = -0.03;

/** The post's strongest number, very large, filled with flowing lines. Needs `stage.figure`. */
export function figure(stage: Stage): Drawing {
  const highest = placeNumeral(stage);
  const words = layWords(stage, highest);
  // What a short title leaves free in tall formats goes above the numeral and below it.
  const free = stage.shape === 'wide' ? 0 : words.titleTop - words.top;
  const numeral = { ...highest, baseline: highest.baseline + Math.max(0, free) * 0.36 };
  const markup = rect(0, 0, stage.width, stage.height, { fill: stage.palette.paper }) + drawNumeral(stage, numeral) + drawWords(stage, numeral, words);
  return { markup, isTitleCut: words.title.isCut };
}

interface Numeral {
  readonly value: string;
  readonly label: string | undefined;
  readonly size: number;
  readonly width: number;
  readonly left: number;
  readonly baseline: number;
  readonly small: number;
}

function placeNumeral({ width, height, shape, unit, margin, marginY, type, figure: found, pillarName }: Stage): Numeral {
  const value = found?.value ?? '';
  const small = 22 * unit;
  const capHeight = type.capHeight('heavy');
  const bearing = type.leftBearing(value, 'heavy');
  const advance = type.width(value, 'heavy', figureTracking) - figureTracking;
  const labelHeight = found?.label ? small * 2.1 : 0;
  if (shape === 'wide') {
    const size = Math.min((width * 0.44) / advance, (height - 2 * marginY - labelHeight) / capHeight);
    const blockHeight = size * capHeight + labelHeight;
    return { value, label: found?.label, size, width: advance * size, left: width - margin * 0.8 - advance * size, baseline: (height - blockHeight) / 2 + size * capHeight, small };
  }
  const size = Math.min((width - 2 * margin) / advance, (height * (shape === 'square' ? 0.36 : 0.4)) / capHeight) * 1.03;
  const top = marginY + (pillarName ? small * 2.6 : 0);
  return { value, label: found?.label, size, width: advance * size, left: margin - bearing * size, baseline: top + size * capHeight, small };
}

const strands = 230;
const stepsPerStrand = 26;

/** The numeral is a clip over a field of strokes that follow one noise. */
function drawNumeral({ width, height, palette, random, seed, type }: Stage, { value, size, width: numeralWidth, left, baseline }: Numeral): string {
  const noise = gradientNoise(`${seed}:flow`);
  const scale = 1 / (Math.max(width, height) * between(random, 0.3, 0.42));
  const heading = between(random, 0, 2 * Math.PI);
  const x0 = left - size * 0.1;
  const y0 = baseline - size * 0.85;
  const fieldWidth = numeralWidth + size * 0.2;
  const body = visibleOr(palette.primary, palette.paper, 2.2, palette.ink);
  // Strokes as pale as the paper would eat into the numeral's outline.
  const colours = [
    body,
    oklch(0.5, 0.2 * palette.vividness, palette.hue - 22),
    oklch(0.68, 0.17 * palette.vividness, palette.hue + 18),
    palette.accent,
    oklch(0.8, 0.14 * palette.accentVividness, palette.accentHue),
  ].map((colour) => readable(colour, palette.paper, 1.6));
  const strokes = Array.from({ length: strands }, () => {
    let x = x0 + random() * fieldWidth;
    let y = y0 + random() * size;
    const tone = clamp(0.5 + 0.75 * noise(x * scale * 0.9 + 40, y * scale * 0.9 - 11) + between(random, -0.16, 0.16), 0, 0.999);
    let d = `M${num(x)} ${num(y)}`;
    for (let i = 0; i < stepsPerStrand; i++) {
      const angle = heading + 2.3 * layeredNoise(noise, x * scale, y * scale);
      x += Math.cos(angle) * size * 0.028;
      y += Math.sin(angle) * size * 0.028;
      d += `L${num(x)} ${num(y)}`;
    }
    const stroke = colours[Math.floor(tone * colours.length)] ?? body;
    return path(d, { stroke, 'stroke-width': size * between(random, 0.012, 0.034), 'stroke-opacity': between(random, 0.7, 1) });
  });
  const outline = type.text(value, left, baseline, { role: 'heavy', size, color: '#000', tracking: figureTracking });
  const ground = rect(x0, y0, fieldWidth, size * 1.1, { fill: body });
  return (
    element('clipPath', { id: 'numeral' }, outline) +
    element('g', { 'clip-path': 'url(#numeral)' }, ground + element('g', { fill: 'none', 'stroke-linecap': 'round' }, strokes.join('')))
  );
}

interface Words {
  readonly title: FittedTitle;
  readonly titleTop: number;
  /** The highest that the title may reach. */
  readonly top: number;
  readonly columnWidth: number;
}

/** Distance from the numeral's foot to the baseline of its label. */
function labelDrop({ shape }: Stage, { small }: Numeral): number {
  return small * (shape === 'wide' ? 1.85 : 2);
}

function layWords(stage: Stage, numeral: Numeral): Words {
  const { width, height, shape, unit, margin, marginY, type, pillarName, studioName } = stage;
  const { small } = numeral;
  const isWide = shape === 'wide';
  const columnWidth = isWide ? numeral.left - margin * 1.9 : width - 2 * margin;
  const bottom = height - marginY;
  const footer = studioName ? small * 2.9 : 0;
  const top = isWide ? marginY + (pillarName ? small * 2.9 : 0) : numeral.baseline + (numeral.label ? labelDrop(stage, numeral) : 0) + small * 1.7;
  const maxSize = (isWide ? 74 : 100) * unit;
  const title = fitTitle(
    stage.title,
    { role: 'heavy', emphasisRole: 'heavy', leading, tracking, wordSpacing, width: columnWidth, height: bottom - footer - top, maxSize, minSize: 26 * unit },
    type,
  );
  return { title, titleTop: bottom - footer - title.height + (footer ? 0 : title.size * 0.2), top, columnWidth };
}

function drawWords(stage: Stage, numeral: Numeral, { title, titleTop, columnWidth }: Words): string {
  const { width, height, shape, margin, marginY, palette, type, pillarName } = stage;
  const { small } = numeral;
  const isWide = shape === 'wide';
  const emphasisColor = emphasisOn(palette, palette.paper);
  const ink = { role: 'heavy', emphasisRole: 'heavy', leading, tracking, wordSpacing, color: palette.ink, emphasisColor } as const;
  const pillar = pillarName
    ? circle(margin + small * 0.3, marginY + small * 0.4, small * 0.3, { fill: palette.accent }) +
      label(pillarName, margin + small * 1.05, marginY + small * 0.76, columnWidth, { role: 'text', size: small, color: palette.ink }, type)
    : '';
  // The numeral's ink starts a little inside its advance width.
  const labelX = isWide ? numeral.left + type.leftBearing(numeral.value, 'heavy') * numeral.size : margin;
  const labelStyle = { role: 'text', size: small * (isWide ? 1.05 : 1.2), color: emphasisColor } as const;
  const caption = numeral.label ? label(numeral.label, labelX, numeral.baseline + labelDrop(stage, numeral), width - margin - labelX, labelStyle, type) : '';
  const mark = studioMark(stage, margin, height - marginY - small * 0.1, { size: small, color: palette.ink, chip: palette.ink, initial: palette.paper, maxWidth: columnWidth });
  return pillar + caption + drawTitle(title, margin, titleTop, ink, type) + mark;
}
