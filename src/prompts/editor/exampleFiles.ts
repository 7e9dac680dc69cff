import * as vscode from 'vscode';
import { parsePost } from '../../post/parse.js';
import type { Studio } from '../../studio/studio.js';
import { exampleOf, mostExamples, type Example } from '../examples.js';

/** Larger files are no posts that people write. */
const mostBytes = 512 * 1024;

interface Found {
  readonly uri: string;
  readonly example: Example;
}

interface Reading {
  readonly globs: string;
  /** One more than steps get, since a post is never its own example. */
  readonly found: Promise<readonly Found[]>;
  /** The files that were read, as far as they are known. */
  readonly uris: Set<string>;
}

/**
 * The approved posts that `examples` in galley.yaml names, as they are on disk: in the order of the globs, then of
 * their paths. Read when first needed and again when one of them changes.
 */
export class ExampleFiles implements vscode.Disposable {
  private readonly byFolder = new Map<string, Reading>();
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly subscriptions: readonly { dispose(): unknown }[];

  readonly onDidChange = this.changed.event;

  constructor() {
    const watcher = vscode.workspace.createFileSystemWatcher('**/*.md');
    this.subscriptions = [
      this.changed,
      watcher,
      watcher.onDidChange((uri) => { this.forget(uri, ({ uris }) => uris.has(uri.toString())); }),
      watcher.onDidCreate((uri) => { this.forget(uri, () => true); }),
      watcher.onDidDelete((uri) => { this.forget(uri, () => true); }),
      vscode.workspace.onDidChangeWorkspaceFolders(() => { this.byFolder.clear(); }),
    ];
  }

  /** The examples for a post, itself left out. */
  async of(post: vscode.Uri, { examples: globs }: Studio): Promise<readonly Example[]> {
    const folder = globs.length === 0 ? undefined : vscode.workspace.getWorkspaceFolder(post);
    if (!folder) return [];
    const key = folder.uri.toString();
    const named = JSON.stringify(globs);
    let reading = this.byFolder.get(key);
    if (reading?.globs !== named) {
      const uris = new Set<string>();
      reading = { globs: named, uris, found: read(folder, globs, uris) };
      this.byFolder.set(key, reading);
    }
    const self = post.toString();
    return (await reading.found).filter(({ uri }) => uri !== self).slice(0, mostExamples).map(({ example }) => example);
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private forget(uri: vscode.Uri, isConcerned: (reading: Reading) => boolean): void {
    const key = vscode.workspace.getWorkspaceFolder(uri)?.uri.toString();
    const reading = key === undefined ? undefined : this.byFolder.get(key);
    if (key === undefined || !reading || !isConcerned(reading)) return;
    this.byFolder.delete(key);
    this.changed.fire();
  }
}

async function read(folder: vscode.WorkspaceFolder, globs: readonly string[], uris: Set<string>): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const glob of globs) {
    const files = await vscode.workspace.findFiles(new vscode.RelativePattern(folder, glob));
    // The search gives them in any order, and the prompt must be the same each time.
    const byPath = files.filter(({ path }) => path.endsWith('.md')).sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
    for (const uri of byPath) {
      if (found.length > mostExamples) return found;
      if (uris.has(uri.toString())) continue;
      uris.add(uri.toString());
      const example = await readExample(uri);
      if (example) found.push({ uri: uri.toString(), example });
    }
  }
  return found;
}

/** `undefined` for a file that cannot be read or holds no post. */
async function readExample(uri: vscode.Uri): Promise<Example | undefined> {
  try {
    const bytes = await vscode.workspace.fs.readFile(uri);
    if (bytes.length > mostBytes) return undefined;
    const example = exampleOf(vscode.workspace.asRelativePath(uri, false), parsePost(new TextDecoder().decode(bytes)));
    return example.body.trim() !== '' || example.caption !== undefined || example.alt !== undefined || example.picturePrompt !== undefined || example.brief !== undefined ? example : undefined;
  } catch {
    return undefined;
  }
}
