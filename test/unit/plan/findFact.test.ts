import assert from 'node:assert/strict';
import { factLine, findFact } from '../../../src/plan/findFact.js';

const file = '---\r\ntitle: x\r\n---\r\n- One ^f1\r\n- Two,\r\n  and more ^f12 \r\n```\nNo fact ^f3\n```\n';

describe('a fact in its file', () => {
  it('is found by its id, with the line where that stands', () => {
    assert.equal(factLine(file, 'f12'), 5);
    assert.equal(file.slice(0, findFact(file, { id: 'f12' })).endsWith('more ^f12'), true);
  });

  it('is found by its words when its id was changed', () => {
    assert.equal(findFact(file, { id: 'f9', text: 'One' }), file.indexOf('- One ^f1') + '- One ^f1'.length);
  });

  it('is not found where it is gone, or stands in code', () => {
    assert.deepEqual([factLine(file, 'f2'), factLine(file, 'f3'), findFact(file, { id: 'f2', text: 'Three' })], [undefined, undefined, undefined]);
  });
});
