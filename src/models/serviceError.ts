export type ServiceErrorReason =
  | 'auth'
  | 'quota'
  | 'rateLimit'
  | 'network'
  | 'timeout'
  | 'refused'
  | 'unsupported'
  | 'unexpected';

/** A provider did not do what was asked. Adapters throw nothing else, apart from an `AbortError`. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';

  /** `message` is one sentence for people; it names no key, prompt or post text. */
  constructor(
    readonly reason: ServiceErrorReason,
    message: string,
    options?: { readonly cause?: unknown; readonly status?: number; readonly requestId?: string },
  ) {
    super(message, { cause: options?.cause });
    this.status = options?.status;
    this.requestId = options?.requestId;
  }

  readonly status: number | undefined;
  readonly requestId: string | undefined;
}
