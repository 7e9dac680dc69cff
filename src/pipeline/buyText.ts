import { asError } from '../common/asError.js';
import { shortHash } from '../common/hash.js';
import type { Price } from '../common/price.js';
import type { StepId } from '../common/terms.js';
import type { ModelInfo } from '../models/modelInfo.js';
import type { TextResult } from '../models/textModel.js';
import type { Receipt } from '../post/post.js';
import { outputHash } from './freshness.js';
import type { Paying, PaidRun } from './paying.js';
import type { Prompt } from '../prompts/prompts.js';
import { receiptFor, receiptOfFailure, type ReceiptBase } from './receipts.js';

/** One question to a text model that may cost money. */
export interface TextPurchase {
  /** The post's uri; the cluster's for plans. */
  readonly post: string;
  readonly step: StepId;
  readonly platform: string | undefined;
  readonly info: ModelInfo;
  readonly price: Price;
  readonly inputs: string;
  readonly prompt: Prompt;
  /** What the post has cost so far. */
  readonly receipts: readonly Receipt[];
}

export type BoughtText<Answer> =
  | {
      readonly ok: true;
      readonly answer: Answer;
      readonly receipt: Receipt;
      /** To be closed once the answer is where it belongs. */
      readonly paid: PaidRun;
      /** Why the answer could not be noted: a disk that fills up must not keep what was paid for from its place. */
      readonly noted: Error | undefined;
    }
  | { readonly ok: false; readonly error: Error; readonly receipt: Receipt };

/**
 * Asks once: leave first, then the intent on disk, then the question, then answer and receipt on disk. `textOf` is what
 * of the answer must survive a crash. Rejects when nothing was asked, for want of leave or of a place to note it.
 */
export async function buyText<Answer extends Omit<TextResult, 'text' | 'notes'>>(
  purchase: TextPurchase,
  ask: () => Promise<Answer>,
  textOf: (answer: Answer) => string,
  paying: Paying,
): Promise<BoughtText<Answer>> {
  const { post, step, platform, info, price, inputs, prompt, receipts } = purchase;
  const approval = await paying.approve({ post, step, info, price, takes: 1, receipts });
  const startedAt = Date.now();
  const { provider, model, channel } = info;
  const paid = await approval.begin({ post, step, platform, provider, model, channel, inputs, promptHash: shortHash(prompt.user), seed: undefined, startedAt }, prompt);
  const base = (): ReceiptBase => ({ step, platform, info, inputs, startedAt, endedAt: Date.now() });
  let answer: Answer;
  try {
    answer = await ask();
  } catch (error) {
    await paid.failed(error);
    return { ok: false, error: asError(error), receipt: receiptOfFailure(base(), error, true) };
  }
  const text = textOf(answer);
  const receipt: Receipt = {
    ...receiptFor(base(), 'done', answer.price),
    model: answer.model,
    tokens: answer.usage,
    requestId: answer.requestId,
    output: outputHash(text),
  };
  const noted = await paid.finished(receipt, text).then(() => undefined, asError);
  return { ok: true, answer, receipt, paid, noted };
}
