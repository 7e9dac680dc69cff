import * as vscode from 'vscode';
import { asError } from '../../common/asError.js';
import type { Log } from '../../common/log.js';
import { formatPrice } from '../../cost/format.js';
import { commandIds } from '../../editor/commands.js';
import type { WorkspacePosts } from '../../posts/editor/watcher.js';
import type { Studios } from '../../studio/editor/studios.js';
import type { PlanRequest } from '../makePlans.js';
import { keptItems, type Review, type ReviewItem } from '../review.js';
import type { FromReview, ReviewState } from '../reviewProtocol.js';
import type { SourceUse } from '../usedBefore.js';
import { openCluster, revealFact } from './clusterFile.js';
import type { CreatedPosts } from './createPosts.js';
import { titlesOf, type Planning } from './planning.js';
import type { Reviews } from './reviews.js';
import { Works } from './works.js';
import { WorkspaceTitles } from './workspaceTitles.js';

export interface ReviewDeskDeps {
  readonly reviews: Reviews;
  readonly planning: Planning;
  readonly studios: Studios;
  readonly known: WorkspacePosts;
  readonly log: Log;
}

/** What became of a review: the posts, or that nobody wants them. */
export type Decision = CreatedPosts | 'discarded';

type Wish = Exclude<FromReview, { readonly type: 'ready' }>;

/** Knows what a review's page shows, and does what is asked for on it. */
export class ReviewDesk implements vscode.Disposable {
  private readonly works = new Works();
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly uses = new Map<string, readonly SourceUse[]>();
  private readonly disposal = new AbortController();
  private readonly titles: WorkspaceTitles;
  private readonly subscriptions: readonly { dispose(): unknown }[];

  readonly onDidChange = this.changed.event;

  constructor(private readonly deps: ReviewDeskDeps) {
    this.titles = new WorkspaceTitles(deps.known.index);
    const changed = (): void => { this.changed.fire(); };
    this.subscriptions = [this.changed, this.works, deps.reviews.onDidChange(changed), this.works.onDidChange(changed), deps.studios.onDidChange(changed), deps.planning.onDidChangeModels(changed)];
  }

  /** Looks for posts that rest on the same facts; the page shows them when they are found. */
  lookForUses({ cluster }: Review): void {
    const { signal } = this.disposal;
    this.deps.planning.uses(vscode.Uri.parse(cluster, true), signal).then(
      (uses) => {
        if (signal.aborted) return;
        this.uses.set(cluster, uses);
        this.changed.fire();
      },
      (error: unknown) => { this.deps.log.error('Posts with the same facts could not be looked for', asError(error)); },
    );
  }

  async state(review: Review): Promise<ReviewState> {
    const [{ reviewState }, { readMessage }, { quotaStatus }] = await Promise.all([import('../reviewPage.js'), import('./readMessage.js'), import('../quotaStatus.js')]);
    const { pillars } = await this.deps.studios.of(vscode.Uri.parse(review.cluster, true));
    const special = readMessage(review.message, pillars);
    const missing = quotaStatus(special, keptItems(review)).missing.length;
    const prices = new Map<number, string>();
    for (const count of new Set([1, missing])) if (count > 0) prices.set(count, await this.priceOf(count, review));
    return reviewState({
      review, special, pillars,
      uses: this.uses.get(review.cluster) ?? [],
      postTitled: (title) => this.titles.find(title),
      priceOf: (count) => prices.get(count),
      busy: this.works.of(review.id),
    });
  }

  /** Resolves to what became of the review, when this wish decided it. */
  async fulfil(wish: Wish, review: Review): Promise<Decision | undefined> {
    const { reviews, known } = this.deps;
    const cluster = vscode.Uri.parse(review.cluster, true);
    switch (wish.type) {
      case 'keep':
      case 'text':
      case 'format':
        reviews.change(review.id, wish);
        return undefined;
      case 'pillar':
        reviews.change(review.id, { ...wish, pillar: wish.pillar === '' ? undefined : wish.pillar });
        return undefined;
      case 'askAnother':
        await this.ask(review, review.items.filter(({ key }) => key === wish.item));
        return undefined;
      case 'askMissing':
        await this.ask(review, undefined);
        return undefined;
      case 'cancel':
        this.works.cancel(review.id);
        return undefined;
      case 'create':
        return this.create(review);
      case 'discard':
        return (await this.discard(review)) ? 'discarded' : undefined;
      case 'openFact':
        await revealFact(cluster, review.facts.find(({ id }) => id === wish.fact));
        return undefined;
      case 'openCluster':
        await vscode.window.showTextDocument(await openCluster(cluster));
        return undefined;
      case 'openLink':
        // Only posts of the workspace are shown as links, so only they can be asked for.
        if (known.index.get(wish.uri)) await vscode.window.showTextDocument(vscode.Uri.parse(wish.uri, true));
        return undefined;
      case 'openCosts':
        await vscode.commands.executeCommand(commandIds.showCosts);
        return undefined;
    }
  }

  dispose(): void {
    this.disposal.abort();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** Others of the items' kinds, or what is missing. */
  private async ask(review: Review, like: readonly ReviewItem[] | undefined): Promise<void> {
    if (like?.length === 0) return;
    const { planning, reviews } = this.deps;
    const { label } = await planning.planner();
    await this.works.run(review.id, vscode.l10n.t('Asking {0}', label), true, async (signal, report) => {
      const request = await this.request(review, like?.map(({ contentFormat, pillar }) => ({ contentFormat, pillar })));
      const outcome = await planning.ask(request, { confirmed: false, isHeadless: false, signal, report });
      reviews.hold(review.id, outcome);
      const { additionOf } = await import('../makeReview.js');
      reviews.change(review.id, { type: 'add', addition: additionOf(outcome) });
    });
  }

  private async create(review: Review): Promise<CreatedPosts | undefined> {
    let created: CreatedPosts | undefined;
    await this.works.run(review.id, vscode.l10n.t('Creating the posts'), false, async () => {
      const { createPosts } = await import('./createPosts.js');
      created = await createPosts(review);
      await this.deps.reviews.end(review.id);
    });
    return created;
  }

  private async discard(review: Review): Promise<boolean> {
    const discard = vscode.l10n.t('Discard');
    const isPaid = review.receipts.some(({ cost }) => cost !== 0);
    const detail = isPaid ? vscode.l10n.t('What planning cost is spent, and the plans cannot be brought back.') : vscode.l10n.t('The plans cannot be brought back.');
    if ((await vscode.window.showWarningMessage(vscode.l10n.t('Discard the planned posts?'), { modal: true, detail }, discard)) !== discard) return false;
    await this.deps.reviews.end(review.id);
    return true;
  }

  private async priceOf(count: number, review: Review): Promise<string> {
    const any = { contentFormat: undefined, pillar: undefined };
    const request = await this.request(review, Array.from({ length: count }, () => any));
    return formatPrice((await this.deps.planning.quote(request)).price);
  }

  private async request(review: Review, wanted: PlanRequest['wanted']): Promise<PlanRequest> {
    const [{ readMessage }, asking] = await Promise.all([import('./readMessage.js'), this.deps.planning.asking(vscode.Uri.parse(review.cluster, true))]);
    return {
      cluster: review.cluster,
      subject: review.subject,
      facts: review.facts,
      message: readMessage(review.message, asking.studio.pillars),
      titles: titlesOf(this.uses.get(review.cluster) ?? []),
      standing: keptItems(review),
      wanted,
      ...asking,
    };
  }
}
