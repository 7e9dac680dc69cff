import assert from 'node:assert/strict';
import { notMetered } from '../../../src/common/price.js';
import { formatCost, formatPrice, formatTotal } from '../../../src/cost/format.js';

describe('formatTotal', () => {
  it('shows cents, and what is not known beside them', () => {
    assert.equal(formatTotal({ known: 60_000, unknown: 0 }), '$0.06');
    assert.equal(formatTotal({ known: 60_000, unknown: 1 }), '$0.06 + 1 unknown');
    assert.equal(formatTotal({ known: 0, unknown: 2 }), '$0.00 + 2 unknown');
  });
});

describe('formatCost', () => {
  it('never shows an unknown amount as zero', () => {
    assert.equal(formatCost(undefined), 'unknown');
    assert.equal(formatCost(0), '$0.00');
  });
});

describe('formatPrice', () => {
  it('says when an amount is an estimate', () => {
    assert.equal(formatPrice({ cost: 60_000, basis: 'estimated' }), 'about $0.06');
    assert.equal(formatPrice({ cost: 60_000, basis: 'billed' }), '$0.06');
    assert.equal(formatPrice({ cost: undefined, basis: 'unknown' }), 'price unknown');
  });

  it('says of a plan or quota that nobody tells the amount here', () => {
    assert.equal(formatPrice(notMetered), 'not metered here');
  });
});
