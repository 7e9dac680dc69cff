import { t } from '@vscode/l10n';
import type { Span } from '../common/text.js';
import type { Problem, ProblemSeverity } from '../post/post.js';
import { isNull, resolve, type Entry, type MapNode, type TextNode, type YamlNode } from '../post/yamlTree.js';
import { nearestWord } from './nearestWord.js';
import type { Parsed } from './values.js';

export interface ListOptions {
  /** How one string is taken apart when the value is a string and not a list. */
  readonly split?: RegExp;
  readonly parse?: (text: string) => Parsed<string>;
}

type Entries = ReadonlyMap<string, Entry>;

/** Reads typed values out of a YAML map and collects what is wrong with them. */
export class FieldReader {
  readonly problems: Problem[] = [];

  constructor(private readonly text: string) {}

  /** All entries with text keys; near misses of `known` keys are reported, other unknown keys are the user's own. */
  entries(map: MapNode, known: readonly string[]): Entries {
    const entries = new Map<string, Entry>();
    for (const entry of map.entries) {
      if (!entry.key) continue;
      if (entries.has(entry.key)) this.add('studio-duplicate-key', 'warning', t('The key "{0}" occurs twice; the last one counts.', entry.key), entry.keySpan);
      entries.set(entry.key, entry);
    }
    for (const [key, { keySpan }] of entries) {
      const meant = known.includes(key) ? undefined : nearestWord(key, known.filter((word) => !entries.has(word)));
      if (meant) this.add('studio-near-key', 'information', t('"{0}" is not read. Did you mean "{1}"?', key, meant), keySpan);
    }
    return entries;
  }

  /** The entries of a map whose keys are the user's choice. */
  children(entry: Entry | undefined): Entries {
    return this.childFields(entry, []);
  }

  childFields(entry: Entry | undefined, known: readonly string[]): Entries {
    const value = valueOf(entry);
    if (value?.kind === 'map') return this.entries(value, known);
    if (value) this.report('studio-type', t('This must be a group of keys, each on its own line below.'), entry);
    return new Map();
  }

  words(entry: Entry | undefined): string | undefined {
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
    const value = valueOf(entry);
    if (value?.kind === 'text') return this.check(parse(value.text), value.span);
    if (value) this.report('studio-type', t('This must be a single text or number.'), entry);
    return undefined;
  }

  list(entry: Entry | undefined, { split, parse = (value) => ({ value }) }: ListOptions = {}): readonly string[] {
    const value = valueOf(entry);
    if (value?.kind === 'list') return value.items.flatMap((item) => this.item(item, parse));
    if (value?.kind === 'text') {
      const parts = split ? value.text.split(split) : [value.text];
      return parts.flatMap((part) => (part ? (this.check(parse(part), value.span) ?? []) : []));
    }
    if (value) this.report('studio-type', t('This must be a list of texts.'), entry);
    return [];
  }

  report(code: string, message: string, entry: Entry | undefined): void {
    if (entry) this.add(code, 'warning', message, entry.value.span);
  }

  private item(node: YamlNode, parse: (text: string) => Parsed<string>): readonly string[] {
    const item = resolve(node);
    if (item && item.kind !== 'text') this.add('studio-type', 'warning', t('This must be a single text or number.'), node.span);
    if (item?.kind !== 'text') return [];
    if (isNull(item)) return this.commentTrap(item);
    return [this.check(parse(item.text.trim()), node.span) ?? []].flat();
  }

  /** `- #fff`: the value is a comment for YAML, which no one means here. */
  private commentTrap({ span }: TextNode): readonly [] {
    const [, blank = '', comment] = /^([ \t]*)(#\S[^\r\n]*)/.exec(this.text.slice(span.end, span.end + maxComment)) ?? [];
    if (comment === undefined) return [];
    const start = span.end + blank.length;
    const message = t('Write "{0}" in quotes: a # after a space starts a comment.', comment.trim());
    this.add('studio-comment-trap', 'warning', message, { start, end: start + comment.length });
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

const maxComment = 200;

function valueOf(entry: Entry | undefined): Exclude<YamlNode, { kind: 'alias' }> | undefined {
  const value = entry && resolve(entry.value);
  return value && isNull(value) ? undefined : value;
}
