import { join } from 'node:path';
import { abortError } from '../../common/abort.js';
import { shortHash } from '../../common/hash.js';
import type { UnitPrice, UnitPrices } from '../prices.js';
import { AccountPrices } from './accountPrices.js';
import { bundledFalPrices } from './falBundled.js';
import { askPrices, falPlatform, type StatedPrice } from './falPricing.js';
import { toMicroUsd } from './microUsd.js';
import type { PriceOverrides } from './overrides.js';

export interface FalPricesOptions {
  /** Origin that answers instead of fal's own; `undefined` or empty for fal's. Read at every call, as all of these functions. */
  readonly endpoint: () => string | undefined;
  readonly apiKey: () => Promise<string | undefined>;
  readonly overrides: () => PriceOverrides;
  /** Keeps prices between sessions and for other windows. */
  readonly folder: string | undefined;
  readonly fetch?: typeof globalThis.fetch | undefined;
  readonly now?: (() => Date) | undefined;
  readonly timeoutMs?: number | undefined;
  /** For the log: why prices could not be looked up or kept. */
  readonly onFailure?: ((error: unknown) => void) | undefined;
}

/** Who asks whom: each account has prices of its own, and a gateway or a test server is not fal. */
interface Account {
  readonly endpoint: string;
  readonly key: string;
  /** Names the account's file; says nothing of the secret. */
  readonly tag: string;
}

/**
 * Unit prices of fal's endpoints: the user's own, then those of the account, at most a day old. Without an answer, those known
 * before with their date, then the bundled ones. Rejects with an `AbortError` only.
 */
export function falPrices(options: FalPricesOptions): UnitPrices {
  const { folder, now = () => new Date(), timeoutMs = 5000, onFailure = () => undefined } = options;
  const accounts = new Map<string, AccountPrices>();

  const pricesOf = (account: Account): AccountPrices => {
    const existing = accounts.get(account.tag + account.key);
    if (existing !== undefined) return existing;
    const file = folder === undefined ? undefined : join(folder, `fal-prices-${account.tag}.json`);
    const ask = (ids: readonly string[]) =>
      askPrices(ids, { ...account, fetch: options.fetch ?? ((...args) => globalThis.fetch(...args)), timeoutMs });
    const created = new AccountPrices({ file, ask, now, onFailure });
    accounts.set(account.tag + account.key, created);
    return created;
  };

  const find = async (endpoint: string): Promise<UnitPrice | undefined> => {
    const own = options.overrides().units.get(endpoint);
    if (own !== undefined) return unitPrice({ usd: own.perUnit, unit: own.unit }, now().toISOString(), 'user');
    const account = await readAccount(options);
    const known = account === undefined ? undefined : await pricesOf(account).of(endpoint);
    if (known === undefined) return bundledFalPrices.get(endpoint);
    return known.price === undefined ? undefined : unitPrice(known.price, known.asOf, 'provider');
  };

  return { of: (endpoint, signal) => until(signal, find(endpoint)) };
}

async function readAccount({ endpoint, apiKey }: FalPricesOptions): Promise<Account | undefined> {
  const key = (await apiKey().catch(() => undefined))?.trim();
  if (!key) return undefined;
  const at = endpoint()?.trim() || falPlatform;
  const [keyId = key] = key.split(':');
  return { endpoint: at, key, tag: shortHash(`${at}\n${keyId}`) };
}

function unitPrice({ usd, unit }: StatedPrice, asOf: string, origin: UnitPrice['origin']): UnitPrice | undefined {
  const perUnit = toMicroUsd(usd);
  if (perUnit === undefined) return undefined;
  return { perUnit, unit, asOf, origin, ...(perUnit / 1_000_000 === usd ? {} : { exactUsd: usd }) };
}

/** Stops waiting when the caller gives up; the look-up goes on for whoever asks next. */
function until<T>(signal: AbortSignal | undefined, result: Promise<T>): Promise<T> {
  if (signal === undefined) return result;
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      reject(abortError());
    };
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    result.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', onAbort);
    });
  });
}
