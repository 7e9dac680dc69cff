import * as vscode from 'vscode';
import { readSettings } from '../../editor/settings.js';
import { parsePost } from '../../post/parse.js';
import type { PostReceipts } from '../summary.js';

const atOnce = 16;

/** The receipts of every post in the workspace; reads a file again only when it changed. Lives as long as somebody looks. */
export class WorkspaceReceipts {
  private readonly known = new Map<string, PostReceipts>();
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly subscriptions: readonly { dispose(): unknown }[];

  readonly onDidChange = this.changed.event;

  constructor() {
    const watcher = vscode.workspace.createFileSystemWatcher(readSettings().postsInclude);
    const forget = (uri: vscode.Uri): void => {
      this.known.delete(uri.toString());
      this.changed.fire();
    };
    this.subscriptions = [
      this.changed,
      watcher,
      watcher.onDidChange(forget),
      watcher.onDidCreate(forget),
      watcher.onDidDelete(forget),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0 && this.known.has(document.uri.toString())) forget(document.uri);
      }),
    ];
  }

  /** Rejects with nothing: a post that cannot be read has no receipts. */
  async read(isCanceled: () => boolean): Promise<readonly PostReceipts[]> {
    const uris = await vscode.workspace.findFiles(readSettings().postsInclude);
    const open = new Map(vscode.workspace.textDocuments.map((document) => [document.uri.toString(), document]));
    const queue = uris.filter((uri) => !this.known.has(uri.toString()));
    const worker = async (): Promise<void> => {
      for (let uri = queue.pop(); uri && !isCanceled(); uri = queue.pop()) {
        const text = open.get(uri.toString())?.getText() ?? (await readText(uri));
        this.known.set(uri.toString(), receiptsOf(uri, text));
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    return uris.flatMap((uri) => this.known.get(uri.toString()) ?? []);
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }
}

function receiptsOf(uri: vscode.Uri, text: string): PostReceipts {
  const name = uri.path.split('/').at(-1) ?? '';
  // Most posts of a large workspace have nothing to add up, and parsing is what takes time.
  if (!/^pipeline\s*:/m.test(text)) return { uri: uri.toString(), title: name, receipts: [] };
  const { title, pipeline } = parsePost(text);
  return { uri: uri.toString(), title: title ?? name, receipts: pipeline };
}

async function readText(uri: vscode.Uri): Promise<string> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return '';
  }
}
