import * as vscode from 'vscode';
import type { Log } from '../../common/log.js';
import { Indexer, type Pace } from '../indexer.js';
import type { PostIndex } from '../postIndex.js';
import { changedSince } from './changedFiles.js';
import { postPatterns, workspaceFiles } from './workspaceFiles.js';

/** The index of the workspace's posts, filled when somebody first asks and kept up to date from then on. */
export interface WorkspacePosts {
  readonly index: PostIndex;
  /** Whether every post has been read once, and none waits to be read again. */
  readonly isReady: boolean;
  /** Starts the index when nobody has, and resolves when it knows every post. */
  whenReady(): Promise<void>;
  /** Calls once when it knows every post, whoever starts it. */
  whenReadySoon(listener: () => void): void;
  /** Searches for posts that no event has told of, and resolves when they are known. */
  lookAgain(): Promise<void>;
  /** Reads every file again. */
  refresh(): Promise<void>;
  dispose(): void;
}

/** Leaves the first seconds of a window to what the user looks at. */
const startDelay = 3000;
/** By then VS Code watches the files of all but the largest workspaces. */
const secondLookDelay = 15_000;
const settleDelay = 60;
const typingDelay = 150;
/** VS Code gathers events for up to half a second, and longer on a busy machine. */
const lingerDelay = 2000;

const pace: Pace = {
  settle: () => new Promise((resolve) => setTimeout(resolve, settleDelay)),
  yield: () => new Promise((resolve) => setImmediate(resolve)),
  linger: () => new Promise((resolve) => setTimeout(resolve, lingerDelay)),
};

/** Fills `index` from the workspace. Starts by itself some seconds later. */
export function watchPosts(index: PostIndex, log: Log): WorkspacePosts {
  return new Watcher(index, log);
}

class Watcher implements WorkspacePosts {
  private readonly indexer: Indexer;
  private readonly subscriptions: { dispose(): unknown }[] = [];
  private readonly typing = new Map<string, NodeJS.Timeout>();
  private readonly timer: NodeJS.Timeout;
  private readonly onReady: (() => void)[] = [];
  private watchers: readonly vscode.Disposable[] = [];
  private isWatching = false;
  private startedAt = 0;
  private secondLook: NodeJS.Timeout | undefined;
  private isTold = false;

  constructor(readonly index: PostIndex, private readonly log: Log) {
    this.indexer = new Indexer(index, workspaceFiles(), pace, (error) => { log.error('The posts of the workspace could not be found', error); });
    this.timer = setTimeout(() => { this.start(); }, startDelay);
  }

  get isReady(): boolean {
    return this.indexer.isReady;
  }

  async whenReady(): Promise<void> {
    this.start();
    for (const uri of [...this.typing.keys()]) this.takeTyped(uri);
    await this.indexer.whenIdle();
  }

  whenReadySoon(listener: () => void): void {
    if (this.isReady) listener();
    else this.onReady.push(listener);
  }

  async lookAgain(): Promise<void> {
    this.start();
    this.indexer.scan();
    await this.whenReady();
  }

  async refresh(): Promise<void> {
    this.start();
    this.indexer.readAgain();
    await this.indexer.whenIdle();
  }

  dispose(): void {
    clearTimeout(this.timer);
    clearTimeout(this.secondLook);
    for (const timer of this.typing.values()) clearTimeout(timer);
    this.indexer.dispose();
    for (const subscription of [...this.subscriptions, ...this.watchers]) subscription.dispose();
  }

  private start(): void {
    if (this.isWatching) return;
    this.isWatching = true;
    this.startedAt = Date.now();
    clearTimeout(this.timer);
    const { indexer } = this;
    // Before the search: what happens while it runs must not be missed.
    this.watch();
    this.subscriptions.push(
      vscode.workspace.onDidChangeWorkspaceFolders(() => { this.watchAgain(); }),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('galley.posts.include') || change.affectsConfiguration('files.exclude')) this.watchAgain();
      }),
      vscode.workspace.onDidRenameFiles(({ files }) => {
        for (const { oldUri, newUri } of files) indexer.moved(oldUri.toString(), newUri.toString());
      }),
      vscode.workspace.onDidDeleteFiles(({ files }) => {
        for (const uri of files) indexer.removed(uri.toString());
      }),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.typed(document.uri.toString());
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        // What was typed and not saved is gone with the editor.
        if (this.index.get(uri.toString())) indexer.changed(uri.toString());
      }),
    );
    const started = performance.now();
    indexer.whenIdle().then(
      () => {
        this.log.info(`Indexed ${this.index.size} posts in ${Math.round(performance.now() - started)} ms`);
        for (const listener of this.onReady.splice(0)) listener();
        this.secondLook = setTimeout(() => { this.lookAtChanged(); }, secondLookDelay);
      },
      (error: unknown) => { this.log.error('The posts of the workspace could not be indexed', error); },
    );
  }

  /**
   * VS Code starts to watch some seconds after a window is open, does not say when, and does not tell of what happened before. So
   * the disk is asked after a while, and once more when the first event has shown that it watches.
   */
  private lookAtChanged(): void {
    this.indexer.scan();
    changedSince([...this.index.all].map(({ uri }) => uri), this.startedAt).then(
      (uris) => { for (const uri of uris) this.indexer.changed(uri); },
      (error: unknown) => { this.log.error('The times of the posts could not be looked at', error); },
    );
  }

  private told(): void {
    if (this.isTold) return;
    this.isTold = true;
    // With those that come together with it.
    this.indexer.whenIdle().then(() => { this.lookAtChanged(); }, () => undefined);
  }

  private watchAgain(): void {
    for (const watcher of this.watchers) watcher.dispose();
    this.watch();
    this.indexer.scan();
  }

  private watch(): void {
    const { indexer } = this;
    const changed = (uri: vscode.Uri): void => {
      indexer.changed(uri.toString());
      this.told();
    };
    const removed = (uri: vscode.Uri): void => {
      indexer.removed(uri.toString());
      this.told();
    };
    this.watchers = [
      ...postPatterns().flatMap((pattern) => {
        const watcher = vscode.workspace.createFileSystemWatcher(pattern);
        return [
          watcher,
          watcher.onDidCreate(changed),
          watcher.onDidChange(changed),
          watcher.onDidDelete(removed),
        ];
      }),
      // When a folder goes, VS Code tells of the folder only, and its name matches no glob for posts.
      ...(vscode.workspace.workspaceFolders ?? []).flatMap((folder) => {
        const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, '**'), true, true, false);
        return [watcher, watcher.onDidDelete(removed)];
      }),
    ];
  }

  /** Typing comes in bursts, and nobody reads a list between two keystrokes. */
  private typed(uri: string): void {
    if (!this.index.get(uri)) return;
    clearTimeout(this.typing.get(uri));
    this.typing.set(uri, setTimeout(() => { this.takeTyped(uri); }, typingDelay));
  }

  private takeTyped(uri: string): void {
    clearTimeout(this.typing.get(uri));
    this.typing.delete(uri);
    this.indexer.typed(uri);
  }
}
