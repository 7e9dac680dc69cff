/** `#rrggbb`. */
export type Hex = `#${string}`;

/** A colour by perceived lightness (0 to 1), chroma (0 to about 0.37) and hue in degrees. */
export interface Oklch {
  readonly lightness: number;
  readonly chroma: number;
  readonly hue: number;
}

type Channels = readonly [number, number, number];

/** Reads `#rgb` and `#rrggbb`; `undefined` for anything else. */
export function parseHex(text: string): Hex | undefined {
  const digits = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text.trim())?.[1]?.toLowerCase();
  if (digits === undefined) return undefined;
  return digits.length === 6 ? `#${digits}` : `#${Array.from(digits).map((digit) => digit + digit).join('')}`;
}

export function toOklch(hex: Hex): Oklch {
  const [r, g, b] = linearRgb(hex);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const lightness = 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s;
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const bb = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  return { lightness, chroma: Math.hypot(a, bb), hue: ((Math.atan2(bb, a) * 180) / Math.PI + 360) % 360 };
}

/** Chroma is reduced until the colour lies inside sRGB. */
export function oklch(lightness: number, chroma: number, hue: number): Hex {
  const tolerance = 0.0005;
  let fitting = Math.max(0, chroma);
  let rgb = oklchToLinear(lightness, fitting, hue);
  while (fitting > 0.001 && rgb.some((channel) => channel < -tolerance || channel > 1 + tolerance)) {
    fitting *= 0.94;
    rgb = oklchToLinear(lightness, fitting, hue);
  }
  const digits = rgb.map((channel) => Math.round(encodeGamma(clamp(channel, 0, 1)) * 255));
  return `#${digits.map((digit) => digit.toString(16).padStart(2, '0')).join('')}`;
}

/** WCAG 2 contrast ratio, 1 to 21. */
export function contrast(a: Hex, b: Hex): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

/** `color`, made lighter or darker until its contrast with `ground` is at least `minimum`. */
export function readable(color: Hex, ground: Hex, minimum: number): Hex {
  const { lightness, chroma, hue } = toOklch(color);
  const onDark = contrast('#ffffff', ground) >= contrast('#000000', ground);
  const step = onDark ? 0.01 : -0.01;
  let candidate = color;
  for (let l = lightness; contrast(candidate, ground) < minimum && l >= 0 && l <= 1; l += step) {
    candidate = oklch(l, chroma, hue);
  }
  if (contrast(candidate, ground) >= minimum) return candidate;
  return onDark ? '#ffffff' : '#000000';
}

/** `color` where it stands out on `ground` by at least `minimum`, else `substitute`. */
export function visibleOr(color: Hex, ground: Hex, minimum: number, substitute: Hex): Hex {
  return contrast(color, ground) >= minimum ? color : substitute;
}

/** The colour of `choices` that stands out most against `ground`. */
export function mostContrasting(ground: Hex, choices: readonly [Hex, ...Hex[]]): Hex {
  return choices.reduce((best, choice) => (contrast(choice, ground) > contrast(best, ground) ? choice : best));
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

function luminance(hex: Hex): number {
  const [r, g, b] = linearRgb(hex);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function linearRgb(hex: Hex): Channels {
  const channel = (at: number): number => decodeGamma(Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  return [channel(1), channel(3), channel(5)];
}

function decodeGamma(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function encodeGamma(value: number): number {
  return value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055;
}

function oklchToLinear(lightness: number, chroma: number, hue: number): Channels {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}
