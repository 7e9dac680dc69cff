import { ServiceError, type ServiceErrorReason } from './serviceError.js';
import type { TextResult } from './textModel.js';

/** An answer that broke off or cannot be used as it is, with what arrived: it may have been paid for, so it is not thrown away. */
export class IncompleteText extends ServiceError {
  constructor(
    reason: ServiceErrorReason,
    message: string,
    readonly partial: TextResult,
    options?: ConstructorParameters<typeof ServiceError>[2],
  ) {
    super(reason, message, { requestId: partial.requestId, ...options, price: partial.price });
  }
}
