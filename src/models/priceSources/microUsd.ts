import type { MicroUsd } from '../../common/money.js';

const microPerUsd = 1_000_000;
/** Digits that a product of two doubles surely has right: 12.499999999999998 is 12.5. */
const surelyRight = 14;

/**
 * Dollars as whole micro-dollars, rounded half up. What costs anything is at least one of them: `$0` would say that it is free.
 * `undefined` for what is no amount of zero or more.
 */
export function toMicroUsd(usd: number): MicroUsd | undefined {
  if (!Number.isFinite(usd) || usd < 0) return undefined;
  const micro = Math.round(Number((usd * microPerUsd).toPrecision(surelyRight)));
  if (!Number.isSafeInteger(micro)) return undefined;
  return usd > 0 ? Math.max(1, micro) : 0;
}
