import { t } from '@vscode/l10n';
import { isObject, type JsonObject } from '../jsonRead.js';

/** Dollars per million tokens. */
export interface TokenPrice {
  readonly inputPerMillion: number;
  /** Default: the same as other input. */
  readonly cachedPerMillion: number | undefined;
  readonly outputPerMillion: number;
}

/** Dollars per unit of an endpoint's output. */
export interface EndpointPrice {
  readonly perUnit: number;
  readonly unit: string;
}

/** The user's own prices, by the exact id of the model. They win over every other source. */
export interface PriceOverrides {
  readonly tokens: ReadonlyMap<string, TokenPrice>;
  readonly units: ReadonlyMap<string, EndpointPrice>;
}

export const noOverrides: PriceOverrides = { tokens: new Map(), units: new Map() };

const tokenKeys = ['inputPerMillion', 'cachedPerMillion', 'outputPerMillion'];
const unitKeys = ['perUnit', 'unit'];

/**
 * Reads the setting `galley.prices`. An entry with anything wrong in it is left out whole, and a problem says so:
 * half of a price would show a wrong one.
 */
export function readPriceOverrides(value: unknown): { readonly overrides: PriceOverrides; readonly problems: readonly string[] } {
  const tokens = new Map<string, TokenPrice>();
  const units = new Map<string, EndpointPrice>();
  const problems: string[] = [];
  if (value === undefined || value === null) return { overrides: noOverrides, problems };
  if (!isObject(value)) return { overrides: noOverrides, problems: [t('The setting galley.prices is not an object of models and their prices.')] };
  for (const [model, entry] of Object.entries(value)) {
    const read = readEntry(model, entry);
    if ('problem' in read) problems.push(read.problem);
    else if ('perUnit' in read) units.set(model, read);
    else tokens.set(model, read);
  }
  return { overrides: { tokens, units }, problems };
}

function readEntry(model: string, entry: unknown): TokenPrice | EndpointPrice | { readonly problem: string } {
  if (!isObject(entry)) return { problem: t('The price of {0} in galley.prices is not an object.', model) };
  const isPerUnit = unitKeys.some((key) => Object.hasOwn(entry, key));
  const other = Object.keys(entry).find((key) => !(isPerUnit ? unitKeys : tokenKeys).includes(key));
  if (other !== undefined) return { problem: unexpectedKey(model, other, isPerUnit) };
  const wrong = Object.keys(entry).find((key) => key !== 'unit' && amountIn(entry, key) === undefined);
  if (wrong !== undefined) return { problem: t('{0} of {1} in galley.prices is not an amount in dollars, such as 0.06.', wrong, model) };
  if (isPerUnit) return readUnitPrice(model, entry);
  const inputPerMillion = amountIn(entry, 'inputPerMillion');
  const outputPerMillion = amountIn(entry, 'outputPerMillion');
  if (inputPerMillion === undefined || outputPerMillion === undefined)
    return { problem: t('The price of {0} in galley.prices needs inputPerMillion and outputPerMillion, or perUnit and unit.', model) };
  return { inputPerMillion, outputPerMillion, cachedPerMillion: amountIn(entry, 'cachedPerMillion') };
}

function readUnitPrice(model: string, entry: JsonObject): EndpointPrice | { readonly problem: string } {
  const perUnit = amountIn(entry, 'perUnit');
  const unit = typeof entry['unit'] === 'string' ? entry['unit'].trim() : '';
  if (perUnit !== undefined && unit !== '') return { perUnit, unit };
  return { problem: t('The price of {0} in galley.prices needs perUnit and unit, such as 0.06 and "image".', model) };
}

function unexpectedKey(model: string, key: string, isPerUnit: boolean): string {
  const allowed = (isPerUnit ? unitKeys : tokenKeys).join(', ');
  return t('{0} does not belong in the price of {1} in galley.prices. It takes {2}.', key, model, allowed);
}

function amountIn(entry: JsonObject, key: string): number | undefined {
  const amount = Object.hasOwn(entry, key) ? entry[key] : undefined;
  return typeof amount === 'number' && Number.isFinite(amount) && amount >= 0 ? amount : undefined;
}
