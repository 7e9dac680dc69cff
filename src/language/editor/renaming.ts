import * as vscode from 'vscode';
import type { TextEdit } from '../../common/text.js';
import { UserError } from '../../common/userError.js';
import { textOf } from '../../editor/fileText.js';
import { findPosts } from '../../editor/findFiles.js';
import { isPost, type Posts } from '../../editor/posts.js';
import type { Studios } from '../../studio/editor/studios.js';
import { idProblem, pillarNameProblem, renameInPost, renameInStudio, renameTargetInPost, renameTargetInStudio, type RenameTarget } from '../rename.js';
import { clusterOf, factTargetInCluster, factTargetInPost, renameFact, type FactTarget } from './renamingFacts.js';

/** As many as the index takes. */
const mostPosts = 50_000;
const notHere = '**/{node_modules,.git}/**';

export interface RenamingDeps {
  readonly posts: Posts;
  readonly studios: Studios;
}

/** Rejects with the reason where nothing can be renamed: VS Code shows it at the cursor. */
export async function prepareRename(deps: RenamingDeps, document: vscode.TextDocument, position: vscode.Position): Promise<{ readonly range: vscode.Range; readonly placeholder: string }> {
  const target = targetAt(deps, document, position);
  if (!target) throw new Error(vscode.l10n.t('Galley renames pillars and facts, here and in every post, and ids that two posts share.'));
  if (target.kind === 'id') refuse(idProblem(target.name, await isSharedId(document, target.name)));
  if (target.kind === 'fact') await clusterOf(target);
  const range = new vscode.Range(document.positionAt(target.span.start), document.positionAt(target.span.end));
  return { range, placeholder: target.kind === 'fact' ? target.id : target.name };
}

/**
 * A refusal is shown here, with an edit that changes nothing: VS Code would pass a rejection over to the next provider,
 * and that of Markdown takes a YAML list for a link and replaces all of it.
 */
export async function rename(deps: RenamingDeps, document: vscode.TextDocument, position: vscode.Position, to: string, token: vscode.CancellationToken): Promise<vscode.WorkspaceEdit | undefined> {
  try {
    return await renameEdits(deps, document, position, to, token);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    void vscode.window.showErrorMessage(error.message);
    return new vscode.WorkspaceEdit();
  }
}

async function renameEdits(deps: RenamingDeps, document: vscode.TextDocument, position: vscode.Position, to: string, token: vscode.CancellationToken): Promise<vscode.WorkspaceEdit | undefined> {
  const target = targetAt(deps, document, position);
  if (!target) return undefined;
  const edit = new vscode.WorkspaceEdit();
  const name = to.trim();
  if (name === (target.kind === 'fact' ? target.id : target.name)) return edit;
  if (target.kind === 'fact') {
    await renameFact(target, name, await postsOf(document), (uri, text, edits) => { add(edit, uri, text, edits); }, token);
    return token.isCancellationRequested ? undefined : edit;
  }
  if (target.kind === 'id') {
    refuse(idProblem(name, await isSharedId(document, target.name)));
    if (await isUsedId(document, name)) refuse(vscode.l10n.t('Could not rename the id: another post has {0} already.', name));
    add(edit, document.uri, document.getText(), renameInPost(document.getText(), target, name));
    return edit;
  }
  refuse(pillarNameProblem(name, await deps.studios.of(document.uri)));
  const folder = vscode.workspace.getWorkspaceFolder(document.uri);
  for (const uri of await postsOf(document)) {
    if (token.isCancellationRequested) return undefined;
    const text = await textOf(uri);
    if (text !== undefined) add(edit, uri, text, renameInPost(text, target, name));
  }
  const studio = folder && vscode.Uri.joinPath(folder.uri, 'galley.yaml');
  const text = studio && (await textOf(studio));
  if (studio && text !== undefined) add(edit, studio, text, renameInStudio(text, target.name, name));
  return edit;
}

function targetAt({ posts }: RenamingDeps, document: vscode.TextDocument, position: vscode.Position): RenameTarget | FactTarget | undefined {
  const offset = document.offsetAt(position);
  if (isPost(document)) {
    const post = posts.get(document);
    return renameTargetInPost(post, offset) ?? factTargetInPost(document.uri, post, offset);
  }
  if (document.uri.path.endsWith('.cluster.md')) return factTargetInCluster(document, offset);
  return document.uri.path.endsWith('/galley.yaml') ? renameTargetInStudio(document.getText(), offset) : undefined;
}

function refuse(reason: string | undefined): void {
  if (reason !== undefined) throw new UserError(reason);
}

function add(edit: vscode.WorkspaceEdit, uri: vscode.Uri, text: string, edits: readonly TextEdit[]): void {
  const positionAt = positionsIn(text);
  for (const { span, text: replacement } of edits) edit.replace(uri, new vscode.Range(positionAt(span.start), positionAt(span.end)), replacement);
}

/** Positions in a file that is not open, as VS Code counts its lines. */
function positionsIn(text: string): (offset: number) => vscode.Position {
  const content = text.startsWith('\uFEFF') ? 1 : 0;
  return (offset) => {
    const before = text.slice(content, Math.max(content, offset)).split(/\r\n|\r|\n/);
    return new vscode.Position(before.length - 1, before.at(-1)?.length ?? 0);
  };
}

async function isSharedId(document: vscode.TextDocument, id: string): Promise<boolean> {
  return (await otherTexts(document)).some((text) => renameInPost(text, { kind: 'id', name: id }, '').length > 0 || hasId(text, id));
}

async function isUsedId(document: vscode.TextDocument, id: string): Promise<boolean> {
  return (await otherTexts(document)).some((text) => hasId(text, id));
}

function hasId(text: string, id: string): boolean {
  return renameInPost(text, { kind: 'id', name: id }, `${id}x`).length > 0;
}

async function otherTexts(document: vscode.TextDocument): Promise<readonly string[]> {
  const others = (await postsOf(document)).filter((uri) => uri.toString() !== document.uri.toString());
  const texts: string[] = [];
  for (const uri of others) {
    const text = await textOf(uri);
    if (text !== undefined) texts.push(text);
  }
  return texts;
}

/** The posts of the document's workspace folder, the document itself included. */
async function postsOf(document: vscode.TextDocument): Promise<readonly vscode.Uri[]> {
  const folder = vscode.workspace.getWorkspaceFolder(document.uri);
  if (!folder) return [document.uri];
  const found = await findPosts(folder, { most: mostPosts, exclude: notHere });
  const all = isPost(document) ? [document.uri, ...found] : found;
  return [...new Map(all.map((uri) => [uri.toString(), uri])).values()];
}
