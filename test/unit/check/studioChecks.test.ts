import assert from 'node:assert/strict';
import { applyEdits } from '../../../src/common/text.js';
import { studioProblems } from '../../../src/check/checkStudio.js';
import { addPillar, studioFixesFor } from '../../../src/check/studioFixes.js';
import { parseStudio } from '../../../src/studio/studio.js';
import { marks } from './support.js';

const checked = (text: string) => marks(text, studioProblems(text));

function fixed(text: string, index = 0): string {
  const [problem] = studioProblems(text);
  const fix = problem && studioFixesFor(problem, text)[index];
  return fix ? applyEdits(text, fix.edits) : text;
}

describe('Checks of galley.yaml', () => {
  it('find nothing in a file that is in order', () => {
    assert.deepEqual(checked('name: A\nhero: { template: aurora, colors: ["#fff"] }\n'), []);
  });

  it('pass on what the reader says', () => {
    assert.deepEqual(checked('pilars: {}\nname: [a]\n'), ['studio-near-key «pilars»', 'studio-type «[a]»']);
  });

  it('know the cover designs', () => {
    assert.deepEqual(checked('hero:\n  template: aurorra\n'), ['unknown-template «aurorra»']);
    assert.equal(studioProblems('hero: { template: aurorra }\n')[0]?.message, 'There is no cover design "aurorra". Did you mean "aurora"?');
  });

  it('mend what was misspelled', () => {
    assert.equal(fixed('pilars: {} # mine\n'), 'pillars: {} # mine\n');
    assert.equal(fixed('hero:\n  template: aurorra\n'), 'hero:\n  template: aurora\n');
  });

  it('quote what YAML takes for a comment', () => {
    assert.equal(fixed('hero:\n  colors:\n    - #fff\n'), 'hero:\n  colors:\n    - "#fff"\n');
  });
});

describe('A new pillar in galley.yaml', () => {
  const files: readonly [string, string][] = [
    ['', 'pillars:\n  small-shops:\n    name: Small shops\n'],
    ['name: A # mine\n', 'name: A # mine\npillars:\n  small-shops:\n    name: Small shops\n'],
    ['name: A', 'name: A\npillars:\n  small-shops:\n    name: Small shops\n'],
    ['pillars:\n  craft:\n    name: Craft # c\nname: A\n', 'pillars:\n  craft:\n    name: Craft # c\n  small-shops:\n    name: Small shops\nname: A\n'],
    ['name: A\r\npillars:\r\n  craft: {}\r\n', 'name: A\r\npillars:\r\n  craft: {}\r\n  small-shops:\r\n    name: Small shops\r\n'],
  ];
  for (const [before, after] of files) {
    it(`goes to its place: ${JSON.stringify(before)}`, () => {
      const edits = addPillar(before, 'small-shops');
      assert.ok(edits);
      const text = applyEdits(before, edits);
      assert.equal(text, after);
      assert.ok(Object.hasOwn(parseStudio(text).studio.pillars, 'small-shops'));
    });
  }

  it('is not forced into a file that cannot take it', () => {
    assert.equal(addPillar('pillars: [a]\n', 'craft'), undefined);
    assert.equal(addPillar('a: [\n', 'craft'), undefined);
  });
});
