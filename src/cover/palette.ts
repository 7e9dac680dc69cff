import { clamp, contrast, type Hex, oklch, parseHex, readable, toOklch } from './colour.js';
import { createRandom, pick } from './random.js';

/** The colours of one cover, derived from one or two brand colours. */
export interface Palette {
  readonly primary: Hex;
  readonly accent: Hex;
  /** Nearly black, tinted with the brand hue. */
  readonly ink: Hex;
  /** A dark ground. */
  readonly deep: Hex;
  /** A light ground. */
  readonly paper: Hex;
  /** A pale version of the primary. */
  readonly tint: Hex;
  /** A pale version of the accent. */
  readonly accentTint: Hex;
  readonly hue: number;
  readonly accentHue: number;
  /** How colourful artwork in the brand hue may be: near 0 for a grey brand, 1 for a vivid one. */
  readonly vividness: number;
  /** The same for artwork in the accent's hue. */
  readonly accentVividness: number;
}

const greyChroma = 0.03;
const defaultHue = 268;

/** Pairs that hold together, for studios that name no colours. */
const housePairs: readonly (readonly [Hex, Hex])[] = [
  ['#5b4bf5', '#ff7a3d'],
  ['#0f766e', '#f5b41f'],
  ['#e11d48', '#ffd08a'],
  ['#1d8ef0', '#b4f04c'],
  ['#7c2bd9', '#38e0c0'],
  ['#14532d', '#ff8fa3'],
  ['#0b3fb3', '#ffcf33'],
  ['#b4371b', '#7fd6e8'],
];

/**
 * `brand` may be empty: a house pair is then picked by `seed`. One colour gets an accent made to go with it.
 * Greys stay grey: no hue is added to a brand that has none.
 */
export function createPalette(brand: readonly Hex[], seed: string): Palette {
  const [primary, accent = companion(primary)] = brand[0] ? [brand[0], brand[1]] : pick(createRandom(`${seed}:palette`), housePairs);
  const main = toOklch(primary);
  const second = toOklch(accent);
  const isGrey = main.chroma < greyChroma;
  const isAccentGrey = second.chroma < greyChroma;
  const hue = !isGrey ? main.hue : isAccentGrey ? defaultHue : second.hue;
  const accentHue = isAccentGrey ? hue : second.hue;
  const groundChroma = isGrey ? 0.006 : 1;
  return {
    primary,
    accent,
    hue,
    accentHue,
    vividness: isGrey ? 0.06 : Math.min(1, 0.45 + main.chroma * 4),
    accentVividness: isAccentGrey ? 0.06 : Math.min(1, 0.45 + second.chroma * 4),
    ink: oklch(0.19, 0.035 * groundChroma, hue),
    deep: oklch(0.165, 0.055 * groundChroma, hue),
    paper: oklch(0.965, isGrey && isAccentGrey ? 0.003 : 0.014, accentHue),
    tint: oklch(0.87, Math.min(0.07, main.chroma * 0.5), hue),
    accentTint: oklch(0.9, Math.min(0.06, second.chroma * 0.5), accentHue),
  };
}

/** A brand colour for emphasised words on `ground`, at least 4.5:1, and not to be taken for the colour of the other words. */
export function emphasisOn({ primary, accent, ink }: Palette, ground: Hex): Hex {
  const first = readable(primary, ground, 4.5);
  if (contrast(first, ink) >= 1.6) return first;
  const second = readable(accent, ground, 4.5);
  return contrast(second, ink) >= 1.6 ? second : first;
}

/** Colours that are not `#rrggbb` are left out and returned apart. At most two are used. */
export function readBrandColors(colors: readonly string[]): { readonly used: readonly Hex[]; readonly unusable: readonly string[] } {
  const used: Hex[] = [];
  const unusable: string[] = [];
  for (const color of colors) {
    const hex = parseHex(color);
    if (hex) used.push(hex);
    else unusable.push(color);
  }
  return { used: used.slice(0, 2), unusable };
}

/** An accent for a brand of one colour: across the wheel, warm for cool brands, light enough to lead the eye. */
function companion(primary: Hex): Hex {
  const { lightness, chroma, hue } = toOklch(primary);
  if (chroma < greyChroma) return lightness > 0.6 ? oklch(0.45, 0.01, hue) : oklch(0.8, 0.005, hue);
  return oklch(clamp(lightness + 0.18, 0.68, 0.8), 0.17, (hue + 150) % 360);
}
