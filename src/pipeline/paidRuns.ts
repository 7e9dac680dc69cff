import { isAbort } from '../common/abort.js';
import { free, unknownPrice, type Price } from '../common/price.js';
import type { Ledger } from '../cost/ledger.js';
import { ServiceError } from '../models/serviceError.js';
import type { Receipt } from '../post/post.js';
import { endsTheJob } from './jobEnd.js';
import type { Intent, OpenRun } from './journal.js';
import type { PaidRun } from './paying.js';

export type Settling = Pick<Ledger, 'settle' | 'release'>;

/** Keeps journal and ledger in step with one paid take. */
export function paidRun(run: OpenRun, ledger: Settling): PaidRun {
  return {
    submitted: (job) => run.advance({ stage: 'submitted', job }),
    finished: async (receipt, text) => {
      await run.advance({ stage: 'finished', receipt, text });
      await settleReceipt(run, receipt, ledger);
    },
    failed: async (error) => {
      if (mayStillCome(run, error)) {
        await run.leave();
        return 'pending';
      }
      await settleFailure(run, error, ledger);
      await run.close();
      return 'ended';
    },
    close: () => run.close(),
  };
}

export async function settleReceipt(run: OpenRun, { cost, costBasis, model, requestId }: Receipt, ledger: Settling): Promise<void> {
  const price: Price = cost === undefined ? unknownPrice : { cost, basis: costBasis ?? 'unknown' };
  await ledger.settle(run.entry.intent.reservation, { price, model, requestId });
}

async function settleFailure(run: OpenRun, error: unknown, ledger: Settling): Promise<void> {
  const { reservation } = run.entry.intent;
  const price = priceOf(run, error);
  if (price.basis === 'free') await ledger.release(reservation);
  else await ledger.settle(reservation, { price, requestId: error instanceof ServiceError ? error.requestId : undefined });
}

function priceOf({ entry: { intent, progress } }: OpenRun, error: unknown): Price {
  if (error instanceof ServiceError) return error.price ?? (error.charge === 'none' ? free : unknownPrice);
  // Only a job says when it was taken: a text that is cancelled may have cost what was written by then.
  return isAbort(error) && progress.stage === 'intent' && isJob(intent) ? free : unknownPrice;
}

/** The provider makes it as a job with a number, which can be fetched later. */
function isJob({ step }: Intent): boolean {
  return step === 'hero_image' || step === 'video';
}

/** A job that the provider has, or may have, and that nothing has ended. */
function mayStillCome({ entry: { intent, progress } }: OpenRun, error: unknown): boolean {
  if (!isJob(intent)) return false;
  if (progress.stage === 'finished') return true;
  if (isAbort(error)) return false;
  if (progress.stage === 'submitted') return !endsTheJob(error);
  return error instanceof ServiceError && error.fate === 'unknown';
}
