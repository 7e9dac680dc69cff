/**
 * Draws contact sheets of the cover designs to out/covers, to be looked at after a change to a design:
 * `npx tsx scripts/coverSheet.ts [name…]`. Names: see `sheets`; all of them by default.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Hex } from '../src/cover/colour.js';
import { coverSize } from '../src/cover/coverSize.js';
import { type DesignName, designNames } from '../src/cover/designNames.js';
import { loadFonts } from '../src/cover/fonts.js';
import { createRasterizer, loadRasterizer } from '../src/cover/rasterizer.js';
import { composeCover, type CoverRequest } from '../src/cover/renderCover.js';
import { findSystemFonts } from '../src/cover/systemFonts.js';

const outFolder = 'out/covers';
const gap = 12;

interface Cell {
  readonly request: CoverRequest;
  /** Width on the sheet. */
  readonly width: number;
}

const base = { body: 'It reached **4 billion SKUs** on Taobao and Tmall.', studioName: 'Field Notes', pillarName: 'AI products', seed: 7, colors: ['#5b4bf5', '#ff7a3d'] as Hex[] };
const qwen = 'Why Qwen Shopping shipped in China first and it’s not about the AI';

function cell(width: number, ratio: string, design: DesignName | undefined, changes: Partial<CoverRequest> = {}): Cell {
  const size = coverSize(ratio);
  if (!size) throw new RangeError(ratio);
  return { width, request: { title: qwen, ...base, ...size, design, ...changes } };
}

interface Voice {
  readonly title: string;
  readonly pillarName: string | undefined;
  readonly studioName: string | undefined;
  readonly colors: readonly Hex[];
  readonly body?: string;
}

const voices: readonly Voice[] = [
  { title: 'The quiet economics of running your own GPU cluster: what three years of invoices taught us about idle time', pillarName: 'Infrastructure', studioName: 'Ledgerline', colors: ['#0f766e', '#f5b41f'], body: 'Idle time was 41% of the bill.' },
  { title: 'Ship smaller', pillarName: 'Craft', studioName: 'Tiny Studio', colors: ['#e11d48', '#ffd08a'], body: 'Teams merged 3x more changes.' },
  { title: 'Nobody reads your changelog. Here’s how to fix that', pillarName: 'Product marketing', studioName: 'Mono', colors: ['#111111', '#ff4f00'], body: 'Only 2.5% of users opened it.' },
  { title: '5 billing bugs we shipped on purpose - and why we’d do it again', pillarName: 'Engineering', studioName: 'Kestrel', colors: ['#1d8ef0', '#b4f04c'] },
];

const hardCases: readonly Voice[] = [
  { title: 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft', pillarName: undefined, studioName: undefined, colors: [], body: '12% of words' },
  { title: 'Go', pillarName: undefined, studioName: 'A', colors: ['#ffe600'], body: '$1.2M saved in a year' },
  { title: 'Greys only, please: a brand without a hue', pillarName: 'Brand', studioName: 'Concrete', colors: ['#8a8a8a', '#d0d0d0'], body: 'It took 7 million tries' },
  { title: 'A very light brand colour should still leave the words readable', pillarName: 'Accessibility', studioName: 'Pale', colors: ['#fdf3c4', '#fff9e6'], body: 'Contrast rose 4.5x overall' },
  { title: 'White on white', pillarName: 'A pillar whose name goes on for far longer than anyone would want it to be', studioName: 'The Extraordinarily Long Studio Name Company of Northern Europe', colors: ['#ffffff', '#ffffff'] },
  { title: 'Почему мы отказались от ежедневных планёрок, и что из этого вышло', pillarName: 'Команда', studioName: 'Полевые заметки', colors: ['#14532d', '#ff8fa3'] },
];

const cjk: readonly Voice[] = [
  { title: '通义千问购物为何先在中国上线：因为管道', pillarName: '人工智能', studioName: 'Field 笔记', colors: ['#5b4bf5', '#ff7a3d'], body: 'It has 4B SKUs' },
  { title: 'なぜ私たちは毎週金曜日にリリースするのをやめたのか、そしてその後どうなったのか', pillarName: '開発', studioName: '現場ノート', colors: ['#0b3fb3', '#ffcf33'] },
];

function rows(list: readonly Voice[], ratio: string, width: number): Cell[] {
  return list.flatMap((voice, i) => designNames.map((design) => cell(width, ratio, design, { body: base.body, ...voice, seed: i + 2 })));
}

/** The pictures of the README: see media/readme. */
const shown: readonly Cell[] = [
  cell(600, '1200:630', 'aurora', { seed: 12, title: 'The quiet economics of running your own GPU cluster', pillarName: 'Infrastructure', colors: ['#5b4bf5', '#ff7a3d'] }),
  cell(600, '1200:630', 'mosaic', { seed: 21, title: 'Why we stopped shipping on Fridays and started again', pillarName: 'Craft', colors: ['#0b3fb3', '#ffcf33'] }),
  cell(600, '1200:630', 'pipes', { seed: 21, title: 'Five teams, one queue: how we stopped losing tickets', pillarName: 'Engineering', colors: ['#14532d', '#ff8fa3'] }),
  cell(600, '1200:630', 'halftone', { seed: 3, title: 'What nobody tells you about migrating a monolith', pillarName: 'Architecture', colors: ['#e11d48', '#ffd08a'] }),
  cell(600, '1200:630', 'ledger', { seed: 5, title: 'We deleted half of our dashboards and nobody noticed', pillarName: 'Operations', colors: ['#1d8ef0', '#b4f04c'] }),
  cell(600, '1200:630', 'figure', { seed: 7, title: qwen, colors: ['#5b4bf5', '#ff7a3d'] }),
];
const oneInAllSizes: readonly Cell[] = [[560, '1200:630'], [523, '16:9'], [294, '1:1'], [235, '4:5'], [165, '9:16']].map(([width, ratio]) =>
  cell(Number(width), String(ratio), 'pipes', { seed: 21, title: 'Five teams, one queue: how we stopped losing tickets', pillarName: 'Engineering', colors: ['#0f766e', '#f5b41f'] }),
);

const sheets: Readonly<Record<string, { readonly columns: number; readonly cells: readonly Cell[] }>> = {
  readme: { columns: 2, cells: shown },
  readmeSizes: { columns: 5, cells: oneInAllSizes },
  og: { columns: 2, cells: designNames.map((design) => cell(700, '1200:630', design)) },
  wide: { columns: 3, cells: designNames.map((design) => cell(520, '16:9', design)) },
  tall: { columns: designNames.length, cells: ['9:16', '4:5', '1:1'].flatMap((ratio) => designNames.map((design) => cell(300, ratio, design))) },
  palettes: { columns: designNames.length, cells: rows(voices, '1200:630', 400) },
  tallVoices: { columns: designNames.length, cells: [...rows(voices.slice(0, 2), '4:5', 300), ...rows(voices.slice(2), '9:16', 300)] },
  hard: { columns: designNames.length, cells: rows(hardCases, '1200:630', 400) },
  hardTall: { columns: designNames.length, cells: [...rows(hardCases.slice(0, 3), '9:16', 260), ...rows(hardCases.slice(3), '1:1', 260)] },
  cjk: { columns: designNames.length, cells: [...rows(cjk, '1200:630', 400), ...rows(cjk, '4:5', 400)] },
  ratios: { columns: 6, cells: ['3:1', '1:3', '3:2', '2:3', '21:9', '1200:628'].flatMap((ratio) => designNames.map((design) => cell(300, ratio, design))) },
  seeds: { columns: 6, cells: designNames.flatMap((design) => [11, 12, 13, 14, 15, 16].map((seed) => cell(400, '1200:630', design, { seed }))) },
  house: { columns: 4, cells: Array.from({ length: 16 }, (_, i) => cell(400, '1200:630', undefined, { seed: i, colors: [], pillarName: undefined, studioName: undefined })) },
};

const wasm = createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm');
await loadRasterizer(new Uint8Array(readFileSync(wasm)));
const fonts = loadFonts('media/fonts');
const widths = new Map<string, number>();

interface Picture {
  readonly href: string;
  readonly width: number;
  readonly height: number;
}

/** `undefined` where no font of this computer has the letters of the title. */
function draw({ request, width }: Cell): Picture | undefined {
  const composition = composeCover(request, { fonts, widths, findSystemFonts });
  if (composition.kind === 'undrawable') return undefined;
  const buffers = [...Object.values(fonts.buffers), ...composition.systemFonts.map(({ buffer }) => buffer)];
  const png = createRasterizer(buffers, fonts.faces.text.family).png(composition.svg);
  return { href: `data:image/png;base64,${Buffer.from(png).toString('base64')}`, width, height: Math.round((width * request.height) / request.width) };
}

mkdirSync(outFolder, { recursive: true });
const wanted = process.argv.slice(2);
for (const [name, { columns, cells }] of Object.entries(sheets)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  let markup = '';
  let sheetWidth = 0;
  let y = gap;
  for (let i = 0; i < cells.length; i += columns) {
    const pictures = cells.slice(i, i + columns).flatMap((one) => draw(one) ?? []);
    let x = gap;
    for (const { href, width, height } of pictures) {
      markup += `<image x="${x}" y="${y}" width="${width}" height="${height}" href="${href}"/>`;
      x += width + gap;
    }
    sheetWidth = Math.max(sheetWidth, x);
    y += Math.max(0, ...pictures.map(({ height }) => height)) + gap;
  }
  if (sheetWidth === 0) {
    process.stdout.write(`${name}: left out, as no font of this computer has its letters\n`);
    continue;
  }
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${sheetWidth}" height="${y}"><rect width="100%" height="100%" fill="#fff"/>${markup}</svg>`;
  const file = `${outFolder}/${name}.png`;
  writeFileSync(file, createRasterizer([], '').png(svg));
  process.stdout.write(`${file}\n`);
}
