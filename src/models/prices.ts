import type { MicroUsd } from '../common/money.js';
import type { Price } from '../common/price.js';
import type { TokenUsage } from '../common/terms.js';

/** Price of text by its tokens. `baseUrl` decides who is paid: a model of the same name elsewhere has another price. */
export interface TextPrices {
  /** `computed` when the model is known at that address and the usage is complete, else `unknown`. */
  ofUsage(model: string, baseUrl: string, usage: TokenUsage): Promise<Price>;
  /** `estimated` for about so many tokens, else `unknown`. */
  ofEstimate(model: string, baseUrl: string, tokens: { readonly input: number; readonly output: number }): Promise<Price>;
}

/** What a provider charges for one unit of an endpoint's output: an image, a megapixel, a second. */
export interface UnitPrice {
  readonly perUnit: MicroUsd;
  /** The same in dollars, where `perUnit` had to be rounded: what many units cost is computed from this. */
  readonly exactUsd?: number | undefined;
  /** As the provider writes it: `image`, `megapixels`, `second`. Free text. */
  readonly unit: string;
  /** When it was looked up, ISO 8601. */
  readonly asOf: string;
  readonly origin: 'provider' | 'user' | 'bundled';
}

/** Unit prices of media endpoints. `undefined` is unknown, never zero. */
export interface UnitPrices {
  of(endpoint: string, signal?: AbortSignal): Promise<UnitPrice | undefined>;
}
