import { t } from '@vscode/l10n';
import { free, unknownPrice, type Price } from '../common/price.js';
import { formatPrice } from '../cost/format.js';
import type { TextModel, TextRequest } from '../models/textModel.js';
import { namesOf, type StepPrompt } from '../prompts/prompts.js';
import type { PromptStep } from '../prompts/variables.js';

/** What examples add to each run of a step. */
export interface ExampleCost {
  readonly tokens: number;
  readonly price: Price;
}

/** `undefined` when the prompt shows none, or the model is sent no prompt. `price` is that of `request`. */
export async function exampleCost(model: TextModel, { prompt: { exampleTokens } }: TextRequest, price: Price, without: () => TextRequest): Promise<ExampleCost | undefined> {
  if (exampleTokens === undefined || model.info.channel === 'builtin') return undefined;
  return { tokens: exampleTokens, price: difference(price, await model.estimate(without())) };
}

/** The same for the passages that a step shows, before there is a post: the rest of the prompt takes no part in the difference. */
export async function passageCost(model: TextModel, step: PromptStep, prompt: StepPrompt, passages: string): Promise<ExampleCost | undefined> {
  const asking = (examples: string | undefined): TextRequest => ({
    task: { step: 'alt_text', title: '', caption: undefined, image: { prompt: undefined, design: undefined, provider: undefined } },
    prompt: prompt.render({ ...namesOf(step), examples }),
  });
  return exampleCost(model, asking(passages), await model.estimate(asking(passages)), () => asking(undefined));
}

export function describeExamples({ tokens, price }: ExampleCost): string {
  return t('examples: about {0} tokens, {1}', tokens, formatPrice(price));
}

/** What is unknown of either is unknown of the difference. */
function difference(price: Price, without: Price): Price {
  if (price.basis === 'free') return free;
  if (price.cost === undefined || without.cost === undefined) return price.isMetered === undefined ? unknownPrice : { ...unknownPrice, isMetered: price.isMetered };
  return { cost: Math.max(0, price.cost - without.cost), basis: 'estimated' };
}
