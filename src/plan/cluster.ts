import type { TextEdit } from '../common/text.js';
import { findFences } from '../post/fences.js';
import { parsePost } from '../post/parse.js';
import { readYaml, limits } from '../post/yamlRead.js';
import { entryOf, resolve, type YamlNode } from '../post/yamlTree.js';
import { factLines } from './factLines.js';

export interface Fact {
  /** `f3`, from `^f3` at the fact's end; `undefined` when it has none yet. */
  readonly id: string | undefined;
  readonly text: string;
}

/** A fact that a plan can name. */
export interface NumberedFact {
  readonly id: string;
  readonly text: string;
}

/** What a planner reads in a `*.cluster.md`, or in plain notes. */
export interface Cluster {
  readonly title: string | undefined;
  readonly urls: readonly string[];
  /** Each with an id: its own, or the one that `numberFacts` would write. Facts that share an id are one. */
  readonly facts: readonly NumberedFact[];
  /** Ids that the file does not have yet. */
  readonly unwritten: ReadonlySet<string>;
}

/** The facts of a cluster file's body: each list item and each paragraph is one; headings and code are not. */
export function parseFacts(body: string): readonly Fact[] {
  return factLines(body).map(({ id, text }) => ({ id, text }));
}

export function parseCluster(text: string): Cluster {
  const numbered = number(text);
  const facts = new Map<string, string>();
  for (const fact of numbered) {
    const known = facts.get(fact.id);
    facts.set(fact.id, known === undefined ? fact.text : `${known} ${fact.text}`);
  }
  const { title, spans } = parsePost(text);
  return {
    title: title?.trim() === '' ? undefined : title,
    urls: spans.has('urls') ? readUrls(text) : [],
    facts: [...facts].map(([id, fact]) => ({ id, text: fact })),
    unwritten: new Set(numbered.flatMap(({ id, edit }) => (edit ? [id] : []))),
  };
}

/** Writes ids where facts have none: all of them, or those that `only` names. Nothing else in the file changes. */
export function numberFacts(text: string, only?: ReadonlySet<string>): readonly TextEdit[] {
  return number(text).flatMap(({ id, edit }) => (edit && (only?.has(id) ?? true) ? [edit] : []));
}

interface Numbered extends NumberedFact {
  /** Writes the id; `undefined` when it is there. */
  readonly edit: TextEdit | undefined;
}

function number(text: string): readonly Numbered[] {
  const { body } = findFences(text);
  const found = factLines(text.slice(body.start, body.end));
  const taken = new Set(found.map(({ id }) => id));
  let last = 0;
  return found.map(({ id, text: words, end }) => {
    if (id !== undefined) return { id, text: words, edit: undefined };
    do last += 1;
    while (taken.has(`f${last}`));
    const at = body.start + end;
    return { id: `f${last}`, text: words, edit: { span: { start: at, end: at }, text: ` ^f${last}` } };
  });
}

function readUrls(text: string): readonly string[] {
  const { yaml } = findFences(text);
  if (yaml.end - yaml.start > limits.frontMatter) return [];
  const { root } = readYaml(text.slice(yaml.start, yaml.end), yaml.start);
  const top = root && resolve(root);
  const value = top?.kind === 'map' ? entryOf(top, 'urls')?.value : undefined;
  return value ? textsOf(value).filter((url) => /^https?:\/\/\S+$/i.test(url)) : [];
}

function textsOf(node: YamlNode): readonly string[] {
  const value = resolve(node);
  if (value?.kind === 'list') return value.items.flatMap((item) => textsOf(item));
  return value?.kind === 'text' ? value.text.split(/\s+/).filter((part) => part !== '') : [];
}
