import * as vscode from 'vscode';
import type { Log } from '../../common/log.js';
import type { Posts } from '../../editor/posts.js';
import type { Runs } from '../../pipeline/runs.js';
import { bodyState, pageState } from '../page.js';
import type { MediaBase, ToPreview } from '../protocol.js';
import { runningState, stepsState } from '../steps.js';
import type { PostDetails, StepView } from '../view.js';
import { heroState, videoState } from './hero.js';
import { mediaRootOf } from './html.js';

export interface SessionDeps {
  readonly log: Log;
  readonly posts: Posts;
  readonly runs: Runs;
  /** Synchronous and cheap: asked on every keystroke. */
  readonly details: (document: vscode.TextDocument) => PostDetails;
  /** The steps that make sense for the post, in their order. */
  readonly steps: (document: vscode.TextDocument) => Promise<readonly StepView[]>;
  /** Something other than the post changed what `steps` or `details` say: settings, keys, galley.yaml. */
  readonly onDidChangeSteps: vscode.Event<void>;
}

/** Typing comes in bursts, and what the steps say needs hashes and prices. */
const stepsDelay = 200;

/** Keeps one page in step with one post; sends only what changed since the page was loaded. */
export class PreviewSession {
  private readonly subscriptions: readonly { dispose(): unknown }[];
  private readonly sent = new Map<string, string>();
  private readonly written = new Map<string, string>();
  private document: vscode.TextDocument | undefined;
  private isReady = false;
  private updateQueued = false;
  private epoch = 0;
  private stepsTimer: NodeJS.Timeout | undefined;

  constructor(
    private readonly webview: vscode.Webview,
    private readonly deps: SessionDeps,
  ) {
    this.subscriptions = [
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length === 0 || document.uri.toString() !== this.document?.uri.toString()) return;
        // A file that was closed meanwhile comes back as another object.
        this.document = document;
        this.queueUpdate();
      }),
      deps.runs.onDidChange((uri) => {
        if (uri === this.document?.uri.toString()) this.sendRunning();
      }),
      deps.onDidChangeSteps(() => {
        this.queueUpdate();
      }),
    ];
  }

  get shown(): vscode.TextDocument | undefined {
    return this.document;
  }

  show(document: vscode.TextDocument | undefined): void {
    this.document = document;
    this.reset();
  }

  /** The page was loaded, for the first time or again: it knows nothing. */
  ready(): void {
    this.isReady = true;
    this.reset();
  }

  /** Scrolls to a line of the file. */
  scrollTo(line: number): void {
    if (this.isReady) this.post({ type: 'scroll', line });
  }

  post(message: ToPreview): void {
    // Rejects or resolves to false once the page is gone; nothing is lost, for a page that comes back asks again.
    void this.webview.postMessage(message);
  }

  dispose(): void {
    clearTimeout(this.stepsTimer);
    this.epoch += 1;
    this.isReady = false;
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private reset(): void {
    this.sent.clear();
    this.written.clear();
    this.epoch += 1;
    if (!this.isReady) return;
    void this.update();
    this.sendRunning();
    void this.sendSteps();
  }

  private queueUpdate(): void {
    clearTimeout(this.stepsTimer);
    this.stepsTimer = setTimeout(() => void this.sendSteps(), stepsDelay);
    if (this.updateQueued) return;
    this.updateQueued = true;
    // One update for all the changes that arrive together.
    setImmediate(() => {
      this.updateQueued = false;
      if (this.isReady) void this.update();
    });
  }

  private async update(): Promise<void> {
    const document = this.document;
    if (!document) {
      this.sendEmpty();
      return;
    }
    const epoch = ++this.epoch;
    const post = this.deps.posts.get(document);
    const root = mediaRootOf(document);
    const media = root && this.mediaBase(document, root);
    this.send('body', { type: 'body', body: bodyState(post, document.uri.toString(), media) });
    const folder = media?.folder ?? '';
    const [hero, video] = await Promise.all([heroState(post, folder, root, this.webview), videoState(post, folder, root, this.webview)]);
    if (epoch !== this.epoch) return;
    const fileName = document.uri.path.split('/').at(-1) ?? '';
    const details = this.deps.details(document);
    this.send('page', { type: 'page', page: pageState({ post, uri: document.uri.toString(), fileName, hero, video, details }) });
  }

  private async sendSteps(): Promise<void> {
    const document = this.document;
    if (!document || !this.isReady) return;
    const { version } = document;
    try {
      const views = await this.deps.steps(document);
      if (document !== this.document || document.version !== version) return;
      const uri = document.uri.toString();
      this.send('steps', { type: 'steps', steps: stepsState(uri, views, (step) => this.deps.runs.remarksOn(uri, step)) });
    } catch (error) {
      this.deps.log.error('The steps of a post could not be worked out', error);
    }
  }

  private sendRunning(): void {
    const uri = this.document?.uri.toString();
    if (uri === undefined || !this.isReady) return;
    const runs = this.deps.runs.of(uri);
    const now = Date.now();
    const running = runs.map((run) => runningState(run, now));
    const isNews = this.isNews('running', JSON.stringify(running.map((run) => ({ ...run, seconds: 0 }))));
    if (isNews) this.post({ type: 'running', running });
    for (const run of runs) this.sendWritten(run.step, run.text ?? '');
    for (const step of this.written.keys()) if (!runs.some((run) => run.step === step)) this.written.delete(step);
    if (isNews) void this.sendSteps();
  }

  /** Streams only what was added. */
  private sendWritten(step: string, text: string): void {
    const before = this.written.get(step) ?? '';
    if (text === before) return;
    const from = text.startsWith(before) ? before.length : 0;
    this.written.set(step, text);
    this.post({ type: 'text', step, from, text: text.slice(from) });
  }

  private sendEmpty(): void {
    this.send('empty', {
      type: 'empty',
      empty: {
        title: vscode.l10n.t('No post to show'),
        advice: vscode.l10n.t('Open a file that ends in .post.md and it appears here, or make a new post.'),
      },
    });
  }

  private send(part: string, message: ToPreview): void {
    if (this.isReady && this.isNews(part, JSON.stringify(message))) this.post(message);
  }

  private isNews(part: string, content: string): boolean {
    if (this.sent.get(part) === content) return false;
    this.sent.set(part, content);
    return true;
  }

  private mediaBase(document: vscode.TextDocument, root: vscode.Uri): MediaBase {
    const folder = document.uri.path.slice(root.path.length).split('/').slice(0, -1).filter((part) => part !== '').join('/');
    return { root: this.webview.asWebviewUri(root).toString().replace(/\/$/, ''), folder };
  }
}
