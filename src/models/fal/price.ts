import { unknownPrice, type Price } from '../../common/price.js';
import type { UnitPrice, UnitPrices } from '../prices.js';

/** How much a job made, in the units in which providers count. */
export interface Amount {
  readonly images: number;
  /** Of all images together, each rounded up; `undefined` when not known. */
  readonly megapixels: number | undefined;
  readonly seconds: number | undefined;
}

/** What fal billed, else what the amount costs at the unit price. Never rejects: a result is not lost for want of a price. */
export async function priceOf(prices: UnitPrices, model: string, units: number | undefined, amount: Amount): Promise<Price> {
  const price = await lookUp(prices, model);
  if (price === undefined) return unknownPrice;
  if (units !== undefined) return { cost: Math.round(units * price.perUnit), basis: 'billed' };
  const counted = inUnits(price, amount);
  // Nothing that can be counted is not nothing to pay.
  return counted === undefined || counted === 0 ? unknownPrice : { cost: Math.round(counted * price.perUnit), basis: 'computed' };
}

export async function estimateOf(prices: UnitPrices, model: string, amount: Amount): Promise<Price> {
  const price = await lookUp(prices, model);
  const counted = price && inUnits(price, amount);
  return price === undefined || counted === undefined ? unknownPrice : { cost: Math.round(counted * price.perUnit), basis: 'estimated' };
}

async function lookUp(prices: UnitPrices, model: string): Promise<UnitPrice | undefined> {
  try {
    return await prices.of(model);
  } catch {
    return undefined;
  }
}

/** `unit` is free text: what is not known for sure stays unknown, such as `compute seconds`. */
function inUnits({ unit }: UnitPrice, { images, megapixels, seconds }: Amount): number | undefined {
  switch (unit.trim().toLowerCase()) {
    case 'image':
    case 'images':
      return images;
    case 'megapixel':
    case 'megapixels':
      return megapixels;
    case 'second':
    case 'seconds':
      return seconds;
    case 'video':
    case 'videos':
      return seconds === undefined ? undefined : 1;
    default:
      return undefined;
  }
}
