/** How long and how much a text request may take. Times are in milliseconds. */
export interface TextLimits {
  /** Until the response begins. A server that loads a model first takes its time. */
  readonly headersMs: number;
  /** From then until the first word: models that think say nothing for long. */
  readonly firstWordMs: number;
  /** Between two words. */
  readonly idleMs: number;
  /** After the last word, for the usage that follows it. */
  readonly usageMs: number;
  readonly totalMs: number;
  /** Characters of one answer, thinking included. */
  readonly maxSize: number;
  /** What the provider is told to stop at, thinking included. */
  readonly maxTokens: number;
  /** A 429 or 503 that names a time up to this is waited for; such a request was not worked on, so it costs nothing to send again. */
  readonly retryAfterMs: number;
  readonly retries: number;
}

export const textLimits: TextLimits = {
  headersMs: 180_000,
  firstWordMs: 180_000,
  idleMs: 60_000,
  usageMs: 5_000,
  totalMs: 600_000,
  maxSize: 400_000,
  maxTokens: 16_000,
  retryAfterMs: 20_000,
  retries: 2,
};
