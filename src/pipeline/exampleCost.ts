import { t } from '@vscode/l10n';
import { free, unknownPrice, type Price } from '../common/price.js';
import { formatPrice } from '../cost/format.js';
import { textTokens } from '../models/openai/tokens.js';
import type { TextModel, TextRequest } from '../models/textModel.js';

/** What examples add to each run of a step. */
export interface ExampleCost {
  readonly tokens: number;
  readonly price: Price;
}

/** `undefined` when the prompt shows none, or the model is sent no prompt. `price` is that of `request`. */
export async function exampleCost(model: TextModel, request: TextRequest, price: Price, without: () => TextRequest): Promise<ExampleCost | undefined> {
  if (request.prompt.examples === undefined || model.info.channel === 'builtin') return undefined;
  const bare = without();
  return { tokens: tokensOf(request) - tokensOf(bare), price: difference(price, await model.estimate(bare)) };
}

/** The same for passages by themselves, before there is a post. */
export function passageCost(model: TextModel, passages: string): Promise<ExampleCost | undefined> {
  const asking = (user: string): TextRequest => ({
    task: { step: 'alt_text', title: '', caption: undefined, image: { prompt: undefined, design: undefined, provider: undefined } },
    prompt: { system: '', user, examples: passages },
  });
  return model.estimate(asking(passages)).then((price) => exampleCost(model, asking(passages), price, () => asking('')));
}

export function describeExamples({ tokens, price }: ExampleCost): string {
  return t('examples: about {0} tokens, {1}', tokens, formatPrice(price));
}

function tokensOf({ prompt }: TextRequest): number {
  return textTokens(prompt.system) + textTokens(prompt.user);
}

/** What is unknown of either is unknown of the difference. */
function difference(price: Price, without: Price): Price {
  if (price.basis === 'free') return free;
  if (price.cost === undefined || without.cost === undefined) return price.isMetered === undefined ? unknownPrice : { ...unknownPrice, isMetered: price.isMetered };
  return { cost: Math.max(0, price.cost - without.cost), basis: 'estimated' };
}
