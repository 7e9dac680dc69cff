/** Writes the JSON schemas of `media/schemas` from the fields that completion and hover know: `npx tsx scripts/schemas.ts`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Field, Shape } from '../src/language/fields.js';
import { postFields } from '../src/language/postFields.js';
import { studioFields } from '../src/language/studioFields.js';

type Schema = Readonly<Record<string, unknown>>;

function propertiesOf(fields: readonly Field[]): Schema {
  return Object.fromEntries(fields.map((field) => [field.key, { markdownDescription: field.doc, description: plain(field.doc), ...schemaOf(field.shape) }]));
}

function schemaOf(shape: Shape): Schema {
  switch (shape.type) {
    case 'text':
      return shape.values?.from !== 'words' ? { type: 'string' }
        : shape.values.isOpen === true ? { type: 'string', examples: shape.values.words.map(({ value }) => value) }
        : { type: 'string', enum: shape.values.words.map(({ value }) => value) };
    case 'prose':
      return { type: 'string' };
    case 'number':
      return { type: shape.isWhole ? 'integer' : 'number', minimum: 0 };
    case 'map':
      return { type: 'object', ...(shape.fields.length > 0 ? { properties: propertiesOf(shape.fields) } : {}), ...(shape.each ? { additionalProperties: { markdownDescription: shape.each.doc, ...schemaOf(shape.each.shape) } } : {}) };
    case 'list':
      return { type: 'array', items: schemaOf(shape.item) };
  }
}

function plain(doc: string): string {
  return doc.replaceAll('`', '');
}

/** Keys of the user's own are allowed everywhere: no schema forbids what it does not know. */
export function schemas(): ReadonlyMap<string, Schema> {
  const head = { $schema: 'http://json-schema.org/draft-07/schema#' };
  return new Map([
    ['galley.schema.json', { ...head, title: 'galley.yaml', type: 'object', properties: propertiesOf(studioFields()) }],
    ['post.schema.json', { ...head, title: 'Front matter of a post', type: 'object', required: ['title'], properties: propertiesOf(postFields()) }],
  ]);
}

export function schemaText(schema: Schema): string {
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const folder = join(import.meta.dirname, '..', 'media', 'schemas');
  mkdirSync(folder, { recursive: true });
  for (const [name, schema] of schemas()) writeFileSync(join(folder, name), schemaText(schema));
}
