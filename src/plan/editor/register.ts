import type * as vscode from 'vscode';
import type { Log } from '../../common/log.js';
import { commandIds, registerCommand } from '../../editor/commands.js';
import type { RunRecovery } from '../../pipeline/editor/recovery.js';
import type { Journal } from '../../pipeline/journal.js';
import type { Settling } from '../../pipeline/paidRuns.js';
import type { WorkspacePosts } from '../../posts/editor/watcher.js';
import type { Studios } from '../../studio/editor/studios.js';
import { ReviewStore } from '../reviewStore.js';
import { registerClusterCommands } from './clusterCommands.js';
import { Planning, type PlanningDeps } from './planning.js';
import type { PlanPostsDeps } from './planPosts.js';
import { planRecovery } from './recoverPlan.js';
import { ReviewPanel } from './reviewPanel.js';
import { Reviews } from './reviews.js';

export interface RegisterPlanningDeps extends PlanningDeps {
  readonly extensionUri: vscode.Uri;
  readonly journal: Journal;
  readonly ledger: Settling;
  readonly studios: Studios;
  readonly known: WorkspacePosts;
  /** Where plans are kept until they are decided. */
  readonly folder: string;
  readonly memento: vscode.Memento;
  readonly log: Log;
}

/** From a cluster of facts to posts: commands, the review and its recovery. */
export function registerPlanning(deps: RegisterPlanningDeps): RunRecovery & { dispose(): void } {
  const { extensionUri, journal, ledger, studios, known, folder, memento, log } = deps;
  const reviews = new Reviews({ store: new ReviewStore(folder), journal, log });
  const planning = new Planning(deps);
  const panel = new ReviewPanel({ extensionUri, reviews, planning, studios, known, log });
  const desk: PlanPostsDeps = { planning, reviews, panel, memento, log };
  const commands = [
    registerCommand(commandIds.planPosts, log, async (args) => (await import('./planPosts.js')).planPosts(args, desk)),
    registerCommand(commandIds.showPlannedPosts, log, async () => (await import('./planPosts.js')).showPlanned(desk)),
    registerClusterCommands(log),
  ];
  return {
    ...planRecovery({ reviews, studios, ledger }),
    dispose: () => { for (const one of [...commands, panel, reviews]) one.dispose(); },
  };
}
