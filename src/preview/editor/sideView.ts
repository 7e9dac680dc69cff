import * as vscode from 'vscode';
import { isFromPreview } from '../protocol.js';
import { mediaRootOf, previewHtml, previewOptions } from './html.js';
import type { PreviewDeps } from './panel.js';
import { receive } from './receive.js';
import { PreviewSession } from './session.js';
import { postDetails, stepViews } from './views.js';

const viewId = 'galley.previewView';

/** The preview in the side bar: the same page as the panel's, always of the active post. */
export function registerPreviewView(deps: PreviewDeps): vscode.Disposable {
  return vscode.window.registerWebviewViewProvider(viewId, { resolveWebviewView: (view) => { fill(view, deps); } });
}

function fill(view: vscode.WebviewView, deps: PreviewDeps): void {
  const { log, extensionUri, posts, runs, studios, pipeline } = deps;
  const stepsChanged = new vscode.EventEmitter<void>();
  const changed = (): void => { stepsChanged.fire(); };
  const session = new PreviewSession(view.webview, {
    log, posts, runs,
    details: postDetails(posts, studios, log, changed),
    steps: (document) => stepViews(document, pipeline),
    onDidChangeSteps: stepsChanged.event,
  });
  let roots: string | undefined;
  const show = (document: vscode.TextDocument | undefined): void => {
    const options = previewOptions(extensionUri, document && mediaRootOf(document));
    // Setting them loads the page anew, so only when another folder's pictures are to be shown.
    const wanted = (options.localResourceRoots ?? []).map((root) => root.toString()).join('\n');
    if (wanted !== roots) view.webview.options = options;
    roots = wanted;
    view.description = document?.uri.path.split('/').at(-1) ?? '';
    session.show(document);
  };
  const subscriptions = vscode.Disposable.from(
    stepsChanged,
    session,
    studios.onDidChange(changed),
    pipeline.onDidChangeQuotes(changed),
    vscode.workspace.onDidChangeConfiguration((change) => { if (change.affectsConfiguration('galley')) changed(); }),
    posts.onDidChangeActive((document) => { if (document) show(document); }),
    view.webview.onDidReceiveMessage((message: unknown) => {
      if (!isFromPreview(message)) {
        log.warn('The preview sent a message of an unknown shape');
        return;
      }
      receive(message, session, deps).catch((error: unknown) => { log.error(`The preview could not answer ${message.type}`, error); });
    }),
  );
  view.onDidDispose(() => { subscriptions.dispose(); });
  show(posts.active);
  view.webview.html = previewHtml(view.webview, extensionUri);
}
