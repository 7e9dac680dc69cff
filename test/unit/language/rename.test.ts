import assert from 'node:assert/strict';
import { applyEdits } from '../../../src/common/text.js';
import { idProblem, pillarNameProblem, renameInPost, renameInStudio, renameTargetInPost, renameTargetInStudio } from '../../../src/language/rename.js';
import { parsePost } from '../../../src/post/parse.js';
import { studio } from './support.js';

const post = '---\nid: N0aoCsQqhoyf\ntitle: craft\npillar: "craft" # ours\n---\ncraft\n';

describe('Renaming', () => {
  it('finds the pillar and the id under the cursor', () => {
    const at = (needle: string): unknown => renameTargetInPost(parsePost(post), post.indexOf(needle));
    assert.deepEqual(at('craft" #'), { kind: 'pillar', name: 'craft', span: { start: post.indexOf('craft" #'), end: post.indexOf('" #') } });
    assert.equal((at('0aoC') as { kind: string }).kind, 'id');
    assert.equal(at('craft\npillar'), undefined);
  });

  it('finds a pillar’s key in galley.yaml, and no other key', () => {
    const yaml = 'name: craft\npillars:\n  craft:\n    name: Craft\n';
    assert.equal(renameTargetInStudio(yaml, yaml.indexOf('craft:'))?.name, 'craft');
    assert.equal(renameTargetInStudio(yaml, yaml.indexOf('name: Craft')), undefined);
    assert.equal(renameTargetInStudio(yaml, 2), undefined);
  });

  it('changes the pillar of a post and nothing else', () => {
    assert.equal(applyEdits(post, renameInPost(post, { kind: 'pillar', name: 'craft' }, 'making')), post.replace('"craft"', '"making"'));
    assert.deepEqual(renameInPost(post, { kind: 'pillar', name: 'other' }, 'making'), []);
    assert.deepEqual(renameInPost('---\npillar: craft\nx: [\n---\n', { kind: 'pillar', name: 'craft' }, 'making'), []);
  });

  it('changes the key of a pillar in galley.yaml, quoted where it must be', () => {
    const yaml = 'pillars:\n  craft: # kept\n    name: craft\n';
    assert.equal(applyEdits(yaml, renameInStudio(yaml, 'craft', 'yes')), yaml.replace('craft:', '"yes":'));
  });

  it('refuses names that are no key or that another pillar has', () => {
    assert.equal(pillarNameProblem('hand-made', studio), undefined);
    assert.match(pillarNameProblem('a: b', studio) ?? '', /^Could not rename the pillar: a key consists/);
    assert.match(pillarNameProblem('ai-products', studio) ?? '', /already/);
  });

  it('leaves ids alone unless two posts share one', () => {
    assert.match(idProblem('N0aoCsQqhoyf', false) ?? '', /never changes/);
    assert.equal(idProblem('N0aoCsQqhoyg', true), undefined);
    assert.match(idProblem('short', true) ?? '', /12 letters/);
  });
});
