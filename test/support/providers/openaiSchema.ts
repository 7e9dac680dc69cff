import { at, isObject, listAt, textAt, type JsonObject } from './json.js';

/** Why OpenAI refuses a schema with `strict: true`; `undefined` when it takes it. */
export function strictSchemaFault(schema: unknown, context: readonly string[] = []): string | undefined {
  if (!isObject(schema)) return undefined;
  const place = `In context=(${context.map((key) => `'${key}'`).join(', ')})`;
  const properties = at(schema, 'properties');
  if (schema['type'] === 'object' || isObject(properties)) {
    if (schema['additionalProperties'] !== false) return `${place}, 'additionalProperties' is required to be supplied and to be false.`;
    const required = listAt(schema, 'required');
    const forgotten = isObject(properties) ? Object.keys(properties).filter((key) => !required.includes(key)) : [];
    if (forgotten[0] !== undefined) return `${place}, 'required' is required to be supplied and to be an array including every key in properties. Missing '${forgotten[0]}'.`;
  }
  for (const [key, inner] of children(schema)) {
    const fault = strictSchemaFault(inner, [...context, ...key]);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function children(schema: JsonObject): readonly (readonly [readonly string[], unknown])[] {
  const properties = schema['properties'];
  return [
    ...(isObject(properties) ? Object.entries(properties).map(([key, inner]) => [['properties', key], inner] as const) : []),
    ...(schema['items'] === undefined ? [] : [[['items'], schema['items']] as const]),
    ...listAt(schema, 'anyOf').map((inner, index) => [['anyOf', String(index)], inner] as const),
  ];
}

const depthLimit = 16;

/** A value that a schema allows, with `text` wherever prose may stand. */
export function sampleOf(schema: unknown, text: string, depth = 0): unknown {
  if (!isObject(schema) || depth > depthLimit) return text;
  if (schema['const'] !== undefined) return schema['const'];
  const options = listAt(schema, 'enum');
  if (options.length > 0) return options[0];
  const either = listAt(schema, 'anyOf');
  if (either.length > 0) return sampleOf(either[0], text, depth + 1);
  const type = textAt(schema, 'type') ?? listAt(schema, 'type')[0];
  switch (type) {
    case 'object': {
      const properties = schema['properties'];
      if (!isObject(properties)) return {};
      return Object.fromEntries(Object.entries(properties).map(([key, inner]) => [key, sampleOf(inner, text, depth + 1)]));
    }
    case 'array':
      return Array.from({ length: Math.max(1, boundedCount(schema['minItems'])) }, () => sampleOf(schema['items'], text, depth + 1));
    case 'integer':
    case 'number':
      return typeof schema['minimum'] === 'number' ? schema['minimum'] : 1;
    case 'boolean':
      return false;
    case 'null':
      return null;
    default:
      return typeof schema['maxLength'] === 'number' ? text.slice(0, schema['maxLength']) : text;
  }
}

function boundedCount(value: unknown): number {
  return typeof value === 'number' ? Math.min(value, 100) : 0;
}
