import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { schemas, schemaText } from '../../../scripts/schemas.js';
import { fieldAt } from '../../../src/language/fields.js';
import { postFields } from '../../../src/language/postFields.js';
import { studioFields } from '../../../src/language/studioFields.js';
import { parsePost } from '../../../src/post/parse.js';
import { parseStudio } from '../../../src/studio/studio.js';
import { example } from '../post/example.js';

describe('The schemas of media/schemas', () => {
  for (const [name, schema] of schemas()) {
    it(`${name} says what completion knows (npx tsx scripts/schemas.ts writes it)`, () => {
      const file = readFileSync(join(import.meta.dirname, '..', '..', '..', 'media', 'schemas', name), 'utf8');
      assert.equal(file.replaceAll('\r\n', '\n'), schemaText(schema));
    });
  }
});

describe('The fields that completion knows', () => {
  it('are all keys of the file format', () => {
    const unknown = [...parsePost(example).spans.keys()].filter((path) => !fieldAt(postFields(), path.split('.')));
    assert.deepEqual(unknown, []);
  });

  it('are all keys of galley.yaml that its reader takes', () => {
    const codes = (text: string): readonly string[] => parseStudio(text).problems.map(({ code }) => code);
    assert.ok(codes('voise: x\n').length > 0, 'the reader no longer reports a misspelled key, so this test proves nothing');
    for (const { key } of studioFields()) {
      const misspelled = `${key.slice(0, -1)}x`;
      assert.ok(codes(`${misspelled}:\n`).length > 0, key);
      assert.deepEqual(codes(`${key}:\n`), []);
    }
  });
});
