import { unknownPrice, type Price } from '../../common/price.js';
import type { CostBasis } from '../../common/terms.js';
import type { TextPrices } from '../prices.js';
import { toMicroUsd } from './microUsd.js';
import type { PriceOverrides, TokenPrice } from './overrides.js';
import { isPaidAt, payeeAddress } from './payee.js';

export interface TextPricesOptions {
  /** Read at every call, since settings change. */
  readonly overrides: () => PriceOverrides;
  readonly now?: (() => Date) | undefined;
}

interface Tokens {
  readonly input: number;
  readonly cached: number;
  readonly output: number;
}

/**
 * The user's own prices, then a list that ships with Galley and is never updated from the network.
 * A model is looked up at the provider whose address is asked, never by its name alone.
 */
export function textPrices({ overrides, now = () => new Date() }: TextPricesOptions): TextPrices {
  const price = async (model: string, baseUrl: string, tokens: Tokens, basis: CostBasis): Promise<Price> => {
    if (!areTokens(tokens)) return unknownPrice;
    const own = overrides().tokens.get(model);
    const usd = own === undefined ? await listedUsd(model, baseUrl, tokens, now()) : ownUsd(own, tokens);
    const cost = usd === undefined ? undefined : toMicroUsd(usd);
    return cost === undefined ? unknownPrice : { cost, basis };
  };
  return {
    ofUsage: async (model, baseUrl, { input, cached, output }) =>
      input === undefined || output === undefined ? unknownPrice : price(model, baseUrl, { input, output, cached: cached ?? 0 }, 'computed'),
    ofEstimate: (model, baseUrl, tokens) => price(model, baseUrl, { ...tokens, cached: 0 }, 'estimated'),
  };
}

/** `cached` is a part of `input`: a count that says otherwise is not one to compute money with. */
function areTokens({ input, cached, output }: Tokens): boolean {
  return [input, cached, output].every((count) => Number.isFinite(count) && count >= 0) && cached <= input;
}

function ownUsd({ inputPerMillion, cachedPerMillion, outputPerMillion }: TokenPrice, { input, cached, output }: Tokens): number {
  return ((input - cached) * inputPerMillion + cached * (cachedPerMillion ?? inputPerMillion) + output * outputPerMillion) / 1_000_000;
}

async function listedUsd(model: string, baseUrl: string, { input, cached, output }: Tokens, timestamp: Date): Promise<number | undefined> {
  const address = payeeAddress(baseUrl);
  if (address === undefined) return undefined;
  // Half a megabyte of prices: loaded when the first one is asked for.
  const { calcPrice } = await import('@pydantic/genai-prices');
  try {
    const found = calcPrice(
      { input_tokens: input, cache_read_tokens: cached, output_tokens: output },
      model,
      { providerApiUrl: address.origin + address.pathname, timestamp },
    );
    if (found === null || !isPaidAt(found.provider, address)) return undefined;
    // Tokens without a price would count as free, but only the models that say so are.
    const isFree = found.model.id.endsWith(':free') && Object.keys(found.model_price).length === 0;
    const isPriced = (key: string, tokens: number): boolean => tokens === 0 || found.model_price[key] !== undefined;
    return isFree || (isPriced('input_mtok', input) && isPriced('output_mtok', output)) ? found.total_price : undefined;
  } catch {
    // It throws on counts and prices that it cannot make sense of.
    return undefined;
  }
}
