import { t } from '@vscode/l10n';
import { Composer, Lexer, Parser, isAlias, isMap, isNode, isScalar, visit, type Document, type Node, type YAMLMap } from 'yaml';
import type { CST } from 'yaml';
import type { Problem } from '../post/post.js';

const maxLength = 256 * 1024;
const maxDepth = 64;
const maxAliases = 100;
const maxSyntaxProblems = 20;

export interface LoadedYaml {
  /** `undefined` when there is nothing to read: empty, not a map, or past a limit. */
  readonly root: YAMLMap | undefined;
  /** The node itself, or what an alias stands for. */
  resolve(node: unknown): Node | undefined;
  readonly problems: readonly Problem[];
}

/** Reads YAML that nobody has checked. Never throws; what the limits forbid becomes one problem. */
export function loadYaml(text: string): LoadedYaml {
  if (text.length > maxLength) {
    return unreadable('studio-too-large', t('galley.yaml is not read because it is larger than {0} KB.', maxLength / 1024), 0, 0);
  }
  const tokens: CST.Token[] = [];
  const exceeded = parse(text, tokens);
  if (exceeded) return exceeded;

  // Unique keys are checked by the reader of a map: the check of the library takes time with the square of their number.
  const composer = new Composer({ uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
  const [document] = [...composer.compose(tokens, true, text.length)];
  if (!document) return { root: undefined, resolve: () => undefined, problems: [] };
  const problems = document.errors.slice(0, maxSyntaxProblems).map((error): Problem => ({
    code: 'studio-syntax',
    severity: 'error',
    message: t('Could not read this as YAML: {0}', error.message),
    span: { start: Math.min(error.pos[0], text.length), end: Math.min(error.pos[1], text.length) },
  }));
  const { contents } = document;
  if (isMap(contents)) return { root: contents, resolve: resolver(document, problems), problems };
  const isEmpty = contents === null || (isScalar(contents) && contents.value === null);
  if (!isEmpty && problems.length === 0) {
    const [start, end] = contents.range;
    problems.push({ code: 'studio-type', severity: 'error', message: t('galley.yaml must be a list of keys and values such as "name: My studio".'), span: { start, end } });
  }
  return { root: undefined, resolve: () => undefined, problems };
}

/**
 * Fills `tokens`, or says which limit was passed. Depth is watched while parsing: the parser closes nested
 * blocks by recursion, and at some thousand levels that ends the process, not just the call.
 */
function parse(text: string, tokens: CST.Token[]): LoadedYaml | undefined {
  const parser = new Parser();
  let aliases = 0;
  for (const lexeme of new Lexer().lex(text)) {
    if (lexeme.startsWith('*')) aliases++;
    if (aliases > maxAliases) {
      return unreadable('studio-alias-limit', t('galley.yaml is not read because it has more than {0} aliases.', maxAliases), parser.offset, parser.offset + lexeme.length);
    }
    tokens.push(...parser.next(lexeme));
    if (parser.stack.length > maxDepth) {
      return unreadable('studio-depth-limit', t('galley.yaml is not read because it is nested more than {0} levels deep.', maxDepth), parser.offset - lexeme.length, parser.offset);
    }
  }
  tokens.push(...parser.end());
  return undefined;
}

function unreadable(code: string, message: string, start: number, end: number): LoadedYaml {
  return { root: undefined, resolve: () => undefined, problems: [{ code, severity: 'error', message, span: { start, end } }] };
}

/** `Alias.resolve` of the library walks the document each time; this walks it once, and reports what is missing. */
function resolver(document: Document.Parsed, problems: Problem[]): LoadedYaml['resolve'] {
  const anchors = new Map<string, Node>();
  const targets = new Map<Node, Node>();
  visit(document, (_key, node) => {
    if (!isNode(node)) return;
    if (!isAlias(node)) {
      if (node.anchor) anchors.set(node.anchor, node);
      return;
    }
    const target = anchors.get(node.source);
    if (target) targets.set(node, target);
    const [start, end] = node.range ?? [0, 0];
    if (!target) problems.push({ code: 'studio-syntax', severity: 'error', message: t('No anchor "&{0}" stands above this alias.', node.source), span: { start, end } });
  });
  return (node) => {
    if (!isNode(node)) return undefined;
    return isAlias(node) ? targets.get(node) : node;
  };
}
