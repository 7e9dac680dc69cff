import assert from 'node:assert/strict';
import { builtInPlatforms, platformsOf } from '../../../src/caption/platforms.js';
import { emptyStudio, parseStudio } from '../../../src/studio/studio.js';

function platform(yaml: string, key: string) {
  return platformsOf(parseStudio(yaml).studio).get(key);
}

describe('platformsOf', () => {
  it('has six platforms without a studio file', () => {
    assert.deepEqual([...platformsOf(emptyStudio).keys()], ['x', 'linkedin', 'instagram', 'threads', 'bluesky', 'mastodon']);
    assert.deepEqual([...platformsOf(emptyStudio).values()], builtInPlatforms);
  });

  it('changes only what the studio file says', () => {
    const x = platform('platforms:\n  x: { max: 25000 }', 'x');
    assert.deepEqual(x, { key: 'x', name: 'X', max: 25000, counting: 'x-weighted', hashtags: { min: 0, max: undefined } });
    const mastodon = platform('platforms:\n  mastodon: { max: 5000, hashtags: { min: 1 } }', 'mastodon');
    assert.equal(mastodon?.urlLength, 23);
    assert.deepEqual(mastodon.hashtags, { min: 1, max: undefined });
  });

  it('adds a platform of the studio, counted in graphemes', () => {
    const newsletter = platform('platforms:\n  newsletter: { max: 900, hashtags: { min: 1, max: 3 } }', 'newsletter');
    assert.deepEqual(newsletter, { key: 'newsletter', name: 'newsletter', max: 900, counting: 'characters', hashtags: { min: 1, max: 3 } });
  });

  it('leaves out a platform of the studio that has no limit', () => {
    assert.equal(platform('platforms:\n  newsletter: { hashtags: { max: 3 } }', 'newsletter'), undefined);
  });

  it('keeps the least number of hashtags at or below the greatest', () => {
    assert.deepEqual(platform('platforms:\n  threads: { hashtags: { min: 2 } }', 'threads')?.hashtags, { min: 2, max: 2 });
    assert.deepEqual(platform('platforms:\n  instagram: { hashtags: { max: 30 } }', 'instagram')?.hashtags, { min: 0, max: 30 });
  });
});
