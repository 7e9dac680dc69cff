import { findFences } from '../post/fences.js';
import type { Post } from '../post/post.js';
import { parsePost } from '../post/parse.js';
import { doubleQuoted, isPlainSafe } from '../post/scalarText.js';
import { fieldAt, type Field, type Shape } from './fields.js';
import { captionTags } from './captionTags.js';
import { postFields } from './postFields.js';
import { scan, type Place, type ScanResult } from './scan.js';
import { studioFields } from './studioFields.js';
import type { Suggestion } from './suggestion.js';
import { platformSuggestions, valueSuggestions, type ValueSuggestion } from './values.js';
import type { WorkspaceWords } from './words.js';

/** What can stand at an offset of a post's front matter; nothing in the body and inside prose. Never throws. */
export async function completePost(text: string, offset: number, words: WorkspaceWords, parsed?: Post): Promise<readonly Suggestion[]> {
  const yaml = frontMatterAround(text, offset);
  if (!yaml) return [];
  const found = scan(text, yaml, offset);
  const tags = await captionTags(text, offset, found.place, words, () => parsed ?? parsePost(text));
  return tags ?? complete(text, found, postFields(), words);
}

/** Whether the letter before the offset begins a key, or a value that Galley has suggestions for. */
export function beginsWord(text: string, offset: number): boolean {
  const yaml = frontMatterAround(text, offset);
  const place = yaml && scan(text, yaml, offset).place;
  if (!place || place.style === 'block' || place.typed.start !== offset - 1) return false;
  const shape = shapeAt(postFields(), place);
  return shape?.type === 'map' ? place.kind === 'key' && (shape.fields.length > 0 || shape.keys !== undefined) : shape?.type === 'text' && shape.values !== undefined;
}

/** The same for `galley.yaml`. */
export async function completeStudio(text: string, offset: number, words: WorkspaceWords): Promise<readonly Suggestion[]> {
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  return offset < start ? [] : complete(text, scan(text, { start, end: text.length }, offset), studioFields(), words);
}

/** The YAML that the offset is in. While it has no end yet, the line below what looks like keys counts too. */
function frontMatterAround(text: string, offset: number): { start: number; end: number } | undefined {
  const { state, yaml } = findFences(text);
  if (state === 'none' || offset < yaml.start) return undefined;
  if (state === 'closed') return offset < yaml.end || (offset === yaml.end && yaml.start === yaml.end) ? { start: yaml.start, end: Math.max(yaml.start, yaml.end - 1) } : undefined;
  const lineEnd = text.slice(yaml.end).search(/[\r\n]|$/) + yaml.end;
  return offset <= lineEnd ? { start: yaml.start, end: lineEnd } : undefined;
}

async function complete(text: string, { place, keys }: ScanResult, fields: readonly Field[], words: WorkspaceWords): Promise<readonly Suggestion[]> {
  if (!place || place.style === 'block') return [];
  const shape = shapeAt(fields, place);
  if (!shape) return [];
  if (shape.type === 'map') {
    if (place.kind === 'value') return [];
    const options = keySuggestions(text, place, shape, keys, words);
    return place.isItem ? [...options, ...(await itemSuggestions(place, shape, words))] : options;
  }
  if (shape.type !== 'text' || (place.kind === 'key' && place.path.length === 0)) return [];
  return (await valueSuggestions(shape.values, words)).map((value) => asValue(value, place));
}

function shapeAt(fields: readonly Field[], { path }: Place): Shape | undefined {
  return path.length === 0 ? { type: 'map', fields } : fieldAt(fields, path)?.shape;
}

function keySuggestions(text: string, place: Place, shape: Extract<Shape, { type: 'map' }>, keys: ReadonlySet<string>, words: WorkspaceWords): readonly Suggestion[] {
  const isPresent = (key: string): boolean => keys.has([...place.path, key].join('.'));
  const step = indentStep(text);
  const known = shape.fields.map((field): Suggestion => keySuggestion(field, place, step));
  const platforms = shape.keys === 'platforms' && shape.each
    ? platformSuggestions(words.studio).map(({ value, detail }): Suggestion => (
      { ...keySuggestion({ ...(shape.each ?? emptyField), key: value }, place, step), kind: 'platform', detail }))
    : [];
  return [...known, ...platforms].filter(({ label }) => !isPresent(label));
}

const emptyField: Field = { key: '', doc: '', shape: { type: 'text' } };

function keySuggestion({ key, doc, shape }: Field, place: Place, step: number): Suggestion {
  const isOneLine = place.isFlow || place.hasColon;
  const below = `\n${' '.repeat(place.column + step)}`;
  const ending = place.hasColon ? ''
    : isOneLine ? ': '
    : shape.type === 'prose' ? `: >-${below}`
    : shape.type === 'map' && shape.isInline !== true ? `:${below}`
    : shape.type === 'map' ? ': { '
    : shape.type === 'list' ? (shape.isInline === true ? ': ' : `:${below}- `)
    : ': ';
  const goesOn = !place.hasColon && (shape.type === 'map' || shape.type === 'list' || (shape.type === 'text' && shape.values !== undefined));
  return { kind: 'key', label: key, doc, insert: key + ending, replace: place.typed, filter: key, goesOn };
}

/** A fact can be picked right after the dash, its key written along. */
async function itemSuggestions(place: Place, shape: Extract<Shape, { type: 'map' }>, words: WorkspaceWords): Promise<readonly Suggestion[]> {
  const lists = await Promise.all(shape.fields.map(async ({ key, shape: member }) => {
    const isFromFiles = member.type === 'text' && (member.values?.from === 'clusters' || member.values?.from === 'urls');
    const values = isFromFiles ? await valueSuggestions(member.values, words) : [];
    return values.map((value): Suggestion => ({ ...asValue(value, place), insert: `${key}: ${plainOrQuoted(value.value, 'block')}` }));
  }));
  return place.style === 'plain' && !place.isFlow ? lists.flat() : [];
}

function asValue({ value, ...rest }: ValueSuggestion, place: Place): Suggestion {
  return { ...rest, label: value, insert: (place.needsSpace ? ' ' : '') + inStyle(value, place), replace: place.typed, filter: value, goesOn: false };
}

function inStyle(value: string, { style, isFlow }: Place): string {
  switch (style) {
    case 'double': return doubleQuoted(value).slice(1, -1);
    case 'single': return value.replaceAll("'", "''");
    case 'plain': return plainOrQuoted(value, isFlow ? 'flow' : 'block');
    case 'block': return value;
  }
}

function plainOrQuoted(value: string, context: 'block' | 'flow'): string {
  return isPlainSafe(value, context) ? value : doubleQuoted(value);
}

/** How far this file indents; most indent by two. */
export function indentStep(text: string): number {
  return /^[\w-]+:[ \t]*(?:#[^\r\n]*)?\r?\n( {1,8})[\w"'-]/m.exec(text.slice(0, 16_384))?.[1]?.length ?? 2;
}
