import { shortHash } from '../../common/hash.js';
import type { Log } from '../../common/log.js';
import { formatUsd } from '../../common/money.js';
import type { Price } from '../../common/price.js';
import type { TextModel, TextRequest, TextResult } from '../../models/textModel.js';
import { inputsHash } from '../../pipeline/freshness.js';
import type { Paying } from '../../pipeline/paying.js';
import { receiptFor } from '../../pipeline/receipts.js';
import type { StepContext } from '../../pipeline/step.js';
import { captionStep } from '../caption.js';

export interface Buying {
  /** The post's uri. */
  readonly uri: string;
  readonly context: StepContext;
  readonly model: TextModel;
  readonly request: TextRequest;
  readonly price: Price;
  readonly paying: Paying;
  readonly signal: AbortSignal;
  readonly log: Log;
}

/** One answer of a model that may cost something, by way of budgets, ledger and journal as every other step. */
export async function buyCaption({ uri, context, model, request, price, paying, signal, log }: Buying): Promise<TextResult> {
  const { info } = model;
  const { post, options } = context;
  const approval = await paying.approve({ post: uri, step: 'caption', info, price, takes: 1, receipts: post.pipeline });
  const startedAt = Date.now();
  const inputs = inputsHash(captionStep, context);
  const run = await approval.begin({
    post: uri, step: 'caption', platform: options.platform, provider: info.provider, model: info.model, channel: info.channel,
    inputs, promptHash: shortHash(request.prompt.user), seed: undefined, startedAt,
  });
  let result: TextResult | undefined;
  try {
    for await (const event of model.stream(request, signal)) if (event.type === 'end') result = event.result;
    if (!result) throw new Error('The text model ended without a result');
  } catch (error) {
    await run.failed(error);
    throw error;
  }
  const base = { step: captionStep.id, platform: options.platform, info, inputs, startedAt, endedAt: Date.now() };
  // A suggestion is nobody's text until it is accepted: the ledger knows its cost, the post gets no words by itself.
  await run.finished({ ...receiptFor(base, 'done', result.price), model: result.model, tokens: result.usage, requestId: result.requestId }, undefined);
  await run.close();
  const cost = result.price.cost === undefined ? 'unknown' : formatUsd(result.price.cost);
  log.info(`caption suggestion: ${info.provider}/${result.model} ${cost} ${Date.now() - startedAt} ms`);
  return result;
}
