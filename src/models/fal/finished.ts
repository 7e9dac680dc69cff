import type { SubmittedJob } from '../imageModel.js';
import type { FailureContext } from './failures.js';
import type { FalLimits } from './limits.js';
import type { FalQueue, JobOutput } from './queue.js';

export interface FinishedJob extends JobOutput, SubmittedJob {
  /** For people, one sentence each. */
  readonly warnings: readonly string[];
}

/** What following a job takes. */
export interface JobDeps {
  readonly queue: FalQueue;
  readonly limits: FalLimits;
  /** What messages name, and what they must not repeat. */
  readonly context: Omit<FailureContext, 'requestId'>;
}
