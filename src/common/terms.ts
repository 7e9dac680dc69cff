/** The words of the post file that more than one capability uses. */

export const contentFormats = ['hero_text', 'video'] as const;
export type ContentFormat = (typeof contentFormats)[number];

export const stepIds = ['plan', 'draft', 'caption', 'hero_image', 'alt_text', 'video'] as const;
export type StepId = (typeof stepIds)[number];

export const receiptStatuses = ['done', 'failed', 'canceled'] as const;
export type ReceiptStatus = (typeof receiptStatuses)[number];

export const costBases = ['billed', 'computed', 'estimated', 'free', 'unknown'] as const;
export type CostBasis = (typeof costBases)[number];

export const channels = ['api', 'local', 'builtin'] as const;
export type Channel = (typeof channels)[number];

/** Tokens as the provider counted them; `input` includes `cached`. */
export interface TokenUsage {
  readonly input: number | undefined;
  readonly cached: number | undefined;
  readonly output: number | undefined;
}
