import * as vscode from 'vscode';
import { abortError } from '../../common/abort.js';
import type { Log } from '../../common/log.js';
import { UserError } from '../../common/userError.js';
import { stepLabel } from '../../cost/format.js';
import type { CommandArguments } from '../../editor/commands.js';
import { withProgress } from '../../editor/progress.js';
import { requireTrust } from '../../editor/trust.js';
import { parseCluster } from '../cluster.js';
import { additionOf, startReview } from '../makeReview.js';
import type { PlanOutcome, PlanRequest } from '../makePlans.js';
import type { SpecialMessage } from '../quota.js';
import { changeReview, type Review } from '../review.js';
import { readMessage } from './readMessage.js';
import { askMessage } from './askMessage.js';
import { nameOf, requireCluster } from './clusterFile.js';
import { createPosts } from './createPosts.js';
import { titlesOf, type Planning } from './planning.js';
import type { ReviewPanel } from './reviewPanel.js';
import type { Reviews } from './reviews.js';

export interface PlanPostsDeps {
  readonly planning: Planning;
  readonly reviews: Reviews;
  readonly panel: ReviewPanel;
  /** Remembers the last special message of this workspace. */
  readonly memento: vscode.Memento;
  readonly log: Log;
}

const lastMessageKey = 'galley.plan.lastMessage';

interface Options {
  readonly specialMessage: string | undefined;
  readonly accept: boolean;
  readonly confirmed: boolean;
}

/**
 * `planPosts`: `(cluster?, { specialMessage?, accept?, confirmed? })` → the new posts. Without `accept`, they are looked
 * through first, and the command ends when that is decided.
 */
export async function planPosts({ uri, options, isHeadless }: CommandArguments, deps: PlanPostsDeps): Promise<readonly vscode.Uri[] | undefined> {
  requireTrust(stepLabel('plan'));
  const { specialMessage, accept, confirmed } = readOptions(options);
  const document = await requireCluster(uri, isHeadless);
  if (!isHeadless && (await showWaiting(document.uri, deps))) return undefined;
  const cluster = parseCluster(document.getText());
  if (cluster.facts.length === 0)
    throw new UserError(vscode.l10n.t('Could not plan posts: {0} has no facts. Write each of them as a list item or a paragraph.', nameOf(document.uri)));
  const controller = new AbortController();
  const uses = deps.planning.uses(document.uri, controller.signal);
  const base: PlanBase = { cluster: document.uri.toString(), subject: cluster.title, facts: cluster.facts, ...(await deps.planning.asking(document.uri)) };
  const message = specialMessage === undefined ? await ask(document.uri, base, deps) : readMessage(specialMessage, base.studio.pillars);
  const request: PlanRequest = { ...base, message, titles: titlesOf(await uses) };
  const { review, outcome } = await plan(request, document.uri, { confirmed, isHeadless, controller }, deps);
  if (!accept) return decide(review, deps);
  if (controller.signal.aborted) throw abortError();
  return createAll(review, outcome, deps);
}

function readOptions(options: Readonly<Record<string, unknown>>): Options {
  const { specialMessage, accept, confirmed } = options;
  if (specialMessage !== undefined && typeof specialMessage !== 'string')
    throw new UserError(vscode.l10n.t('Could not run the command: its option {0} must be a text.', 'specialMessage'));
  for (const [name, value] of Object.entries({ accept, confirmed }))
    if (value !== undefined && typeof value !== 'boolean') throw new UserError(vscode.l10n.t('Could not run the command: its option {0} must be true or false.', name));
  return { specialMessage, accept: accept === true, confirmed: confirmed === true };
}

type PlanBase = Omit<PlanRequest, 'message' | 'titles'>;

async function ask(uri: vscode.Uri, base: PlanBase, { planning, memento, log }: PlanPostsDeps): Promise<SpecialMessage> {
  const message = await askMessage({
    cluster: nameOf(uri),
    facts: base.facts.length,
    pillars: base.studio.pillars,
    last: memento.get<string>(lastMessageKey),
    quote: (candidate) => planning.quote({ ...base, message: candidate, titles: [] }),
    log,
  });
  if (!message) throw abortError();
  await memento.update(lastMessageKey, message.text);
  return message;
}

interface PlanOptions {
  readonly confirmed: boolean;
  readonly isHeadless: boolean;
  readonly controller: AbortController;
}

/** Asks, and keeps the answer under review whatever comes next. */
async function plan(request: PlanRequest, uri: vscode.Uri, { confirmed, isHeadless, controller }: PlanOptions, { planning, reviews }: PlanPostsDeps): Promise<{ readonly review: Review; readonly outcome: PlanOutcome }> {
  const { label } = await planning.planner();
  const start = startReview({ cluster: request.cluster, subject: request.subject, message: request.message.text, planner: label, facts: request.facts });
  await reviews.save(start);
  try {
    const outcome = await withProgress(vscode.l10n.t('Planning posts from {0}', nameOf(uri)), controller, (report) =>
      planning.ask(request, { confirmed, isHeadless, signal: controller.signal, report }),
    );
    const review = changeReview(start, { type: 'add', addition: additionOf(outcome) });
    await reviews.save(review, outcome);
    return { review, outcome };
  } catch (error) {
    await reviews.end(start.id);
    throw error;
  }
}

/** Without a look: exactly what was asked for, or nothing but the plans, which wait for one. */
async function createAll(review: Review, outcome: PlanOutcome, { reviews }: PlanPostsDeps): Promise<readonly vscode.Uri[]> {
  if (!outcome.isMet)
    throw new UserError(vscode.l10n.t('Could not plan all posts: {0} What was planned waits in Show Planned Posts.', outcome.failures.at(-1) ?? ''));
  const surplus = new Set(outcome.surplus.map(({ title }) => title));
  const { uris } = await createPosts({ ...review, items: review.items.map((item) => ({ ...item, isKept: item.isKept && !surplus.has(item.title) })) });
  await reviews.end(review.id);
  return uris;
}

/** Ends when the posts are there; without any when the review is left undecided, or nobody wants them. */
async function decide(review: Review, { panel }: PlanPostsDeps): Promise<readonly vscode.Uri[] | undefined> {
  const decision = new Promise<readonly vscode.Uri[] | undefined>((resolve) => {
    const listener = panel.onDidLeave((departure) => {
      if (departure.id !== review.id) return;
      listener.dispose();
      resolve(departure.uris);
    });
  });
  await panel.show(review);
  return decision;
}

/** Before anything is bought again: what was planned from this cluster and waits. Resolves to whether it is shown instead. */
async function showWaiting(cluster: vscode.Uri, { reviews, panel }: PlanPostsDeps): Promise<boolean> {
  const waiting = (await reviews.waiting()).filter((review) => review.cluster === cluster.toString()).at(-1);
  if (!waiting) return false;
  const show = { label: vscode.l10n.t('Show Planned Posts'), description: itemCount(waiting), shows: true };
  const more = { label: vscode.l10n.t('Plan Others'), shows: false };
  const picked = await vscode.window.showQuickPick([show, more], {
    title: vscode.l10n.t('Plan Posts from {0}', nameOf(cluster)),
    placeHolder: vscode.l10n.t('Posts that were planned from this cluster wait for your decision.'),
  });
  if (!picked) throw abortError();
  if (picked.shows) await panel.show(waiting);
  return picked.shows;
}

export async function showPlanned({ reviews, panel }: PlanPostsDeps): Promise<number> {
  const waiting = await reviews.waiting();
  const [only] = waiting;
  if (!only) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No planned posts wait for a decision.'));
    return 0;
  }
  const review = waiting.length === 1 ? only : await pickReview(waiting);
  if (review) await panel.show(review);
  return waiting.length;
}

async function pickReview(waiting: readonly Review[]): Promise<Review | undefined> {
  const rows = waiting.map((review) => ({ label: nameOf(vscode.Uri.parse(review.cluster, true)), description: itemCount(review), detail: review.message, review }));
  return (await vscode.window.showQuickPick(rows.reverse(), { title: vscode.l10n.t('Show Planned Posts') }))?.review;
}

function itemCount({ items }: Review): string {
  return items.length === 1 ? vscode.l10n.t('1 post') : vscode.l10n.t('{0} posts', items.length);
}
