import { t } from '@vscode/l10n';
import type { KeySpans, Problem } from './post.js';
import { problem } from './problems.js';
import type { MapNode, YamlNode } from './yamlTree.js';

/** Enough for any post a person reads; keeps a machine-made file from costing memory. */
const maxKeys = 5_000;

interface Index {
  readonly spans: Map<string, KeySpans>;
  readonly problems: Problem[];
}

/** Where every key stands, by dotted path; of a key given twice, the last. Reports such keys. */
export function indexKeys(root: MapNode | undefined, problems: Problem[]): ReadonlyMap<string, KeySpans> {
  const index: Index = { spans: new Map(), problems };
  if (root) addMembers(root, '', index);
  return index.spans;
}

function addMembers(node: YamlNode, prefix: string, index: Index): void {
  if (node.kind === 'list') {
    for (const [at, item] of node.items.entries()) add(`${prefix}${at}`, { key: item.span, value: item.span }, item, index);
  }
  if (node.kind !== 'map') return;
  const seen = new Set<string>();
  for (const { key, keySpan, value } of node.entries) {
    if (key === undefined) continue;
    if (seen.has(key) && key !== '<<') {
      index.problems.push(problem('duplicate-key', 'warning', keySpan, t('"{0}" stands here more than once. The last one counts.', key)));
    }
    seen.add(key);
    add(`${prefix}${key}`, { key: keySpan, value: value.span }, value, index);
  }
}

function add(path: string, spans: KeySpans, value: YamlNode, index: Index): void {
  if (index.spans.size >= maxKeys) return;
  index.spans.set(path, spans);
  addMembers(value, `${path}.`, index);
}
