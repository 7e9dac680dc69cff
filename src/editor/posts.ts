import * as vscode from 'vscode';
import { UserError } from '../common/userError.js';
import { parsePost } from '../post/parse.js';
import type { Post } from '../post/post.js';
import { readSettings } from './settings.js';

/** Files that end so are posts whatever the settings say. */
export const postEnding = '.post.md';

/** The posts that are open in the editor, each parsed once per version. */
export class Posts implements vscode.Disposable {
  private readonly parsed = new WeakMap<vscode.TextDocument, { readonly version: number; readonly post: Post }>();
  private readonly activeChanged = new vscode.EventEmitter<vscode.TextDocument | undefined>();
  private readonly subscriptions: readonly { dispose(): unknown }[];
  private last: vscode.TextDocument | undefined;

  /** The post in the active editor; the last one while a preview, a terminal or another panel has the focus. */
  readonly onDidChangeActive = this.activeChanged.event;

  constructor() {
    this.last = postOf(vscode.window.activeTextEditor);
    this.announce();
    this.subscriptions = [
      this.activeChanged,
      vscode.window.onDidChangeActiveTextEditor((editor) => {
        // No editor means that a panel or a view has the focus; the post of before is still the one meant.
        if (editor !== undefined || this.last?.isClosed) this.setActive(postOf(editor));
      }),
      vscode.workspace.onDidOpenTextDocument(() => {
        this.setActive(postOf(vscode.window.activeTextEditor) ?? this.last);
      }),
      vscode.workspace.onDidCloseTextDocument((document) => {
        if (document === this.last) this.setActive(postOf(vscode.window.activeTextEditor));
      }),
    ];
  }

  get active(): vscode.TextDocument | undefined {
    return this.last;
  }

  get(document: vscode.TextDocument): Post {
    const hit = this.parsed.get(document);
    if (hit?.version === document.version) return hit.post;
    const post = parsePost(document.getText(), hit?.post);
    this.parsed.set(document, { version: document.version, post });
    return post;
  }

  /** The document that a command means: the one it was given, else the active post. */
  async require(uri: vscode.Uri | undefined): Promise<vscode.TextDocument> {
    const document = uri ? await open(uri) : this.active;
    if (!document) throw new UserError(vscode.l10n.t('No post is open. Open a file that ends in .post.md, or make a new post.'));
    return document;
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** For menus and `enablement`. */
  private announce(): void {
    void vscode.commands.executeCommand('setContext', 'galley.postActive', this.last !== undefined);
  }

  private setActive(document: vscode.TextDocument | undefined): void {
    if (document === this.last) return;
    this.last = document;
    this.announce();
    this.activeChanged.fire(document);
  }
}

export function isPost(document: vscode.TextDocument): boolean {
  // Asked by every provider at every key: settings, which take a millisecond to read, are for other names only.
  return document.uri.path.endsWith(postEnding) || vscode.languages.match({ pattern: readSettings(document.uri).postsInclude }, document) > 0;
}

function postOf(editor: vscode.TextEditor | undefined): vscode.TextDocument | undefined {
  return editor && isPost(editor.document) ? editor.document : undefined;
}

async function open(uri: vscode.Uri): Promise<vscode.TextDocument> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch (error) {
    const name = uri.path.split('/').at(-1) ?? uri.path;
    throw new UserError(
      vscode.l10n.t('Could not open {0}: it is missing, binary or too large to edit.', name),
      { cause: error },
    );
  }
}
