import * as vscode from 'vscode';
import { webviewPage } from '../../editor/webviewPage.js';
import { previewStrings } from '../strings.js';

/** What the page may load: our own output and pictures, and the folder whose posts it shows. */
export function previewOptions(extensionUri: vscode.Uri, mediaRoot: vscode.Uri | undefined): vscode.WebviewOptions {
  const own = [vscode.Uri.joinPath(extensionUri, 'dist'), vscode.Uri.joinPath(extensionUri, 'media')];
  return { enableScripts: true, localResourceRoots: mediaRoot ? [...own, mediaRoot] : own };
}

export function previewHtml(webview: vscode.Webview, extensionUri: vscode.Uri): string {
  const address = (file: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', 'webview', file)).toString();
  return webviewPage({
    cspSource: webview.cspSource,
    script: address('preview.js'),
    styles: [address('preview.css')],
    icons: address('codicon.css'),
    title: vscode.l10n.t('Preview'),
    language: vscode.env.language,
    strings: previewStrings(),
  });
}

/** The folder that pictures of a post may come from: its workspace folder, or its own when it is in none. */
export function mediaRootOf(document: vscode.TextDocument): vscode.Uri | undefined {
  if (document.isUntitled) return undefined;
  return vscode.workspace.getWorkspaceFolder(document.uri)?.uri ?? vscode.Uri.joinPath(document.uri, '..');
}
