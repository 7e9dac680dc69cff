import * as vscode from 'vscode';
import { notMetered } from '../../common/price.js';
import { splitModel, textChoiceInfo, vscodeModelInfo } from '../choice.js';
import type { ModelInfo } from '../modelInfo.js';
import { ServiceError } from '../serviceError.js';
import type { TextModel } from '../textModel.js';
import { missingModel, noModels } from './vscodeFailures.js';
import { vscodeTextModel, type VscodeTextModel } from './vscodeText.js';
import { within } from './within.js';

/** Providers may have to start first, or to sign in; one that never answers must not hold up a run. */
const selectMs = 15_000;
/** After which "none" is believed: models appear late, and nobody says so but an event. */
const lateMs = 3_000;

/**
 * The model of VS Code's with this name, `vendor/id` or an id, looked up at each call: "none" is never kept. Without a
 * name, the first one. Until a call nothing is looked up, as that starts other extensions. `onNamed` tells that `info`
 * has the model's own name by now.
 */
export function namedVscodeModel(wanted: string | undefined, onNamed: () => void): TextModel {
  let info: ModelInfo = textChoiceInfo({ provider: 'vscode', model: wanted }, noInfo);
  const find = async (signal: AbortSignal): Promise<VscodeTextModel> => {
    const chat = await findChat(wanted, signal);
    const found = vscodeModelInfo(chat.vendor, chat.id, chat.name);
    if (found.label !== info.label) {
      info = found;
      onNamed();
    }
    return vscodeTextModel({ model: chat });
  };
  return {
    get info() {
      return info;
    },
    estimate: () => Promise.resolve(notMetered),
    async *stream(request, signal) {
      yield* (await find(signal)).stream(request, signal);
    },
    structured: async (request, signal) => {
      return (await find(signal)).structured(request, signal);
    },
  };
}

const noInfo: ModelInfo = { provider: 'vscode', model: '', channel: 'api', label: '' };

async function findChat(wanted: string | undefined, signal: AbortSignal): Promise<vscode.LanguageModelChat> {
  const chat = (await select(wanted, signal)) ?? ((await changeOfModels(signal)) ? await select(wanted, signal) : undefined);
  signal.throwIfAborted();
  if (chat) return chat;
  const { reason, message } = wanted === undefined ? noModels() : missingModel(wanted);
  throw new ServiceError(reason, message, { charge: 'none' });
}

async function select(wanted: string | undefined, signal: AbortSignal): Promise<vscode.LanguageModelChat | undefined> {
  for (const selector of selectors(wanted)) {
    if (signal.aborted) return undefined;
    const found = await within(selectMs, signal, vscode.lm.selectChatModels(selector));
    if (found?.[0]) return found[0];
  }
  return undefined;
}

function selectors(wanted: string | undefined): readonly (vscode.LanguageModelChatSelector | undefined)[] {
  if (wanted === undefined) return [undefined];
  const [vendor, id] = splitModel(wanted);
  return [...(vendor === '' ? [] : [{ vendor, id }]), { id: wanted }, { family: wanted }];
}

async function changeOfModels(signal: AbortSignal): Promise<boolean> {
  let subscription: vscode.Disposable | undefined;
  const changed = new Promise<true>((resolve) => {
    subscription = vscode.lm.onDidChangeChatModels(() => { resolve(true); });
  });
  try {
    return (await within(lateMs, signal, changed)) ?? false;
  } finally {
    subscription?.dispose();
  }
}
