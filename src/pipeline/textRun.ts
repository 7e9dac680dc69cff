import { abortError } from '../common/abort.js';
import { IncompleteText } from '../models/incompleteText.js';
import type { TextRequest, TextResult } from '../models/textModel.js';
import { applyResult, writeReceipts } from './applyResult.js';
import { buyText } from './buyText.js';
import { inputsHash } from './freshness.js';
import type { RunDeps, RunResult } from './run.js';
import type { StepContext, TextStep } from './step.js';

export async function runText(step: TextStep, context: StepContext, deps: RunDeps): Promise<RunResult> {
  const request = step.request(context);
  const { store, textModel, paying } = deps;
  const price = await textModel.estimate(request);
  const bought = await buyText(
    { post: store.uri, step: step.id, platform: context.options.platform, info: textModel.info, price, inputs: inputsHash(step, context), prompt: request.prompt, receipts: context.post.pipeline },
    () => collect(request, deps),
    ({ text }) => text,
    paying,
  );
  if (!bought.ok) {
    const { error, receipt } = bought;
    // Part of an answer that was paid for is worth more than none.
    if (error instanceof IncompleteText && error.partial.text.trim() !== '') await store.rescue(error.partial.text);
    await writeReceipts(store, [receipt]);
    throw error;
  }
  const { answer, receipt, paid, noted } = bought;
  const applied = await applyResult(step, context, deps, step.apply(answer.text, context.options), [receipt], answer.text);
  if (noted) throw noted;
  await paid.close();
  return { receipts: [receipt], notes: answer.notes, estimate: price, warnings: [], applied };
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
