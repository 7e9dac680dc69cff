import type { FittedTitle } from './fitTitle.js';
import type { Hex } from './colour.js';
import type { Role } from './fonts.js';
import type { Stage } from './stage.js';
import { element, num, rect, type Stop, stops } from './svg.js';
import type { TextStyle, Typesetter } from './typesetter.js';

export interface TitleInk {
  readonly role: Role;
  readonly emphasisRole: Role;
  readonly tracking: number;
  readonly wordSpacing?: number;
  readonly leading: number;
  readonly color: Hex;
  readonly emphasisColor: Hex;
}

/** Baseline of line `i` of a title whose capitals begin at `top`. */
export function baseline(title: FittedTitle, leading: number, top: number, i: number): number {
  return top + title.size * (title.capHeight + i * leading);
}

/** Draws a fitted title with the top of its first capitals at `top`. */
export function drawTitle(title: FittedTitle, left: number, top: number, ink: TitleInk, type: Typesetter): string {
  return title.lines
    .map((line, i) => {
      const [first] = line.parts;
      const x = left - (first ? type.leftBearing(first.text, first.isEmphasis ? ink.emphasisRole : ink.role) * title.size : 0);
      const y = baseline(title, ink.leading, top, i);
      return line.parts
        .map((part) =>
          type.text(part.text, x + part.x * title.size, y, {
            role: part.isEmphasis ? ink.emphasisRole : ink.role,
            size: title.size,
            color: part.isEmphasis ? ink.emphasisColor : ink.color,
            tracking: ink.tracking,
            ...(ink.wordSpacing === undefined ? {} : { wordSpacing: ink.wordSpacing }),
          }),
        )
        .join('');
    })
    .join('');
}

/** A line of small text, shortened with an ellipsis where it would be wider than `maxWidth` pixels. */
export function label(text: string, x: number, y: number, maxWidth: number, style: TextStyle, type: Typesetter): string {
  return type.text(shorten(text, maxWidth, style, type), x, y, style);
}

export function shorten(text: string, maxWidth: number, style: TextStyle, type: Typesetter): string {
  const fits = (candidate: string): boolean => type.width(candidate, style.role, style.tracking) * style.size <= maxWidth;
  if (fits(text)) return text;
  const characters = Array.from(text);
  let low = 0;
  let high = characters.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (fits(`${characters.slice(0, middle).join('').trimEnd()}…`)) low = middle;
    else high = middle - 1;
  }
  return `${characters.slice(0, low).join('').trimEnd()}…`;
}

export interface StudioMarkStyle {
  readonly size: number;
  readonly color: Hex;
  readonly chip: Hex;
  readonly initial: Hex;
  readonly maxWidth: number;
}

/** The studio's initial on a chip, and its name, standing on `y`. Nothing for a studio without a name. */
export function studioMark({ studioName, type }: Stage, x: number, y: number, style: StudioMarkStyle): string {
  if (!studioName) return '';
  const { size, color, chip } = style;
  const side = size * 1.6;
  const top = y - size * 0.36 - side / 2;
  const initial = Array.from(new Intl.Segmenter('en').segment(studioName), ({ segment }) => segment).find((segment) => /[\p{L}\p{N}]/u.test(segment))?.toLocaleUpperCase('en');
  const gap = size * 0.6;
  const mark = initial
    ? rect(x, top, side, side, { rx: side * 0.28, fill: chip }) +
      type.text(initial, x + side / 2, y - size * 0.36 + side * 0.2, { role: 'heavy', size: side * 0.56, color: style.initial, anchor: 'middle' })
    : '';
  const left = initial ? x + side + gap : x;
  return mark + label(studioName, left, y, style.maxWidth - (left - x), { role: 'text', size, color }, type);
}

/** How far along its line a glow has faded; close to a Gaussian, so that no edge shows. */
const glow: readonly (readonly [at: number, strength: number])[] = [[0, 1], [0.18, 0.88], [0.38, 0.58], [0.58, 0.28], [0.78, 0.09], [1, 0]];

export interface Glow {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly radiusX: number;
  readonly radiusY: number;
  readonly rotation: number;
  readonly color: Hex;
  readonly opacity: number;
}

/** A soft ellipse of light. */
export function softGlow({ id, x, y, radiusX, radiusY, rotation, color, opacity }: Glow): string {
  const list: Stop[] = glow.map(([at, strength]) => ({ at, color, opacity: opacity * strength }));
  return (
    element('radialGradient', { id }, stops(list)) +
    element('ellipse', { cx: x, cy: y, rx: radiusX, ry: radiusY, transform: `rotate(${num(rotation)} ${num(x)} ${num(y)})`, fill: `url(#${id})` })
  );
}
