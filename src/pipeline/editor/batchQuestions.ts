import * as vscode from 'vscode';
import { noCost } from '../../common/money.js';
import { formatTotal } from '../../cost/format.js';
import { commandIds } from '../../editor/commandIds.js';
import type { BatchSummary } from '../batchRun.js';
import type { BudgetAnswer } from '../batchBudget.js';
import { describeBatchReason, type BatchReason, type BatchTotals, type ProviderShare } from '../batchPlan.js';

const limitSettings = 'galley.budget galley.confirmAbove';

/** The one question before a batch: what will run, at whose price, and what speaks against it. */
export async function confirmBatch(totals: BatchTotals, reasons: readonly BatchReason[]): Promise<boolean> {
  const run = vscode.l10n.t('Run');
  const limits = vscode.l10n.t('Change Limits...');
  const detail = [totals.providers.map(describeShare).join('\n'), ...describeMaybe(totals), ...reasons.map(describeBatchReason)].join('\n\n');
  const answer = await vscode.window.showWarningMessage(batchTitle(totals), { modal: true, detail }, run, limits);
  if (answer === limits) await openLimits();
  return answer === run;
}

/** `Run 32 steps on 8 posts: about $0.52` */
export function batchTitle(totals: BatchTotals): string {
  return totals.posts === 1
    ? vscode.l10n.t('Run {0} steps on 1 post: {1}', totals.steps, batchPrice(totals))
    : vscode.l10n.t('Run {0} steps on {1} posts: {2}', totals.steps, totals.posts, batchPrice(totals));
}

export function batchPrice({ price, isEstimate }: Pick<BatchTotals, 'price' | 'isEstimate'>): string {
  return isEstimate ? vscode.l10n.t('about {0}', formatTotal(price)) : formatTotal(price);
}

/** In the middle of a batch. Leaving the question stops what is paid for: nothing is spent without a yes. */
export async function askAtLimit(reasons: readonly string[]): Promise<BudgetAnswer> {
  const go = vscode.l10n.t('Continue Once');
  const raise = vscode.l10n.t('Change Limits...');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('The batch has come to a limit. Go on with its paid steps?'),
    { modal: true, detail: [...reasons, vscode.l10n.t('Without a yes, the paid steps that are left do not run. Free steps go on.')].join('\n\n') },
    go,
    raise,
  );
  if (answer === go) return 'continue';
  if (answer !== raise) return 'stop';
  await openLimits();
  const again = vscode.l10n.t('Go On');
  const changed = await vscode.window.showInformationMessage(vscode.l10n.t('The paid steps of the batch wait until you have changed the limits.'), again, vscode.l10n.t('Stop Paid Steps'));
  return changed === again ? 'again' : 'stop';
}

async function openLimits(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openSettings', limitSettings);
}

function describeShare({ label, steps, price, isMetered }: ProviderShare): string {
  const amount = !isMetered && price === noCost ? vscode.l10n.t('not metered here') : formatTotal(price);
  return steps === 1 ? vscode.l10n.t('{0}: 1 step, {1}', label, amount) : vscode.l10n.t('{0}: {1} steps, {2}', label, steps, amount);
}

function describeMaybe({ maybe }: BatchTotals): readonly string[] {
  if (maybe === 0) return [];
  return [
    maybe === 1
      ? vscode.l10n.t('1 of the steps runs only when what it reads comes out differently.')
      : vscode.l10n.t('{0} of the steps run only when what they read comes out differently.', maybe),
  ];
}

/** One message at the end, whatever happened. */
export async function tellSummary({ entries, spent }: BatchSummary, isHeadless: boolean): Promise<void> {
  const steps = entries.reduce((sum, { receipts }) => sum + receipts.length, 0);
  const left = entries.filter(({ ending }) => ending !== 'done').length;
  if (steps === 0 && left === 0) {
    if (!isHeadless) void vscode.window.showInformationMessage(vscode.l10n.t('Every post is up to date.'));
    return;
  }
  const show = vscode.l10n.t('Show Batch Summary');
  const answer = left === 0
    ? await vscode.window.showInformationMessage(vscode.l10n.t('{0} posts are done: {1} steps, {2}.', entries.length, steps, formatTotal(spent)), show)
    : await vscode.window.showWarningMessage(vscode.l10n.t('{0} of {1} posts are done: {2} steps, {3}. The summary says what became of the others.', entries.length - left, entries.length, steps, formatTotal(spent)), show);
  if (answer === show) await vscode.commands.executeCommand(commandIds.showBatch);
}
