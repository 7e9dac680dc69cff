import * as vscode from 'vscode';
import { asError } from '../common/asError.js';
import type { Log } from '../common/log.js';
import { webviewPage } from './webviewPage.js';

/** A page that shows one state, which is worked out from the workspace. */
export interface LivePage<Result, From extends { readonly type: string }> {
  readonly viewType: string;
  readonly title: string;
  /** Names its script and style sheet in `dist/webview`, and its icons in `media`. */
  readonly name: string;
  strings(): Readonly<Record<string, string>>;
  /** What a caller gets, and the message that shows it. `isAsked`: a person waits for it. */
  read(isAsked: boolean, signal: AbortSignal): Promise<{ readonly result: Result; readonly message: unknown }>;
  /** Milliseconds between a change and its showing; without it long enough for bursts. */
  readonly refreshDelay?: number | undefined;
  /** What the page shows may be out of date. */
  onDidChange(listener: () => void): { dispose(): unknown };
  /** The panel was closed, by whomever. */
  closed?(): void;
  isMessage(value: unknown): value is From;
  /** Everything but `ready`. */
  receive(message: Exclude<From, { readonly type: 'ready' }>): Promise<unknown>;
}

export interface LivePanelContext {
  readonly extensionUri: vscode.Uri;
  readonly log: Log;
}

/** Changes come in bursts while a pipeline runs. */
const refreshDelay = 400;

/** A page in an editor of its own, kept up to date while it can be seen. */
export class LivePanel<Result, From extends { readonly type: string }> {
  private readonly panel: vscode.WebviewPanel;
  private readonly subscriptions: readonly { dispose(): unknown }[];
  private readonly disposal = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private reads = 0;
  private epoch = 0;

  /** In `restored`, a panel that VS Code brought back after a reload. */
  constructor(private readonly page: LivePage<Result, From>, { extensionUri, log }: LivePanelContext, restored?: vscode.WebviewPanel) {
    const options = { enableScripts: true, localResourceRoots: [vscode.Uri.joinPath(extensionUri, 'dist')] };
    this.panel = restored ?? vscode.window.createWebviewPanel(page.viewType, page.title, vscode.ViewColumn.Active, { ...options, enableFindWidget: true });
    // The old roots point at an install that may be deleted.
    if (restored) restored.webview.options = options;
    this.panel.iconPath = {
      light: vscode.Uri.joinPath(extensionUri, 'media', `${page.name}-light.svg`),
      dark: vscode.Uri.joinPath(extensionUri, 'media', `${page.name}-dark.svg`),
    };
    const failed = (what: string) => (error: unknown): void => {
      if (!this.disposal.signal.aborted) log.error(`The page ${page.name} could not be answered: ${what}`, asError(error));
    };
    this.subscriptions = [
      page.onDidChange(() => { this.refreshSoon(failed('refresh')); }),
      this.panel.webview.onDidReceiveMessage((message: unknown) => {
        if (!page.isMessage(message)) log.warn(`The page ${page.name} sent a message of an unknown shape`);
        else this.receive(message).then(undefined, failed(message.type));
      }),
    ];
    this.panel.onDidDispose(() => {
      this.disposal.abort();
      clearTimeout(this.timer);
      for (const subscription of this.subscriptions) subscription.dispose();
      page.closed?.();
    });
    this.panel.webview.html = html(page, this.panel.webview, extensionUri);
  }

  onDidDispose(listener: () => void): void {
    this.panel.onDidDispose(listener);
  }

  /** `undefined` when it was closed meanwhile. */
  show(signal?: AbortSignal): Promise<Result | undefined> {
    this.panel.reveal();
    return this.refresh(true, signal);
  }

  async refresh(isAsked = false, signal?: AbortSignal): Promise<Result | undefined> {
    const epoch = ++this.epoch;
    const closed = this.disposal.signal;
    this.reads++;
    try {
      const { result, message } = await this.page.read(isAsked, signal ? AbortSignal.any([closed, signal]) : closed);
      if (closed.aborted) return undefined;
      if (epoch === this.epoch) void this.panel.webview.postMessage(message);
      return result;
    } finally {
      this.reads--;
    }
  }

  dispose(): void {
    this.panel.dispose();
  }

  /** A hidden page asks for its state when it is shown again. */
  private refreshSoon(failed: (error: unknown) => void): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (this.reads > 0) this.refreshSoon(failed);
      else if (this.panel.visible) this.refresh().then(undefined, failed);
    }, this.page.refreshDelay ?? refreshDelay);
  }

  private receive(message: From): Promise<unknown> {
    return isOther(message) ? this.page.receive(message) : this.refresh();
  }
}

function isOther<From extends { readonly type: string }>(message: From): message is Exclude<From, { readonly type: 'ready' }> {
  return message.type !== 'ready';
}

/** One panel of a kind at a time, made when it is first asked for. */
export class SinglePanel<Result, From extends { readonly type: string }> {
  private current: LivePanel<Result, From> | undefined;

  constructor(private readonly page: LivePage<Result, From>, private readonly context: LivePanelContext) {}

  show(signal?: AbortSignal): Promise<Result | undefined> {
    this.current ??= this.open();
    return this.current.show(signal);
  }

  /** Where it is open. */
  refresh(): Promise<Result | undefined> {
    return this.current?.refresh() ?? Promise.resolve(undefined);
  }

  dispose(): void {
    this.current?.dispose();
  }

  /** Takes over a panel that VS Code brought back after a reload. */
  restore(panel: vscode.WebviewPanel): void {
    // There is one of a kind.
    this.current?.dispose();
    this.current = this.open(panel);
  }

  /** Closes the panel; it can be shown again. */
  close(): void {
    this.current?.dispose();
  }

  private open(restored?: vscode.WebviewPanel): LivePanel<Result, From> {
    const panel = new LivePanel(this.page, this.context, restored);
    panel.onDidDispose(() => {
      if (this.current === panel) this.current = undefined;
    });
    return panel;
  }
}

function html(page: Pick<LivePage<unknown, never>, 'name' | 'title' | 'strings'>, webview: vscode.Webview, extensionUri: vscode.Uri): string {
  const { name, title } = page;
  const address = (file: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', 'webview', file)).toString();
  return webviewPage({
    cspSource: webview.cspSource,
    script: address(`${name}.js`),
    styles: [address(`${name}.css`)],
    icons: address('codicon.css'),
    title,
    language: vscode.env.language,
    strings: page.strings(),
  });
}
