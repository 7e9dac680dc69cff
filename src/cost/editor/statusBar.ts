import * as vscode from 'vscode';
import { commandIds } from '../../editor/commands.js';
import { progressText, type Batches } from '../../pipeline/editor/batches.js';
import type { BatchProgress } from '../../pipeline/batchRun.js';
import type { Posts } from '../../editor/posts.js';
import type { Pipeline } from '../../pipeline/editor/pipeline.js';
import { describeExamples } from '../../pipeline/exampleCost.js';
import type { ActiveRun, Runs } from '../../pipeline/runs.js';
import { stepsFor } from '../../pipeline/step.js';
import type { Post } from '../../post/post.js';
import { formatPrice, formatTotal, stepLabel } from '../format.js';
import { summarise, type CostSummary } from '../summary.js';

export interface StatusBarDeps {
  readonly posts: Posts;
  readonly runs: Runs;
  readonly pipeline: Pipeline;
  readonly batches: Batches;
}

const second = 1000;

/** The active post's total; while a step runs, the step, its seconds and its price. */
export function registerStatusBar(deps: StatusBarDeps): vscode.Disposable {
  const { posts, runs } = deps;
  const item = vscode.window.createStatusBarItem('galley.cost', vscode.StatusBarAlignment.Right, 100);
  item.name = vscode.l10n.t('Galley Cost');
  let tick: NodeJS.Timeout | undefined;

  const update = (): void => {
    clearTimeout(tick);
    const document = posts.active;
    const running = document ? runs.of(document.uri.toString()) : [];
    // A batch or a step on another post is worth showing where no post is active.
    const shown = running.length > 0 ? running : runs.all;
    const [first] = shown;
    const batch = deps.batches.progress;
    item.command = batch ? commandIds.showBatch : commandIds.showCosts;
    if (batch) {
      showBatch(item, batch, shown);
    } else if (first) {
      showRunning(item, first, shown.length);
      tick = setTimeout(update, second);
    } else if (document) {
      showTotal(item, posts.get(document));
      void addProviders(item, document);
    } else {
      item.hide();
      return;
    }
    item.show();
  };

  const addProviders = async (target: vscode.StatusBarItem, document: vscode.TextDocument): Promise<void> => {
    const { version } = document;
    const lines = await providerLines(document, deps.pipeline);
    if (posts.active !== document || document.version !== version || runs.all.length > 0) return;
    target.tooltip = tooltip(posts.get(document), lines);
  };

  update();
  return vscode.Disposable.from(
    item,
    runs.onDidChange(update),
    deps.batches.onDidChange(update),
    posts.onDidChangeActive(update),
    deps.pipeline.onDidChangeQuotes(update),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (document === posts.active && contentChanges.length > 0) update();
    }),
    { dispose: () => { clearTimeout(tick); } },
  );
}

function showBatch(item: vscode.StatusBarItem, progress: BatchProgress, running: readonly ActiveRun[]): void {
  const text = progressText(progress);
  item.text = `$(loading~spin) ${text}`;
  item.tooltip = [vscode.l10n.t('A batch is running. Select to see how far it is.'), ...new Set(running.map(({ info }) => info.label))].join('\n');
  item.accessibilityInformation = { label: vscode.l10n.t('A batch is running: {0}', text) };
}

function showRunning(item: vscode.StatusBarItem, run: ActiveRun, count: number): void {
  const seconds = Math.floor((Date.now() - run.startedAt) / second);
  const name = stepLabel(run.step);
  const price = formatPrice(run.price);
  item.text = count > 1
    ? vscode.l10n.t('$(loading~spin) {0} and {1} more, {2} s · {3}', name, count - 1, seconds, price)
    : vscode.l10n.t('$(loading~spin) {0} {1} s · {2}', name, seconds, price);
  item.tooltip = [run.info.label, run.message].filter((line) => line !== undefined).join('\n');
  item.accessibilityInformation = { label: vscode.l10n.t('{0} is running, price {1}', name, price) };
}

function showTotal(item: vscode.StatusBarItem, post: Post): void {
  const total = formatTotal(summaryOf(post).total);
  item.text = `$(credit-card) ${total}`;
  item.tooltip = tooltip(post, []);
  item.accessibilityInformation = { label: vscode.l10n.t('Pipeline cost of this post: {0}', total) };
}

function summaryOf(post: Post): CostSummary {
  return summarise([{ uri: '', title: '', receipts: post.pipeline }]);
}

/** One line per step: who would answer, and the price. */
async function providerLines(document: vscode.TextDocument, pipeline: Pipeline): Promise<readonly string[]> {
  const context = await pipeline.context(document);
  return Promise.all(
    stepsFor(pipeline.steps, context.post).map(async (step) => {
      const { info, price, examples } = await pipeline.quote(step, context);
      const line = vscode.l10n.t('{0}: {1}, {2}', stepLabel(step.id), info.label, formatPrice(price));
      return examples ? vscode.l10n.t('{0} ({1})', line, describeExamples(examples)) : line;
    }),
  );
}

/** The breakdown by step, then who would answer next. */
function tooltip(post: Post, providers: readonly string[]): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.appendMarkdown(`**${vscode.l10n.t('Pipeline cost of this post')}**\n\n`);
  if (post.pipeline.length === 0) text.appendText(vscode.l10n.t('No step has run yet.'));
  else {
    text.appendMarkdown(`| ${vscode.l10n.t('Step')} | ${vscode.l10n.t('Runs')} | ${vscode.l10n.t('Cost')} |\n|:--|--:|--:|\n`);
    for (const { key, runs, total } of summaryOf(post).byStep)
      text.appendMarkdown(`| ${stepLabel(key)} | ${runs} | ${formatTotal(total).replace(/\$/g, '\\$')} |\n`);
  }
  if (providers.length > 0) {
    text.appendMarkdown('\n\n---\n\n');
    for (const line of providers) text.appendText(`${line}\n`);
  }
  return text;
}
