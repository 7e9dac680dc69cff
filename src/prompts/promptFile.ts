import { t } from '@vscode/l10n';
import mustache from 'mustache';
import type { Span } from '../common/text.js';
import { nearestWord } from '../studio/nearestWord.js';
import { hasTwoParts, needOf, variablesOf, type PromptStep, type Variable } from './variables.js';

/** Instructions longer than this are a mistake, and every run would pay for it. In UTF-16 units. */
export const longestPrompt = 32 * 1024;

/** A line of `---`: above it what the model is, below it what it is to do. */
const divider = /^---[ \t]*\r?$/m;

export interface PromptProblem {
  readonly code: 'prompt-syntax' | 'prompt-unsupported-tag' | 'prompt-unknown-variable' | 'prompt-missing-variable' | 'prompt-missing-part' | 'prompt-too-large';
  /** An error keeps the step from running. */
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly span: Span;
}

export interface PromptPart {
  readonly text: string;
  /** Where it starts in the file. */
  readonly start: number;
}

export interface PromptFile {
  /** Empty for pictures and clips. */
  readonly system: PromptPart;
  readonly user: PromptPart;
  readonly problems: readonly PromptProblem[];
  readonly uses: ReadonlySet<Variable>;
}

/** Reads and checks a prompt file. Never throws. */
export function readPromptFile(step: PromptStep, text: string): PromptFile {
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  const whole: PromptPart = { text: text.slice(start), start };
  const nothing: PromptPart = { text: '', start };
  if (text.length > longestPrompt) {
    const message = t('This prompt is not read because it is larger than {0} KB. Shorten it.', longestPrompt / 1024);
    return { system: nothing, user: whole, uses: new Set(), problems: [{ code: 'prompt-too-large', severity: 'error', message, span: firstLine(text) }] };
  }
  const { system, user, isDivided } = hasTwoParts(step) ? divide(whole) : { system: nothing, user: whole, isDivided: true };
  const problems: PromptProblem[] = [];
  const uses = new Set<Variable>();
  if (!isDivided) problems.push({ code: 'prompt-missing-part', severity: 'error', message: t('A line of --- is missing: above it stand the instructions, below it what the model is to work from.'), span: lastLine(text) });
  else if (user.text.trim() === '') problems.push({ code: 'prompt-missing-part', severity: 'error', message: t('The prompt says nothing. Write what the model is to do.'), span: lastLine(text) });
  const isReadable = [system, user].map((part) => checkTags(step, part, uses, problems)).every(Boolean);
  if (isDivided && isReadable) problems.push(...missing(step, text, uses));
  return { system, user, problems, uses };
}

function divide(whole: PromptPart): { readonly system: PromptPart; readonly user: PromptPart; readonly isDivided: boolean } {
  const found = divider.exec(whole.text);
  if (!found) return { system: { text: '', start: whole.start }, user: whole, isDivided: false };
  const below = found.index + found[0].length;
  return { system: { text: whole.text.slice(0, found.index), start: whole.start }, user: { text: whole.text.slice(below), start: whole.start + below }, isDivided: true };
}

/** Kind, name, start and end as `mustache` gives them, then what a section holds. */
type Token = readonly [kind: string, name: string | undefined, start: number, end: number, inside?: readonly Token[]];

/** Whether the tags could be read at all. */
function checkTags(step: PromptStep, part: PromptPart, uses: Set<Variable>, problems: PromptProblem[]): boolean {
  const tokens = parseTags(part, problems);
  let isWhole = tokens !== undefined;
  const walk = (list: readonly Token[]): void => {
    for (const [kind, name = '', from, to, inside] of list) {
      const span = { start: part.start + from, end: part.start + to };
      if (kind === '>' || kind === '=') {
        problems.push({ code: 'prompt-unsupported-tag', severity: 'error', message: t('Prompts cannot include other files or change their brackets. Remove this tag.'), span });
      } else if (kind !== 'text' && kind !== '!' && /[{\r\n]/.test(name)) {
        // The library reads on to the next `}}`, wherever it is.
        const length = part.text.slice(from, to).search(/[\r\n]/);
        problems.push({ code: 'prompt-syntax', severity: 'error', message: unclosedTag(), span: { start: span.start, end: length < 0 ? span.end : span.start + length } });
        isWhole = false;
      } else if (kind !== 'text' && kind !== '!' && name !== '.') {
        const known = variablesOf(step).find((variable) => variable === name);
        if (known === undefined) problems.push(unknown(step, name, span));
        else uses.add(known);
      }
      // Other tags have other things there.
      if (kind === '#' || kind === '^') walk(inside ?? []);
    }
  };
  walk(tokens ?? []);
  return isWhole;
}

function parseTags({ text, start }: PromptPart, problems: PromptProblem[]): readonly Token[] | undefined {
  try {
    // A writer of its own: the common one keeps every text that it ever parsed. Its tokens are typed as `any`.
    return new mustache.Writer().parse(text) as readonly Token[];
  } catch (error) {
    const at = Math.min(Number(/ at (\d+)$/.exec(String(error))?.[1] ?? 0), Math.max(0, text.length - 1));
    const open = text.lastIndexOf('{{', at);
    const from = open < 0 ? at : open;
    const length = text.slice(from).search(/[\r\n]|\}\}/);
    const end = length < 0 ? text.length : text.startsWith('}}', from + length) ? from + length + 2 : from + length;
    problems.push({ code: 'prompt-syntax', severity: 'error', message: syntaxMessage(String(error)), span: { start: start + from, end: start + Math.max(end, from) } });
    return undefined;
  }
}

function syntaxMessage(error: string): string {
  const name = /section "([^"]*)"/.exec(error)?.[1];
  if (name !== undefined && error.includes('Unclosed section')) return t('The section {0} is not closed. Write {1} where it ends.', `{{#${name}}}`, `{{/${name}}}`);
  if (name !== undefined) return t('{0} closes a section that is not open. Open it with {1}, or remove it.', `{{/${name}}}`, `{{#${name}}}`);
  return unclosedTag();
}

function unclosedTag(): string {
  return t('This tag is not closed. Write }} where it ends.');
}

function unknown(step: PromptStep, name: string, span: Span): PromptProblem {
  const names = variablesOf(step);
  const meant = nearestWord(name, names);
  const message = meant === undefined
    ? t('This prompt has no variable "{0}". There are {1}.', name, names.join(', '))
    : t('This prompt has no variable "{0}". Did you mean "{1}"?', name, meant);
  return { code: 'prompt-unknown-variable', severity: 'error', message, span };
}

function missing(step: PromptStep, text: string, uses: ReadonlySet<Variable>): readonly PromptProblem[] {
  return variablesOf(step).flatMap((variable): readonly PromptProblem[] => {
    const need = needOf(step, variable);
    if (need === 'optional' || uses.has(variable)) return [];
    const tag = `{{${variable}}}`;
    return need === 'required'
      ? [{ code: 'prompt-missing-variable', severity: 'error', message: t('The prompt never uses {0}, so the model would not know what to work from. Add it.', tag), span: lastLine(text) }]
      : [{ code: 'prompt-missing-variable', severity: 'warning', message: t('The prompt never uses {0}: the model is not told.', tag), span: lastLine(text) }];
  });
}

function firstLine(text: string): Span {
  const end = text.search(/[\r\n]/);
  return { start: 0, end: Math.min(end < 0 ? text.length : end, 200) };
}

/** The last line with something on it: where what is missing would be added. */
function lastLine(text: string): Span {
  const written = text.trimEnd();
  return { start: Math.max(written.lastIndexOf('\n'), written.lastIndexOf('\r')) + 1, end: written.length };
}
