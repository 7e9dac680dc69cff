import * as vscode from 'vscode';
import type { Studios } from '../../studio/editor/studios.js';
import { filterPosts, groupKeyOf, groupPosts, groupings, hasProblems, sortPosts, type Grouping, type PostGroup, type Wording } from '../list.js';
import type { IndexedPost, PostIndex } from '../postIndex.js';
import type { TreeContent } from './lazyTree.js';
import { groupItem, isPostNode, moreItem, postItem, type GroupNode, type MoreNode, type Node } from './nodes.js';
import { postTooltip } from './tooltip.js';
import type { WorkspacePosts } from './watcher.js';

/** A long list would take the extension host longer to send than it may stand still. */
const pageSize = 200;
/** Number of a post in its group from which on pages are opened on request only: each takes VS Code some milliseconds, again with every change. */
const deep = 4 * pageSize;
/** With more posts than this, groups start closed. */
const mostOpen = 60;
const refreshDelay = 200;
const groupingKey = 'galley.posts.grouping';

export interface TreeDeps {
  readonly known: WorkspacePosts;
  readonly studios: Studios;
  /** Remembers the grouping for this workspace. */
  readonly memento: vscode.Memento;
}

/** What the Posts view lists: groups, and the posts in them. */
export class PostTree implements TreeContent, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly didList = new vscode.EventEmitter<void>();
  private readonly subscriptions: readonly { dispose(): unknown }[];
  private timer: NodeJS.Timeout | undefined;
  private filterText = '';
  private shown: readonly IndexedPost[] = [];
  private groups: readonly GroupNode[] = [];
  /** In order, worked out when a group is opened and kept until the groups are made anew. */
  private readonly sorted = new WeakMap<PostGroup, Promise<readonly IndexedPost[]>>();

  readonly onDidChangeTreeData = this.changed.event;
  /** The groups were made anew, and VS Code is about to show them. */
  readonly onDidList = this.didList.event;

  constructor(private readonly deps: TreeDeps) {
    this.subscriptions = [
      this.changed,
      this.didList,
      deps.known.index.onDidChange(() => { this.refreshSoon(); }),
      deps.studios.onDidChange(() => { this.refreshSoon(); }),
    ];
  }

  get index(): PostIndex {
    return this.deps.known.index;
  }

  get grouping(): Grouping {
    const stored = this.deps.memento.get<unknown>(groupingKey);
    return groupings.find((known) => known === stored) ?? 'pillar';
  }

  async setGrouping(grouping: Grouping): Promise<void> {
    await this.deps.memento.update(groupingKey, grouping);
    this.changed.fire();
  }

  get filter(): string {
    return this.filterText;
  }

  set filter(text: string) {
    if (text.trim() === this.filterText) return;
    this.filterText = text.trim();
    this.changed.fire();
  }

  /** The posts that the filter leaves, as of the last time they were listed. */
  get listed(): readonly IndexedPost[] {
    return this.shown;
  }

  get withProblems(): number {
    let count = 0;
    for (const post of this.index.all) if (hasProblems(post)) count++;
    return count;
  }

  passesFilter(post: IndexedPost): boolean {
    return filterPosts([post], this.filterText, this.wording()).length > 0;
  }

  /** Without waiting for more changes, and for somebody to look. */
  listNow(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.changed.fire();
    this.list();
  }

  async getChildren(node?: Node): Promise<Node[]> {
    if (!node) {
      // An empty view says that there are no posts, which is not known before all were looked for.
      if (!this.deps.known.isReady && this.index.size === 0) await this.deps.known.whenReady();
      return this.list();
    }
    if (isPostNode(node)) return [];
    return node.type === 'group' ? this.page(node, 0) : this.page(node.parent, node.start);
  }

  /** Of what was listed last. */
  async getParent(node: Node): Promise<GroupNode | MoreNode | undefined> {
    if (!isPostNode(node)) return node.type === 'group' ? undefined : pageOf(node.parent, node.start - pageSize);
    const parent = this.groupOf(node);
    const uri = node.toString();
    const place = parent ? (await this.inOrder(parent)).findIndex((post) => post.uri === uri) : -1;
    return parent && pageOf(parent, place - (place % pageSize));
  }

  /** Whether VS Code has been given it, so that it can be revealed. */
  isListed(uri: vscode.Uri): boolean {
    return this.groupOf(uri) !== undefined;
  }

  /** Whether many pages would have to be opened to get to it. */
  async isDeep(uri: vscode.Uri): Promise<boolean> {
    const parent = await this.getParent(uri);
    return parent?.type === 'more' && parent.start > deep;
  }

  getTreeItem(node: Node): vscode.TreeItem {
    if (!isPostNode(node)) return node.type === 'more' ? moreItem(node) : groupItem(node, this.filterText !== '' || this.shown.length <= mostOpen);
    const post = this.index.get(node.toString());
    return post ? postItem(node, post) : new vscode.TreeItem(node);
  }

  async resolveTreeItem(item: vscode.TreeItem, node: Node): Promise<vscode.TreeItem> {
    const post = isPostNode(node) ? this.index.get(node.toString()) : undefined;
    if (post && isPostNode(node)) item.tooltip = await postTooltip(node, post);
    return item;
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private list(): GroupNode[] {
    const { grouping, filterText } = this;
    const wording = this.wording();
    this.shown = filterPosts(this.index.all, filterText, wording);
    const groups = groupPosts(this.shown, grouping, wording).map((group): GroupNode => ({
      type: 'group', grouping, group, id: `${grouping}/${filterText === '' ? 'all' : 'filtered'}/${group.key}`,
    }));
    this.groups = groups;
    this.didList.fire();
    return groups;
  }

  private groupOf(uri: vscode.Uri): GroupNode | undefined {
    const post = this.index.get(uri.toString());
    const parent = post && this.groups.find(({ grouping, group }) => group.key === groupKeyOf(post, grouping));
    return parent?.group.posts.some((one) => one.uri === post?.uri) ? parent : undefined;
  }

  private async page(parent: GroupNode, start: number): Promise<Node[]> {
    const sorted = await this.inOrder(parent);
    const end = start + pageSize;
    const nodes: Node[] = sorted.slice(start, end).map(({ uri }) => vscode.Uri.parse(uri, true));
    if (end < sorted.length) nodes.push({ type: 'more', parent, start: end });
    return nodes;
  }

  private inOrder({ group, grouping }: GroupNode): Promise<readonly IndexedPost[]> {
    const known = this.sorted.get(group) ?? sortPosts(group.posts, grouping, this.wording(), () => new Promise((resolve) => setImmediate(resolve)));
    this.sorted.set(group, known);
    return known;
  }

  private wording(): Wording {
    const names = new Map<string, string>();
    const { studios } = this.deps;
    return {
      language: vscode.env.language,
      pillarName: (pillar, uri) => {
        const known = names.get(pillar);
        if (known !== undefined) return known;
        const { pillars } = studios.peek(vscode.Uri.parse(uri, true));
        const name = (Object.hasOwn(pillars, pillar) ? pillars[pillar]?.name : undefined) ?? pillar;
        names.set(pillar, name);
        return name;
      },
    };
  }

  /** A checkout or a run over many posts changes thousands of entries. */
  private refreshSoon(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.changed.fire();
    }, refreshDelay);
  }
}

/** What holds the posts from number `start`: the group its first ones. */
function pageOf(parent: GroupNode, start: number): GroupNode | MoreNode {
  return start <= 0 ? parent : { type: 'more', parent, start };
}
