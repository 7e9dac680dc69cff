import * as vscode from 'vscode';

interface MemoryFile {
  readonly type: vscode.FileType.File;
  readonly bytes: Uint8Array;
  readonly ctime: number;
  readonly mtime: number;
}

interface Folder {
  readonly type: vscode.FileType.Directory;
  readonly entries: Map<string, MemoryFile | Folder>;
  readonly ctime: number;
}

/** Files that are on no disk, as virtual workspaces have them; without a search of its own, as most such file systems are. */
export class MemoryFileSystem implements vscode.FileSystemProvider {
  private readonly root: Folder = folder();
  private readonly changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();

  readonly onDidChangeFile = this.changed.event;

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    const found = this.at(uri);
    return found.type === vscode.FileType.File
      ? { type: found.type, ctime: found.ctime, mtime: found.mtime, size: found.bytes.length }
      : { type: found.type, ctime: found.ctime, mtime: found.ctime, size: 0 };
  }

  readDirectory(uri: vscode.Uri): [string, vscode.FileType][] {
    return [...this.folderAt(uri).entries].map(([name, { type }]) => [name, type]);
  }

  readFile(uri: vscode.Uri): Uint8Array {
    const found = this.at(uri);
    if (found.type !== vscode.FileType.File) throw vscode.FileSystemError.FileIsADirectory(uri);
    return found.bytes;
  }

  createDirectory(uri: vscode.Uri): void {
    const { entries } = this.folderAt(parentOf(uri));
    if (entries.has(nameOf(uri))) return;
    entries.set(nameOf(uri), folder());
    this.tell(vscode.FileChangeType.Created, uri);
  }

  writeFile(uri: vscode.Uri, bytes: Uint8Array): void {
    const { entries } = this.folderAt(parentOf(uri));
    const before = entries.get(nameOf(uri));
    const ctime = before?.ctime ?? Date.now();
    entries.set(nameOf(uri), { type: vscode.FileType.File, bytes: bytes.slice(), ctime, mtime: Date.now() });
    this.tell(before ? vscode.FileChangeType.Changed : vscode.FileChangeType.Created, uri);
  }

  delete(uri: vscode.Uri): void {
    if (!this.folderAt(parentOf(uri)).entries.delete(nameOf(uri))) throw vscode.FileSystemError.FileNotFound(uri);
    this.tell(vscode.FileChangeType.Deleted, uri);
  }

  rename(from: vscode.Uri, to: vscode.Uri, { overwrite }: { readonly overwrite: boolean }): void {
    const moved = this.at(from);
    const target = this.folderAt(parentOf(to)).entries;
    if (target.has(nameOf(to)) && !overwrite) throw vscode.FileSystemError.FileExists(to);
    this.folderAt(parentOf(from)).entries.delete(nameOf(from));
    target.set(nameOf(to), moved);
    this.tell(vscode.FileChangeType.Deleted, from);
    this.tell(vscode.FileChangeType.Created, to);
  }

  private at(uri: vscode.Uri): MemoryFile | Folder {
    let found: MemoryFile | Folder | undefined = this.root;
    for (const name of uri.path.split('/').filter((part) => part !== '')) {
      found = found?.type === vscode.FileType.Directory ? found.entries.get(name) : undefined;
    }
    if (!found) throw vscode.FileSystemError.FileNotFound(uri);
    return found;
  }

  private folderAt(uri: vscode.Uri): Folder {
    const found = this.at(uri);
    if (found.type !== vscode.FileType.Directory) throw vscode.FileSystemError.FileNotADirectory(uri);
    return found;
  }

  private tell(type: vscode.FileChangeType, uri: vscode.Uri): void {
    this.changed.fire([{ type, uri }]);
  }
}

function folder(): Folder {
  return { type: vscode.FileType.Directory, entries: new Map(), ctime: Date.now() };
}

function parentOf(uri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(uri, '..');
}

function nameOf(uri: vscode.Uri): string {
  return uri.path.split('/').at(-1) ?? '';
}
