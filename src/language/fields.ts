/** What a key holds. `each` stands for keys that people name themselves. */
export interface Field {
  readonly key: string;
  /** One or two sentences for people, as Markdown. */
  readonly doc: string;
  readonly shape: Shape;
}

export type Shape =
  | { readonly type: 'text'; readonly values?: ValueSource | undefined }
  /** Text that people write at length: a block of its own. */
  | { readonly type: 'prose' }
  | { readonly type: 'number'; readonly isWhole: boolean }
  | { readonly type: 'map'; readonly fields: readonly Field[]; readonly each?: Field | undefined; readonly keys?: 'platforms' | undefined; readonly isInline?: boolean | undefined }
  | { readonly type: 'list'; readonly item: Shape; readonly isInline?: boolean | undefined };

/** Words that are known beforehand, or where the workspace has them. */
export type ValueSource =
  | { readonly from: 'words'; readonly words: readonly Word[]; readonly isOpen?: boolean | undefined }
  | { readonly from: 'pillars' | 'pictures' | 'videos' | 'artifacts' | 'clusters' | 'urls' | 'hashtags' };

export interface Word {
  readonly value: string;
  readonly doc: string | undefined;
}

/** The field at a path; `undefined` for the user's own keys. Numbers in the path are items of lists. */
export function fieldAt(fields: readonly Field[], path: readonly string[]): Field | undefined {
  let field: Field = { key: '', doc: '', shape: { type: 'map', fields } };
  for (const key of path) {
    const next = childOf(field, key);
    if (!next) return undefined;
    field = next;
  }
  return field;
}

function childOf({ doc, shape }: Field, key: string): Field | undefined {
  if (shape.type === 'map') return shape.fields.find((field) => field.key === key) ?? (shape.each && { ...shape.each, key });
  // A list that may also be written as one text: the item's rules hold there too.
  if (shape.type === 'list') return /^\d+$/.test(key) ? { key, doc, shape: shape.item } : undefined;
  return undefined;
}
