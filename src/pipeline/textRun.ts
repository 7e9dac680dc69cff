import { abortError } from '../common/abort.js';
import { asError } from '../common/asError.js';
import { shortHash } from '../common/hash.js';
import { IncompleteText } from '../models/incompleteText.js';
import type { TextRequest, TextResult } from '../models/textModel.js';
import type { Receipt } from '../post/post.js';
import { applyResult, writeReceipts } from './applyResult.js';
import { inputsHash, outputHash } from './freshness.js';
import type { Approval, PaidRun } from './paying.js';
import { receiptFor, receiptOfFailure, type ReceiptBase } from './receipts.js';
import type { RunDeps, RunResult } from './run.js';
import type { StepContext, TextStep } from './step.js';

export async function runText(step: TextStep, context: StepContext, deps: RunDeps): Promise<RunResult> {
  const request = step.request(context);
  const { info } = deps.textModel;
  const inputs = inputsHash(step, context);
  const price = await deps.textModel.estimate(request);
  const approval = await deps.paying.approve({ post: deps.store.uri, step: step.id, info, price, takes: 1, receipts: context.post.pipeline });
  const startedAt = Date.now();
  const paid = await begin(step, context, request, approval, inputs, startedAt, deps);
  const base = (): ReceiptBase => ({ step: step.id, platform: context.options.platform, info, inputs, startedAt, endedAt: Date.now() });
  let result: TextResult;
  try {
    result = await collect(request, deps);
  } catch (error) {
    await paid.failed(error);
    // Part of an answer that was paid for is worth more than none.
    if (error instanceof IncompleteText && error.partial.text.trim() !== '') await deps.store.rescue(error.partial.text);
    await writeReceipts(deps.store, [receiptOfFailure(base(), error, true)]);
    throw error;
  }
  const receipt: Receipt = {
    ...receiptFor(base(), 'done', result.price),
    model: result.model,
    tokens: result.usage,
    requestId: result.requestId,
    output: outputHash(result.text),
  };
  // A disk that fills up now must not keep a text that was paid for out of the post.
  const noted = await paid.finished(receipt, result.text).then(() => undefined, asError);
  const applied = await applyResult(step, context, deps, step.apply(result.text, context.options), [receipt], result.text);
  if (noted) throw noted;
  await paid.close();
  return { receipts: [receipt], notes: result.notes, estimate: price, warnings: [], applied };
}

function begin(
  step: TextStep,
  { options }: StepContext,
  { prompt }: TextRequest,
  approval: Approval,
  inputs: string,
  startedAt: number,
  { textModel, store }: RunDeps,
): Promise<PaidRun> {
  const { provider, model, channel } = textModel.info;
  return approval.begin({ post: store.uri, step: step.id, platform: options.platform, provider, model, channel, inputs, promptHash: shortHash(prompt.user), seed: undefined, startedAt });
}

async function collect(request: TextRequest, { textModel, signal, observer }: RunDeps): Promise<TextResult> {
  let text = '';
  let result: TextResult | undefined;
  for await (const event of textModel.stream(request, signal)) {
    if (event.type === 'delta') observer.progress({ text: (text += event.text) });
    else result = event.result;
  }
  // A cancel that came too late: what was paid for is kept.
  if (result) return result;
  if (signal.aborted) throw abortError();
  throw new Error('The text model ended without a result');
}
