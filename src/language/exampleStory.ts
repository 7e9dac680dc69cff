import { t } from '@vscode/l10n';
import { stepLabel } from '../cost/format.js';
import { describeExamples, type ExampleCost } from '../pipeline/exampleCost.js';
import type { PromptStep } from '../prompts/variables.js';
import { code, escaped } from './markdownText.js';

export interface ShownToStep {
  readonly step: PromptStep;
  readonly paths: readonly string[];
  readonly cost: ExampleCost | undefined;
}

/** Which approved posts each writer is shown, and what that adds to a run: Markdown paragraphs. */
export function exampleStory(shown: readonly ShownToStep[]): readonly string[] {
  if (shown.length === 0) return [t('No post that could be shown is found.')];
  const lines = shown.map(({ step, paths, cost }) => {
    const named = t('{0}: {1}', escaped(stepLabel(step)), paths.map(code).join(', '));
    return `- ${cost ? t('{0} — {1}', named, escaped(describeExamples(cost))) : named}`;
  });
  return [t('Shown at each run, never a post to itself:'), ...lines, ...(shown.every(({ cost }) => cost === undefined) ? [t('The built-in writer works by rules and is shown none.')] : [])];
}
