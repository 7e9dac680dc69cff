import * as vscode from 'vscode';
import type { PostIndex, PostNotes } from '../../posts/postIndex.js';
import type { CheckProblem } from '../codes.js';
import type { ProblemDocs } from './problemDocs.js';
import { toDiagnostics } from './toDiagnostic.js';

/** The problems that VS Code shows, one list for each file, and their numbers in the index. */
export class Published implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection('galley');
  private readonly waiting = new Map<string, [vscode.Uri, vscode.Diagnostic[]]>();
  private readonly waitingNotes: (() => void)[] = [];

  constructor(private readonly docs: ProblemDocs, private readonly index: PostIndex) {}

  set(uri: vscode.Uri, text: string, problems: readonly CheckProblem[]): void {
    this.waiting.delete(uri.toString());
    // Setting nothing over nothing would still be sent to the window.
    if (problems.length === 0 && !this.collection.has(uri)) return;
    this.collection.set(uri, toDiagnostics(text, problems, this.docs));
  }

  /** Like `set`, with the next `flush`: a message for each of thousands of files would keep the window busy. */
  setLater(uri: vscode.Uri, text: string, problems: readonly CheckProblem[]): void {
    if (problems.length === 0 && !this.collection.has(uri)) return;
    this.waiting.set(uri.toString(), [uri, toDiagnostics(text, problems, this.docs)]);
  }

  /** Like `note`, with the next `flush`, in one event of the index. */
  noteLater(...note: Parameters<Published['note']>): void {
    this.waitingNotes.push(() => { this.note(...note); });
  }

  flush(): void {
    if (this.waiting.size > 0) this.collection.set([...this.waiting.values()]);
    this.waiting.clear();
    this.index.batch(() => { for (const note of this.waitingNotes.splice(0)) note(); });
  }

  delete(uri: vscode.Uri): void {
    this.waiting.delete(uri.toString());
    this.collection.delete(uri);
  }

  /** For lists of posts: how many problems the text with this hash has, and how far its steps are. */
  note(uri: vscode.Uri, hash: string, problems: readonly CheckProblem[], states: NonNullable<PostNotes['states']>): void {
    const count = (wanted: CheckProblem['severity']): number => problems.filter(({ severity }) => severity === wanted).length;
    this.index.annotate(uri.toString(), hash, { problems: { errors: count('error'), warnings: count('warning') }, states });
  }

  dispose(): void {
    this.collection.dispose();
  }
}
