import * as vscode from 'vscode';
import { formatTotal, stepLabel } from '../../cost/format.js';
import { appendPicture } from '../../editor/pictures.js';
import type { StepState } from '../../pipeline/freshness.js';
import { checkArtifactPath } from '../../post/artifactPath.js';
import { stepIds } from '../../common/terms.js';
import { stateLabel, stateOf, titleOf } from '../list.js';
import type { IndexedPost } from '../postIndex.js';

const mostProblems = 4;
/** How far up a path may go: that it stays inside the folder is checked on the whole. */
const deepest = 64;

/** Hero, state of the steps, cost and problems of a post. What the post says is shown as text, never as markup. */
export async function postTooltip(uri: vscode.Uri, post: IndexedPost): Promise<vscode.MarkdownString> {
  const text = new vscode.MarkdownString('', true);
  text.appendMarkdown('**').appendText(titleOf(post)).appendMarkdown('**\n\n');
  const hero = heroOf(uri, post);
  const isMissing = hero !== undefined && !(await isFile(hero));
  if (hero && !isMissing) appendPicture(text, hero, vscode.l10n.t('Hero image'));
  text.appendMarkdown(`${stateLabel(stateOf(post))} · `).appendText(formatTotal(post.total)).appendMarkdown('\n\n');
  for (const step of stepIds) {
    const state = post.notes.states?.[step];
    if (state !== undefined) text.appendMarkdown(`$(${iconOf(state)}) ${vscode.l10n.t('{0}: {1}', stepLabel(step), stepStateLabel(state))}  \n`);
  }
  addProblems(text, [
    ...(isMissing ? [{ isError: true, message: vscode.l10n.t('The hero image {0} does not exist.', post.heroImage ?? '') }] : []),
    ...problemsOf(uri),
  ]);
  text.appendMarkdown('\n\n').appendText(vscode.workspace.asRelativePath(uri));
  return text;
}

interface ShownProblem {
  readonly isError: boolean;
  readonly message: string;
}

function problemsOf(uri: vscode.Uri): readonly ShownProblem[] {
  return vscode.languages.getDiagnostics(uri)
    .filter(({ severity, code }) => severity <= vscode.DiagnosticSeverity.Warning && !saysHeroIsMissing(code))
    .sort((a, b) => a.severity - b.severity)
    .map(({ severity, message }) => ({ isError: severity === vscode.DiagnosticSeverity.Error, message }));
}

/** The disk has just been asked: it knows better than a problem of before. */
function saysHeroIsMissing(code: vscode.Diagnostic['code']): boolean {
  return typeof code === 'object' && code.value === 'hero-missing';
}

function addProblems(text: vscode.MarkdownString, problems: readonly ShownProblem[]): void {
  if (problems.length === 0) return;
  text.appendMarkdown('\n\n');
  for (const { isError, message } of problems.slice(0, mostProblems)) {
    text.appendMarkdown(isError ? '$(error) ' : '$(warning) ').appendText(message).appendMarkdown('  \n');
  }
  if (problems.length > mostProblems) text.appendMarkdown(vscode.l10n.t('and {0} more problems', problems.length - mostProblems));
}

/** Only a picture inside the workspace folder: a post may come from anywhere. */
function heroOf(uri: vscode.Uri, { heroImage }: IndexedPost): vscode.Uri | undefined {
  const root = vscode.workspace.getWorkspaceFolder(uri)?.uri.path;
  if (heroImage === undefined || root === undefined || !checkArtifactPath(heroImage, deepest).ok) return undefined;
  const picture = vscode.Uri.joinPath(uri, '..', heroImage);
  return picture.path.startsWith(`${root.replace(/\/$/, '')}/`) ? picture : undefined;
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.File) !== 0;
  } catch {
    return false;
  }
}

function iconOf(state: StepState): string {
  switch (state) {
    case 'missing': return 'circle-outline';
    case 'fresh': return 'pass';
    case 'stale': return 'history';
    case 'edited': return 'edit';
  }
}

function stepStateLabel(state: StepState): string {
  switch (state) {
    case 'missing': return vscode.l10n.t('to do');
    case 'fresh': return vscode.l10n.t('up to date');
    case 'stale': return vscode.l10n.t('out of date');
    case 'edited': return vscode.l10n.t('yours');
  }
}
