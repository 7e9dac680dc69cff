import assert from 'node:assert/strict';
import { traitsOf } from '../../../src/balance/traits.js';

const post = (frontMatter: string, body = ''): string => `---\n${frontMatter}\n---\n${body}`;

describe('What the balance reads in a post', () => {
  it('is its title, pillar, format and special message, on one line each', () => {
    const { title, pillar, contentFormat, specialMessage } = traitsOf(post('title: A title\npillar: craft\ncontent_format: video\nplan:\n  special_message: |\n    Exactly 5\n    items.'), []);
    assert.deepEqual([title, pillar, contentFormat, specialMessage], ['A title', 'craft', 'video', 'Exactly 5 items.']);
  });

  it('is the openers of title, body and caption', () => {
    const { openers } = traitsOf(post('title: The oven that heats\ncaption: We count trays'), []);
    assert.deepEqual([openers.title?.key, openers.body, openers.caption?.key], ['the oven that', undefined, 'we count trays']);
  });

  it('is the hashtags of the caption, each once as first written, or those of its variants', () => {
    assert.deepEqual(traitsOf(post('caption: "A #Craft and #craft and #ovens"\ncaptions: { x: "#other" }'), []).hashtags, ['Craft', 'ovens']);
    assert.deepEqual(traitsOf(post('captions: { x: "#one", threads: "#two" }'), []).hashtags, ['one', 'two']);
  });

  it('is the facts that its plan names, each once', () => {
    const { sources } = traitsOf(post('plan:\n  sources:\n    - cluster: a.cluster.md#f1\n    - cluster: a.cluster.md#f1\n    - cluster: b.cluster.md\n    - url: https://example.com'), []);
    assert.deepEqual(sources, [{ cluster: 'a.cluster.md', fact: 'f1' }, { cluster: 'b.cluster.md', fact: undefined }]);
  });

  it('is how often it uses each word to avoid, in title, body and captions', () => {
    const { avoided } = traitsOf(post('title: Unlock it\ncaption: unlock this', 'We unlock doors. `unlock`'), ['unlock', 'game-changer']);
    assert.deepEqual(avoided, [{ word: 'unlock', count: 3 }]);
  });

  it('never fails, whatever the file holds', () => {
    for (const text of ['', '---\n', '---\ntitle: [\n---\n', '\0', '---\nplan: 5\ncaption: {}\n---']) assert.doesNotThrow(() => traitsOf(text, ['a']));
  });
});
