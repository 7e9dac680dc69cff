import assert from 'node:assert/strict';
import { applyEdits } from '../../../src/common/text.js';
import { factIdAt, factIdProblem, factIdsIn, namedFactsIn, renameFactInCluster, renameFactInPost } from '../../../src/language/renameFact.js';
import { parsePost } from '../../../src/post/parse.js';

const cluster = '---\ntitle: Oven\n---\n# Facts\n\n- It holds 180 degrees. ^f1\n- Brick is\n  cheap. ^f2\n\n```\nno fact ^f1\n```\n';
const post = '---\ntitle: A\nplan:\n  sources:\n    - cluster: oven.cluster.md#f1 # kept\n    - { cluster: "other.cluster.md#f1" }\n    - cluster: \'oven.cluster.md#f12\'\n    - oven.cluster.md#f1\n---\nSee oven.cluster.md#f1.\n';

describe('Renaming a fact', () => {
  it('finds its id where the cluster gives it and where a plan names it', () => {
    const at = cluster.indexOf('^f2');
    for (const offset of [at, at + 1, at + 3]) assert.equal(factIdAt(factIdsIn(cluster), offset)?.id, 'f2');
    assert.equal(factIdAt(factIdsIn(cluster), cluster.indexOf('cheap')), undefined);
    const named = factIdAt(namedFactsIn(parsePost(post)), post.indexOf('f12') + 1);
    assert.deepEqual([named?.file, named?.id], ['oven.cluster.md', 'f12']);
  });

  it('changes the id in the cluster and nothing else, not in code', () => {
    assert.equal(applyEdits(cluster, renameFactInCluster(cluster, 'f1', 'heat')), cluster.replace('degrees. ^f1', 'degrees. ^heat'));
  });

  it('changes the plans that name this file, whatever the style of YAML', async () => {
    const edits = await renameFactInPost(post, 'f1', 'heat', (file) => Promise.resolve(file === 'oven.cluster.md'));
    assert.equal(applyEdits(post, edits), post.replace('oven.cluster.md#f1 #', 'oven.cluster.md#heat #').replace('- oven.cluster.md#f1\n', '- oven.cluster.md#heat\n'));
  });

  it('refuses what is no id, and the id of another fact', () => {
    assert.match(factIdProblem('a b', cluster) ?? '', /letters/);
    assert.match(factIdProblem('f2', cluster) ?? '', /already/);
    assert.equal(factIdProblem('heat', cluster), undefined);
  });
});
