import * as vscode from 'vscode';
import type { Log } from '../../common/log.js';
import { Slices } from '../../common/slices.js';
import { commandIds, registerCommand } from '../../editor/commands.js';
import { SinglePanel, type LivePage } from '../../editor/livePanel.js';
import { costsState, costsStrings } from '../costsState.js';
import { isFromCosts, type FromCosts, type ToCosts } from '../protocol.js';
import { summarising, type CostSummary, type PostReceipts } from '../summary.js';

/** The receipts of every post in the workspace. */
export interface ReceiptSource {
  /** `isAsked`: a person waits for it, so files that the editor has not been told of count too. */
  read(isAsked: boolean): Promise<readonly PostReceipts[]>;
  onDidChange(listener: () => void): { dispose(): unknown };
}

export interface CostsDeps {
  readonly receipts: ReceiptSource;
  readonly extensionUri: vscode.Uri;
  readonly log: Log;
}

/** The command `showCosts`: what all posts of the workspace cost, by post, step, model and day. Returns the summary. */
export function registerCosts({ extensionUri, receipts, log }: CostsDeps): vscode.Disposable {
  const panel = new SinglePanel(costsPage(receipts), { extensionUri, log });
  return vscode.Disposable.from(panel, registerCommand(commandIds.showCosts, log, () => panel.show()));
}

function costsPage(receipts: ReceiptSource): LivePage<CostSummary, FromCosts> {
  return {
    viewType: 'galley.costs',
    title: vscode.l10n.t('Galley Costs'),
    name: 'costs',
    strings: costsStrings,
    async read(isAsked) {
      const posts = await receipts.read(isAsked);
      const slices = new Slices();
      const result = await slices.finish(summarising(posts));
      const message: ToCosts = { type: 'costs', costs: costsState(result, posts.length, vscode.env.language) };
      // To send so many rows is work too.
      await slices.pause();
      return { result, message };
    },
    onDidChange: (listener) => receipts.onDidChange(listener),
    isMessage: isFromCosts,
    // Only what the search for posts finds is shown, so only that can be asked for.
    receive: async ({ uri }) => { await vscode.window.showTextDocument(vscode.Uri.parse(uri, true)); },
  };
}
