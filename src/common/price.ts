import type { MicroUsd } from './money.js';
import type { CostBasis } from './terms.js';

/** What a call costs or would cost. `cost` is `undefined` exactly when `basis` is `unknown`. */
export interface Price {
  readonly cost: MicroUsd | undefined;
  readonly basis: CostBasis;
  /** `false` where a plan or quota pays and no amount will ever be told; the basis is then `unknown`. */
  readonly isMetered?: false | undefined;
}

export const free: Price = { cost: 0, basis: 'free' };
export const unknownPrice: Price = { cost: undefined, basis: 'unknown' };
export const notMetered: Price = { cost: undefined, basis: 'unknown', isMetered: false };
