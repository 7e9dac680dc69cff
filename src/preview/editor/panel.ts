import * as vscode from 'vscode';
import { isFromPreview, isSavedView, type FromPreview } from '../protocol.js';
import { mediaRootOf, previewHtml, previewOptions } from './html.js';
import { PreviewSession, type PreviewDeps } from './session.js';

export const previewViewType = 'galley.preview';

export interface Preview {
  /** Shows the post beside the editor without taking the focus. */
  open(document: vscode.TextDocument): void;
  dispose(): void;
}

/** The preview panel: one for the window, following the active post, restored after a reload. */
export function registerPreview(deps: PreviewDeps): Preview {
  return new PreviewPanels(deps);
}

class PreviewPanels implements Preview {
  private readonly subscriptions: vscode.Disposable[];
  private current: { readonly panel: vscode.WebviewPanel; readonly session: PreviewSession } | undefined;

  constructor(private readonly deps: PreviewDeps) {
    this.subscriptions = [
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

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    this.current?.panel.dispose();
  }

  private async restore(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    // A second window of the same panel cannot come up otherwise.
    this.current?.panel.dispose();
    const saved = isSavedView(state) ? await openSaved(state.uri) : undefined;
    this.adopt(panel, saved ?? this.deps.posts.active);
  }

  private adopt(panel: vscode.WebviewPanel, document: vscode.TextDocument | undefined): void {
    const session = new PreviewSession(panel.webview, this.deps);
    this.current = { panel, session };
    const listener = panel.webview.onDidReceiveMessage((message: unknown) => {
      if (isFromPreview(message)) void this.receive(message, session);
      else this.deps.log.warn('The preview sent a message of an unknown shape');
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
    session.show(document);
  }

  private followEditor(document: vscode.TextDocument, line: number | undefined): void {
    if (line === undefined || document !== this.current?.session.shown || !this.current.panel.visible) return;
    // VS Code's own switch for this.
    const follows = vscode.workspace.getConfiguration('markdown.preview', document.uri).get<boolean>('scrollPreviewWithEditor', true);
    if (follows) this.current.session.scrollTo(line);
  }

  private async receive(message: FromPreview, session: PreviewSession): Promise<void> {
    const document = session.shown;
    switch (message.type) {
      case 'ready':
        session.ready();
        return;
      case 'openCosts':
        this.deps.openCosts();
        return;
      case 'newPost':
        this.deps.newPost();
        return;
      case 'run':
        if (document) this.deps.run(document.uri, message.target);
        return;
      case 'cancel':
        for (const run of document ? this.deps.runs.of(document.uri.toString()) : []) run.cancel();
        return;
      case 'reveal':
        if (document) await reveal(document, document.positionAt(message.offset));
        return;
      case 'revealLine':
        if (document) await reveal(document, new vscode.Position(message.line, 0));
        return;
      case 'copyCaption': {
        const post = document && this.deps.posts.get(document);
        const caption = message.platform === undefined ? post?.caption : post?.captions[message.platform];
        if (caption === undefined) return;
        await vscode.env.clipboard.writeText(caption.trim());
        session.post({ type: 'copied', platform: message.platform });
        return;
      }
    }
  }
}

async function reveal(document: vscode.TextDocument, position: vscode.Position): Promise<void> {
  const beside = vscode.window.visibleTextEditors.find((editor) => editor.document === document)?.viewColumn;
  const editor = await vscode.window.showTextDocument(document, { viewColumn: beside ?? vscode.ViewColumn.One });
  editor.selection = new vscode.Selection(position, position);
  editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
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
