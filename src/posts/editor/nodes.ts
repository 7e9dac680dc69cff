import * as vscode from 'vscode';
import { formatTotal } from '../../cost/format.js';
import { hasProblems, stateLabel, stateOf, titleOf, type Grouping, type PostGroup, type PostState } from '../list.js';
import type { IndexedPost } from '../postIndex.js';

/** A post is shown by its uri, so that the commands of posts can be used on it as they are. */
export type PostNode = vscode.Uri;

export interface GroupNode {
  readonly type: 'group';
  readonly grouping: Grouping;
  readonly group: PostGroup;
  /** Differs while a filter is on, so that what it opens does not stay open. */
  readonly id: string;
}

/** The posts of a group from number `start`. */
export interface MoreNode {
  readonly type: 'more';
  readonly parent: GroupNode;
  readonly start: number;
}

export type Node = PostNode | GroupNode | MoreNode;

export function isPostNode(node: Node): node is PostNode {
  return node instanceof vscode.Uri;
}

export function groupItem({ grouping, group, id }: GroupNode, isOpen: boolean): vscode.TreeItem {
  const item = new vscode.TreeItem(group.label, isOpen ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed);
  const total = formatTotal(group.total);
  item.id = id;
  item.contextValue = `galleyGroup.${grouping}`;
  item.description = vscode.l10n.t('{0} · {1}', group.posts.length, total);
  item.tooltip = vscode.l10n.t('{0}: posts {1}, cost {2}, with problems {3}', group.label, group.posts.length, total, group.withProblems);
  item.accessibilityInformation = { label: item.tooltip };
  return item;
}

export function moreItem({ parent, start }: MoreNode): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('{0} more', parent.group.posts.length - start), vscode.TreeItemCollapsibleState.Collapsed);
  item.id = `${parent.id}/more/${start}`;
  item.contextValue = 'galleyMore';
  return item;
}

/** Without its tooltip, which is made when it is asked for. */
export function postItem(uri: vscode.Uri, post: IndexedPost): vscode.TreeItem {
  const item = new vscode.TreeItem(titleOf(post), vscode.TreeItemCollapsibleState.None);
  const state = stateOf(post);
  const total = formatTotal(post.total);
  item.id = post.uri;
  item.resourceUri = uri;
  item.iconPath = iconOf(state);
  item.contextValue = 'galleyPost';
  // A narrow row is cut off at its right: what the icon says is not said again, and titles stay whole, since they tell posts apart.
  item.description = post.receipts.length === 0 ? '' : total;
  item.command = { command: 'vscode.open', title: vscode.l10n.t('Open'), arguments: [uri] };
  item.accessibilityInformation = {
    label: hasProblems(post)
      ? vscode.l10n.t('{0}, {1}, cost {2}, problems {3}', titleOf(post), stateLabel(state), total, problemCount(post))
      : vscode.l10n.t('{0}, {1}, cost {2}', titleOf(post), stateLabel(state), total),
  };
  return item;
}

export function problemCount({ notes: { problems } }: IndexedPost): number {
  return problems ? problems.errors + problems.warnings : 0;
}

function iconOf(state: PostState): vscode.ThemeIcon {
  switch (state) {
    case 'planned': return new vscode.ThemeIcon('circle-outline');
    case 'started': return new vscode.ThemeIcon('edit');
    case 'stale': return new vscode.ThemeIcon('history', new vscode.ThemeColor('list.warningForeground'));
    case 'finished': return new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed'));
  }
}
