import { t } from '@vscode/l10n';
import mustache from 'mustache';
import { longestPrompt, readPromptFile, type PromptPart } from './promptFile.js';
import { promptTokens, type StepPrompt } from './prompts.js';
import { hasTwoParts, type PromptStep, type PromptView } from './variables.js';

/**
 * A prompt file as a step uses it; `file` names the studio's own. Values are put in as they are: nothing in them is
 * read as a tag, and nothing is escaped for HTML.
 */
export function compilePrompt<Step extends PromptStep>(step: Step, text: string, file?: string): StepPrompt<Step> {
  const read = readPromptFile(step, text);
  const problem = read.problems.find(({ severity }) => severity === 'error');
  if (problem) {
    return { file, problem: blocked(file, problem.message), uses: new Set(), render: () => ({ system: '', user: text.slice(0, longestPrompt) }) };
  }
  const system = compilePart(read.system);
  const user = compilePart(read.user);
  const shape = hasTwoParts(step) ? (filled: string) => filled : oneLine;
  return {
    file,
    problem: undefined,
    uses: read.uses,
    render: (view) => {
      const fill = (values: PromptView<Step>) => ({ system: system(values).trim(), user: shape(user(values)).trim() });
      const prompt = fill(view);
      const { examples }: Readonly<Record<string, string | undefined>> = view;
      if (!examples || !read.uses.has('examples')) return prompt;
      return { ...prompt, exampleTokens: promptTokens(prompt) - promptTokens(fill({ ...view, examples: undefined })) };
    },
  };
}

function blocked(file: string | undefined, message: string): string {
  return t('Could not use the prompt {0}: {1} Mend the file, or delete it to use Galley’s own prompt.', file ?? '', message);
}

function compilePart({ text }: PromptPart): (view: PromptView<PromptStep>) => string {
  const source = text.replace(/\r\n?/g, '\n');
  const writer = new mustache.Writer();
  const tokens = writer.parse(source) as string[][];
  return (view) => writer.renderTokens(tokens, new mustache.Context(view), undefined, source, { escape: String });
}

/** Models of pictures and clips read one paragraph. */
function oneLine(filled: string): string {
  return filled.replace(/\s*\n\s*/g, ' ');
}
