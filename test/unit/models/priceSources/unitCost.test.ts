import assert from 'node:assert/strict';
import type { UnitPrice } from '../../../../src/models/prices.js';
import { billed, estimateImage, estimateVideo } from '../../../../src/models/priceSources/unitCost.js';

const unit = (word: string, changes: Partial<UnitPrice> = {}): UnitPrice => ({ perUnit: 60_000, unit: word, asOf: '2026-11-22', origin: 'provider', ...changes });
const two = { images: 2, width: 1024, height: 1024 };
const unknown = { cost: undefined, basis: 'unknown' };

describe('the estimate for pictures', () => {
  const costs: readonly (readonly [word: string, cost: number | undefined])[] = [
    ['image', 120_000],
    ['Images', 120_000],
    ['per image', 120_000],
    ['1 image', 120_000],
    ['4 images', 30_000],
    ['megapixel', 120_000],
    ['megapixels', 120_000],
    ['MP', 120_000],
    ['processed megapixels', 120_000],
    ['request', 60_000],
    ['second', undefined],
    ['compute seconds', undefined],
    ['video', undefined],
    ['1000 characters', undefined],
    ['tokens', undefined],
    ['0 images', undefined],
    ['', undefined],
    ['constructor', undefined],
  ];
  for (const [word, cost] of costs) {
    it(`by “${word}” is ${cost ?? 'unknown'}`, () => {
      assert.deepEqual(estimateImage(unit(word), two), cost === undefined ? unknown : { cost, basis: 'estimated' });
    });
  }

  it('charges begun megapixels whole, for each picture', () => {
    assert.equal(estimateImage(unit('megapixel'), { images: 3, width: 1200, height: 1024 }).cost, 6 * 60_000);
    assert.equal(estimateImage(unit('megapixel'), { images: 1, width: 1200, height: 630 }).cost, 60_000);
  });

  it('is unknown without a price, and by size without a size', () => {
    assert.deepEqual(estimateImage(undefined, two), unknown);
    assert.deepEqual(estimateImage(unit('megapixel'), { images: 1, width: undefined, height: undefined }), unknown);
    assert.equal(estimateImage(unit('image'), { images: 1, width: undefined, height: undefined }).cost, 60_000);
  });
});

describe('the estimate for a clip', () => {
  const costs: readonly (readonly [word: string, cost: number | undefined])[] = [
    ['second', 480_000],
    ['seconds', 480_000],
    ['second of video', 480_000],
    ['5 seconds', 96_000],
    ['minute', 8_000],
    ['video', 60_000],
    ['videos', 60_000],
    ['request', 60_000],
    ['compute seconds', undefined],
    ['image', undefined],
    ['megapixels', undefined],
  ];
  for (const [word, cost] of costs) {
    it(`of 8 seconds by “${word}” is ${cost ?? 'unknown'}`, () => {
      assert.deepEqual(estimateVideo(unit(word), 8), cost === undefined ? unknown : { cost, basis: 'estimated' });
    });
  }

  it('is unknown without a price, and by time without a length', () => {
    assert.deepEqual(estimateVideo(undefined, 8), unknown);
    assert.deepEqual(estimateVideo(unit('second'), undefined), unknown);
    assert.equal(estimateVideo(unit('video'), undefined).cost, 60_000);
  });
});

describe('the price of billed units', () => {
  it('is exact for parts of units', () => {
    assert.deepEqual(billed(3.008, unit('second', { perUnit: 70_000 })), { cost: 210_560, basis: 'billed' });
    assert.deepEqual(billed(0, unit('second')), { cost: 0, basis: 'billed' });
  });

  it('is computed, not billed, by a price that is not the account’s own', () => {
    assert.equal(billed(1, unit('image', { origin: 'bundled' })).basis, 'computed');
    assert.equal(billed(1, unit('image', { origin: 'user' })).basis, 'computed');
  });

  it('uses the exact price of units that cost parts of a micro-dollar', () => {
    assert.equal(billed(1_000_000, unit('token', { perUnit: 1, exactUsd: 0.000_000_4 })).cost, 400_000);
    assert.equal(billed(1, unit('token', { perUnit: 1, exactUsd: 0.000_000_4 })).cost, 1);
  });

  it('rounds half up where doubles fall short', () => {
    assert.equal(billed(1.5, unit('second', { perUnit: 1 })).cost, 2);
    assert.equal(billed(1.15, unit('second', { perUnit: 10 })).cost, 12);
  });

  it('is unknown for what is no count', () => {
    for (const units of [NaN, -1, Infinity, 1e30]) assert.deepEqual(billed(units, unit('image')), unknown);
  });
});
