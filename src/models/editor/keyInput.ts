import * as vscode from 'vscode';
import { abortError } from '../../common/abort.js';
import type { KeyProvider } from '../choice.js';
import type { KeyVerdict } from '../keyCheck.js';
import { keyPage, readKey } from '../keyShape.js';

/** Whom a key is for. */
export interface KeyPlace {
  readonly provider: KeyProvider;
  /** Where the key may be sent, and nowhere else. */
  readonly origin: string;
  /** For people. */
  readonly name: string;
}

export interface EnteredKey {
  /** `undefined`: none is wanted any more. */
  readonly key: string | undefined;
  /** `undefined`: the provider was not asked yet. */
  readonly verdict: KeyVerdict | undefined;
}

export interface KeyQuestion {
  readonly isSet: boolean;
  /** Asks the provider; costs nothing and takes at most a few seconds. */
  readonly check: (key: string, signal: AbortSignal) => Promise<KeyVerdict>;
}

/** Asks for a key in a masked box and has it checked there, so that a wrong one is mended where it was entered. */
export function askForKey(place: KeyPlace, { isSet, check }: KeyQuestion): Promise<EnteredKey> {
  const box = vscode.window.createInputBox();
  const page = keyPage(place.provider, place.origin);
  const openPage: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('link-external'), tooltip: vscode.l10n.t('Get a key at {0}', page === undefined ? place.name : new URL(page).host) };
  box.title = vscode.l10n.t('API Key for {0}', place.name);
  box.password = true;
  box.ignoreFocusOut = true;
  box.placeholder = isSet ? vscode.l10n.t('Another key, or nothing to remove the one that is set') : vscode.l10n.t('The key');
  box.prompt = vscode.l10n.t('It is kept in VS Code’s secret storage and sent to {0} only.', place.origin);
  if (page !== undefined) box.buttons = [openPage];

  const controller = new AbortController();
  let rejected: string | undefined;
  const complain = (message: string): void => {
    box.validationMessage = { message, severity: vscode.InputBoxValidationSeverity.Error };
  };

  return new Promise<EnteredKey>((resolve, reject) => {
    const accept = async (): Promise<void> => {
      const shape = readKey(place.provider, box.value);
      if (shape.kind === 'unusable') complain(shape.problem);
      else if (shape.kind === 'empty') {
        if (isSet) resolve({ key: undefined, verdict: undefined });
        else complain(vscode.l10n.t('A key is needed. The button above opens the page where it is made.'));
      } else if (shape.key === rejected) resolve({ key: shape.key, verdict: 'rejected' });
      else await judge(shape.key);
    };
    const judge = async (key: string): Promise<void> => {
      box.busy = true;
      box.enabled = false;
      const verdict = await check(key, controller.signal);
      box.busy = false;
      box.enabled = true;
      if (verdict !== 'rejected') {
        resolve({ key, verdict });
        return;
      }
      rejected = key;
      complain(vscode.l10n.t('{0} rejected this key. Press Enter again to keep it all the same.', place.name));
    };
    box.onDidAccept(() => { accept().catch(reject); });
    box.onDidChangeValue(() => { box.validationMessage = undefined; });
    box.onDidTriggerButton(() => {
      if (page !== undefined) void vscode.env.openExternal(vscode.Uri.parse(page));
    });
    box.onDidHide(() => { reject(abortError()); });
    box.show();
  }).finally(() => {
    controller.abort();
    box.dispose();
  });
}
