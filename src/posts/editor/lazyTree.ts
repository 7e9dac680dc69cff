import * as vscode from 'vscode';
import type { Node } from './nodes.js';

export const postsViewId = 'galley.posts';
/** VS Code names the type of what is dragged within a view after the view, in lower case. */
export const draggedPosts = 'application/vnd.code.tree.galley.posts';

export interface TreeContent extends Required<Pick<vscode.TreeDataProvider<Node>, 'getChildren' | 'getParent' | 'getTreeItem' | 'resolveTreeItem'>> {
  readonly onDidChangeTreeData: vscode.Event<void>;
}

export type TreeDrop = Required<Pick<vscode.TreeDragAndDropController<Node>, 'handleDrag' | 'handleDrop'>>;

/**
 * The Posts view before and after Galley is loaded. There is one for the life of the window: a view that is registered
 * again while VS Code still disposes of the first loses its provider.
 */
export class LazyTree implements vscode.TreeDataProvider<Node>, vscode.TreeDragAndDropController<Node>, vscode.Disposable {
  readonly view: vscode.TreeView<Node>;
  readonly dragMimeTypes = ['text/uri-list'];
  readonly dropMimeTypes = [draggedPosts];
  private readonly changed = new vscode.EventEmitter<void>();
  private content: TreeContent | undefined;
  private drop: TreeDrop | undefined;

  readonly onDidChangeTreeData = this.changed.event;

  /** `start` loads Galley, which calls `fill`. */
  constructor(private readonly start: () => Promise<void>) {
    this.view = vscode.window.createTreeView<Node>(postsViewId, { treeDataProvider: this, canSelectMany: true, showCollapseAll: true, dragAndDropController: this });
  }

  fill(content: TreeContent, drop: TreeDrop): vscode.Disposable {
    this.content = content;
    this.drop = drop;
    this.changed.fire();
    return content.onDidChangeTreeData(() => { this.changed.fire(); });
  }

  async getChildren(node?: Node): Promise<Node[]> {
    await this.start();
    return (await this.content?.getChildren(node)) ?? [];
  }

  getParent(node: Node): vscode.ProviderResult<Node> {
    return this.content?.getParent(node);
  }

  getTreeItem(node: Node): vscode.TreeItem | Thenable<vscode.TreeItem> {
    return this.content?.getTreeItem(node) ?? new vscode.TreeItem('');
  }

  resolveTreeItem(item: vscode.TreeItem, node: Node, token: vscode.CancellationToken): vscode.ProviderResult<vscode.TreeItem> {
    return this.content?.resolveTreeItem(item, node, token);
  }

  handleDrag(source: readonly Node[], data: vscode.DataTransfer, token: vscode.CancellationToken): Thenable<void> | void {
    return this.drop?.handleDrag([...source], data, token);
  }

  handleDrop(target: Node | undefined, data: vscode.DataTransfer, token: vscode.CancellationToken): Thenable<void> | void {
    return this.drop?.handleDrop(target, data, token);
  }

  dispose(): void {
    this.view.dispose();
    this.changed.dispose();
  }
}
