import * as vscode from 'vscode';
import { isAbort } from '../../common/abort.js';
import { commandIds, showFailure } from '../../editor/commands.js';
import { SinglePanel, type LivePage } from '../../editor/livePanel.js';
import type { Review } from '../review.js';
import { isFromReview, isSavedReview, type FromReview, type ToReview } from '../reviewProtocol.js';
import { reviewStrings } from '../reviewStrings.js';
import { ReviewDesk, type ReviewDeskDeps } from './reviewDesk.js';
import { tellCreated } from './tellCreated.js';

export const reviewViewType = 'galley.review';

export interface ReviewPanelDeps extends ReviewDeskDeps {
  readonly extensionUri: vscode.Uri;
}

/** The panel of a review was left: with its posts, or `undefined` when there are none, or none yet. */
export interface Departure {
  readonly id: string;
  readonly uris: readonly vscode.Uri[] | undefined;
}

/** The screen on which planned posts are looked through before there are files. One for the window. */
export class ReviewPanel implements vscode.Disposable {
  private readonly desk: ReviewDesk;
  private readonly panel: SinglePanel<undefined, FromReview>;
  private readonly left = new vscode.EventEmitter<Departure>();
  private readonly subscriptions: readonly { dispose(): unknown }[];
  private current: string | undefined;

  readonly onDidLeave = this.left.event;

  constructor(private readonly deps: ReviewPanelDeps) {
    this.desk = new ReviewDesk(deps);
    this.panel = new SinglePanel(this.page(), { extensionUri: deps.extensionUri, log: deps.log });
    this.subscriptions = [
      this.panel,
      this.desk,
      this.left,
      vscode.window.registerWebviewPanelSerializer(reviewViewType, { deserializeWebviewPanel: (panel, state) => this.restore(panel, state) }),
    ];
  }

  async show(review: Review): Promise<void> {
    if (this.current !== review.id) this.leave(undefined);
    this.current = review.id;
    this.desk.lookForUses(review);
    await this.panel.show();
  }

  dispose(): void {
    this.current = undefined;
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private async restore(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const waiting = await this.deps.reviews.waiting();
    const review = (isSavedReview(state) ? waiting.find(({ id }) => id === state.id) : undefined) ?? waiting.at(-1);
    this.current = review?.id;
    if (review) this.desk.lookForUses(review);
    this.panel.restore(panel);
  }

  private page(): LivePage<undefined, FromReview> {
    return {
      viewType: reviewViewType,
      title: vscode.l10n.t('Planned Posts'),
      name: 'review',
      strings: reviewStrings,
      // What is typed is shown as it is typed.
      refreshDelay: 0,
      read: async () => ({ result: undefined, message: await this.message() }),
      onDidChange: (listener) => this.desk.onDidChange(listener),
      isMessage: isFromReview,
      receive: async (message) => {
        try {
          await this.receive(message);
        } catch (error) {
          if (!isAbort(error) && !(error instanceof vscode.CancellationError)) void showFailure(commandIds.planPosts, error, this.deps.log);
        }
      },
      closed: () => {
        const review = this.review();
        this.leave(undefined);
        if (review) void tellKept();
      },
    };
  }

  private async message(): Promise<ToReview> {
    const review = this.review();
    if (review) return { type: 'review', review: await this.desk.state(review) };
    return { type: 'empty', title: vscode.l10n.t('No planned posts'), advice: vscode.l10n.t('Open a cluster file and run Plan Posts... to plan some.') };
  }

  private async receive(message: Exclude<FromReview, { readonly type: 'ready' }>): Promise<void> {
    const review = this.review();
    if (!review) return;
    const decision = await this.desk.fulfil(message, review);
    if (decision === undefined) return;
    this.leave(decision === 'discarded' ? undefined : decision.uris);
    this.panel.close();
    if (decision !== 'discarded') await tellCreated(decision, vscode.Uri.parse(review.cluster, true));
  }

  private leave(uris: readonly vscode.Uri[] | undefined): void {
    const id = this.current;
    this.current = undefined;
    if (id !== undefined) this.left.fire({ id, uris });
  }

  private review(): Review | undefined {
    return this.current === undefined ? undefined : this.deps.reviews.get(this.current);
  }
}

/** The panel was closed and nothing decided. */
async function tellKept(): Promise<void> {
  const show = vscode.l10n.t('Show Planned Posts');
  const answer = await vscode.window.showInformationMessage(vscode.l10n.t('The planned posts are kept until you create or discard them.'), show);
  if (answer === show) await vscode.commands.executeCommand(commandIds.showPlannedPosts);
}
