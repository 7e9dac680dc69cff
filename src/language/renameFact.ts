import { t } from '@vscode/l10n';
import type { Span, TextEdit } from '../common/text.js';
import { factLines } from '../plan/factLines.js';
import { findFences } from '../post/fences.js';
import { parsePost } from '../post/parse.js';
import type { Post } from '../post/post.js';
import { linksOf } from './links.js';

/** The id of a fact, where a cluster file gives it or a post's plan names it. */
export interface FactId {
  readonly id: string;
  /** Of the id alone. */
  readonly span: Span;
}

/** A fact of a cluster that a plan names, its file as written. */
export interface NamedFact extends FactId {
  readonly file: string;
}

/** Ids of facts in a `*.cluster.md`, in order. Several facts may share one. */
export function factIdsIn(text: string): readonly FactId[] {
  const { body } = findFences(text);
  return factLines(text.slice(body.start, body.end)).flatMap(({ id, end }) =>
    id === undefined ? [] : [{ id, span: { start: body.start + end - id.length, end: body.start + end } }]);
}

export function namedFactsIn(post: Post): readonly NamedFact[] {
  return linksOf(post).flatMap(({ span, target }) =>
    target.type === 'fact' && target.id !== undefined ? [{ file: target.file, id: target.id, span: { start: span.end - target.id.length, end: span.end } }] : []);
}

/** Also right before the id, on its `^` or `#`. */
export function factIdAt<Found extends FactId>(found: readonly Found[], offset: number): Found | undefined {
  return found.find(({ span }) => offset >= span.start - 1 && offset <= span.end);
}

/** Why a fact cannot have this id, as a sentence. */
export function factIdProblem(id: string, cluster: string): string | undefined {
  if (!/^[A-Za-z0-9][\w-]{0,60}$/.test(id)) return t('Could not rename the fact: its id consists of letters, digits, "-" and "_".');
  return factIdsIn(cluster).some((other) => other.id === id) ? t('Could not rename the fact: the file has a fact {0} already.', id) : undefined;
}

export function renameFactInCluster(text: string, from: string, to: string): readonly TextEdit[] {
  return factIdsIn(text).filter(({ id }) => id === from).map(({ span }) => ({ span, text: to }));
}

/** `isCluster`: whether the file that the post names is the one whose fact is renamed. */
export async function renameFactInPost(text: string, from: string, to: string, isCluster: (file: string) => Promise<boolean>): Promise<readonly TextEdit[]> {
  // Most posts of a workspace are ruled out without being parsed.
  if (!text.includes(`#${from}`)) return [];
  const edits: TextEdit[] = [];
  for (const { file, id, span } of namedFactsIn(parsePost(text))) {
    if (id === from && (await isCluster(file))) edits.push({ span, text: to });
  }
  return edits;
}
