import { ServiceError } from '../models/serviceError.js';

/** Failures of the way to the provider may pass; what the provider says of the job itself stands. */
export function endsTheJob(error: unknown): boolean {
  return error instanceof ServiceError && error.endsJob;
}
