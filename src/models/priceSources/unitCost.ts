import { unknownPrice, type Price } from '../../common/price.js';
import type { CostBasis } from '../../common/terms.js';
import type { UnitPrice } from '../prices.js';
import { toMicroUsd } from './microUsd.js';

export interface ImageSize {
  /** How many pictures one request makes. */
  readonly images: number;
  readonly width: number | undefined;
  readonly height: number | undefined;
}

/** What a request for pictures will cost, by the word for the unit; unknown when that word does not tell, as for machine time. */
export function estimateImage(unit: UnitPrice | undefined, { images, width, height }: ImageSize): Price {
  if (unit === undefined) return unknownPrice;
  const { count, kind } = readUnit(unit.unit);
  switch (kind) {
    case 'image':
      return price(images / count, unit, 'estimated');
    case 'megapixel':
      return width === undefined || height === undefined
        ? unknownPrice
        : price((images * Math.ceil((width * height) / megapixel)) / count, unit, 'estimated');
    case 'request':
      return price(1 / count, unit, 'estimated');
    default:
      return unknownPrice;
  }
}

/** What a clip of about so many seconds will cost. */
export function estimateVideo(unit: UnitPrice | undefined, seconds: number | undefined): Price {
  if (unit === undefined) return unknownPrice;
  const { count, kind } = readUnit(unit.unit);
  switch (kind) {
    case 'second':
      return seconds === undefined ? unknownPrice : price(seconds / count, unit, 'estimated');
    case 'minute':
      return seconds === undefined ? unknownPrice : price(seconds / 60 / count, unit, 'estimated');
    case 'video':
    case 'request':
      return price(1 / count, unit, 'estimated');
    default:
      return unknownPrice;
  }
}

/** The price of the units that a provider says it charged. By the account's own price it is billed, by any other one computed. */
export function billed(units: number, unit: UnitPrice): Price {
  return price(units, unit, unit.origin === 'provider' ? 'billed' : 'computed');
}

function price(units: number, { perUnit, exactUsd }: UnitPrice, basis: CostBasis): Price {
  const cost = units >= 0 ? toMicroUsd(units * (exactUsd ?? perUnit / 1_000_000)) : undefined;
  return cost === undefined ? unknownPrice : { cost, basis };
}

/** 1024 x 1024 pictures are sold as one, and begun ones are charged whole. */
const megapixel = 1024 * 1024;

type UnitKind = 'image' | 'megapixel' | 'second' | 'minute' | 'video' | 'request';

const words: Readonly<Record<UnitKind, RegExp>> = {
  image: /^(output |generated )?(image|picture)s?$/,
  megapixel: /^(output |generated |processed )?(mega ?pixels?|mps?)$/,
  second: /^(output |generated |video )?(seconds?|secs?|s)( of (output |generated )?video)?$/,
  minute: /^(output |generated |video )?(minutes?|mins?)( of (output |generated )?video)?$/,
  video: /^(output |generated )?(video|clip)s?$/,
  request: /^(request|generation|call|run)s?$/,
};

/** `5 seconds` is a count of 5 of the kind `second`. Machine time (`compute seconds`) and words not known have no kind. */
function readUnit(unit: string): { readonly count: number; readonly kind: UnitKind | undefined } {
  const [, number = '1', word = ''] = /^(?:per )?(?:(\d+(?:\.\d+)?) ?)?(.*)$/.exec(unit.trim().toLowerCase().replace(/\s+/g, ' ')) ?? [];
  const kinds: readonly UnitKind[] = ['image', 'megapixel', 'second', 'minute', 'video', 'request'];
  const count = Number(number);
  return { count, kind: count > 0 ? kinds.find((kind) => words[kind].test(word)) : undefined };
}
