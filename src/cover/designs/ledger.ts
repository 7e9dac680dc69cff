import { contrast, type Hex, mostContrasting, oklch, readable, toOklch } from '../colour.js';
import { type FittedTitle, fitTitle } from '../fitTitle.js';
import { baseline, drawTitle, label, studioMark } from '../parts.js';
import { pick } from '../random.js';
import type { Drawing, Stage } from '../stage.js';
import { rect } from '../svg.js';

const leading = 1.2;
const tracking = -0.014;
const wordSpacing = 0.05;

/** Type alone: a heavy title on ruled lines, its turn marked as with a highlighter. */
export function ledger(stage: Stage): Drawing {
  const colours = chooseColours(stage);
  const page = layPage(stage);
  const markup =
    rect(0, 0, stage.width, stage.height, { fill: colours.ground }) +
    drawRules(stage, page, colours) +
    drawHighlights(page, colours) +
    drawWords(stage, page, colours);
  return { markup, isTitleCut: page.title.isCut };
}

interface Colours {
  readonly ground: Hex;
  readonly text: Hex;
  readonly rule: Hex;
  readonly marker: Hex;
  readonly marked: Hex;
}

function chooseColours({ palette, random }: Stage): Colours {
  const { lightness, chroma, hue } = toOklch(palette.primary);
  // The brand colour itself, a little lighter or darker where words would not stand out on it.
  const brand = lightness > 0.72 ? oklch(Math.max(lightness, 0.8), chroma, hue) : oklch(Math.min(lightness, 0.52), chroma, hue);
  const ground = pick(random, [brand, brand, palette.paper, palette.deep]);
  const text = mostContrasting(ground, ['#ffffff', palette.ink]);
  // A bright colour marks even where it is as light as its ground, as a real highlighter does.
  const isBright = toOklch(palette.accent).chroma > 0.1;
  const marker = contrast(palette.accent, ground) >= (isBright ? 1.12 : 1.5) ? palette.accent : text;
  return { ground, text, rule: text, marker, marked: readable(mostContrasting(marker, ['#ffffff', palette.ink, ground]), marker, 4.5) };
}

interface Page {
  readonly title: FittedTitle;
  readonly titleTop: number;
  readonly left: number;
  readonly columnWidth: number;
  readonly small: number;
  readonly pitch: number;
}

function layPage(stage: Stage): Page {
  const { width, height, shape, unit, margin, marginY, type, studioName } = stage;
  const small = 22 * unit;
  const left = margin;
  const columnWidth = width - 2 * margin;
  const bottom = height - marginY;
  const footer = studioName ? small * 3.1 : small * 0.6;
  const header = small * 2.6;
  const title = fitTitle(
    stage.title,
    {
      role: 'heavy',
      emphasisRole: 'heavy',
      leading,
      tracking,
      wordSpacing,
      width: columnWidth,
      height: bottom - footer - marginY - header,
      maxSize: (shape === 'wide' ? 104 : 132) * unit,
      minSize: 26 * unit,
    },
    type,
  );
  const titleTop = bottom - footer - title.height + title.size * 0.12;
  return { title, titleTop, left, columnWidth, small, pitch: title.size * leading };
}

/** The rules run on above the title, as on a page of which only the end is written on. */
function drawRules({ marginY, unit }: Stage, { title, titleTop, left, columnWidth, pitch, small }: Page, { rule }: Colours): string {
  const last = ruleY(title, titleTop, title.lines.length - 1);
  const highest = marginY + small * 1.6;
  const count = Math.max(1, Math.floor((last - highest) / pitch) + 1);
  return Array.from({ length: count }, (_, i) => rect(left, last - i * pitch, columnWidth, 1.4 * unit, { fill: rule, 'fill-opacity': 0.32 })).join('');
}

/** Just under the descenders' shoulders, so that letters stand on the page and not on the line. */
function ruleY(title: FittedTitle, titleTop: number, line: number): number {
  return baseline(title, leading, titleTop, line) + title.size * 0.24;
}

function drawHighlights({ title, titleTop, left }: Page, { marker }: Colours): string {
  return title.lines
    .map((line, i) =>
      line.parts
        .filter((part) => part.isEmphasis)
        .map((part) => {
          const top = baseline(title, leading, titleTop, i) - title.size * 0.9;
          const pad = title.size * 0.1;
          const x = left + part.x * title.size - pad;
          return rect(x, top, part.width * title.size + 1.4 * pad, title.size * 1.14, { fill: marker });
        })
        .join(''),
    )
    .join('');
}

function drawWords(stage: Stage, { title, titleTop, left, columnWidth, small }: Page, { text, ground, marked }: Colours): string {
  const { height, margin, marginY, type, pillarName } = stage;
  const ink = { role: 'heavy', emphasisRole: 'heavy', leading, tracking, wordSpacing, color: text, emphasisColor: marked } as const;
  const pillar = pillarName ? label(pillarName, left, marginY + small * 0.76, columnWidth, { role: 'text', size: small, color: text }, type) : '';
  const mark = studioMark(stage, margin, height - marginY - small * 0.1, { size: small, color: text, chip: text, initial: ground, maxWidth: columnWidth });
  return pillar + drawTitle(title, left, titleTop, ink, type) + mark;
}
