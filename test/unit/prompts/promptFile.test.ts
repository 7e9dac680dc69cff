import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compilePrompt } from '../../../src/prompts/compile.js';
import { longestPrompt, readPromptFile } from '../../../src/prompts/promptFile.js';
import { promptSteps, variablesOf, type PromptStep } from '../../../src/prompts/variables.js';
import { shippedPrompt } from '../../support/prompts.js';

/** `code «marked text»: message` */
function problems(step: PromptStep, text: string): readonly string[] {
  return readPromptFile(step, text).problems.map(({ code, span, message }) => `${code} «${text.slice(span.start, span.end)}»: ${message}`);
}

const draft = 'You write.\n---\nTitle: {{title}}\n{{plan}}\n{{facts}}\n';

describe('a prompt file', () => {
  it('has its instructions above the first line of dashes, and the task below it', () => {
    const { system, user } = compilePrompt('draft', `\uFEFF${draft.replace(/\n/g, '\r\n')}---\r\nrest`).render(view('draft', { title: 'T', plan: 'a\n---\nb' }));
    assert.equal(system, 'You write.');
    assert.equal(user, 'Title: T\na\n---\nb\n\n---\nrest');
  });

  it('is one text for pictures and clips', () => {
    assert.equal(compilePrompt('hero_image', 'A picture\nof {{title}}\n---\n').render(view('hero_image', { title: 'T' })).user, 'A picture of T ---');
  });

  it('names a variable that there is not, and the one that was meant', () => {
    assert.deepEqual(problems('draft', draft.replace('{{title}}', '{{titl}}').concat('{{nothing}}{{title}}')), [
      'prompt-unknown-variable «{{titl}}»: This prompt has no variable "titl". Did you mean "title"?',
      `prompt-unknown-variable «{{nothing}}»: This prompt has no variable "nothing". There are ${variablesOf('draft').join(', ')}.`,
    ]);
  });

  it('looks into sections, and takes every way to write a variable', () => {
    assert.deepEqual(problems('draft', `${draft}{{#voice}}{{^avoid}}{{{fraiming}}}{{& pilar }}{{.}}{{/avoid}}{{/voice}}`).map((line) => line.split(':')[0]), [
      'prompt-unknown-variable «{{{fraiming}}}»',
      'prompt-unknown-variable «{{& pilar }}»',
    ]);
  });

  it('takes no name that objects have by themselves', () => {
    for (const name of ['constructor', 'toString', '__proto__', 'title.length']) assert.match(problems('draft', `${draft}{{${name}}}`)[0] ?? '', /^prompt-unknown-variable/);
  });

  it('says which section is not closed, and which was never open', () => {
    assert.deepEqual(problems('draft', `${draft}{{#voice}}x`), ['prompt-syntax «{{#voice}}»: The section {{#voice}} is not closed. Write {{/voice}} where it ends.']);
    assert.deepEqual(problems('draft', `${draft}x {{/voice}} y`), ['prompt-syntax «{{/voice}}»: {{/voice}} closes a section that is not open. Open it with {{#voice}}, or remove it.']);
    assert.deepEqual(problems('draft', `${draft}{{#voice}}{{#avoid}}{{/voice}}`).map((line) => line.split(' «')[0]), ['prompt-syntax']);
  });

  it('says where a tag is not closed, in either part', () => {
    assert.deepEqual(problems('draft', draft.replace('{{title}}', '{{title')), ['prompt-syntax «{{title»: This tag is not closed. Write }} where it ends.']);
    assert.deepEqual(problems('draft', draft.replace('You write.', 'You {{ write.')), ['prompt-syntax «{{ write.»: This tag is not closed. Write }} where it ends.']);
  });

  it('includes no files and keeps its brackets', () => {
    assert.deepEqual(problems('draft', `${draft}{{> other}}{{=<% %>=}}`).map((line) => line.split(':')[0]), ['prompt-unsupported-tag «{{> other}}»', 'prompt-unsupported-tag «{{=<% %>=}}»']);
  });

  it('must say what to work from', () => {
    assert.match(problems('draft', 'You write.\n---\n{{title}} {{facts}}\n')[0] ?? '', /^prompt-missing-variable «\{\{title\}\} \{\{facts\}\}»: The prompt never uses \{\{plan\}\}/);
    const [warning] = readPromptFile('draft', 'You write.\n---\n{{title}} {{plan}}').problems;
    assert.equal(warning?.severity, 'warning');
    assert.equal(compilePrompt('draft', 'You write.\n---\n{{title}} {{plan}}').problem, undefined);
  });

  it('must have both parts', () => {
    assert.match(problems('draft', '{{title}} {{plan}} {{facts}}')[0] ?? '', /^prompt-missing-part .*A line of --- is missing/);
    assert.match(problems('draft', '{{title}} {{plan}} {{facts}}\n---\n \n')[0] ?? '', /^prompt-missing-part .*says nothing/);
    assert.match(problems('hero_image', ' \n')[0] ?? '', /^prompt-missing-part .*says nothing/);
  });

  it('is not read when it is larger than any prompt needs to be', () => {
    assert.match(problems('draft', draft + 'x'.repeat(longestPrompt))[0] ?? '', /^prompt-too-large «You write\.»/);
  });

  it('may have comments', () => {
    assert.deepEqual(problems('draft', `{{! for us }}${draft}`), []);
  });

  it('never throws, whatever it says, and marks what lies within it', () => {
    const pieces = fc.constantFrom('{{', '}}', '{{{', '}}}', '#', '^', '/', '>', '=', '!', '&', 'title', 'plan', ' ', '\n---\n', '\r\n', 'x', '\u{1F600}');
    fc.assert(
      fc.property(fc.constantFrom(...promptSteps), fc.array(pieces, { maxLength: 30 }).map((list) => list.join('')), (step, text) => {
        const { problems: found } = readPromptFile(step, text);
        for (const { span } of found) assert.ok(span.start >= 0 && span.start <= span.end && span.end <= text.length, JSON.stringify(span));
        const compiled = compilePrompt(step, text, 'file.md');
        assert.equal(compiled.problem === undefined, found.every(({ severity }) => severity !== 'error'));
        compiled.render(view(step, {}));
      }),
    );
  });

  it('is never sent half: while it is broken its text stands for itself', () => {
    const broken = compilePrompt('draft', '{{#plan}} secret', '.galley/prompts/draft.md');
    assert.match(broken.problem ?? '', /draft\.md/);
    assert.equal(broken.render(view('draft', {})).user, '{{#plan}} secret');
    assert.notEqual(shippedPrompt('draft'), broken.render(view('draft', {})).user);
  });
});

function view<Step extends PromptStep>(step: Step, values: Readonly<Record<string, string>>): Parameters<ReturnType<typeof compilePrompt<Step>>['render']>[0] {
  return Object.fromEntries(variablesOf(step).map((name) => [name, values[name]])) as Parameters<ReturnType<typeof compilePrompt<Step>>['render']>[0];
}
