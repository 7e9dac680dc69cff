import { clamp, type Hex, oklch, readable, toOklch } from '../colour.js';
import { type FittedTitle, fitTitle } from '../fitTitle.js';
import { drawTitle, label, studioMark } from '../parts.js';
import type { Drawing, Stage } from '../stage.js';
import { element, num, path, type Point, rect, stops } from '../svg.js';
import { isCrossing, isLoop, layNetwork, type Network, type Route, type Segment, type Side } from '../truchet.js';

const leading = 1.06;
const tracking = -0.014;
const wordSpacing = 0.05;
const attempts = 24;

/** A network of pipes; one route, the longest, is lit in the accent. */
export function pipes(stage: Stage): Drawing {
  const { width, height, palette } = stage;
  const { chroma } = toOklch(palette.primary);
  const ground = oklch(0.27, Math.min(0.115, chroma * 0.6), palette.hue);
  const wall = oklch(0.225, Math.min(0.09, chroma * 0.5), palette.hue);
  const words = layWords(stage, wall);
  const plan = planPipes(stage, words);
  const markup =
    rect(0, 0, width, height, { fill: ground }) +
    drawPipes(stage, plan, ground) +
    drawWall(stage, plan, wall) +
    drawWords(stage, words);
  return { markup, isTitleCut: words.title.isCut };
}

interface Words {
  readonly title: FittedTitle;
  readonly titleTop: number;
  readonly pillarY: number;
  readonly columnWidth: number;
  readonly small: number;
  readonly emphasisColor: Hex;
  readonly wall: Hex;
}

/** The words come first: in tall formats the artwork takes whatever room they leave. */
function layWords(stage: Stage, wall: Hex): Words {
  const { width, height, shape, unit, margin, marginY, palette, type, pillarName, studioName } = stage;
  const isWide = shape === 'wide';
  const small = 22 * unit;
  const columnWidth = isWide ? width * 0.5 : width - 2 * margin;
  const bottom = height - marginY;
  const footer = studioName ? small * 2.9 : 0;
  const header = pillarName ? small * 2.3 : 0;
  const room = isWide ? bottom - footer - marginY - header : height * 0.44;
  const title = fitTitle(
    stage.title,
    { role: 'heavy', emphasisRole: 'heavy', leading, tracking, wordSpacing, width: columnWidth, height: room, maxSize: (isWide ? 84 : 112) * unit, minSize: 26 * unit },
    type,
  );
  const titleTop = bottom - footer - title.height + (footer ? 0 : title.size * 0.2);
  const pillarY = isWide ? marginY + small * 0.75 : titleTop - small * 1.45 - title.size * 0.08;
  return { title, titleTop, pillarY, columnWidth, small, emphasisColor: readable(palette.accent, wall, 5.5), wall };
}

interface Plan {
  /** Size of a tile: even, so that the middle of its sides is a whole pixel. */
  readonly tile: number;
  readonly left: number;
  readonly top: number;
  readonly network: Network;
  /** Where the wall begins to cover the pipes: an x in wide formats, a y in others. */
  readonly edge: number;
}

function planPipes({ width, height, shape, random, pillarName }: Stage, words: Words): Plan {
  if (shape === 'wide') {
    const tile = 2 * Math.round(Math.max(height / 5.25, width / 12) / 2);
    const left = Math.round(width - Math.ceil((width * 0.52) / tile) * tile + tile * 0.5);
    const columns = Math.ceil((width - left) / tile) + 1;
    const rows = Math.ceil(height / tile) + 1;
    const top = Math.round((height - rows * tile) / 2);
    const rate = rateRoute(columns * rows, ({ column }) => column >= 1);
    return { tile, left, top, edge: left + tile * 0.75, network: layNetwork(random, columns, rows, rate, attempts) };
  }
  const edge = words.titleTop - words.small * (pillarName ? 3.4 : 1.6);
  // At least three and a half rows, or the network shows no way through.
  const tile = 2 * Math.round(Math.min(width / 7, Math.max(edge / 3.5, width / 12)) / 2);
  const columns = Math.ceil(width / tile) + 1;
  const rows = Math.ceil((edge + tile / 2) / tile) + 1;
  const rate = rateRoute(columns * rows, ({ row }) => row < rows - 3);
  return { tile, left: -tile / 2, top: -tile / 2, edge, network: layNetwork(random, columns, rows, rate, attempts) };
}

/** Long routes are handsome as long as the words do not hide them and they leave half of the network to others. */
function rateRoute(tiles: number, isVisible: (segment: Segment) => boolean): (route: Route) => number {
  return (route) => {
    const visible = route.filter(isVisible).length;
    return Math.min(visible, tiles * 0.5) - (route.length - visible) * 0.8;
  };
}

function drawPipes({ palette }: Stage, plan: Plan, ground: Hex): string {
  const { network } = plan;
  const { chroma, lightness } = toOklch(palette.primary);
  // A yellow made as dark as a blue would turn to mud.
  const body = clamp(lightness, 0.64, 0.84);
  const light = oklch(0.9, Math.min(0.05, chroma), palette.hue);
  const middle = oklch(body, Math.min(0.15, chroma), palette.hue);
  const dim = oklch(body - 0.16, Math.min(0.16, chroma), palette.hue);
  const shades = [middle, dim, light, dim, middle, dim];
  // An accent that hardly differs from the ground would leave the lit route unlit.
  const lit = readable(palette.accent, ground, 3);
  const colourOf = (index: number): Hex => (index === 0 ? lit : (shades[index % shades.length] ?? dim));
  const routes = network.routes.map((route, i) => tube(routePath(plan, route), colourOf(i), plan.tile, ground));
  // Whole routes have no seams; where two cross, the one on top is drawn once more over that tile.
  const bridges = network.routes.flatMap((route, i) =>
    route
      .filter((segment) => isCrossing(network, segment.column, segment.row) && isOnTop(segment))
      .map((segment) => tube(routePath(plan, [segment]), colourOf(i), plan.tile, ground)),
  );
  return element('g', { fill: 'none' }, routes.reverse().join('') + bridges.join(''));
}

/** Over and under alternate from tile to tile, as in weaving. */
function isOnTop({ column, row, from }: Segment): boolean {
  const isUpright = from % 2 === 0;
  return (column + row) % 2 === 0 ? isUpright : !isUpright;
}

/** A round pipe: outline, shadow side, body, lit side, highlight. */
function tube(d: string, colour: Hex, tile: number, ground: Hex): string {
  const thickness = tile * 0.3;
  const { lightness, chroma, hue } = toOklch(colour);
  return (
    path(d, { stroke: ground, 'stroke-width': thickness + tile * 0.13 }) +
    path(d, { stroke: oklch(lightness * 0.72, chroma, hue), 'stroke-width': thickness }) +
    path(d, { stroke: colour, 'stroke-width': thickness * 0.74 }) +
    path(d, { stroke: oklch(Math.min(0.97, lightness + 0.1), chroma * 0.75, hue), 'stroke-width': thickness * 0.3 }) +
    path(d, { stroke: '#fff', 'stroke-opacity': 0.55, 'stroke-width': thickness * 0.07 })
  );
}

function routePath(plan: Plan, route: Route): string {
  const radius = num(plan.tile / 2);
  const pieces = route.map((segment, i) => {
    const [startX, startY] = middleOf(plan, segment, segment.from);
    const [x, y] = middleOf(plan, segment, segment.to);
    const start = i === 0 ? `M${num(startX)} ${num(startY)}` : '';
    if ((segment.from + 2) % 4 === segment.to) return `${start}L${num(x)} ${num(y)}`;
    const isClockwise = (segment.from + 3) % 4 === segment.to;
    return `${start}A${radius} ${radius} 0 0 ${isClockwise ? 1 : 0} ${num(x)} ${num(y)}`;
  });
  return pieces.join('') + (isLoop(route) ? 'Z' : '');
}

function middleOf({ tile, left, top }: Plan, { column, row }: Segment, side: Side): Point {
  const x = left + column * tile;
  const y = top + row * tile;
  switch (side) {
    case 0:
      return [x + tile / 2, y];
    case 1:
      return [x + tile, y + tile / 2];
    case 2:
      return [x + tile / 2, y + tile];
    case 3:
      return [x, y + tile / 2];
  }
}

/** The ground that the words stand on. */
function drawWall({ width, height, shape }: Stage, { edge, tile }: Plan, wall: Hex): string {
  if (shape === 'wide') {
    const fade = stops([
      { at: 0, color: wall },
      { at: 0.3, color: wall, opacity: 0.8 },
      { at: 1, color: wall, opacity: 0 },
    ]);
    return (
      rect(0, 0, edge, height, { fill: wall }) +
      element('linearGradient', { id: 'wall' }, fade) +
      rect(edge - 1, 0, tile * 1.5, height, { fill: 'url(#wall)' })
    );
  }
  const fade = stops([
    { at: 0, color: wall, opacity: 0 },
    { at: 0.6, color: wall, opacity: 0.8 },
    { at: 1, color: wall },
  ]);
  return (
    element('linearGradient', { id: 'wall', x1: 0, y1: 0, x2: 0, y2: 1 }, fade) +
    rect(0, edge - tile * 1.5, width, tile * 1.5 + 1, { fill: 'url(#wall)' }) +
    rect(0, edge, width, height - edge, { fill: wall })
  );
}

function drawWords(stage: Stage, { title, titleTop, pillarY, columnWidth, small, emphasisColor, wall }: Words): string {
  const { height, margin, marginY, type, pillarName } = stage;
  const ink = { role: 'heavy', emphasisRole: 'heavy', leading, tracking, wordSpacing, color: '#ffffff', emphasisColor } as const;
  const pillar = pillarName
    ? rect(margin, pillarY - small * 0.5, small * 1.5, small * 0.3, { rx: small * 0.15, fill: emphasisColor }) +
      label(pillarName, margin + small * 2, pillarY, columnWidth - small * 2, { role: 'text', size: small, color: '#ffffff' }, type)
    : '';
  const mark = studioMark(stage, margin, height - marginY - small * 0.1, { size: small, color: '#ffffff', chip: emphasisColor, initial: wall, maxWidth: columnWidth });
  return pillar + drawTitle(title, margin, titleTop, ink, type) + mark;
}
