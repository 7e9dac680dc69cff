import * as vscode from 'vscode';
import type { Log } from '../../common/log.js';
import type { Posts } from '../../editor/posts.js';
import type { Pipeline } from '../../pipeline/editor/pipeline.js';
import type { Runs } from '../../pipeline/runs.js';
import type { Studios } from '../../studio/editor/studios.js';
import { isFromPreview, isSavedView } from '../protocol.js';
import { mediaRootOf, previewHtml, previewOptions } from './html.js';
import { receive } from './receive.js';
import { PreviewSession } from './session.js';
import { postDetails, stepViews } from './views.js';

export const previewViewType = 'galley.preview';

export interface PreviewDeps {
  readonly log: Log;
  readonly extensionUri: vscode.Uri;
  readonly posts: Posts;
  readonly runs: Runs;
  readonly studios: Studios;
  readonly pipeline: Pipeline;
}

export interface Preview {
  /** Shows the post beside the editor without taking the focus. */
  open(document: vscode.TextDocument): void;
  /** Whether this post's preview is in sight. */
  isShowing(uri: vscode.Uri): boolean;
  dispose(): void;
}

/** The preview panel: one for the window, following the active post, restored after a reload. */
export function registerPreview(deps: PreviewDeps): Preview {
  return new PreviewPanels(deps);
}

class PreviewPanels implements Preview {
  private readonly subscriptions: readonly { dispose(): unknown }[];
  private readonly stepsChanged = new vscode.EventEmitter<void>();
  private readonly details: ReturnType<typeof postDetails>;
  /** First line in sight of the editor of the shown post. */
  private topLine: number | undefined;
  private current: { readonly panel: vscode.WebviewPanel; readonly session: PreviewSession } | undefined;

  constructor(private readonly deps: PreviewDeps) {
    const changed = (): void => {
      this.stepsChanged.fire();
    };
    this.details = postDetails(deps.posts, deps.studios, deps.log, changed);
    this.subscriptions = [
      this.stepsChanged,
      deps.studios.onDidChange(changed),
      deps.pipeline.onDidChangeQuotes(changed),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('galley')) changed();
      }),
      vscode.window.registerWebviewPanelSerializer(previewViewType, {
        deserializeWebviewPanel: (panel, state) => this.restore(panel, state),
      }),
      deps.posts.onDidChangeActive((document) => {
        if (document) this.show(document);
      }),
      vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor, visibleRanges }) => {
        this.followEditor(textEditor.document, visibleRanges[0]?.start.line);
      }),
      vscode.workspace.onDidDeleteFiles(({ files }) => {
        const shown = this.current?.session.shown?.uri.toString();
        if (files.some((file) => file.toString() === shown)) this.current?.session.show(undefined);
      }),
    ];
  }

  open(document: vscode.TextDocument): void {
    if (this.current) {
      this.show(document);
      this.current.panel.reveal(undefined, true);
      return;
    }
    const options = previewOptions(this.deps.extensionUri, mediaRootOf(document));
    const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    this.adopt(vscode.window.createWebviewPanel(previewViewType, '', place, options), document);
  }

  isShowing(uri: vscode.Uri): boolean {
    return this.current?.panel.visible === true && this.current.session.shown?.uri.toString() === uri.toString();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    this.current?.panel.dispose();
  }

  private async restore(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    // A second window of the same panel cannot come up otherwise.
    this.current?.panel.dispose();
    const saved = isSavedView(state) ? await openSaved(state.uri) : undefined;
    // What was saved may be a post earlier than the one that is active by now.
    this.adopt(panel, this.deps.posts.active ?? saved);
  }

  private adopt(panel: vscode.WebviewPanel, document: vscode.TextDocument | undefined): void {
    const session = new PreviewSession(panel.webview, {
      log: this.deps.log,
      posts: this.deps.posts,
      runs: this.deps.runs,
      details: this.details,
      steps: (shown) => stepViews(shown, this.deps.pipeline),
      onDidChangeSteps: this.stepsChanged.event,
    });
    this.current = { panel, session };
    const listener = panel.webview.onDidReceiveMessage((message: unknown) => {
      if (!isFromPreview(message)) {
        this.deps.log.warn('The preview sent a message of an unknown shape');
        return;
      }
      receive(message, session, this.deps).catch((error: unknown) => {
        this.deps.log.error(`The preview could not answer ${message.type}`, error);
      });
    });
    panel.onDidDispose(() => {
      listener.dispose();
      session.dispose();
      if (this.current?.panel === panel) this.current = undefined;
    });
    panel.iconPath = {
      light: vscode.Uri.joinPath(this.deps.extensionUri, 'media', 'preview-light.svg'),
      dark: vscode.Uri.joinPath(this.deps.extensionUri, 'media', 'preview-dark.svg'),
    };
    this.show(document);
    panel.webview.html = previewHtml(panel.webview, this.deps.extensionUri);
  }

  private show(document: vscode.TextDocument | undefined): void {
    if (!this.current || (document && document === this.current.session.shown)) return;
    const { panel, session } = this.current;
    const name = document?.uri.path.split('/').at(-1);
    panel.title = name === undefined ? vscode.l10n.t('Preview') : vscode.l10n.t('Preview {0}', name);
    const options = previewOptions(this.deps.extensionUri, document && mediaRootOf(document));
    // Setting them loads the page anew, so only when another folder's pictures are to be shown.
    if (rootsOf(options) !== rootsOf(panel.webview.options)) panel.webview.options = options;
    this.topLine = vscode.window.visibleTextEditors.find((editor) => editor.document === document)?.visibleRanges[0]?.start.line;
    session.show(document);
  }

  private followEditor(document: vscode.TextDocument, line: number | undefined): void {
    if (line === undefined || document !== this.current?.session.shown) return;
    // A line more or less at the end changes what is in sight as well, which must not move the reader.
    // An editor that comes into sight, as after a reload, has not scrolled either.
    const hasScrolled = this.topLine !== undefined && line !== this.topLine;
    this.topLine = line;
    if (!hasScrolled || !this.current.panel.visible) return;
    // VS Code's own switch for this.
    const follows = vscode.workspace.getConfiguration('markdown.preview', document.uri).get<boolean>('scrollPreviewWithEditor', true);
    if (follows) this.current.session.scrollTo(line);
  }
}

async function openSaved(uri: string): Promise<vscode.TextDocument | undefined> {
  try {
    return await vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true));
  } catch {
    // Moved or deleted since: the active post is shown instead.
    return undefined;
  }
}

function rootsOf({ localResourceRoots }: vscode.WebviewOptions): string {
  return (localResourceRoots ?? []).map((root) => root.toString()).join('\n');
}
