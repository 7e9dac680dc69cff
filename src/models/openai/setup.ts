import type { Price } from '../../common/price.js';
import type { TextPrices } from '../prices.js';
import type { Extras } from './chatBody.js';
import type { Fetch } from './client.js';
import type { TextEndpoint } from './endpoint.js';
import type { TextLimits } from './limits.js';

/** What a model is and how it is reached. */
export interface TextSetup {
  readonly endpoint: TextEndpoint;
  readonly model: string;
  /** On this computer and on its own: nothing to pay. */
  readonly isFree: boolean;
  readonly prices: TextPrices;
  /** Of what has no price in any list. */
  readonly unlisted: Price;
  readonly limits: TextLimits;
  readonly fetch: Fetch;
  /** What this server has been found to take; shared by all calls. */
  readonly learnt: { extras: Extras };
}
