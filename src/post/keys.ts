/** The keys of a post file in their conventional order; the user's own keys stand between `video` and `pipeline`. */
const keyOrder: readonly string[] = ['id', 'title', 'pillar', 'content_format', 'plan', 'caption', 'captions', 'hero', 'video'];
const lastKeys: readonly string[] = ['pipeline', 'chat_references'];

const memberOrder: ReadonlyMap<string, readonly string[]> = new Map([
  ['plan', ['brief', 'rationale', 'special_message', 'sources']],
  ['hero', ['image', 'alt', 'prompt', 'aspect_ratio', 'seed']],
  ['video', ['file', 'prompt', 'script']],
]);

/** Where a key belongs among those of its map: smaller comes first. `parent` is the path of the map. */
export function keyRank(parent: readonly string[], key: string): number {
  if (parent.length > 1) return 0;
  const order = parent[0] === undefined ? keyOrder : memberOrder.get(parent[0]) ?? [];
  const at = order.indexOf(key);
  if (at >= 0) return at;
  return order.length + (parent.length === 0 ? 1 + lastKeys.indexOf(key) : 0);
}

const prosePaths = new Set(['caption', 'plan.brief', 'plan.rationale', 'plan.special_message', 'video.script']);

/** Text that people write at length and with `#`, `:` and `@` in it: a block scalar wherever one is possible. */
export function isProse(path: readonly string[]): boolean {
  return prosePaths.has(path.join('.')) || (path.length === 2 && path[0] === 'captions');
}

const textPaths = new Set(['title', 'pillar', 'hero.image', 'hero.alt', 'hero.prompt', 'video.file', 'video.prompt']);

/** Values that are text, whatever YAML would make of them. */
export function isText(path: readonly string[]): boolean {
  return isProse(path) || textPaths.has(path.join('.'));
}
