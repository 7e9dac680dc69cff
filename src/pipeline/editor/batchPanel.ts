import * as vscode from 'vscode';
import { commandIds } from '../../editor/commandIds.js';
import { SinglePanel, type LivePage, type LivePanelContext } from '../../editor/livePanel.js';
import { emptyPage, planPage, runningPage, summaryPage } from '../batchPage.js';
import { isFromBatch, type BatchPageState, type FromBatch, type ToBatch } from '../batchProtocol.js';
import { batchStrings } from '../batchStrings.js';
import type { Batches } from './batches.js';

/** The page of the batch: what would run, how far it is, or what became of it. */
export type BatchPanel = SinglePanel<BatchPageState, FromBatch>;

export function batchPanel(batches: Batches, titleOf: (uri: string) => string, context: LivePanelContext): BatchPanel {
  const page: LivePage<BatchPageState, FromBatch> = {
    viewType: 'galley.batch',
    title: vscode.l10n.t('Galley Batch'),
    name: 'batch',
    strings: batchStrings,
    read: () => {
      const batch = stateOf(batches, titleOf);
      const message: ToBatch = { type: 'batch', batch };
      return Promise.resolve({ result: batch, message });
    },
    onDidChange: (listener) => batches.onDidChange(listener),
    isMessage: isFromBatch,
    receive: async (message) => {
      // Only posts that the page lists can be asked for.
      if (message.type === 'openPost') await vscode.window.showTextDocument(vscode.Uri.parse(message.uri, true));
      else await act(message.action, batches);
    },
  };
  return new SinglePanel(page, context);
}

function stateOf({ view }: Batches, titleOf: (uri: string) => string): BatchPageState {
  switch (view?.type) {
    case 'plan':
      return planPage(view.posts, titleOf);
    case 'running':
      return runningPage(view.progress);
    case 'summary':
      return summaryPage(view.summary, titleOf);
    case undefined:
      return emptyPage();
  }
}

/** As the command palette would do it, questions included. */
async function act(action: Extract<FromBatch, { type: 'act' }>['action'], batches: Batches): Promise<void> {
  const { view } = batches;
  switch (action) {
    case 'cancel':
      batches.cancel();
      return;
    case 'showCosts':
      await vscode.commands.executeCommand(commandIds.showCosts);
      return;
    case 'run':
      if (view?.type === 'plan') await run(view.posts.map(({ uri }) => uri));
      return;
    case 'runAgain':
      if (view?.type === 'summary') await run(view.summary.entries.filter(({ ending }) => ending !== 'done').map(({ uri }) => uri));
      return;
  }
}

/** What goes wrong is shown by the command itself. */
async function run(uris: readonly string[]): Promise<void> {
  await vscode.commands.executeCommand(commandIds.runAll, undefined, uris.map((uri) => vscode.Uri.parse(uri, true))).then(undefined, () => undefined);
}
