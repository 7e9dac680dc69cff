import * as vscode from 'vscode';
import { asError } from '../../common/asError.js';
import { shortHash } from '../../common/hash.js';
import type { Log } from '../../common/log.js';
import { isPost, type Posts } from '../../editor/posts.js';
import type { CheckProblem } from '../codes.js';
import type { Dependencies } from '../dependencies.js';
import { moveProblems } from '../moveProblems.js';
import { sourceMemos, type SourceMemos } from '../sourceChecks.js';
import type { Checker } from './checker.js';
import { dependenciesOf } from './dependenciesOf.js';
import type { Published } from './published.js';
import { Slices } from '../../common/slices.js';

/** What is dear to find waits until the hand rests. */
const restDelay = 300;

interface Entry {
  readonly document: vscode.TextDocument;
  readonly memos: SourceMemos;
  quick: readonly CheckProblem[];
  /** Found at rest; moved along with the text until the next rest. */
  slow: readonly CheckProblem[];
  timer: NodeJS.Timeout | undefined;
}

/** Checks the posts that are open: cheap things on every change, the rest when typing pauses. */
export class OpenChecks implements vscode.Disposable {
  private readonly entries = new Map<string, Entry>();
  private readonly subscriptions: readonly vscode.Disposable[];

  constructor(
    private readonly posts: Posts,
    private readonly checker: Checker,
    private readonly published: Published,
    private readonly dependencies: Dependencies,
    private readonly log: Log,
    /** A post that belongs to the workspace is not open any more. */
    private readonly onDidClose: (uri: vscode.Uri) => void,
  ) {
    for (const document of vscode.workspace.textDocuments) this.open(document);
    this.subscriptions = [
      vscode.workspace.onDidOpenTextDocument((document) => { this.open(document); }),
      vscode.workspace.onDidCloseTextDocument((document) => { this.close(document); }),
      vscode.workspace.onDidChangeTextDocument((event) => { this.change(event); }),
    ];
  }

  has(uri: string): boolean {
    return this.entries.has(uri);
  }

  get all(): Iterable<string> {
    return this.entries.keys();
  }

  problemsOf(document: vscode.TextDocument): readonly CheckProblem[] {
    const entry = this.entries.get(document.uri.toString());
    return entry ? [...entry.quick, ...entry.slow] : [];
  }

  /** Something else than its text changed what is to say about an open post. */
  refresh(uri: string): void {
    const entry = this.entries.get(uri);
    if (entry) this.check(entry);
  }

  dispose(): void {
    for (const { timer } of this.entries.values()) clearTimeout(timer);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private open(document: vscode.TextDocument): void {
    if (!isChecked(document)) return;
    const entry: Entry = { document, memos: sourceMemos(), quick: [], slow: [], timer: undefined };
    clearTimeout(this.entries.get(document.uri.toString())?.timer);
    this.entries.set(document.uri.toString(), entry);
    this.check(entry);
  }

  private close(document: vscode.TextDocument): void {
    const key = document.uri.toString();
    const entry = this.entries.get(key);
    if (entry?.document !== document) return;
    clearTimeout(entry.timer);
    this.entries.delete(key);
    this.onDidClose(document.uri);
  }

  private change({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const entry = this.entries.get(document.uri.toString());
    if (!entry) {
      // A new file, or one that was given another language.
      if (contentChanges.length > 0) this.open(document);
      return;
    }
    if (contentChanges.length === 0) return;
    for (const { rangeOffset, rangeLength, text } of contentChanges) {
      entry.slow = moveProblems(entry.slow, { start: rangeOffset, length: rangeLength, added: text.length });
    }
    this.check(entry);
  }

  private check(entry: Entry): void {
    const { document } = entry;
    entry.quick = this.checker.quick(document.uri, this.posts.get(document), this.checker.peek(document.uri));
    this.publish(entry);
    clearTimeout(entry.timer);
    entry.timer = setTimeout(() => {
      this.checkAtRest(entry).catch((error: unknown) => { this.log.error('A post could not be checked', asError(error)); });
    }, restDelay);
  }

  private async checkAtRest(entry: Entry): Promise<void> {
    const { document, memos } = entry;
    const { version, uri } = document;
    const post = this.posts.get(document);
    const isOld = (): boolean => document.version !== version || this.entries.get(uri.toString()) !== entry;
    const [studio] = await Promise.all([this.checker.studioOf(uri), this.checker.prepare()]);
    const slices = new Slices();
    const found = await slices.finish(await this.checker.slow(uri, post, studio, memos));
    if (isOld()) return;
    const onDisk = await this.checker.onDisk(uri, post, studio, true);
    if (isOld()) return;
    entry.quick = this.checker.quick(uri, post, studio);
    entry.slow = [...found.problems, ...onDisk];
    this.publish(entry);
    this.dependencies.note(uri.toString(), dependenciesOf(uri, post, this.problemsOf(document)));
    this.published.note(uri, shortHash(post.text), this.problemsOf(document), found.states);
  }

  private publish({ document, quick, slow }: Entry): void {
    this.published.set(document.uri, document.getText(), [...quick, ...slow]);
  }
}

/** Not the old versions and comparisons that other schemes show of the same paths. */
function isChecked(document: vscode.TextDocument): boolean {
  const { uri } = document;
  const isOurs = uri.scheme === 'file' || uri.scheme === 'untitled' || vscode.workspace.getWorkspaceFolder(uri) !== undefined;
  return isOurs && isPost(document);
}
