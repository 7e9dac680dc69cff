import type { MicroUsd } from './money.js';
import type { CostBasis } from './terms.js';

/** What a call costs or would cost. `cost` is `undefined` exactly when `basis` is `unknown`. */
export interface Price {
  readonly cost: MicroUsd | undefined;
  readonly basis: CostBasis;
}

export const free: Price = { cost: 0, basis: 'free' };
export const unknownPrice: Price = { cost: undefined, basis: 'unknown' };
