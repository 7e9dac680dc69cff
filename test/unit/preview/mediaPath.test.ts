import assert from 'node:assert/strict';
import { mediaPath, mediaUrl } from '../../../src/preview/mediaPath.js';

describe('mediaPath', () => {
  it('starts from the folder of the post', () => {
    assert.equal(mediaPath('posts/may', 'media/a.png'), 'posts/may/media/a.png');
    assert.equal(mediaPath('', './media//a.png'), 'media/a.png');
    assert.equal(mediaPath('posts', '../shared/a b.png'), 'shared/a b.png');
  });

  it('stays inside the workspace folder', () => {
    for (const named of ['../a.png', 'media/../../a.png', '../../posts/a.png', '..'])
      assert.equal(mediaPath('', named), undefined, named);
    assert.equal(mediaPath('posts', '../../a.png'), undefined);
  });

  it('takes no absolute paths, addresses or control characters', () => {
    for (const named of ['/etc/a.png', '\\\\host\\a.png', 'C:\\a.png', 'c:/a.png', 'https://a/b.png', 'data:image/png,x', 'a\0.png', '..\\a.png', ''])
      assert.equal(mediaPath('posts', named), undefined, named);
  });

  it('becomes an address with every part encoded', () => {
    assert.equal(mediaUrl('https://files/root', 'a b/ü#?.png'), 'https://files/root/a%20b/%C3%BC%23%3F.png');
  });
});
