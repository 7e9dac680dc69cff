import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readReceiptLines } from '../../../src/post/receiptLines.js';
import { readAnyYaml, readYaml } from '../../../src/post/yamlRead.js';
import { mutilated, post } from './generators.js';

const line = '{ step: draft, status: done, model: gpt 5, error: "a: #b", at: 2026-05-11T15:17:00Z, tokens: { input: 1, output: 2 } }';

describe('Receipts read without the YAML library', () => {
  it('are the ones in the form Galley writes', () => {
    const source = `title: A\npipeline: # made\n  - ${line}\n  - { step: x, y: 'z' }\n  - ${line}\nchat_references:\r\n- { by: me }\r\nnot:\n  pipeline:\n  - ${line}\n`;
    const { source: blanked, maps } = readReceiptLines(source, 10);
    assert.equal(blanked.length, source.length);
    assert.deepEqual([...maps.keys()].map((at) => source.slice(at, at + 8)), ['{ step: ', '{ by: me']);
  });

  it('are what the library makes of them', () => {
    // Under a capital letter they are not recognised.
    fc.assert(fc.property(fc.oneof(post, mutilated), (text) => {
      const source = text.replace(/^\uFEFF?---[\r\n]+/, '').replace(/[\r\n]---[^]*$/, '\n').replace(/\r\n?/g, '\n');
      const plain = readAnyYaml(source.replace(/^(pipeline|chat_references):/gm, (key) => key.replace(/^p/, 'P').replace(/^c/, 'C')), 0);
      const fast = readAnyYaml(source, 0);
      assert.equal(fast.errors.length > 0, plain.errors.length > 0);
      if (fast.root?.kind !== 'map' || plain.errors.length > 0) return;
      // The word may stand in a text too, where the capital letter came along.
      const folded = (value: unknown): unknown => JSON.parse(JSON.stringify(value).replace(/pipeline|chat_references/gi, (word) => word.toLowerCase()));
      assert.deepEqual(folded(fast), folded(plain));
    }), { numRuns: 1000 });
  });

  it('cannot be nested into a stack overflow', () => {
    const { root, errors } = readYaml(`pipeline:\n- ${'{ a: '.repeat(40_000)}\n`, 0);
    assert.deepEqual([root?.kind, errors.map(({ code }) => code)], ['map', ['too-deep']]);
  });
});
