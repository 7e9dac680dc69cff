import * as vscode from 'vscode';
import { UserError } from '../../common/userError.js';
import type { Purchase } from '../../pipeline/paying.js';
import { describeReason, type SpendReason } from '../budget.js';
import { formatPrice, stepLabel } from '../format.js';

export interface AskOptions {
  readonly confirmed: boolean;
  readonly isHeadless: boolean;
}

/** Asks before money is spent past a limit: continue once, raise the limit, or stop. */
export async function askToSpend(purchase: Purchase, reasons: readonly SpendReason[], { confirmed, isHeadless }: AskOptions): Promise<boolean> {
  if (confirmed) return true;
  const sentences = reasons.map(describeReason);
  const [first = ''] = sentences;
  if (isHeadless)
    throw new UserError(vscode.l10n.t('Could not start {0}: {1} Pass confirmed: true to go on.', stepLabel(purchase.step), first));
  const go = vscode.l10n.t('Continue Once');
  const raise = vscode.l10n.t('Change Limits...');
  const title = vscode.l10n.t('{0} with {1}: {2}', stepLabel(purchase.step), purchase.info.label, takesAndPrice(purchase));
  const answer = await vscode.window.showWarningMessage(title, { modal: true, detail: sentences.join('\n\n') }, go, raise);
  if (answer === raise) await vscode.commands.executeCommand('workbench.action.openSettings', 'galley.budget galley.confirmAbove');
  return answer === go;
}

function takesAndPrice({ takes, price }: Purchase): string {
  const each = formatPrice(price);
  return takes === 1 ? each : vscode.l10n.t('{0} takes at {1} each', takes, each);
}
