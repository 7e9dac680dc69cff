import * as vscode from 'vscode';
import { asError } from '../../common/asError.js';
import type { Log } from '../../common/log.js';
import type { Intent, Journal, OpenRun } from '../../pipeline/journal.js';
import { isSameReceipt } from '../../pipeline/recover.js';
import { changeReview, type Review, type ReviewAction } from '../review.js';
import type { ReviewStore } from '../reviewStore.js';

/** What was paid for and is under review: to be closed when the posts are written, or nobody wants them. */
export interface Purchase {
  close(): Promise<void>;
}

export interface ReviewsDeps {
  readonly store: ReviewStore;
  readonly journal: Journal;
  readonly log: Log;
}

/**
 * The plans of this window that wait for a decision. They are on disk, and what was paid for them stays in the journal
 * as well, until they become posts or are discarded on purpose.
 */
export class Reviews implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<Review>();
  private readonly known = new Map<string, Review>();
  private readonly purchases = new Map<string, Purchase[]>();
  /** Being written, and whether that has become old meanwhile. */
  private readonly writing = new Map<string, { isOld: boolean }>();
  private loading: Promise<void> | undefined;

  readonly onDidChange = this.changed.event;

  constructor(private readonly deps: ReviewsDeps) {}

  /** Those with something to decide, oldest first. */
  async waiting(): Promise<readonly Review[]> {
    await this.load();
    return [...this.known.values()].filter(({ items, cluster }) => items.length > 0 && isOfThisWindow(cluster));
  }

  async find(isOne: (review: Review) => boolean): Promise<Review | undefined> {
    await this.load();
    return [...this.known.values()].findLast(isOne);
  }

  get(id: string): Review | undefined {
    return this.known.get(id);
  }

  /** On disk when it resolves. A disk that cannot be written must not keep what was paid for out of sight. */
  async save(review: Review, purchase?: Purchase): Promise<void> {
    await this.load();
    if (purchase) this.hold(review.id, purchase);
    this.set(review);
    await this.deps.store.save(review).catch((error: unknown) => { this.notSaved(error); });
  }

  /** On its way to the disk at once: a window may be reloaded right after a click. */
  change(id: string, action: ReviewAction): void {
    const review = this.known.get(id);
    if (!review) return;
    this.set(changeReview(review, action));
    this.write(id);
  }

  /** Nothing is left to decide. */
  async end(id: string): Promise<void> {
    const review = this.known.get(id);
    if (!review) return;
    // A window that was reloaded a moment ago has not taken its purchases over yet: left to a later look, they would
    // bring the plan back.
    const abandoned = await this.deps.journal.claimAbandoned((intent) => isPlanOf(intent, review.cluster));
    for (const run of abandoned) {
      const { progress } = run.entry;
      if (progress.stage === 'finished' && review.receipts.some((receipt) => isSameReceipt(receipt, progress.receipt))) await run.close();
      else await run.leave();
    }
    for (const purchase of this.purchases.get(id) ?? []) await purchase.close();
    this.purchases.delete(id);
    this.known.delete(id);
    await this.deps.store.remove(id);
    this.changed.fire(review);
  }

  hold(id: string, purchase: Purchase | OpenRun): void {
    this.purchases.set(id, [...(this.purchases.get(id) ?? []), purchase]);
  }

  dispose(): void {
    this.changed.dispose();
  }

  /** One write at a time, so that fast typing is written as fast as the disk takes it. */
  private write(id: string): void {
    const review = this.known.get(id);
    if (!review) return;
    const current = this.writing.get(id);
    if (current) {
      current.isOld = true;
      return;
    }
    const writing = { isOld: false };
    this.writing.set(id, writing);
    const written = (): void => {
      this.writing.delete(id);
      if (writing.isOld) this.write(id);
    };
    this.deps.store.save(review).then(written, (error: unknown) => {
      this.notSaved(error);
      written();
    });
  }

  private notSaved(error: unknown): void {
    this.deps.log.error('A plan under review could not be kept on disk', asError(error));
  }

  private set(review: Review): void {
    this.known.set(review.id, review);
    this.changed.fire(review);
  }

  private load(): Promise<void> {
    return (this.loading ??= this.deps.store.all().then((reviews) => {
      for (const review of reviews) if (!this.known.has(review.id)) this.known.set(review.id, review);
    }));
  }
}

/** Otherwise another window has the folder of the cluster open, now or later, and will show what was planned from it. */
export function isOfThisWindow(cluster: string): boolean {
  const isOpen = vscode.workspace.textDocuments.some(({ uri }) => uri.toString() === cluster);
  return isOpen || vscode.workspace.workspaceFolders === undefined || vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(cluster, true)) !== undefined;
}

function isPlanOf({ step, post }: Intent, cluster: string): boolean {
  return step === 'plan' && post === cluster;
}
