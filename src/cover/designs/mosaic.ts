import { contrast, type Hex } from '../colour.js';
import { type FittedTitle, fitTitle } from '../fitTitle.js';
import { emphasisOn } from '../palette.js';
import { drawTitle, label, studioMark } from '../parts.js';
import { createDeck, type Random } from '../random.js';
import type { Drawing, Stage } from '../stage.js';
import { rect } from '../svg.js';
import { bigTileKinds, drawTile, type TileKind, tileKinds } from './mosaicTiles.js';

const leading = 1;
const tracking = -0.012;

/** Paper, a serif title and a wall of geometric tiles in the brand colours. */
export function mosaic(stage: Stage): Drawing {
  const { wall, words } = layOut(stage);
  const markup = rect(0, 0, stage.width, stage.height, { fill: stage.palette.paper }) + drawWall(stage, wall) + drawWords(stage, words);
  return { markup, isTitleCut: words.title.isCut };
}

/** Tile edges in pixels. Integers, as fractional edges leave hairline seams. */
interface Wall {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
}

interface Layout {
  readonly wall: Wall;
  readonly words: Words;
}

/** Beside the words the wall's size is fixed; above them it takes the rows that the title leaves. */
function layOut(stage: Stage): Layout {
  const { width, height, shape } = stage;
  if (shape === 'wide') {
    const rows = Math.max(3, Math.round(height / (width * 0.108)));
    const size = height / rows;
    const columns = Math.max(2, Math.round((width * 0.42) / size));
    const wall = { xs: edges(width - columns * size, size, columns), ys: edges(0, size, rows) };
    return { wall, words: layWords(stage, wall) };
  }
  const columns = shape === 'square' ? 6 : 5;
  const size = width / columns;
  const withRows = (rows: number): Layout => {
    const wall = { xs: edges(0, size, columns), ys: edges(0, size, rows) };
    return { wall, words: layWords(stage, wall) };
  };
  const usual = withRows(Math.max(2, Math.round((height * (shape === 'square' ? 0.36 : 0.42)) / size)));
  const spareRows = Math.floor((usual.words.spare - usual.words.small * 2.4) / size);
  if (spareRows > 0) return withRows(usual.wall.ys.length - 1 + spareRows);
  const isCramped = usual.words.title.size < 70 * stage.unit && usual.wall.ys.length > 3;
  return isCramped ? withRows(usual.wall.ys.length - 2) : usual;
}

function edges(from: number, size: number, count: number): number[] {
  return Array.from({ length: count + 1 }, (_, i) => Math.round(from + i * size));
}

interface Block {
  readonly column: number;
  readonly row: number;
  readonly span: 1 | 2;
}

/** Some blocks of four cells among single ones: one size only looks like wallpaper. */
function divide(random: Random, columns: number, rows: number): Block[] {
  const taken = new Set<number>();
  const blocks: Block[] = [];
  const wanted = Math.max(1, Math.round((columns * rows) / 9));
  for (let attempt = 0; attempt < 40 && blocks.length < wanted; attempt++) {
    const column = Math.floor(random() * (columns - 1));
    const row = Math.floor(random() * (rows - 1));
    const cells = [0, 1, columns, columns + 1].map((offset) => row * columns + column + offset);
    if (cells.some((cell) => taken.has(cell))) continue;
    for (const cell of cells) taken.add(cell);
    blocks.push({ column, row, span: 2 });
  }
  for (let cell = 0; cell < columns * rows; cell++) {
    if (!taken.has(cell)) blocks.push({ column: cell % columns, row: Math.floor(cell / columns), span: 1 });
  }
  return blocks.sort((a, b) => a.row - b.row || a.column - b.column);
}

/** How often each colour is dealt: brand colours most. */
const colourShares = [['primary', 5], ['accent', 3], ['ink', 3], ['tint', 3], ['accentTint', 2]] as const;

function drawWall({ palette, random }: Stage, { xs, ys }: Wall): string {
  const columns = xs.length - 1;
  const colours = colourShares.flatMap(([name, share]) => Array.from({ length: share }, (): Hex => palette[name]));
  // Dealt like cards, so that every part of the wall gets its share of each.
  const grounds = createDeck(random, colours);
  const inks = createDeck(random, colours);
  const kinds = createDeck(random, tileKinds);
  const bigKinds = createDeck(random, bigTileKinds);
  const laid = new Map<number, { readonly ground: Hex; readonly kind: TileKind }>();
  const tiles = divide(random, columns, ys.length - 1).map(({ column, row, span }) => {
    const cell = row * columns + column;
    const around = [cell - 1, cell - columns, cell - columns + 1].flatMap((neighbour) => laid.get(neighbour) ?? []);
    const ground = grounds.draw((colour) => around.every((tile) => tile.ground !== colour));
    const stands = (colour: Hex): boolean => contrast(colour, ground) > 1.55;
    const shape = inks.draw(stands);
    const detail = inks.draw((colour) => stands(colour) && colour !== shape);
    const kind = (span === 2 ? bigKinds : kinds).draw((candidate) => around.every((tile) => tile.kind !== candidate));
    for (const offset of span === 2 ? [0, 1, columns, columns + 1] : [0]) laid.set(cell + offset, { ground, kind });
    const x = xs[column] ?? 0;
    const y = ys[row] ?? 0;
    const size = (xs[column + span] ?? x) - x;
    const height = (ys[row + span] ?? y) - y;
    return drawTile(kind, { x, y, size, height, turn: Math.floor(random() * 4) * 90, ground, shape, detail });
  });
  return tiles.join('');
}

interface Words {
  readonly title: FittedTitle;
  readonly titleTop: number;
  readonly columnTop: number;
  readonly columnWidth: number;
  readonly ruleY: number;
  /** Height that the title leaves free. */
  readonly spare: number;
  readonly small: number;
}

function layWords(stage: Stage, wall: Wall): Words {
  const { width, height, shape, unit, margin, marginY, type, pillarName, studioName } = stage;
  const isWide = shape === 'wide';
  const small = 22 * unit;
  const columnTop = isWide ? marginY : (wall.ys.at(-1) ?? 0) + margin;
  const columnWidth = isWide ? (wall.xs[0] ?? width) - margin * 1.9 : width - 2 * margin;
  const bottom = height - marginY;
  const ruleY = bottom - small * 2.2;
  const top = columnTop + (pillarName ? small * 2.5 : 0);
  const room = (studioName ? ruleY - small * 1.1 : bottom) - top;
  const maxSize = (isWide ? 104 : 136) * unit;
  const title = fitTitle(
    stage.title,
    { role: 'serif', emphasisRole: 'serifItalic', leading, tracking, width: columnWidth, height: room, maxSize, minSize: 28 * unit },
    type,
  );
  const spare = Math.max(0, room - title.height);
  const titleTop = top + (isWide ? spare * 0.42 : Math.min(spare * 0.45, small * 2));
  return { title, titleTop, columnTop, columnWidth, ruleY, spare, small };
}

function drawWords(stage: Stage, { title, titleTop, columnTop, columnWidth, ruleY, small }: Words): string {
  const { height, unit, margin, marginY, palette, type, pillarName, studioName } = stage;
  const emphasisColor = emphasisOn(palette, palette.paper);
  const ink = { role: 'serif', emphasisRole: 'serifItalic', leading, tracking, color: palette.ink, emphasisColor } as const;
  const pillarStyle = { role: 'text', size: small * 0.86, color: emphasisColor, tracking: 0.12 } as const;
  const pillar = pillarName ? label(pillarName.toLocaleUpperCase('en'), margin, columnTop + small * 0.64, columnWidth, pillarStyle, type) : '';
  const footer = studioName
    ? rect(margin, ruleY, columnWidth, 1.6 * unit, { fill: palette.ink, 'fill-opacity': 0.85 }) +
      studioMark(stage, margin, height - marginY - small * 0.1, { size: small * 0.95, color: palette.ink, chip: palette.ink, initial: palette.paper, maxWidth: columnWidth })
    : '';
  return pillar + drawTitle(title, margin, titleTop, ink, type) + footer;
}
