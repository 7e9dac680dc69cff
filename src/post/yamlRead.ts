import { Composer, CST, Lexer, Parser } from 'yaml';
import type { Document } from 'yaml';
import type { Span } from '../common/text.js';
import { readPlainYaml } from './plainYaml.js';
import { readReceiptLines } from './receiptLines.js';
import { toNode } from './yamlNodes.js';
import type { Entry, MapNode, YamlNode } from './yamlTree.js';

/** Past these the front matter is not read, or not changed. `tokens` bounds the time a file made to be slow can take. */
export const limits = { frontMatter: 256 * 1024, aliases: 100, depth: 64, tokens: 50_000 } as const;

export interface YamlError {
  readonly code: 'yaml-syntax' | 'too-many-aliases' | 'too-deep' | 'too-many-tokens';
  /** The YAML library's reason, in English. */
  readonly reason: string;
  readonly span: Span;
}

export interface YamlResult {
  /** What could be read; `undefined` for an empty document. */
  readonly root: YamlNode | undefined;
  readonly errors: readonly YamlError[];
}

/**
 * Reads `source`, which starts at `offset` in the file. Never throws, whatever the source. `raw` gives the words that
 * a placeholder in `source` stands for, by where it starts in `source`.
 */
export function readYaml(source: string, offset: number, raw: ReadonlyMap<number, string> = new Map()): YamlResult {
  // A lone CR breaks lines in YAML, though not for the library; the same length keeps every offset.
  const text = source.includes('\r') ? source.replace(/\r(?!\n)/g, '\n') : source;
  const plain = raw.size === 0 ? readPlainYaml(text, offset, readOther) : undefined;
  if (plain) return { root: plain, errors: [] };
  return readAnyYaml(text, offset, raw);
}

function readOther(lines: string, offset: number): Entry | undefined {
  const { root, errors } = readAnyYaml(lines, offset);
  return errors.length === 0 && root?.kind === 'map' && !root.isFlow && root.entries.length === 1 ? root.entries[0] : undefined;
}

/** The same by the YAML library alone, which reads every form. */
export function readAnyYaml(text: string, offset: number, raw: ReadonlyMap<number, string> = new Map()): YamlResult {
  try {
    const receipts = readReceiptLines(text, offset);
    return compose(receipts.source, offset, raw, receipts.maps);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { root: undefined, errors: [{ code: 'yaml-syntax', reason, span: { start: offset, end: offset + text.length } }] };
  }
}

function compose(source: string, offset: number, raw: ReadonlyMap<number, string>, maps: ReadonlyMap<number, MapNode>): YamlResult {
  const { tokens, limit } = tokenize(source, offset);
  const composer = new Composer({
    schema: 'failsafe', resolveKnownTags: false, uniqueKeys: false, keepSourceTokens: true, logLevel: 'silent', prettyErrors: false,
  });
  const [document, ...others] = [...composer.compose(tokens)];
  // Where reading stopped early, the end of the text is no fault of the user's.
  const errors: YamlError[] = limit && limit.code !== 'too-many-aliases' ? [] : syntaxErrors(document, offset);
  for (const { range: [start, end] } of others) {
    errors.push({ code: 'yaml-syntax', reason: 'Only one document is expected here', span: { start: offset + start, end: offset + end } });
  }
  if (limit) errors.push(limit);
  if (!document?.contents) return { root: undefined, errors };
  const root = toNode(document.contents, {
    offset, raw, maps, anchors: new Map(),
    onUnknownAlias: (name, span) => errors.push({ code: 'yaml-syntax', reason: `No anchor &${name} stands before the alias *${name}`, span }),
  });
  return { root, errors };
}

/** Depth and aliases are counted while tokens arrive: nothing that recurses ever sees a document past the limits. */
function tokenize(source: string, offset: number): { tokens: CST.Token[]; limit: YamlError | undefined } {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let limit: YamlError | undefined;
  let aliases = 0;
  let count = 0;
  let isScalar = false;
  for (const lexeme of new Lexer().lex(source)) {
    const span = { start: offset + parser.offset, end: offset + parser.offset + lexeme.length };
    if (!isScalar && lexeme.startsWith('*') && ++aliases === limits.aliases + 1) limit = { code: 'too-many-aliases', reason: '', span };
    isScalar = !isScalar && lexeme === CST.SCALAR;
    tokens.push(...parser.next(lexeme));
    // The stack is the document, the open collections, and perhaps a scalar.
    const isTooDeep = parser.stack.length > limits.depth + 2;
    if (isTooDeep || ++count > limits.tokens) {
      limit = { code: isTooDeep ? 'too-deep' : 'too-many-tokens', reason: '', span };
      break;
    }
  }
  tokens.push(...parser.end());
  return { tokens, limit };
}

function syntaxErrors(document: Document.Parsed | undefined, offset: number): YamlError[] {
  return (document?.errors ?? []).map(({ message, pos: [start, end] }) => (
    { code: 'yaml-syntax', reason: message, span: { start: offset + start, end: offset + end } }
  ));
}
