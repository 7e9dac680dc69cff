import assert from 'node:assert/strict';
import fc from 'fast-check';
import { newPostText, postFileName } from '../../../src/post/newPost.js';
import { parsePost } from '../../../src/post/parse.js';
import { anyText } from './generators.js';

const id = 'N0aoCsQqhoyf';

describe('A new post', () => {
  it('waits for its brief', () => {
    const text = newPostText({ id, title: 'Why Qwen: the plumbing', contentFormat: 'hero_text', pillar: 'ai-products' });
    assert.equal(text, `---\nid: ${id}\ntitle: "Why Qwen: the plumbing"\npillar: ai-products\ncontent_format: hero_text\nplan:\n  brief: >-\n    \n---\n`);
    assert.deepEqual(parsePost(text).problems, []);
  });

  it('takes a brief it is given', () => {
    const { plan, contentFormat } = parsePost(newPostText({ id, title: 'A', contentFormat: 'video', brief: 'First: this.\n---\nThen #that.\n' }));
    assert.deepEqual([plan.brief, contentFormat], ['First: this.\n---\nThen #that.', 'video']);
  });

  it('keeps any title, on one line', () => {
    fc.assert(fc.property(anyText.filter((text) => text.trim() !== ''), (title) => {
      const post = parsePost(newPostText({ id, title, contentFormat: 'video' }));
      assert.equal(post.title, title.replace(/\s+/gu, ' ').trim());
      assert.equal(post.isEditable, true);
    }), { numRuns: 300 });
  });
});

describe('A file name', () => {
  it('is made of the letters and digits of the title', () => {
    assert.equal(postFileName('Why Qwen shipped first, and it’s not the AI!'), 'why-qwen-shipped-first-and-its-not-the-ai.post.md');
    assert.equal(postFileName('  Über Café: 中文 😀  '), 'über-café-中文.post.md');
    assert.equal(postFileName('../../etc/passwd'), 'etc-passwd.post.md');
  });

  it('is one that every system takes', () => {
    assert.deepEqual(['CON', 'com1', 'nul.', '', '😀', '...'].map(postFileName), ['con-post', 'com1-post', 'nul-post', 'post', 'post', 'post'].map((name) => `${name}.post.md`));
    fc.assert(fc.property(anyText, (title) => {
      const name = postFileName(title).replace(/\.post\.md$/, '');
      assert.ok(Array.from(name).length <= 65 && Buffer.byteLength(name) <= 245);
      assert.match(name, /^[\p{L}\p{N}\p{M}](?:[\p{L}\p{N}\p{M}-]*[\p{L}\p{N}\p{M}])?$/u);
    }), { numRuns: 300 });
  });
});
