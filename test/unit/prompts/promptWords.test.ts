import assert from 'node:assert/strict';
import { promptHover, promptWords } from '../../../src/prompts/promptWords.js';
import { promptSteps, variableDoc, variablesOf } from '../../../src/prompts/variables.js';

/** The words offered at `|`, and the text after the one named `name` is taken. */
function at(marked: string, name?: string): { readonly names: readonly string[]; readonly taken: string | undefined } {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const words = promptWords('draft', text, offset);
  const word = words.find((one) => one.name === name);
  return { names: words.map((one) => one.name), taken: word && text.slice(0, word.replace.start) + word.insert + text.slice(word.replace.end) };
}

describe('completion in a prompt file', () => {
  it('offers every variable after two braces, and closes them', () => {
    assert.deepEqual(at('Say {{|').names, variablesOf('draft'));
    assert.equal(at('Say {{|', 'title').taken, 'Say {{title}}');
    assert.equal(at('{{ pl|', 'plan').taken, '{{ plan }}');
    assert.equal(at('{{{|', 'title').taken, '{{{title}}}');
  });

  it('replaces the word around the cursor and keeps braces that are there', () => {
    assert.equal(at('{{ti|tel}} x', 'title').taken, '{{title}} x');
    assert.equal(at('{{#|}}', 'voice').taken, '{{#voice}}');
  });

  it('closes only what is open, the innermost first', () => {
    assert.deepEqual(at('{{#voice}} {{^avoid}} {{#facts}}x{{/facts}} {{/|').names, ['avoid', 'voice']);
    assert.deepEqual(at('{{/|').names, []);
  });

  it('offers nothing elsewhere', () => {
    for (const text of ['|', 'title |', '{|', '{{title}}|', '{{title}} |', '{{!|']) assert.deepEqual(at(text).names, [], text);
  });
});

describe('hover in a prompt file', () => {
  it('says what a variable holds, wherever in its tag the pointer is', () => {
    for (const text of ['x {{plan}}', 'x {{#plan}}', 'x {{/ plan }}', 'x {{{plan}}}']) {
      assert.equal(promptHover('draft', text, 2)?.name, 'plan');
      assert.equal(promptHover('draft', text, text.length - 1)?.name, 'plan');
      assert.match(promptHover('draft', text, 5)?.doc ?? '', /must use it/);
    }
    assert.equal(promptHover('draft', 'x {{plan}} y', 1), undefined);
    assert.equal(promptHover('draft', '{{nothing}}', 4), undefined);
  });
});

describe('the variables of prompts', () => {
  it('are each explained', () => {
    for (const step of promptSteps) for (const name of variablesOf(step)) assert.match(variableDoc(step, name), /\.$/, `${step}: ${name}`);
  });
});
