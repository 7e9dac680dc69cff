/** Whole millionths of a US dollar. Integers, so that sums of receipts are exact. */
export type MicroUsd = number;

const microPerUsd = 1_000_000;

/**
 * Dollars as written in a file (`0.06`, `1e-4`) to micro-dollars, rounded to the nearest one.
 * `undefined` for anything that is not a finite amount of zero or more: unknown is never zero.
 */
export function parseUsd(value: string | number): MicroUsd | undefined {
  if (typeof value === 'string' && !/^\s*\+?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(value)) return undefined;
  const micro = Math.round(Number(value) * microPerUsd);
  return Number.isSafeInteger(micro) && micro >= 0 ? micro : undefined;
}

/** Micro-dollars as a plain decimal for a file: `0.06`, `0.000123`, `3`. */
export function usdDecimal(cost: MicroUsd): string {
  const whole = Math.floor(cost / microPerUsd);
  const fraction = String(cost % microPerUsd).padStart(6, '0').replace(/0+$/, '');
  return fraction ? `${whole}.${fraction}` : String(whole);
}

/** For people: cents, and as many digits as it takes to show an amount below a cent (`$0.00042`). */
export function formatUsd(cost: MicroUsd): string {
  const decimal = usdDecimal(cost);
  const [whole = '0', fraction = ''] = decimal.split('.');
  return `$${Number(whole).toLocaleString('en-US')}.${fraction.padEnd(2, '0')}`;
}

/** A sum in which some parts have no known cost. */
export interface Total {
  readonly known: MicroUsd;
  readonly unknown: number;
}

export const noCost: Total = { known: 0, unknown: 0 };

export function addCost(total: Total, cost: MicroUsd | undefined): Total {
  return cost === undefined
    ? { known: total.known, unknown: total.unknown + 1 }
    : { known: total.known + cost, unknown: total.unknown };
}
