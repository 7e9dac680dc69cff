import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { shortHash } from '../../../src/common/hash.js';

describe('Short hash', () => {
  it('is the start of SHA-256, which receipts hold', () => {
    assert.equal(shortHash('Every night'), '20776dc17eb1');
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.uint8Array()), (content) => {
      assert.equal(shortHash(content), createHash('sha256').update(content).digest('hex').slice(0, 12));
    }));
  });
});
