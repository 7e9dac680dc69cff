import * as vscode from 'vscode';
import { commandIds } from '../../editor/commands.js';
import { SinglePanel, type LivePage } from '../../editor/livePanel.js';
import { withProgress, type Report } from '../../editor/progress.js';
import { revealFact } from '../../plan/editor/clusterFile.js';
import type { Balance } from '../balance.js';
import { balanceState, balanceTabs, type BalanceView } from '../balanceState.js';
import { csvOf, markdownOf } from '../copyTable.js';
import { isFromBalance, type Action, type FromBalance, type Tab, type ToBalance } from '../protocol.js';
import { balanceStrings } from '../strings.js';
import { BalanceReader, type BalanceReading, type BalanceScope } from './balanceReader.js';
import type { BalanceDeps } from './showBalance.js';

const everything: BalanceScope = { uris: undefined, message: undefined };

/** The balance that is shown: of which posts, held against which message. */
export class BalanceDesk {
  private readonly reader: BalanceReader;
  private readonly panel: SinglePanel<Balance, FromBalance>;
  private scope = everything;
  private report: Report = () => undefined;
  private shown: { readonly balance: Balance; readonly view: BalanceView } | undefined;

  constructor(private readonly deps: BalanceDeps) {
    this.reader = new BalanceReader(deps.known, deps.studios);
    this.panel = new SinglePanel(this.page(), deps);
  }

  async read(scope: BalanceScope): Promise<Balance> {
    const { balance } = await this.withProgress((signal, report) => this.reader.read(scope, true, signal, report));
    return balance;
  }

  show(scope: BalanceScope): Promise<Balance | undefined> {
    this.scope = scope;
    return this.withProgress((signal, report) => {
      this.report = report;
      return this.panel.show(signal);
    });
  }

  dispose(): void {
    this.panel.dispose();
  }

  private withProgress<Result>(work: (signal: AbortSignal, report: Report) => Promise<Result>): Promise<Result> {
    const controller = new AbortController();
    return withProgress(vscode.l10n.t('Comparing posts'), controller, (report) => work(controller.signal, report));
  }

  private page(): LivePage<Balance, FromBalance> {
    return {
      viewType: 'galley.balance',
      title: vscode.l10n.t('Galley Balance'),
      name: 'balance',
      strings: balanceStrings,
      read: async (isAsked, signal) => {
        const { scope } = this;
        const reading = await this.reader.read(scope, isAsked, signal, this.report);
        const view = viewOf(scope, reading);
        this.shown = { balance: reading.balance, view };
        const message: ToBalance = { type: 'balance', balance: balanceState(reading.balance, view) };
        return { result: reading.balance, message };
      },
      onDidChange: (listener) => this.watch(listener),
      isMessage: isFromBalance,
      receive: (message) => this.receive(message),
    };
  }

  private watch(listener: () => void): vscode.Disposable {
    const clusters = vscode.workspace.createFileSystemWatcher('**/*.cluster.md');
    return vscode.Disposable.from(
      clusters,
      clusters.onDidChange(listener), clusters.onDidCreate(listener), clusters.onDidDelete(listener),
      this.deps.studios.onDidChange(listener),
      this.deps.known.index.onDidChange((changes) => {
        // What others note about posts, such as their problems, does not show here.
        if (changes.some(({ before, after }) => before?.hash !== after?.hash)) listener();
      }),
    );
  }

  private async receive(message: Exclude<FromBalance, { readonly type: 'ready' }>): Promise<unknown> {
    switch (message.type) {
      case 'open':
        return open(vscode.Uri.parse(message.uri, true), message.fact);
      case 'message':
        this.scope = { ...this.scope, message: message.text.trim() === '' ? undefined : message.text.trim() };
        return this.panel.refresh();
      case 'copy':
        return this.copy(message.tab, message.format);
      case 'action':
        return this.act(message.action);
    }
  }

  private async copy(id: Tab['id'], format: 'csv' | 'markdown'): Promise<void> {
    const tables = this.shown ? balanceTabs(this.shown.balance, this.shown.view).find((tab) => tab.id === id)?.tables : undefined;
    if (!tables) return;
    await vscode.env.clipboard.writeText(format === 'csv' ? csvOf(tables, vscode.l10n.t('Table')) : markdownOf(tables));
    vscode.window.setStatusBarMessage(vscode.l10n.t('$(check) Copied'), 2000);
  }

  private async act(action: Action): Promise<unknown> {
    switch (action) {
      case 'newPost':
        return vscode.commands.executeCommand(commandIds.newPost);
      case 'createStudio':
        return vscode.commands.executeCommand(commandIds.createStudio);
      case 'showAll':
        this.scope = { ...everything, message: this.scope.message };
        return this.panel.refresh();
    }
  }
}

function viewOf({ uris, message }: BalanceScope, { hasStudio }: BalanceReading): BalanceView {
  return { message, isSelection: uris !== undefined, hasStudio, language: vscode.env.language };
}

async function open(uri: vscode.Uri, fact: string | undefined): Promise<void> {
  if (fact === undefined) await vscode.window.showTextDocument(uri);
  else await revealFact(uri, { id: fact });
}
