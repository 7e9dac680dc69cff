import { t } from '@vscode/l10n';
import type { Span } from '../common/text.js';
import { needOf, variableDoc, variablesOf, type PromptStep, type Variable } from './variables.js';

/** A variable that may stand at a place in a prompt file. */
export interface PromptWord {
  readonly name: Variable;
  /** What takes the place of `replace`, its closing braces included. */
  readonly insert: string;
  readonly replace: Span;
  readonly doc: string;
}

/** What may follow the braces in front of `offset`: in a closing tag only what is open there. */
export function promptWords(step: PromptStep, text: string, offset: number): readonly PromptWord[] {
  const lineStart = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  const [, braces, kind, space = '', typed = ''] = /(\{\{\{?)([#^/&]?)([ \t]*)(\w*)$/.exec(text.slice(lineStart, offset)) ?? [];
  if (braces === undefined) return [];
  const rest = /^(\w*)[ \t]*(\}*)/.exec(text.slice(offset));
  const replace = { start: offset - typed.length, end: offset + (rest?.[1]?.length ?? 0) };
  const close = rest?.[2] === '' ? space + '}'.repeat(braces.length) : '';
  const open = kind === '/' ? openSections(text.slice(0, offset)) : undefined;
  const names = open ? variablesOf(step).filter((name) => open.includes(name)).sort((a, b) => open.indexOf(a) - open.indexOf(b)) : variablesOf(step);
  return names.map((name) => ({ name, insert: name + close, replace, doc: docOf(step, name) }));
}

/** What the variable around `offset` stands for. */
export function promptHover(step: PromptStep, text: string, offset: number): { readonly span: Span; readonly name: Variable; readonly doc: string } | undefined {
  for (const { 0: tag, 1: name, index } of text.matchAll(/\{\{\{?[#^/&]?[ \t]*(\w+)[ \t]*\}\}\}?/g)) {
    const known = variablesOf(step).find((variable) => variable === name);
    const span = { start: index, end: index + tag.length };
    if (known !== undefined && offset >= span.start && offset < span.end) return { span, name: known, doc: docOf(step, known) };
  }
  return undefined;
}

function docOf(step: PromptStep, name: Variable): string {
  const doc = variableDoc(step, name);
  switch (needOf(step, name)) {
    case 'required': return t('{0} The prompt must use it.', doc);
    case 'expected': return t('{0} The prompt should use it.', doc);
    case 'optional': return doc;
  }
}

/** The innermost first. */
function openSections(text: string): readonly string[] {
  const open: string[] = [];
  for (const [, kind, name = ''] of text.matchAll(/\{\{([#^/])[ \t]*(\w+)[ \t]*\}\}/g)) {
    if (kind !== '/') open.push(name);
    else if (open.at(-1) === name) open.pop();
  }
  return [...new Set(open.reverse())];
}
