import * as vscode from 'vscode';
import { UserError } from '../common/userError.js';

/** A step sends what a post says to a model and writes files: not for a workspace that came from anywhere. Throws. */
export function requireTrust(step: string): void {
  if (vscode.workspace.isTrusted) return;
  throw new UserError(vscode.l10n.t('Could not start {0}: no step runs in Restricted Mode. Trust the workspace first.', step), { remedy: 'manageTrust' });
}
