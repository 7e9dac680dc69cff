import * as vscode from 'vscode';
import { hashtagsOf } from '../../caption/hashtags.js';
import { findPosts } from '../../editor/findFiles.js';
import { textOf } from '../../editor/fileText.js';
import { parseFacts } from '../../plan/cluster.js';
import { readClusterFiles, type ClusterText } from '../../plan/editor/clusterFiles.js';
import { parsePost } from '../../post/parse.js';
import type { Studios } from '../../studio/editor/studios.js';
import { isClip, isPicture, type ClusterFile, type WorkspaceWords } from '../words.js';

const mostPosts = 300;
const mostFiles = 500;
const notHere = '**/{node_modules,.git}/**';

/** Reads what completion and hover need of the workspace, and keeps it until a file of that kind changes. */
export class WorkspaceFiles implements vscode.Disposable {
  private readonly clusters = new Map<string, Promise<readonly ClusterText[]>>();
  private readonly tags = new Map<string, Promise<readonly string[]>>();
  private readonly clustersChanged = new vscode.EventEmitter<void>();
  private readonly subscriptions: readonly { dispose(): unknown }[];

  readonly onDidChangeClusters = this.clustersChanged.event;

  constructor(private readonly studios: Studios) {
    const watcher = vscode.workspace.createFileSystemWatcher('**/*.cluster.md');
    const forget = (): void => {
      this.clusters.clear();
      this.clustersChanged.fire();
    };
    this.subscriptions = [
      this.clustersChanged,
      watcher,
      watcher.onDidChange(forget),
      watcher.onDidCreate(forget),
      watcher.onDidDelete(forget),
      vscode.workspace.onDidSaveTextDocument(() => { this.tags.clear(); }),
    ];
  }

  async of(document: vscode.TextDocument): Promise<WorkspaceWords> {
    const { uri } = document;
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    return {
      studio: await this.studios.of(uri),
      clusters: () => (folder ? this.clustersFor(uri, folder) : Promise.resolve([])),
      media: () => mediaBeside(uri),
      tags: () => (folder ? this.tagsIn(folder) : Promise.resolve([])),
    };
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private async clustersFor(post: vscode.Uri, folder: vscode.WorkspaceFolder): Promise<readonly ClusterFile[]> {
    const key = folder.uri.toString();
    const reading = this.clusters.get(key) ?? readClusterFiles(folder);
    this.clusters.set(key, reading);
    const beside = `${vscode.Uri.joinPath(post, '..').path.replace(/\/$/, '')}/`;
    const root = `${folder.uri.path.replace(/\/$/, '')}/`;
    return (await reading).map(({ uri, text }) => clusterFile(uri.path.startsWith(beside) ? uri.path.slice(beside.length) : uri.path.slice(root.length), text));
  }

  private tagsIn(folder: vscode.WorkspaceFolder): Promise<readonly string[]> {
    const key = folder.uri.toString();
    const reading = this.tags.get(key) ?? readTags(folder);
    this.tags.set(key, reading);
    return reading;
  }
}

function clusterFile(name: string, text: string): ClusterFile {
  const post = parsePost(text);
  const list = [...post.spans].filter(([path]) => /^urls\.\d+$/.test(path)).map(([, { value }]) => text.slice(value.start, value.end).replace(/^(["'])(.*)\1$/, '$2'));
  return { name, title: post.title, urls: list.filter((url) => /^https?:\/\//i.test(url)), facts: parseFacts(post.body.text) };
}

async function readTags(folder: vscode.WorkspaceFolder): Promise<readonly string[]> {
  const counts = new Map<string, { readonly tag: string; uses: number }>();
  for (const uri of await findPosts(folder, { most: mostPosts, exclude: notHere })) {
    const text = await textOf(uri);
    if (text === undefined) continue;
    const { caption, captions } = parsePost(text);
    for (const tag of [caption, ...Object.values(captions)].flatMap((one) => hashtagsOf(one ?? ''))) {
      const known = counts.get(tag.toLowerCase());
      if (known) known.uses++;
      else counts.set(tag.toLowerCase(), { tag, uses: 1 });
    }
  }
  return [...counts.values()].sort((a, b) => b.uses - a.uses || (a.tag < b.tag ? -1 : 1)).map(({ tag }) => tag);
}

async function mediaBeside(post: vscode.Uri): Promise<readonly string[]> {
  try {
    const entries = await vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(post, '..', 'media'));
    return entries
      .filter(([name, type]) => (type & vscode.FileType.File) !== 0 && (isPicture(name) || isClip(name)))
      .slice(0, mostFiles)
      .map(([name]) => `media/${name}`);
  } catch {
    return [];
  }
}
