import * as vscode from 'vscode';
import { emptyStudio, parseStudio, type Studio } from '../studio.js';

const fileName = 'galley.yaml';

export function studioFileIn({ uri }: Pick<vscode.WorkspaceFolder, 'uri'>): vscode.Uri {
  return vscode.Uri.joinPath(uri, fileName);
}

/** The studio file of each workspace folder, read when first needed and again when it changes. */
export class Studios implements vscode.Disposable {
  private readonly studios = new Map<string, Promise<Studio>>();
  /** The last one read, by folder: kept while the file is read again. */
  private readonly known = new Map<string, Studio>();
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly subscriptions: readonly { dispose(): unknown }[];

  readonly onDidChange = this.changed.event;

  constructor() {
    const watcher = vscode.workspace.createFileSystemWatcher(`**/${fileName}`);
    const forget = (): void => {
      this.studios.clear();
      this.changed.fire();
    };
    this.subscriptions = [
      this.changed,
      watcher,
      watcher.onDidChange(forget),
      watcher.onDidCreate(forget),
      watcher.onDidDelete(forget),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.uri.path.endsWith(`/${fileName}`)) forget();
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(forget),
    ];
  }

  /** The studio of the folder that holds `uri`; an empty one outside of a workspace or without a file. */
  of(uri: vscode.Uri): Promise<Studio> {
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    if (!folder) return Promise.resolve(emptyStudio);
    const key = folder.uri.toString();
    const reading = this.studios.get(key) ?? this.read(key, studioFileIn(folder));
    this.studios.set(key, reading);
    return reading;
  }

  /** What is known already; a read that this starts is announced by `onDidChange`. */
  peek(uri: vscode.Uri): Studio {
    const key = vscode.workspace.getWorkspaceFolder(uri)?.uri.toString();
    if (key === undefined) return emptyStudio;
    if (!this.studios.has(key)) void this.of(uri).then(() => { this.changed.fire(); });
    return this.known.get(key) ?? emptyStudio;
  }

  private async read(key: string, uri: vscode.Uri): Promise<Studio> {
    const studio = await read(uri);
    this.known.set(key, studio);
    return studio;
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }
}

async function read(uri: vscode.Uri): Promise<Studio> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open) return parseStudio(open.getText()).studio;
  try {
    return parseStudio(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri))).studio;
  } catch {
    return emptyStudio;
  }
}
