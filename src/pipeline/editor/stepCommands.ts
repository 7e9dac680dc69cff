import * as vscode from 'vscode';
import { addCost, noCost } from '../../common/money.js';
import { costDifference } from '../../cost/difference.js';
import { formatTotal, stepLabel } from '../../cost/format.js';
import type { Log } from '../../common/log.js';
import { abortError } from '../../common/abort.js';
import { stepIds, type StepId } from '../../common/terms.js';
import { commandIds, commandOfStep, registerCommand } from '../../editor/commands.js';
import type { Posts } from '../../editor/posts.js';
import { receiptRecord } from '../../post/receiptRecord.js';
import type { RunResult } from '../run.js';
import type { Step } from '../step.js';
import { stateLabel } from '../stepWords.js';
import { planRecord } from '../planRecord.js';
import { flag, readFrom, readRunOptions } from './runOptions.js';
import type { Pipeline, RunOptions } from './pipeline.js';

export interface StepCommandDeps {
  readonly posts: Posts;
  readonly pipeline: Pipeline;
  readonly log: Log;
  /** Whether the preview of this post is in sight, so that remarks are read there. */
  readonly isPreviewed: (uri: vscode.Uri) => boolean;
}

export function registerStepCommands(deps: StepCommandDeps): vscode.Disposable {
  const { posts, pipeline, log } = deps;
  const registrations = pipeline.steps.flatMap((step) => {
    const id = commandOfStep[step.id];
    if (!id) return [];
    return registerCommand(id, log, async ({ uri, options, isHeadless }) => {
      const result = await runOne(deps, (await posts.require(uri)).uri, step, { ...readRunOptions(options), isHeadless });
      const records = result.receipts.map(receiptRecord);
      // A hero image is asked for in takes, so that command returns them all.
      return step.kind === 'image' ? records : records[0];
    });
  });
  const runPipeline = registerCommand(commandIds.runPipeline, log, async ({ uri, options, isHeadless }) => {
    const post = (await posts.require(uri)).uri;
    const due = { from: readFrom(options), overwrite: flag(options, 'overwrite') };
    if (flag(options, 'dryRun')) return (await pipeline.plan(post, due)).map(planRecord);
    return (await pipeline.runDue(post, { ...due, confirmed: flag(options, 'confirmed'), isHeadless })).map(receiptRecord);
  });
  const cancel = registerCommand(commandIds.cancel, log, async ({ uri }) => {
    pipeline.cancel((await posts.require(uri)).uri.toString());
  });
  const redo = registerCommand(commandIds.redoFrom, log, async ({ uri, all, options, isHeadless }) => {
    const post = (await posts.require(uri)).uri;
    const from = stepIds.find((id) => id === all[1]) ?? readFrom(options) ?? (await chooseStart(post, pipeline));
    return (await pipeline.runDue(post, { from, overwrite: flag(options, 'overwrite'), confirmed: flag(options, 'confirmed'), isHeadless })).map(receiptRecord);
  });
  return vscode.Disposable.from(...registrations, runPipeline, cancel, redo);
}

/** Which step to redo, each with all that depends on it and the price. Rejects with `AbortError` when none is chosen. */
async function chooseStart(uri: vscode.Uri, pipeline: Pipeline): Promise<StepId> {
  const states = await pipeline.plan(uri);
  const choices = await Promise.all(states.map(async ({ step, state }) => {
    const runs = (await pipeline.plan(uri, { from: step })).filter(({ action }) => action === 'run');
    const price = formatTotal(runs.reduce((sum, run) => addCost(sum, run.price?.cost), noCost));
    return {
      label: stepLabel(step),
      description: runs.length === 0 ? vscode.l10n.t('cannot run yet') : runs.some((run) => run.price?.basis === 'estimated') ? vscode.l10n.t('about {0}', price) : price,
      detail: runs.length === 0 ? stateLabel(state) : vscode.l10n.t('{0} · redoes {1}', stateLabel(state), runs.map((run) => stepLabel(run.step)).join(', ')),
      step,
    };
  }));
  const picked = await vscode.window.showQuickPick(choices, { title: vscode.l10n.t('Redo from Here'), placeHolder: vscode.l10n.t('From which step on is the post to be made again? What you wrote by hand is compared first.') });
  if (!picked) throw abortError();
  return picked.step;
}

async function runOne(deps: StepCommandDeps, uri: vscode.Uri, step: Step, options: RunOptions): Promise<RunResult> {
  const result = await deps.pipeline.run(uri, step, options);
  tellCost(step, result);
  if (!deps.isPreviewed(uri)) void tellRemarks(step, result, uri);
  return result;
}

/** Said in passing: the receipt keeps it. */
function tellCost(step: Step, { receipts, estimate }: RunResult): void {
  const total = receipts.reduce((sum, { cost }) => addCost(sum, cost), noCost);
  if (total.known === 0 && total.unknown === 0) return;
  const [receipt] = receipts;
  const difference = receipts.length === 1 && receipt ? costDifference(estimate, { cost: receipt.cost, basis: receipt.costBasis ?? 'unknown' }) : undefined;
  vscode.window.setStatusBarMessage(vscode.l10n.t('$(check) {0}: {1}', stepLabel(step.id), difference ?? formatTotal(total)), costMessageMs);
}

const costMessageMs = 8000;

/** What is missing, where the preview does not show it. */
async function tellRemarks(step: Step, result: RunResult, uri: vscode.Uri): Promise<void> {
  const remarks = [...result.warnings, ...result.notes.gaps];
  const [first] = remarks;
  if (first === undefined) return;
  const showAll = vscode.l10n.t('Show in Preview');
  const message =
    remarks.length === 1
      ? vscode.l10n.t('{0} is done. {1}', stepLabel(step.id), first)
      : vscode.l10n.t('{0} is done. {1} ({2} remarks in all)', stepLabel(step.id), first, remarks.length);
  if ((await vscode.window.showInformationMessage(message, showAll)) === showAll)
    await vscode.commands.executeCommand(commandIds.openPreview, uri);
}
