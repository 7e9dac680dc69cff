import * as vscode from 'vscode';
import { stateOf } from '../list.js';
import type { IndexedPost, PostIndex } from '../postIndex.js';

/** Marks out-of-date posts wherever VS Code shows files; problems are marked by VS Code itself. */
export class PostDecorations implements vscode.FileDecorationProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri[]>();
  private readonly subscription: { dispose(): void };

  readonly onDidChangeFileDecorations = this.changed.event;

  constructor(private readonly index: PostIndex) {
    this.subscription = index.onDidChange((changes) => {
      const uris = changes.filter(({ before, after }) => isStale(before) !== isStale(after)).map(({ uri }) => vscode.Uri.parse(uri, true));
      if (uris.length > 0) this.changed.fire(uris);
    });
  }

  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    if (!isStale(this.index.get(uri.toString()))) return undefined;
    return new vscode.FileDecoration('↻', vscode.l10n.t('Something in this post was made from what it no longer says'));
  }

  dispose(): void {
    this.subscription.dispose();
    this.changed.dispose();
  }
}

function isStale(post: IndexedPost | undefined): boolean {
  return post !== undefined && stateOf(post) === 'stale';
}
