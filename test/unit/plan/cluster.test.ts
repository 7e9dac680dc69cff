import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits } from '../../../src/common/text.js';
import { numberFacts, parseCluster, parseFacts } from '../../../src/plan/cluster.js';

const numbered = (text: string): string => applyEdits(text, numberFacts(text));
const texts = (body: string): readonly string[] => parseFacts(body).map(({ text }) => text);

describe('facts of a cluster', () => {
  it('are list items and paragraphs, with the id at their end', () => {
    assert.deepEqual(parseFacts('- One thing. ^f3\n- Another\n  over two lines ^b-2\n\nA paragraph\nof two lines.\n'), [
      { id: 'f3', text: 'One thing.' },
      { id: 'b-2', text: 'Another over two lines' },
      { id: undefined, text: 'A paragraph of two lines.' },
    ]);
  });

  it('are no headings, rules, comments, and nothing in code', () => {
    assert.deepEqual(texts('# Facts\n\nTitle\n=====\n\nSub\n---\n\n- One\n\n```\n- not this\n```\n~~~js\nnor this\n```\nstill code\n~~~\n\n<!-- a note\n- hidden\n-->\n***\nTwo\n<!-- one line -->\nThree'), ['One', 'Two', 'Three']);
  });

  it('stand in nested and numbered lists, tasks and quotations', () => {
    assert.deepEqual(texts('- Parent\n  - Child one ^c1\n    1. Grandchild\n  * Child two\n2) Second\n- [x] Done\n- [ ] Open\n> Said in\n> two lines'), [
      'Parent', 'Child one', 'Grandchild', 'Child two', 'Second', 'Done', 'Open', 'Said in two lines',
    ]);
  });

  it('may hold emoji, a caret and any script', () => {
    assert.deepEqual(parseFacts('- 🚀 Launch day 🎉 ^f1\r\n- 2^10 is 1024\r\n- 淘宝有四十亿件商品 ^f2\r\n- ^f9\r\n-\r\n'), [
      { id: 'f1', text: '🚀 Launch day 🎉' },
      { id: undefined, text: '2^10 is 1024' },
      { id: 'f2', text: '淘宝有四十亿件商品' },
    ]);
  });
});

describe('a cluster', () => {
  it('has a title, urls and facts that can all be named', () => {
    const cluster = parseCluster('---\ntitle: Shopping\nurls:\n  - https://a.example/x\n  - not a url\n---\n- One ^f2\n- Two\n- Three\n- Four ^f2\n');
    assert.equal(cluster.title, 'Shopping');
    assert.deepEqual(cluster.urls, ['https://a.example/x']);
    assert.deepEqual(cluster.facts, [{ id: 'f2', text: 'One Four' }, { id: 'f1', text: 'Two' }, { id: 'f3', text: 'Three' }]);
    assert.deepEqual([...cluster.unwritten], ['f1', 'f3']);
  });

  it('may be plain notes without front matter, or broken', () => {
    assert.deepEqual(parseCluster('Just one thought.').facts, [{ id: 'f1', text: 'Just one thought.' }]);
    assert.deepEqual(parseCluster('').facts, []);
    assert.equal(parseCluster('---\ntitle: [\n---\n- A\n').facts.length, 1);
    assert.deepEqual(parseCluster('---\nurls: https://a.example https://b.example\n---\n').urls, ['https://a.example', 'https://b.example']);
  });
});

describe('numbering facts', () => {
  it('writes the ids that are missing and changes nothing else', () => {
    assert.equal(
      numbered('\uFEFF---\r\ntitle: A # mine\r\n---\r\n\r\n# Head\r\n- One  \r\n  goes on\t\r\n- Two ^f1\r\n\r\n```\r\n- code\r\n```\r\nThree 🎉'),
      '\uFEFF---\r\ntitle: A # mine\r\n---\r\n\r\n# Head\r\n- One  \r\n  goes on ^f2\t\r\n- Two ^f1\r\n\r\n```\r\n- code\r\n```\r\nThree 🎉 ^f3',
    );
  });

  it('can write just those that are used, and the others keep their numbers', () => {
    const text = '- One\n- Two\n- Three\n';
    const written = applyEdits(text, numberFacts(text, new Set(['f2'])));
    assert.equal(written, '- One\n- Two ^f2\n- Three\n');
    assert.deepEqual(parseCluster(written).facts, parseCluster(text).facts);
  });

  it('names the facts as planning does, once and for all', () => {
    const line = fc.constantFrom('- A fact', '- Another ^f1', 'Words', '  more words', '', '# Head', '```', '- x ^f4', '> said', '1. first 🎉', '---');
    fc.assert(fc.property(fc.array(line), fc.constantFrom('\n', '\r\n', '\r'), (lines, lineBreak) => {
      const text = lines.join(lineBreak);
      const before = parseCluster(text);
      const once = numbered(text);
      const after = parseCluster(once);
      assert.deepEqual(after.facts, before.facts);
      assert.deepEqual([...after.unwritten], []);
      assert.equal(numbered(once), once);
      assert.equal(parseFacts(once).length, parseFacts(text).length);
    }));
  });
});
