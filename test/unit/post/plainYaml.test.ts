import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { findFences } from '../../../src/post/fences.js';
import { readPlainYaml } from '../../../src/post/plainYaml.js';
import { readAnyYaml, readYaml } from '../../../src/post/yamlRead.js';
import { mutilated, plainFrontMatter, post } from './generators.js';

const offset = 4;

/** What stands between the fences, with the line breaks that readers are given. */
function frontMatterOf(text: string): string {
  const { yaml } = findFences(text);
  return text.slice(yaml.start, yaml.end).replace(/\r(?!\n)/g, '\n');
}

function assertSame(source: string): boolean {
  const plain = readPlainYaml(source, offset);
  const library = readAnyYaml(source, offset);
  if (plain) assert.deepStrictEqual({ root: plain, errors: [] }, library);
  assert.deepStrictEqual(readYaml(source, offset), library);
  return plain !== undefined;
}

const cut = fc.tuple(plainFrontMatter, fc.noBias(fc.nat(999)), fc.nat(6), fc.constantFrom('', ' ', '\n', '  ', '#', '- ', ': ', '"', '|', '\t', '\r', '---\n', '...\n', '\n...\n', '%a\n', '? ', '[', '}'))
  .map(([text, where, length, between]) => {
    const at = Math.floor((where / 1000) * text.length);
    return text.slice(0, at) + between + text.slice(at + length);
  });

describe('YAML read without the YAML library', () => {
  for (const [name, arbitrary, least] of [
    ['plain front matter', plainFrontMatter, 150], ['plain front matter with a slip', cut, 50], ['posts of every style', post.map(frontMatterOf), 5], ['broken posts', mutilated.map(frontMatterOf), 0],
  ] as const) {
    it(`is what the library makes of it, for ${name}`, () => {
      let plain = 0;
      fc.assert(fc.property(arbitrary, (source) => {
        if (assertSame(source.replace(/\r(?!\n)/g, '\n'))) plain++;
      }), { numRuns: 1500 });
      assert.ok(plain >= least, `Only ${plain} were plain`);
    });
  }

  it('reads every form that Galley writes, and what people write most', () => {
    const examples = readdirSync('example', { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.post.md'));
    assert.ok(examples.length > 0);
    for (const path of examples) assert.ok(assertSame(frontMatterOf(readFileSync(`example/${path}`, 'utf8'))), path);
    for (const source of [
      'title: One # no tag\npillar: "a: b"\n', "title: 'a \"b\"'\n", 'plan:\n    brief: |\n      One\n\n      Two: #x\n    sources:\n    - a.cluster.md#f1\n    - url: https://a.b/c\n      cluster: x\n',
      '# about\ntitle: A\n\n# made\npipeline:\n  # first\n  - { step: draft, tokens: { input: 1 } }\n', 'caption: >-\r\n  One,\r\n  two.\r\nhero:\r\n  image: a.png\r\n', 'pipeline:\n  - step: draft\n    status: done\n', 'hero:\ncaptions:\n  x: ~\n',
    ]) assert.ok(assertSame(source), source);
  });

  it('leaves the rest to the library, key by key', () => {
    const asked: string[] = [];
    const source = 'title: A\ncaption: "a\\tb"\nhero: { image: a.png }\nnote: two\n  lines\n';
    const root = readPlainYaml(source, offset, (lines, at) => {
      asked.push(lines);
      const { root: other } = readAnyYaml(lines, at);
      return other?.kind === 'map' ? other.entries[0] : undefined;
    });
    assert.deepEqual(asked, ['caption: "a\\tb"\n', 'note: two\n  lines\n']);
    assert.deepStrictEqual({ root, errors: [] }, readAnyYaml(source, offset));
  });

  it('takes time by length, whatever the file', () => {
    const size = 250_000;
    for (const piece of ['a: b   ', ' #', 'a:\n', ' a:\n', '- ', 'a: |\n', '\n', ' ', '# x\n', '  - a\n', 'a: "', '[a, ', '{ a: ', '"a", ', "a: 'b'\n", 'a: "\\t"\n', '~: ']) {
      const started = performance.now();
      readYaml(`title: A\n${piece.repeat(size / piece.length)}\n`, offset);
      // Ten seconds are no measure of speed: a reader that takes time by the square needs minutes.
      assert.ok(performance.now() - started < 10_000, piece);
    }
  });
});
