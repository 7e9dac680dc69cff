import { t } from '@vscode/l10n';
import { isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';
import type { Problem, ProblemSeverity } from '../post/post.js';
import type { Span } from '../common/text.js';
import type { LoadedYaml } from './loadYaml.js';
import { nearestWord } from './nearestWord.js';
import type { Parsed } from './values.js';

/** A key of a map with its value, where the file has them. */
export interface Entry {
  readonly key: Span;
  readonly value: Node | undefined;
}

export interface ListOptions {
  /** How one string is taken apart when the value is a string and not a list. */
  readonly split?: RegExp;
  readonly parse?: (text: string) => Parsed<string>;
}

type Entries = ReadonlyMap<string, Entry>;

/** Reads typed values out of a YAML map and collects what is wrong with them. */
export class FieldReader {
  readonly problems: Problem[] = [];

  constructor(private readonly yaml: LoadedYaml) {}

  /** All entries with text keys; near misses of `known` keys are reported, other unknown keys are the user's own. */
  entries(map: YAMLMap, known: readonly string[]): Entries {
    const entries = new Map<string, Entry>();
    for (const pair of map.items) {
      const keyNode = this.yaml.resolve(pair.key);
      const key = textOf(keyNode);
      if (!key) continue;
      const entry = { key: spanOf(keyNode), value: this.yaml.resolve(pair.value) };
      if (entries.has(key)) this.add('studio-duplicate-key', 'warning', t('The key "{0}" occurs twice; the first one counts.', key), entry.key);
      else entries.set(key, entry);
    }
    for (const [key, entry] of entries) {
      const meant = known.includes(key) ? undefined : nearestWord(key, known.filter((word) => !entries.has(word)));
      if (meant) this.add('studio-near-key', 'information', t('"{0}" is not read. Did you mean "{1}"?', key, meant), entry.key);
    }
    return entries;
  }

  /** The entries of a map under free keys; anything else than a map is reported. */
  children(entry: Entry | undefined): Entries {
    return this.childFields(entry, []);
  }

  childFields(entry: Entry | undefined, known: readonly string[]): Entries {
    if (!entry || isEmpty(entry.value)) return new Map();
    if (isMap(entry.value)) return this.entries(entry.value, known);
    this.report('studio-type', t('This must be a group of keys, each on its own line below.'), entry);
    return new Map();
  }

  text(entry: Entry | undefined): string | undefined {
    return this.value(entry, (text) => ({ value: text.trim() })) || undefined;
  }

  integer(entry: Entry | undefined, least: number): number | undefined {
    return this.value(entry, (text) => {
      const number = /^\+?\d+$/.test(text) ? Number(text) : Number.NaN;
      if (Number.isSafeInteger(number) && number >= least) return { value: number };
      return { wrong: t('"{0}" must be a whole number of at least {1}.', text, least) };
    });
  }

  choice<const T extends string>(entry: Entry | undefined, choices: readonly T[]): T | undefined {
    return this.value(entry, (text) => {
      const value = choices.find((choice) => choice === text);
      if (value !== undefined) return { value };
      return { wrong: t('"{0}" is not one of: {1}.', text, choices.join(', ')) };
    });
  }

  value<T>(entry: Entry | undefined, parse: (text: string) => Parsed<T>): T | undefined {
    if (!entry || isEmpty(entry.value)) return undefined;
    const text = textOf(entry.value);
    if (text === undefined) this.report('studio-type', t('This must be a single text or number.'), entry);
    return text === undefined ? undefined : this.check(parse(text), spanOf(entry.value));
  }

  list(entry: Entry | undefined, { split, parse = (value) => ({ value }) }: ListOptions = {}): readonly string[] {
    if (!entry || isEmpty(entry.value)) return [];
    if (isSeq(entry.value)) return entry.value.items.flatMap((item) => this.item(this.yaml.resolve(item), entry, parse));
    const text = textOf(entry.value);
    if (text === undefined) this.report('studio-type', t('This must be a list of texts.'), entry);
    const span = spanOf(entry.value);
    const parts = split ? text?.split(split) : [text];
    return (parts ?? []).flatMap((part) => (part ? (this.check(parse(part), span) ?? []) : []));
  }

  report(code: string, message: string, entry: Entry | undefined): void {
    if (!entry) return;
    const span = entry.value && !isEmpty(entry.value) ? spanOf(entry.value) : entry.key;
    this.add(code, 'warning', message, span);
  }

  private item(item: Node | undefined, entry: Entry, parse: (text: string) => Parsed<string>): readonly string[] {
    if (!item) return [];
    const text = textOf(item)?.trim();
    if (text) return [this.check(parse(text), spanOf(item)) ?? []].flat();
    if (isScalar(item) && item.value === null && item.comment) {
      // `- #fff`: the value is a comment for YAML, which no one means here.
      const [comment = ''] = item.comment.split('\n');
      const start = item.range?.[1] ?? entry.key.start;
      const message = t('Write "#{0}" in quotes: a # after a space starts a comment.', comment.trim());
      this.add('studio-comment-trap', 'warning', message, { start, end: start + 1 + comment.length });
    } else if (!isScalar(item)) {
      this.add('studio-type', 'warning', t('This must be a single text or number.'), spanOf(item));
    }
    return [];
  }

  private check<T>(parsed: Parsed<T>, span: Span): T | undefined {
    if ('value' in parsed) return parsed.value;
    this.add('studio-value', 'warning', parsed.wrong, span);
    return undefined;
  }

  private add(code: string, severity: ProblemSeverity, message: string, span: Span): void {
    this.problems.push({ code, severity, message, span });
  }
}

/** The text of a scalar as the file has it, so that `2026` and `true` are words too; `undefined` for anything else. */
function textOf(node: Node | undefined): string | undefined {
  if (!isScalar(node) || node.value === null) return undefined;
  if (typeof node.value === 'string') return node.value;
  return node.source;
}

function isEmpty(node: Node | undefined): boolean {
  return node === undefined || (isScalar(node) && node.value === null);
}

function spanOf(node: Node | undefined): Span {
  const [start, end] = node?.range ?? [0, 0];
  return { start, end };
}
