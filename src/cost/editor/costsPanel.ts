import * as vscode from 'vscode';
import type { Log } from '../../common/log.js';
import { commandIds, registerCommand } from '../../editor/commands.js';
import { webviewPage } from '../../editor/webviewPage.js';
import { costsState, costsStrings } from '../costsState.js';
import { isFromCosts, type ToCosts } from '../protocol.js';
import { summarise, type CostSummary, type PostReceipts } from '../summary.js';

/** The receipts of every post in the workspace. */
export interface ReceiptSource {
  /** `isAsked`: a person waits for it, so files that the editor has not been told of count too. */
  read(isAsked: boolean): Promise<readonly PostReceipts[]>;
  onDidChange(listener: () => void): { dispose(): unknown };
}

export interface CostsDeps {
  readonly receipts: ReceiptSource;
  readonly extensionUri: vscode.Uri;
  readonly log: Log;
}

const viewType = 'galley.costs';
/** Receipts come in bursts while a pipeline runs. */
const refreshDelay = 400;

/** The command `showCosts`: what all posts of the workspace cost, by post, step, model and day. Returns the summary. */
export function registerCosts({ extensionUri, receipts, log }: CostsDeps): vscode.Disposable {
  let current: CostsPanel | undefined;
  return vscode.Disposable.from(
    registerCommand(commandIds.showCosts, log, () => {
      if (!current) {
        current = new CostsPanel(extensionUri, receipts, log);
        current.onDidDispose(() => {
          current = undefined;
        });
      }
      return current.show();
    }),
    { dispose: () => current?.dispose() },
  );
}

class CostsPanel {
  private readonly panel: vscode.WebviewPanel;
  private readonly subscriptions: readonly { dispose(): unknown }[];
  private timer: NodeJS.Timeout | undefined;
  private isDisposed = false;
  private epoch = 0;

  constructor(extensionUri: vscode.Uri, private readonly receipts: ReceiptSource, private readonly log: Log) {
    const roots = [vscode.Uri.joinPath(extensionUri, 'dist')];
    this.panel = vscode.window.createWebviewPanel(viewType, vscode.l10n.t('Galley Costs'), vscode.ViewColumn.Active, {
      enableScripts: true,
      enableFindWidget: true,
      localResourceRoots: roots,
    });
    this.panel.iconPath = {
      light: vscode.Uri.joinPath(extensionUri, 'media', 'costs-light.svg'),
      dark: vscode.Uri.joinPath(extensionUri, 'media', 'costs-dark.svg'),
    };
    this.subscriptions = [
      this.receipts.onDidChange(() => {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => void this.refresh(), refreshDelay);
      }),
      this.panel.webview.onDidReceiveMessage((message: unknown) => {
        this.receive(message);
      }),
    ];
    this.panel.onDidDispose(() => {
      this.release();
    });
    this.panel.webview.html = html(this.panel.webview, extensionUri);
  }

  onDidDispose(listener: () => void): void {
    this.panel.onDidDispose(listener);
  }

  async show(): Promise<CostSummary | undefined> {
    this.panel.reveal();
    return this.refresh(true);
  }

  dispose(): void {
    this.panel.dispose();
  }

  private async refresh(isAsked = false): Promise<CostSummary | undefined> {
    const epoch = ++this.epoch;
    const posts = await this.receipts.read(isAsked);
    if (this.isDisposed) return undefined;
    const summary = summarise(posts);
    if (epoch === this.epoch) {
      const message: ToCosts = { type: 'costs', costs: costsState(summary, posts.length, vscode.env.language) };
      void this.panel.webview.postMessage(message);
    }
    return summary;
  }

  private receive(message: unknown): void {
    if (!isFromCosts(message)) {
      this.log.warn('The costs page sent a message of an unknown shape');
      return;
    }
    const asked = message.type === 'ready' ? this.refresh() : openPost(message.uri);
    asked.then(undefined, (error: unknown) => {
      this.log.error(`The costs page could not be answered: ${message.type}`, error);
    });
  }

  private release(): void {
    this.isDisposed = true;
    clearTimeout(this.timer);
    for (const subscription of this.subscriptions) subscription.dispose();
  }
}

async function openPost(uri: string): Promise<void> {
  // Only what the search for posts finds is shown, so only that can be asked for.
  await vscode.window.showTextDocument(vscode.Uri.parse(uri, true));
}

function html(webview: vscode.Webview, extensionUri: vscode.Uri): string {
  const address = (file: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', 'webview', file)).toString();
  return webviewPage({
    cspSource: webview.cspSource,
    script: address('costs.js'),
    styles: [address('costs.css')],
    icons: address('codicon.css'),
    title: vscode.l10n.t('Galley Costs'),
    language: vscode.env.language,
    strings: costsStrings(),
  });
}
