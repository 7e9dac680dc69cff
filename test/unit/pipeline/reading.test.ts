import assert from 'node:assert/strict';
import { readBody } from '../../../src/pipeline/reading.js';
import { parsePost } from '../../../src/post/parse.js';

describe('what steps read of a body', () => {
  it('is all of it, as a rule', () => {
    assert.equal(readBody(parsePost('---\ntitle: A\n---\nOne.\n\nTwo.\n')), 'One.\n\nTwo.\n');
  });

  it('is its first paragraphs when it is too long to be read whole', () => {
    const paragraph = `${'word '.repeat(200).trim()}\n\n`;
    const read = readBody(parsePost(`---\ntitle: A\n---\n${paragraph.repeat(100)}`));
    assert.ok(read.length > 50_000 && read.length <= 60_000);
    assert.ok(read.endsWith('word'));
  });
});
