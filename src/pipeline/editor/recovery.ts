import * as vscode from 'vscode';
import { formatCost, stepLabel } from '../../cost/format.js';
import type { Ledger } from '../../cost/ledger.js';
import type { Log } from '../../common/log.js';
import { commandIds, registerCommand } from '../../editor/commands.js';
import type { Models } from '../../models/editor/models.js';
import { releaseForgotten } from '../forgotten.js';
import type { Intent, Journal, OpenRun } from '../journal.js';
import { listenMs } from '../ownedFiles.js';
import type { Recovery } from '../recover.js';
import { DocumentStore } from './documentStore.js';
import type { Pipeline } from './pipeline.js';

/** Brings runs to their end that belong to no post. */
export interface RunRecovery {
  isFor(intent: Intent): boolean;
  /** Whether this window can: else the run waits for the one that can. */
  isOurs(intent: Intent): boolean;
  /** Says what became of it. */
  recover(run: OpenRun): Promise<Recovery>;
}

export interface RecoveryDeps {
  readonly plans: RunRecovery;
  readonly journal: Journal;
  readonly ledger: Ledger;
  readonly pipeline: Pipeline;
  readonly models: Models;
  readonly log: Log;
  /** Called when nothing is left to bring in: what builds on it may go on. Not awaited. */
  readonly afterLook: () => Promise<void>;
}

/** After the first paint, and well before somebody could buy the same thing again by hand. */
const startDelay = 1500;
/** A run that failed on its way is looked at again while the window is open. */
const againDelay = 2 * 60_000;

/** Brings paid runs that a crash, a reload or the network cut off to their end. Never buys anything. */
export function registerRecovery(deps: RecoveryDeps): vscode.Disposable {
  const state: { timer?: NodeJS.Timeout; running?: Promise<readonly Recovery[]>; isDisposed?: true } = {};
  const look = (): Promise<readonly Recovery[]> => {
    clearTimeout(state.timer);
    state.running ??= recoverAll(deps).finally(() => {
      delete state.running;
      if (state.isDisposed) return;
      deps.afterLook().catch((error: unknown) => { deps.log.error('Work could not be gone on with', error); });
      schedule(deps.journal.isListening ? listenMs : againDelay);
    });
    return state.running;
  };
  const schedule = (delay: number): void => {
    state.timer = setTimeout(() => {
      look().catch((error: unknown) => { deps.log.error('Unfinished runs could not be looked at', error); });
    }, delay);
    state.timer.unref();
  };
  schedule(startDelay);
  return vscode.Disposable.from(
    registerCommand(commandIds.fetchUnfinished, deps.log, async () => {
      const recoveries = await look();
      if (recoveries.length === 0) void vscode.window.showInformationMessage(vscode.l10n.t('No paid run is unfinished.'));
      const waiting = recoveries.filter((recovery) => recovery.outcome === 'later');
      if (waiting[0]) void vscode.window.showWarningMessage(describeWaiting(waiting.length, waiting[0].reason));
      return recoveries.length;
    }),
    { dispose: () => { state.isDisposed = true; clearTimeout(state.timer); } },
  );
}

async function recoverAll(deps: RecoveryDeps): Promise<readonly Recovery[]> {
  const runs = await deps.journal.claimAbandoned((intent) => !deps.plans.isFor(intent) || deps.plans.isOurs(intent));
  const recoveries: Recovery[] = [];
  for (const run of runs) {
    try {
      recoveries.push(await recoverOne(run, deps));
    } catch (error) {
      // One post that cannot be written must not keep the results of the others away.
      deps.log.error(`Unfinished ${run.entry.intent.step} could not be brought to its end`, error);
      await run.leave();
      recoveries.push({ outcome: 'later', reason: String(error) });
    }
  }
  const forgotten = await releaseForgotten(deps.ledger, deps.journal);
  if (forgotten > 0) deps.log.info(`${forgotten} reservations of runs that never began were given back`);
  return recoveries;
}

async function recoverOne(run: OpenRun, { plans, pipeline, models, ledger, log }: RecoveryDeps): Promise<Recovery> {
  const { intent, progress } = run.entry;
  if (plans.isFor(intent)) {
    const planned = await plans.recover(run);
    log.info(`Unfinished ${intent.step} (${progress.stage}): ${planned.outcome}`);
    return planned;
  }
  const uri = vscode.Uri.parse(intent.post, true);
  const store = new DocumentStore(uri);
  const step = pipeline.steps.find(({ id }) => id === intent.step);
  if (!step) {
    await run.leave();
    return { outcome: 'later', reason: intent.step };
  }
  const { recover } = await import('../recover.js');
  const image = step.kind === 'image' ? await models.imageFrom(intent.provider) : undefined;
  const video = step.kind === 'video' && (await models.hasVideo()) ? await models.video() : undefined;
  const recovery = await recover(run, {
    store,
    step,
    imageModel: image,
    videoModel: video?.info.provider === intent.provider ? video : undefined,
    context: async (post, options) => ({ ...(await pipeline.context(await vscode.workspace.openTextDocument(uri), options)), post, options }),
    ledger,
    // Never aborted: to the provider an abort is the user's cancel, and a window that closes must not cancel what was paid.
    signal: new AbortController().signal,
  });
  log.info(`Unfinished ${intent.step} (${progress.stage}): ${recovery.outcome}`);
  void tell(recovery, store.name, uri);
  return recovery;
}

async function tell(recovery: Recovery, name: string, uri: vscode.Uri): Promise<void> {
  const open = vscode.l10n.t('Open Post');
  const message = describe(recovery, name);
  if (message === undefined) return;
  const show = recovery.outcome === 'finished' ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  if ((await show(message, open)) === open) await vscode.window.showTextDocument(uri);
}

/** Said to who asked: by itself, Galley tries again in silence. */
function describeWaiting(count: number, reason: string): string {
  return count === 1
    ? vscode.l10n.t('Could not finish a paid run yet. {0} Galley tries again by itself.', reason)
    : vscode.l10n.t('Could not finish {0} paid runs yet. {1} Galley tries again by itself.', count, reason);
}

function describe(recovery: Recovery, name: string): string | undefined {
  switch (recovery.outcome) {
    case 'finished':
      return vscode.l10n.t('{0} of {1} was finished after VS Code had ended: {2}. Nothing was bought twice.', stepLabel(recovery.receipt.step), name, formatCost(recovery.receipt.cost));
    case 'failed':
      return vscode.l10n.t('{0} of {1} had failed at the provider. Its receipt says why.', stepLabel(recovery.receipt.step), name);
    case 'lost':
      return vscode.l10n.t('VS Code ended before {0} of {1} was answered. It may have been billed: look at the account before you run it again.', stepLabel(recovery.receipt.step), name);
    case 'later':
      return undefined;
  }
}
