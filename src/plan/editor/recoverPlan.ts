import * as vscode from 'vscode';
import { commandIds } from '../../editor/commands.js';
import type { RunRecovery } from '../../pipeline/editor/recovery.js';
import type { Intent, OpenRun } from '../../pipeline/journal.js';
import { settleReceipt, type Settling } from '../../pipeline/paidRuns.js';
import { isSameReceipt, lostReceipt, type Recovery } from '../../pipeline/recover.js';
import type { Receipt } from '../../post/post.js';
import type { Studios } from '../../studio/editor/studios.js';
import { changeReview, type Review } from '../review.js';
import { nameOf, openCluster } from './clusterFile.js';
import { isOfThisWindow, type Reviews } from './reviews.js';

export interface PlanRecoveryDeps {
  readonly reviews: Reviews;
  readonly studios: Studios;
  readonly ledger: Settling;
}

/** Brings back plans that were paid for in a window that has ended. They wait under review again; nothing is bought. */
export function planRecovery(deps: PlanRecoveryDeps): RunRecovery {
  return {
    isFor: ({ step }) => step === 'plan',
    isOurs: ({ post }) => isOfThisWindow(post),
    recover: async (run) => {
      const { intent, progress } = run.entry;
      // A plan is asked for in one go: what was not answered when the window ended is lost.
      if (progress.stage !== 'finished') return end(run, lostReceipt(intent), deps);
      const { receipt, text } = progress;
      await settleReceipt(run, receipt, deps.ledger);
      const known = await deps.reviews.find(({ cluster, receipts }) => cluster === intent.post && receipts.some((one) => isSameReceipt(one, receipt)));
      if (known) deps.reviews.hold(known.id, run);
      else await deps.reviews.save(await withAnswer(intent, text ?? '', receipt, deps), run);
      void tell(intent.post, known !== undefined);
      return { outcome: 'finished', receipt };
    },
  };
}

/** The review that was begun for it, else a new one. */
async function withAnswer(intent: Intent, text: string, receipt: Receipt, { reviews, studios }: PlanRecoveryDeps): Promise<Review> {
  const uri = vscode.Uri.parse(intent.post, true);
  const begun = await reviews.find(({ cluster, plannedAt }) => cluster === intent.post && plannedAt <= intent.startedAt);
  const { recoveredAddition } = await import('../makeReview.js');
  const review = begun ?? (await reviewOf(intent, uri));
  return changeReview(review, { type: 'add', addition: recoveredAddition(review, text, receipt, await studios.of(uri)) });
}

async function reviewOf({ post, model }: Intent, uri: vscode.Uri): Promise<Review> {
  const [{ parseCluster }, { startReview }] = await Promise.all([import('../cluster.js'), import('../makeReview.js')]);
  const { title, facts } = parseCluster((await openCluster(uri)).getText());
  return startReview({ cluster: post, subject: title, message: '', planner: model, facts });
}

async function end(run: OpenRun, receipt: Receipt, { ledger }: PlanRecoveryDeps): Promise<Recovery> {
  const name = nameOf(vscode.Uri.parse(run.entry.intent.post, true));
  await settleReceipt(run, receipt, ledger);
  await run.close();
  void vscode.window.showWarningMessage(vscode.l10n.t('VS Code ended before the plan of {0} was answered. It may have been billed: look at the account before you plan it again.', name));
  return { outcome: 'lost', receipt };
}

async function tell(cluster: string, isKnown: boolean): Promise<void> {
  const show = vscode.l10n.t('Show Planned Posts');
  const name = nameOf(vscode.Uri.parse(cluster, true));
  const message = isKnown
    ? vscode.l10n.t('The posts planned from {0} wait for your decision. Nothing was bought twice.', name)
    : vscode.l10n.t('The plan of {0} was answered before VS Code ended, and waits for your decision. Nothing was bought twice.', name);
  if ((await vscode.window.showInformationMessage(message, show)) === show) await vscode.commands.executeCommand(commandIds.showPlannedPosts);
}
