import assert from 'node:assert/strict';
import { checkArtifactPath } from '../../../src/post/artifactPath.js';

describe('An artifact path', () => {
  it('may stay beside or below the post', () => {
    assert.deepEqual(checkArtifactPath('media/k3J9sd02LmQp_hero.png'), { ok: true, segments: ['media', 'k3J9sd02LmQp_hero.png'] });
    assert.deepEqual(checkArtifactPath('./media//a/../b é 中文.png'), { ok: true, segments: ['media', 'b é 中文.png'] });
  });

  it('may climb as far as the workspace folder', () => {
    assert.deepEqual(checkArtifactPath('../media/x.png', 1), { ok: true, segments: ['..', 'media', 'x.png'] });
    assert.deepEqual(checkArtifactPath('../../x.png', 1), { ok: false, reason: 'outside' });
    assert.deepEqual(checkArtifactPath('a/../../x.png'), { ok: false, reason: 'outside' });
    assert.deepEqual(checkArtifactPath('../a/../../x.png', 1), { ok: false, reason: 'outside' });
  });

  it('is refused when it could mean another file', () => {
    const reasons = {
      '': 'empty', '  ': 'empty', '.': 'empty', 'media/..': 'empty', '..': 'outside', '/etc/passwd': 'absolute', '//server/share': 'absolute', 'C:/x.png': 'drive', 'c:x.png': 'drive',
      'https://example.com/x.png': 'scheme', 'file:x.png': 'scheme', 'data:image/png;base64,AA': 'scheme', '..\\x.png': 'backslash', 'media\\..\\..\\x': 'backslash',
      'x.png\0.txt': 'character', 'x\n.png': 'character', 'media/x.png:stream': 'character', 'media/.. /x.png': 'character', 'media/x.png.': 'character', 'media/.../x.png': 'character',
      'CON': 'reserved', 'media/nul.png': 'reserved', 'a\ud800': 'character',
    };
    for (const [path, reason] of Object.entries(reasons)) assert.deepEqual(checkArtifactPath(path), { ok: false, reason }, path);
  });
});
