import * as vscode from 'vscode';
import { abortError } from '../../common/abort.js';
import type { Log } from '../../common/log.js';
import { UserError } from '../../common/userError.js';
import { commandIds, registerCommand, type CommandArguments } from '../../editor/commands.js';
import type { Posts } from '../../editor/posts.js';
import type { BatchEntry } from '../../pipeline/batch.js';
import type { PlannedPost } from '../../pipeline/batchPlan.js';
import type { Batches } from '../../pipeline/editor/batches.js';
import { batchPanel } from '../../pipeline/editor/batchPanel.js';
import { batchPrice } from '../../pipeline/editor/batchQuestions.js';
import { flag, integer, readFrom } from '../../pipeline/editor/runOptions.js';
import { planRecord } from '../../pipeline/planRecord.js';
import { receiptRecord } from '../../post/receiptRecord.js';
import { fileNameOf, titleOf } from '../list.js';
import type { WorkspacePosts } from './watcher.js';

export interface BatchCommandsDeps {
  readonly batches: Batches;
  readonly known: WorkspacePosts;
  readonly posts: Posts;
  /** The posts that the view's filter leaves; `undefined` without a filter. */
  readonly filtered: () => readonly vscode.Uri[] | undefined;
  /** The posts that are selected in the view. */
  readonly selected: () => readonly vscode.Uri[];
  readonly extensionUri: vscode.Uri;
  readonly log: Log;
}

const mostAtOnce = 64;

/** Running what is due on many posts, seeing before what would run, and after what became of it. */
export function registerBatchCommands(deps: BatchCommandsDeps): vscode.Disposable {
  const { batches, known, posts, extensionUri, log } = deps;
  const panel = batchPanel(batches, (uri) => nameOf(uri, known), { extensionUri, log });
  const onPosts = async (args: CommandArguments): Promise<readonly vscode.Uri[]> => urisOf(args) ?? [(await posts.require(undefined)).uri];
  return vscode.Disposable.from(
    panel,
    registerCommand(commandIds.runAll, log, (args) => runAll(args, deps)),
    registerCommand(commandIds.runPostsPipeline, log, async (args) => {
      const uris = urisOf(args) ?? deps.selected();
      if (uris.length === 0) throw new UserError(vscode.l10n.t('No post is selected. Select one in the Posts view first.'));
      const [only] = uris;
      // One post shows its steps one by one.
      return only && uris.length === 1 ? vscode.commands.executeCommand(commandIds.runPipeline, only) : runAll({ ...args, all: [undefined, uris] }, deps);
    }),
    registerCommand(commandIds.showDue, log, async (args) => {
      const plans = await batches.plan(args.all.length === 0 && deps.selected().length > 1 ? deps.selected() : await onPosts(args));
      batches.showPlan(plans);
      if (!args.isHeadless) await panel.show();
      return plans.map(plannedEntry);
    }),
    registerCommand(commandIds.showBatch, log, () => panel.show()),
  );
}

async function runAll(args: CommandArguments, deps: BatchCommandsDeps): Promise<unknown> {
  const { options, isHeadless } = args;
  const { batches } = deps;
  const due = { from: readFrom(options), overwrite: flag(options, 'overwrite') };
  const chosen = urisOf(args) ?? (isHeadless ? await everyPost(deps) : undefined);
  const picked = chosen ? { uris: chosen, plans: undefined } : await choose(deps);
  if (!picked) throw abortError();
  if (flag(options, 'dryRun')) return (await batches.plan(picked.uris, due)).map(plannedEntry);
  const request = { ...due, uris: picked.uris, concurrency: integer(options, 'concurrency', 1, mostAtOnce), confirmed: flag(options, 'confirmed'), isHeadless };
  const entries = await batches.run(request, picked.plans);
  if (entries.some(({ ending }) => ending === 'canceled')) throw abortError();
  return entries.map(batchEntry);
}

/** Given by name in the options, by a menu as a selection, or as the one post that a menu stands on. */
function urisOf({ options, all, uri }: CommandArguments): readonly vscode.Uri[] | undefined {
  const named = options['uris'];
  if (named !== undefined) {
    if (!Array.isArray(named) || !named.every((one) => one instanceof vscode.Uri || typeof one === 'string'))
      throw new UserError(vscode.l10n.t('Could not run the command: its option {0} must be a list of addresses.', 'uris'));
    return named.map((one: unknown) => (one instanceof vscode.Uri ? one : vscode.Uri.parse(String(one), true)));
  }
  const selection = all[1];
  if (Array.isArray(selection) && selection.length > 0) return selection.filter((one) => one instanceof vscode.Uri);
  return uri ? [uri] : undefined;
}

async function everyPost({ known }: BatchCommandsDeps): Promise<readonly vscode.Uri[]> {
  await known.lookAgain();
  return [...known.index.all].map(({ uri }) => vscode.Uri.parse(uri, true));
}

interface Choice extends vscode.QuickPickItem {
  readonly uris: readonly vscode.Uri[];
  readonly plans: readonly PlannedPost[];
}

/** Which posts, each choice with what would run and its price. */
async function choose(deps: BatchCommandsDeps): Promise<Pick<Choice, 'uris' | 'plans'> | undefined> {
  const { batches, filtered, selected } = deps;
  const all = await everyPost(deps);
  if (all.length === 0) throw new UserError(vscode.l10n.t('This workspace has no posts yet. Make one first.'));
  const plans = new Map((await batches.plan(all)).map((plan) => [plan.uri, plan]));
  const { batchTotals } = await import('../../pipeline/batchPlan.js');
  const choice = (label: string, uris: readonly vscode.Uri[]): Choice => {
    const own = uris.flatMap((uri) => plans.get(uri.toString()) ?? []);
    const totals = batchTotals(own);
    return {
      label,
      description: totals.steps === 0 ? vscode.l10n.t('everything is up to date') : batchPrice(totals),
      detail: vscode.l10n.t('{0} steps on {1} of {2} posts', totals.steps, totals.posts, own.length),
      uris,
      plans: own,
    };
  };
  const choices = [
    ...(selected().length > 0 ? [choice(vscode.l10n.t('$(list-selection) Selected Posts'), selected())] : []),
    ...(filtered() ? [choice(vscode.l10n.t('$(filter) Filtered Posts'), filtered() ?? [])] : []),
    choice(vscode.l10n.t('$(files) All Posts'), all),
  ];
  return vscode.window.showQuickPick(choices, {
    title: vscode.l10n.t('Run Pipeline on Many Posts'),
    placeHolder: vscode.l10n.t('On which posts is what is missing or out of date to be run?'),
  });
}

function nameOf(uri: string, { index }: WorkspacePosts): string {
  const post = index.get(uri);
  return post ? titleOf(post) : fileNameOf(uri);
}

function batchEntry({ uri, receipts, message }: BatchEntry) {
  return { uri: vscode.Uri.parse(uri, true), records: receipts.map(receiptRecord), ...(message === undefined ? {} : { error: message }) };
}

function plannedEntry({ uri, steps, problem }: PlannedPost) {
  return { uri: vscode.Uri.parse(uri, true), steps: steps.map(planRecord), ...(problem === undefined ? {} : { error: problem }) };
}
