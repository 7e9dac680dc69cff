import type { Price } from '../common/price.js';

export type ServiceErrorReason =
  | 'auth'
  | 'quota'
  | 'rateLimit'
  | 'network'
  | 'timeout'
  | 'refused'
  | 'unsupported'
  | 'unexpected';

/** Whether a failed call was paid for: `none` only where the provider surely did no paid work. */
export type Charge = 'none' | 'unknown';

/** `unknown`: the provider may have taken the job and nobody here knows its id; only a look at the account can tell. */
export type Fate = 'known' | 'unknown';

/** A provider did not do what was asked. Adapters throw nothing else, apart from an `AbortError`. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';

  /** `message` is one sentence for people; it names no key, prompt or post text. */
  constructor(
    readonly reason: ServiceErrorReason,
    message: string,
    options?: {
      readonly cause?: unknown;
      readonly status?: number | undefined;
      readonly requestId?: string | undefined;
      readonly charge?: Charge | undefined;
      readonly price?: Price | undefined;
      readonly fate?: Fate | undefined;
      readonly endsJob?: boolean | undefined;
    },
  ) {
    super(message, { cause: options?.cause });
    this.status = options?.status;
    this.requestId = options?.requestId;
    this.charge = options?.charge ?? 'unknown';
    this.price = options?.price;
    this.fate = options?.fate ?? 'known';
    this.endsJob = options?.endsJob ?? false;
  }

  readonly status: number | undefined;
  readonly requestId: string | undefined;
  readonly charge: Charge;
  /** What the failed call cost, where the provider said enough to tell. */
  readonly price: Price | undefined;
  readonly fate: Fate;
  /** The last word on a job that the provider had taken. Without it, what was paid for may still be fetched. */
  readonly endsJob: boolean;
}
