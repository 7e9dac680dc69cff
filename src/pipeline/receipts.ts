import { isAbort } from '../common/abort.js';
import { free, unknownPrice, type Price } from '../common/price.js';
import type { ReceiptStatus, StepId } from '../common/terms.js';
import type { ModelInfo } from '../models/modelInfo.js';
import { ServiceError } from '../models/serviceError.js';
import type { Receipt } from '../post/post.js';

export interface ReceiptBase {
  readonly step: StepId;
  readonly platform: string | undefined;
  readonly info: Pick<ModelInfo, 'provider' | 'model' | 'channel'>;
  readonly inputs: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly endedAt: number;
}

/** What every receipt says, whatever became of the run. */
export function receiptFor(base: ReceiptBase, status: ReceiptStatus, price: Price | undefined): Receipt {
  return {
    step: base.step,
    status,
    provider: base.info.provider,
    model: base.info.model,
    cost: price?.cost,
    costBasis: price?.basis,
    channel: base.info.channel,
    seconds: Math.round((base.endedAt - base.startedAt) / 100) / 10,
    at: utcSecond(base.endedAt),
    inputs: base.inputs,
    platform: base.platform,
  };
}

/** A run that brought nothing. `wasAsked`: the provider may have begun to work, so that a cancel may cost something. */
export function receiptOfFailure(base: ReceiptBase, error: unknown, wasAsked: boolean): Receipt {
  const canceled = isAbort(error);
  return {
    ...receiptFor(base, canceled ? 'canceled' : 'failed', priceOfFailure(base, error, wasAsked)),
    error: canceled ? undefined : oneLine(error),
    requestId: error instanceof ServiceError ? error.requestId : undefined,
  };
}

function priceOfFailure({ info }: ReceiptBase, error: unknown, wasAsked: boolean): Price {
  if (info.channel !== 'api') return free;
  if (error instanceof ServiceError) return error.price ?? (error.charge === 'none' ? free : unknownPrice);
  return wasAsked ? unknownPrice : free;
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
