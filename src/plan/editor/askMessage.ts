import * as vscode from 'vscode';
import { isAbort } from '../../common/abort.js';
import type { Log } from '../../common/log.js';
import { formatPrice } from '../../cost/format.js';
import type { Studio } from '../../studio/studio.js';
import { readBack } from '../quotaWords.js';
import type { SpecialMessage } from '../quota.js';
import { readMessage } from './readMessage.js';
import type { Quote } from './planning.js';

export interface MessageQuestion {
  readonly cluster: string;
  readonly facts: number;
  readonly pillars: Studio['pillars'];
  /** What was asked last in this workspace. */
  readonly last: string | undefined;
  /** Who would answer, and at what price. */
  readonly quote: (message: SpecialMessage) => Promise<Quote>;
  readonly log: Log;
}

const typingDelay = 150;

/**
 * Asks for the special message. While it is typed, the box says what was understood of it, what contradicts itself, and
 * what planning would cost; a contradiction cannot be accepted. `undefined` when nobody wants to plan any more.
 */
export function askMessage(question: MessageQuestion): Promise<SpecialMessage | undefined> {
  const { cluster, facts, pillars, last, quote, log } = question;
  const input = vscode.window.createInputBox();
  let timer: NodeJS.Timeout | undefined;
  let epoch = 0;
  input.title = vscode.l10n.t('Plan Posts from {0}', cluster);
  input.placeholder = vscode.l10n.t('5 posts: 1 video and 4 hero_text');
  input.ignoreFocusOut = true;
  if (last !== undefined) input.value = last;
  const ask = facts === 1 ? vscode.l10n.t('What should be planned from 1 fact?') : vscode.l10n.t('What should be planned from {0} facts?', facts);

  const read = (): SpecialMessage => readMessage(input.value, pillars);
  let planner = '';
  // A message under the box takes the place of the prompt, so both say who plans and at what price.
  const show = (message: SpecialMessage): void => {
    const [contradiction] = message.contradictions;
    input.prompt = planner === '' ? ask : planner;
    if (contradiction !== undefined) input.validationMessage = { message: contradiction, severity: vscode.InputBoxValidationSeverity.Error };
    else if (message.text.trim() === '') input.validationMessage = undefined;
    else input.validationMessage = { message: [readBack(message, pillars), planner].filter((part) => part !== '').join(' · '), severity: vscode.InputBoxValidationSeverity.Info };
  };
  const addPrice = async (message: SpecialMessage): Promise<void> => {
    const own = ++epoch;
    try {
      const { info, price } = await quote(message);
      if (own !== epoch) return;
      planner = vscode.l10n.t('{0}: {1}', info.label, formatPrice(price));
      show(message);
    } catch (error) {
      if (!isAbort(error)) log.warn('The price of planning could not be worked out');
    }
  };
  const update = (): void => {
    const message = read();
    show(message);
    clearTimeout(timer);
    if (message.contradictions.length === 0) timer = setTimeout(() => void addPrice(message), typingDelay);
  };

  return new Promise((resolve) => {
    let accepted: SpecialMessage | undefined;
    input.onDidChangeValue(update);
    input.onDidAccept(() => {
      const message = read();
      if (message.contradictions.length > 0 || message.text.trim() === '') return;
      accepted = message;
      input.hide();
    });
    input.onDidHide(() => {
      clearTimeout(timer);
      epoch += 1;
      input.dispose();
      resolve(accepted);
    });
    update();
    input.show();
  });
}
