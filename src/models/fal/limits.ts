/** How long things at fal may take, in milliseconds. */
export interface FalLimits {
  /** Until fal has taken the job. */
  readonly submitMs: number;
  /** One look at a job. */
  readonly requestMs: number;
  /** In the queue; then the job is cancelled. */
  readonly queueMs: number;
  /** From the submit to the result. */
  readonly totalMs: number;
  /** Least and most between two looks; in between a twentieth of the time that has passed. */
  readonly pollMs: number;
  readonly mostPollMs: number;
  /** Looks in a row that may fail, and the first pause after one; it doubles. */
  readonly patience: number;
  readonly backoffMs: number;
  /** After a cancel: for fal to take it, and to see whether the job was finished all the same. */
  readonly cancelMs: number;
  readonly downloadMs: number;
  readonly downloadIdleMs: number;
  readonly maxBytes: number;
}

export const falLimits: FalLimits = {
  submitMs: 60_000,
  requestMs: 20_000,
  queueMs: 600_000,
  totalMs: 1_800_000,
  pollMs: 250,
  mostPollMs: 2_500,
  patience: 6,
  backoffMs: 500,
  cancelMs: 4_000,
  downloadMs: 120_000,
  downloadIdleMs: 20_000,
  maxBytes: 50 * 1024 * 1024,
};
