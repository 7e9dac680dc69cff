import * as vscode from 'vscode';
import { UserError } from '../../common/userError.js';
import { exists } from '../../editor/createFile.js';
import { toRange } from '../../editor/spans.js';
import { clusterReference, freeNames, plannedPostText } from '../postFiles.js';
import { planReceipts } from '../planReceipts.js';
import { keptItems, type Review } from '../review.js';
import { settleFacts } from '../sources.js';
import { openCluster } from './clusterFile.js';

export interface CreatedPosts {
  readonly uris: readonly vscode.Uri[];
  /** Ids of facts that the cluster no longer has. */
  readonly lostFacts: readonly string[];
}

/** Writes a file for each kept item, and the ids that the facts lack, as one undoable edit. Nothing is overwritten. */
export async function createPosts(review: Review): Promise<CreatedPosts> {
  const items = keptItems(review);
  const cluster = vscode.Uri.parse(review.cluster, true);
  const document = await openCluster(cluster);
  const folder = await postFolder(cluster);
  const usedIds = new Set(items.flatMap(({ facts }) => facts));
  const { ids, edits } = settleFacts(document.getText(), review.facts.filter(({ id }) => usedIds.has(id)));
  const reference = clusterReference(cluster.path, folder.path, vscode.workspace.getWorkspaceFolder(cluster)?.uri.path);
  const names = await freeNames(items.map(({ title }) => title), (name) => exists(vscode.Uri.joinPath(folder, name)));
  const receipts = planReceipts(review.receipts, items);
  const edit = new vscode.WorkspaceEdit();
  const uris = items.map((item, index) => {
    const uri = vscode.Uri.joinPath(folder, names[index] ?? '');
    const sources = reference === undefined ? [] : item.facts.flatMap((fact) => ids.get(fact) ?? []).map((id) => `${reference}#${id}`);
    const text = plannedPostText({ item, message: review.message, sources, receipts: receipts[index] ?? [] });
    edit.createFile(uri, { overwrite: false, contents: new TextEncoder().encode(text) });
    return uri;
  });
  const wasDirty = document.isDirty;
  edit.set(cluster, edits.map(({ span, text }) => vscode.TextEdit.replace(toRange(document, span), text)));
  if (!(await vscode.workspace.applyEdit(edit)))
    throw new UserError(vscode.l10n.t('Could not create the posts: {0} cannot be written, or the cluster changed meanwhile. Try again.', vscode.workspace.asRelativePath(folder)));
  if (!wasDirty && edits.length > 0) await document.save();
  return { uris, lostFacts: [...usedIds].filter((id) => !ids.has(id)) };
}

/** `posts` of the workspace folder when it is there, else beside the cluster. */
async function postFolder(cluster: vscode.Uri): Promise<vscode.Uri> {
  const root = vscode.workspace.getWorkspaceFolder(cluster)?.uri;
  const usual = root && vscode.Uri.joinPath(root, 'posts');
  return usual && (await exists(usual)) ? usual : vscode.Uri.joinPath(cluster, '..');
}
