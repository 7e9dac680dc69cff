import { isAbort } from '../common/abort.js';
import { ServiceError } from '../models/serviceError.js';
import type { ModelInfo } from '../models/modelInfo.js';
import type { Price } from '../common/price.js';
import type { ReceiptStatus } from '../common/terms.js';
import type { Receipt } from '../post/post.js';
import type { Step, StepOptions } from './step.js';

export interface ReceiptBase {
  readonly step: Step;
  readonly options: StepOptions;
  readonly info: ModelInfo;
  readonly inputs: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly endedAt: number;
}

/** What every receipt says, whatever became of the run. */
export function receiptFor(base: ReceiptBase, status: ReceiptStatus, price: Price | undefined): Receipt {
  return {
    step: base.step.id,
    status,
    provider: base.info.provider,
    model: base.info.model,
    cost: price?.cost,
    costBasis: price?.basis,
    channel: base.info.channel,
    seconds: Math.round((base.endedAt - base.startedAt) / 100) / 10,
    at: utcSecond(base.endedAt),
    inputs: base.inputs,
    platform: base.options.platform,
  };
}

/** A run that brought nothing. Whether it cost something is known only where nothing can cost. */
export function receiptOfFailure(base: ReceiptBase, error: unknown): Receipt {
  const isFree = base.info.channel === 'builtin' || (error instanceof ServiceError && error.charge === 'none');
  const price: Price = isFree ? { cost: 0, basis: 'free' } : { cost: undefined, basis: 'unknown' };
  const canceled = isAbort(error);
  return {
    ...receiptFor(base, canceled ? 'canceled' : 'failed', price),
    error: canceled ? undefined : oneLine(error),
    requestId: error instanceof ServiceError ? error.requestId : undefined,
  };
}

/** `2026-05-11T15:17:00Z` */
export function utcSecond(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
}

const longestError = 200;

function oneLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/\s+/g, ' ').trim().slice(0, longestError);
}
