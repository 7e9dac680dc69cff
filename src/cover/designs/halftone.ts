import { clamp, contrast, type Hex, mostContrasting, oklch, readable, toOklch } from '../colour.js';
import { type FittedTitle, fitTitle } from '../fitTitle.js';
import { gradientNoise, type Noise } from '../noise.js';
import { drawTitle, label, studioMark } from '../parts.js';
import { between, pick } from '../random.js';
import type { Drawing, Stage } from '../stage.js';
import { num, path, rect } from '../svg.js';

const leading = 1;
const tracking = -0.014;

/** A planet in printing dots, lit from one side, on a ground in the brand colour. */
export function halftone(stage: Stage): Drawing {
  const colours = chooseColours(stage);
  const words = layWords(stage);
  const planet = placePlanet(stage, words);
  const markup =
    rect(0, 0, stage.width, stage.height, { fill: colours.ground }) + drawDots(stage, planet, colours) + drawWords(stage, words, colours);
  return { markup, isTitleCut: words.title.isCut };
}

interface Colours {
  readonly ground: Hex;
  readonly text: Hex;
  readonly emphasis: Hex;
  readonly dots: Hex;
  readonly haze: Hex;
}

function chooseColours({ palette }: Stage): Colours {
  const { lightness, chroma, hue } = toOklch(palette.primary);
  // Mid tones carry neither white nor black well, so the ground leaves the middle.
  const ground = lightness > 0.74 ? oklch(Math.max(lightness, 0.82), chroma, hue) : oklch(Math.min(lightness, 0.46), chroma, hue);
  const text = mostContrasting(ground, ['#ffffff', palette.ink]);
  const dots = contrast(palette.accent, ground) < 1.5 ? text : readable(palette.accent, ground, 2.4);
  const groundLightness = toOklch(ground).lightness;
  const haze = oklch(groundLightness + (text === '#ffffff' ? 0.13 : -0.1), chroma, hue);
  return { ground, text, emphasis: readable(palette.accent, ground, 4.5), dots, haze };
}

interface Words {
  readonly title: FittedTitle;
  readonly titleTop: number;
  readonly pillarY: number;
  readonly columnWidth: number;
  readonly small: number;
}

function layWords(stage: Stage): Words {
  const { width, height, shape, unit, margin, marginY, type, pillarName, studioName } = stage;
  const isWide = shape === 'wide';
  const small = 22 * unit;
  const columnWidth = isWide ? width * 0.51 - margin : width - 2 * margin;
  const bottom = height - marginY;
  const header = pillarName ? small * 2.6 : 0;
  const footer = studioName ? small * 2.9 : 0;
  const room = isWide ? bottom - footer - marginY - header : height * 0.42;
  const title = fitTitle(
    stage.title,
    { role: 'serif', emphasisRole: 'serifItalic', leading, tracking, width: columnWidth, height: room, maxSize: (isWide ? 112 : 142) * unit, minSize: 28 * unit },
    type,
  );
  const titleTop = bottom - footer - title.height + (footer ? 0 : title.size * 0.2);
  const pillarY = isWide ? marginY + small * 0.76 : titleTop - small * 1.3 - title.size * 0.08;
  return { title, titleTop, pillarY, columnWidth, small };
}

interface Planet {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

function placePlanet({ width, height, shape, random, pillarName }: Stage, words: Words): Planet {
  if (shape === 'wide') {
    const radius = Math.min(height * between(random, 0.5, 0.56), width * 0.29);
    return { radius, x: width - radius * between(random, 0.46, 0.54), y: height * between(random, 0.44, 0.54) };
  }
  const room = words.titleTop - words.small * (pillarName ? 3.4 : 1.6);
  const radius = Math.min(width * 0.56, room * 0.58);
  return { radius, x: width * between(random, 0.64, 0.7), y: room - radius };
}

const tilt = Math.PI / 6;
/** The share of the pitch that a dot of full brightness has as its radius; above 0.5 dots run into each other. */
const fullDot = 0.53;
const nightDot = 0.16;

function drawDots({ unit, random, seed, width, height }: Stage, { x: cx, y: cy, radius }: Planet, { dots, haze }: Colours): string {
  const noise = gradientNoise(`${seed}:surface`);
  const pitch = 13 * unit;
  const angle = pick(random, [-2.6, -2.4, -2.2, 2.6, -0.8]) + between(random, -0.15, 0.15);
  const light = { x: Math.cos(angle), y: Math.sin(angle) };
  const twist = between(random, 1.2, 2.2);
  const reach = Math.ceil((radius * 1.2) / pitch);
  const day: string[] = [];
  const night: string[] = [];
  for (let row = -reach; row <= reach; row++) {
    for (let column = -reach; column <= reach; column++) {
      // Every second row is shifted by half a dot, which packs them as print does.
      const u = (column + (row % 2 ? 0.5 : 0)) * pitch;
      const v = row * pitch * 0.866;
      const dx = u * Math.cos(tilt) - v * Math.sin(tilt);
      const dy = u * Math.sin(tilt) + v * Math.cos(tilt);
      const isInside = Math.hypot(dx, dy) <= radius;
      const isOnPicture = cx + dx > -pitch && cx + dx < width + pitch && cy + dy > -pitch && cy + dy < height + pitch;
      if (!isInside || !isOnPicture) continue;
      const size = Math.sqrt(surface(dx / radius, dy / radius, light, noise, twist)) * pitch * fullDot;
      if (size > pitch * nightDot) day.push(dot(cx + dx, cy + dy, size));
      else night.push(dot(cx + dx, cy + dy, pitch * nightDot));
    }
  }
  return path(night.join(''), { fill: haze }) + path(day.join(''), { fill: dots });
}

/** How bright a point of the sphere is, 0 to 1: lit from one side, with bands that swirl. */
function surface(x: number, y: number, light: { readonly x: number; readonly y: number }, noise: Noise, twist: number): number {
  const z = Math.sqrt(Math.max(0, 1 - x * x - y * y));
  const facing = (x * light.x + y * light.y) * 0.84 + z * 0.42;
  const bands = noise(x * 1.5 + twist * y, y * 2.8 + 7) * 0.5 + noise(x * 3.5 + 20, y * 7 + x) * 0.24;
  return clamp(facing * 1.05 + bands * 0.6 * (0.35 + facing), 0, 1);
}

function dot(x: number, y: number, r: number): string {
  const radius = num(r);
  return `M${num(x - r)} ${num(y)}a${radius} ${radius} 0 1 0 ${num(2 * r)} 0a${radius} ${radius} 0 1 0 ${num(-2 * r)} 0Z`;
}

function drawWords(stage: Stage, { title, titleTop, pillarY, columnWidth, small }: Words, { ground, text, emphasis }: Colours): string {
  const { height, margin, marginY, type, pillarName } = stage;
  const ink = { role: 'serif', emphasisRole: 'serifItalic', leading, tracking, color: text, emphasisColor: emphasis } as const;
  const pillar = pillarName ? label(pillarName, margin, pillarY, columnWidth, { role: 'text', size: small, color: text }, type) : '';
  const mark = studioMark(stage, margin, height - marginY - small * 0.1, { size: small, color: text, chip: text, initial: ground, maxWidth: columnWidth });
  return pillar + drawTitle(title, margin, titleTop, ink, type) + mark;
}
