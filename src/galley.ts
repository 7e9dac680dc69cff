import { join } from 'node:path';
import * as vscode from 'vscode';
import { registerBalance } from './balance/editor/showBalance.js';
import { loadMeasure } from './caption/length.js';
import { captionStep } from './caption/caption.js';
import { registerGhostText } from './caption/editor/ghostText.js';
import { registerChecks } from './check/editor/register.js';
import { askToSpend, type AskOptions } from './cost/editor/askToSpend.js';
import { registerCosts } from './cost/editor/costsPanel.js';
import { registerStatusBar } from './cost/editor/statusBar.js';
import { openLedger } from './cost/ledger.js';
import { CoverWorker, coverWorkerFiles } from './cover/coverWorker.js';
import { draftStep } from './draft/draft.js';
import { commandIds, registerCommand } from './editor/commands.js';
import { Posts } from './editor/posts.js';
import { readSettings, spendLimits } from './editor/settings.js';
import { altTextStep } from './hero/altText.js';
import { heroImageStep } from './hero/heroImage.js';
import { registerLanguage } from './language/editor/language.js';
import { builtinImageModel } from './models/builtin/image.js';
import { builtinTextModel } from './models/builtin/text.js';
import { Keys } from './models/editor/keys.js';
import { registerModelCommands } from './models/editor/registerModels.js';
import { openModels } from './models/editor/wiring.js';
import { registerImportPage } from './page/editor/importPage.js';
import { BatchRecords } from './pipeline/batchRecord.js';
import { Batches } from './pipeline/editor/batches.js';
import { Pipeline } from './pipeline/editor/pipeline.js';
import { registerRecovery } from './pipeline/editor/recovery.js';
import { registerShowPrompt } from './pipeline/editor/showPrompt.js';
import { registerStepCommands } from './pipeline/editor/stepCommands.js';
import { Journal } from './pipeline/journal.js';
import { keepingPrompts } from './pipeline/keepingPrompts.js';
import type { Paying } from './pipeline/paying.js';
import { Runs } from './pipeline/runs.js';
import { SentPrompts } from './pipeline/sentPrompts.js';
import { spending } from './pipeline/spending.js';
import { workspaceFacts } from './plan/editor/facts.js';
import { registerPlanning } from './plan/editor/register.js';
import { registerNewPost } from './post/editor/newPost.js';
import type { LazyTree } from './posts/editor/lazyTree.js';
import { registerPosts } from './posts/editor/postsView.js';
import { indexedReceipts } from './posts/editor/receipts.js';
import { watchPosts } from './posts/editor/watcher.js';
import { PostIndex } from './posts/postIndex.js';
import { registerPreview } from './preview/editor/panel.js';
import { registerOpenPreview } from './preview/editor/openPreview.js';
import { registerPreviewView } from './preview/editor/sideView.js';
import { ExampleFiles } from './prompts/editor/exampleFiles.js';
import { registerCustomizePrompt } from './prompts/editor/customizePrompt.js';
import { PromptFiles } from './prompts/editor/promptFiles.js';
import { registerPromptLanguage } from './prompts/editor/promptLanguage.js';
import { registerCreateStudio } from './starter/editor/createStudio.js';
import { Studios } from './studio/editor/studios.js';
import { videoStep } from './video/video.js';

/** Wires the capabilities. Registers everything at once and waits for nothing. New capabilities are registered here. */
export function startGalley({ extensionUri, globalStorageUri, storageUri, secrets, subscriptions, workspaceState }: vscode.ExtensionContext, lazyTree: LazyTree): void {
  const log = vscode.window.createOutputChannel('Galley', { log: true });
  const posts = new Posts();
  const studios = new Studios();
  const prompts = new PromptFiles(extensionUri);
  const examples = new ExampleFiles();
  const runs = new Runs();
  const covers = new CoverWorker(coverWorkerFiles(extensionUri.fsPath));
  const keys = new Keys(secrets);
  const models = openModels({
    keys,
    builtinText: builtinTextModel({ loadMeasure }),
    builtinImage: builtinImageModel({ renderer: covers }),
    priceFolder: join(globalStorageUri.fsPath, 'prices'),
  });
  const ledger = openLedger(join(globalStorageUri.fsPath, 'ledger'));
  const journal = new Journal(join(globalStorageUri.fsPath, 'journal'));
  const facts = workspaceFacts(log);
  const workspacePosts = watchPosts(new PostIndex(), log);
  const sent = new SentPrompts(join(globalStorageUri.fsPath, 'prompts'));
  const paying = (options: AskOptions): Paying => keepingPrompts(spending({ ledger, journal, limits: spendLimits, ask: (purchase, reasons) => askToSpend(purchase, reasons, options) }), sent, log);
  const pipeline = new Pipeline({
    posts,
    studios,
    prompts,
    examples,
    runs,
    log,
    facts,
    steps: [draftStep, captionStep, heroImageStep, altTextStep, videoStep],
    models,
    paying,
  });
  const batches = new Batches({
    pipeline,
    ledger,
    journal,
    records: storageUri && new BatchRecords(join(storageUri.fsPath, 'batches')),
    limits: spendLimits,
    concurrency: () => readSettings().batchConcurrency,
    log,
  });
  const plans = registerPlanning({ extensionUri, journal, ledger, models, studios, prompts, examples, known: workspacePosts, paying, folder: join(globalStorageUri.fsPath, 'plans'), memento: workspaceState, log });
  const preview = registerPreview({ log, extensionUri, posts, runs, studios, pipeline });
  subscriptions.push(
    log,
    posts,
    studios,
    prompts,
    examples,
    covers,
    keys,
    models,
    journal,
    batches,
    workspacePosts,
    registerModelCommands({ models, keys, log }),
    plans,
    registerRecovery({ journal, ledger, pipeline, models, plans, log, afterLook: () => batches.resume() }),
    preview,
    registerPreviewView({ log, extensionUri, posts, runs, studios, pipeline }),
    registerOpenPreview(preview, posts, log),
    registerStepCommands({ posts, pipeline, log, isPreviewed: (uri) => preview.isShowing(uri) }),
    registerNewPost({ posts, studios, log }),
    registerImportPage({ studios, log }),
    registerLanguage({ posts, studios, pipeline, runs, log }),
    registerGhostText({ posts, pipeline, textModel: () => models.text(), paying, log }),
    registerChecks({ extensionUri, posts, studios, prompts, facts, steps: pipeline.steps, known: workspacePosts, loadMeasure, log }),
    registerPosts({ lazyTree, known: workspacePosts, posts, studios, workspaceState, batches, extensionUri, log }),
    registerCosts({ extensionUri, receipts: indexedReceipts(workspacePosts), log }),
    registerBalance({ extensionUri, known: workspacePosts, studios, log }),
    registerCreateStudio({ posts, studios, known: workspacePosts, log }),
    registerStatusBar({ posts, runs, pipeline, batches }),
    registerShowPrompt({ posts, pipeline, sent, log }),
    registerCustomizePrompt({ posts, prompts, log }),
    registerPromptLanguage(),
    registerCommand(commandIds.showLog, log, () => {
      log.show();
      return Promise.resolve();
    }),
  );
}
