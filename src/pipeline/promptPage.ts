import { t } from '@vscode/l10n';
import { basisLabel, formatCost, stepLabel } from '../cost/format.js';
import type { Receipt } from '../post/post.js';
import type { StepId } from '../common/terms.js';
import { promptTokens } from '../prompts/prompts.js';
import type { Asked } from './paying.js';

export interface PromptPage {
  readonly step: StepId;
  readonly platform: string | undefined;
  readonly title: string | undefined;
  /** `provider · model`, or the label of the one that would be asked. */
  readonly model: string;
  /** BCP 47. */
  readonly language: string;
  /** Of the run; `undefined` for the prompt as it would be now. */
  readonly receipt: Receipt | undefined;
  readonly asked: Asked;
}

/** A prompt for people, with what is known of its run. */
export function promptPage({ step, platform, title, model, language, receipt, asked }: PromptPage): string {
  const what = platform === undefined ? stepLabel(step) : t('{0} for {1}', stepLabel(step), platform);
  const tokens = promptTokens(asked);
  const facts = [
    ...(title?.trim() ? [t('Post: {0}', oneLine(title))] : []),
    t('Model: {0}', oneLine(model)),
    ...(receipt ? runFacts(receipt, language) : []),
    receipt?.tokens?.input === undefined ? t('Tokens: about {0}', tokens) : t('Tokens: {0} read, {1} written', receipt.tokens.input, receipt.tokens.output ?? t('unknown')),
    ...(asked.exampleTokens === undefined ? [] : [share(asked.exampleTokens, tokens)]),
  ];
  const parts = asked.system === '' ? [[t('Prompt'), asked.user] as const] : ([[t('Instructions (system)'), asked.system], [t('Task (user)'), asked.user]] as const);
  const parameters = asked.parameters && Object.keys(asked.parameters).length > 0 ? [[t('Parameters'), JSON.stringify(asked.parameters, undefined, 2)] as const] : [];
  const head = receipt ? t('{0}: the prompt that was sent', what) : t('{0}: the prompt as it would be sent now', what);
  return [`# ${head}`, facts.map((fact) => `- ${fact}`).join('\n'), ...[...parts, ...parameters].map(([name, text]) => `## ${name}\n\n${text}`)].join('\n\n').concat('\n');
}

/** Stands where a prompt would be that is not there any more. */
export function lostPage(step: StepId): string {
  return `# ${t('{0}: the prompt is not kept any more', stepLabel(step))}\n\n${t('Galley keeps prompts on the computer that sent them, for {0} days at most. The command Show Prompt... also shows what would be asked now.', 90)}\n`;
}

function runFacts({ at, cost, costBasis }: Receipt, language: string): readonly string[] {
  const time = at === undefined ? Number.NaN : Date.parse(at);
  const basis = basisLabel(costBasis);
  return [
    ...(Number.isNaN(time) ? [] : [t('When: {0}', new Date(time).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' }))]),
    basis === undefined ? t('Cost: {0}', formatCost(cost)) : t('Cost: {0} ({1})', formatCost(cost), basis),
  ];
}

function share(examples: number, all: number): string {
  return t('Of them examples: about {0} tokens, {1} percent of the prompt', examples, Math.round((100 * examples) / Math.max(1, all)));
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
