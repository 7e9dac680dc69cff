/** Writes the tables of `docs/prompts.md` from what the steps know: `npx tsx scripts/promptTables.ts`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { stepLabel } from '../src/cost/format.js';
import { exampleBudget } from '../src/prompts/examples.js';
import { needOf, promptSteps, variableDoc, variablesOf, type PromptStep } from '../src/prompts/variables.js';

export const promptDocs = new URL('../docs/prompts.md', import.meta.url);

/** The page with its tables as they should be. */
export function withTables(page: string): string {
  const filled = between(page, 'examples', exampleTable());
  return between(filled, 'variables', promptSteps.map(variableTable).join('\n\n'));
}

function between(page: string, name: string, text: string): string {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  return page.slice(0, page.indexOf(start) + start.length) + `\n${text}\n` + page.slice(page.indexOf(end));
}

function variableTable(step: PromptStep): string {
  const needs = { required: 'must', expected: 'should', optional: '' } as const;
  const rows = variablesOf(step).map((name) => `| \`${name}\` | ${needs[needOf(step, name)]} | ${variableDoc(step, name).replace(/<example>/g, '`<example>`')} |`);
  return [`## ${stepLabel(step)}: \`${step}.md\``, '', '| variable | use it | what it is |', '| --- | --- | --- |', ...rows].join('\n');
}

function exampleTable(): string {
  const rows = promptSteps.map((step) => {
    const { count, perExample, tokens } = exampleBudget(step);
    return `| ${stepLabel(step)} | ${count} | ${perExample} | ${tokens} |`;
  });
  return ['| step | passages at most | tokens of each, about | tokens of all, about |', '| --- | --: | --: | --: |', ...rows].join('\n');
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) writeFileSync(promptDocs, withTables(readFileSync(promptDocs, 'utf8').replaceAll('\r\n', '\n')));
