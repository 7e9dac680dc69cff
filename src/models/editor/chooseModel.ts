import * as vscode from 'vscode';
import { abortError } from '../../common/abort.js';
import type { Log } from '../../common/log.js';
import { readSettings } from '../../editor/settings.js';
import { modelRows, type KnownModels, type ModelRow, type RowAction } from '../modelRows.js';
import { applyChoice, fitsWorkspace, type ChoiceTarget, type ModelChoice } from './applyChoice.js';
import { chatModels, findModels, firstModels, type FindDeps } from './findModels.js';
import { readChoice } from './readChoice.js';
import { setApiKey } from './setApiKey.js';

export interface ChooseModelDeps extends FindDeps {
  readonly log: Log;
}

/** `galley.chooseModel`: a list of all models, or headless `({ kind, provider, model?, baseUrl?, target? })`. Returns the choice. */
export async function chooseModel(options: Readonly<Record<string, unknown>>, deps: ChooseModelDeps): Promise<ModelChoice | undefined> {
  const given = readChoice(options);
  if (given) {
    await applyChoice(given.choice, given.target);
    return given.choice;
  }
  const { action, target } = await pick(deps);
  return act(action, target, deps);
}

async function act(action: RowAction, target: ChoiceTarget, deps: ChooseModelDeps): Promise<ModelChoice | undefined> {
  switch (action.type) {
    case 'text':
      return choose({ kind: 'text', choice: action.choice }, target, deps);
    case 'image':
      return choose({ kind: 'image', choice: action.choice }, target, deps);
    case 'setKey':
      await setApiKey([action.provider], deps);
      return undefined;
    case 'openSetting':
      await vscode.commands.executeCommand('workbench.action.openSettings', action.setting);
      return undefined;
    case 'otherModel': {
      const model = await askModel(action.of);
      return action.of === 'fal'
        ? choose({ kind: 'image', choice: { provider: 'fal', model } }, target, deps)
        : choose({ kind: 'text', choice: { provider: 'openai', baseUrl: readSettings().text.baseUrl, model } }, target, deps);
    }
  }
}

/** Writes the choice, says so, and asks for the key that it needs. */
async function choose(choice: ModelChoice, target: ChoiceTarget, deps: ChooseModelDeps): Promise<ModelChoice> {
  await applyChoice(choice, target);
  const { models, log } = deps;
  const { label } = choice.kind === 'text' ? models.textInfo : models.imageInfo;
  log.info(`${choice.kind} model chosen: ${label}`);
  void vscode.window.showInformationMessage(announcement(choice.kind, label, target));
  if (await lacksKey(choice, deps)) await setApiKey([choice.choice.provider], deps);
  return choice;
}

function announcement(kind: ModelChoice['kind'], label: string, target: ChoiceTarget): string {
  if (kind === 'text')
    return target === 'workspace' ? vscode.l10n.t('Text in this workspace now comes from: {0}.', label) : vscode.l10n.t('Text now comes from: {0}.', label);
  return target === 'workspace' ? vscode.l10n.t('Hero images in this workspace now come from: {0}.', label) : vscode.l10n.t('Hero images now come from: {0}.', label);
}

async function lacksKey({ choice }: ModelChoice, { keys }: ChooseModelDeps): Promise<boolean> {
  const { isLoopback } = await import('../loopback.js');
  const { falKeyOrigin, textKeyOrigin } = await import('../choice.js');
  if (choice.provider === 'fal') return (await keys.get('fal', falKeyOrigin(readSettings().falEndpoint))) === undefined;
  if (choice.provider !== 'openai') return false;
  const origin = textKeyOrigin(choice.baseUrl);
  return origin !== undefined && !isLoopback(new URL(origin).hostname) && (await keys.get('openai', origin)) === undefined;
}

async function askModel(of: 'openai' | 'fal'): Promise<string> {
  const { image, text } = readSettings();
  const model = await vscode.window.showInputBox({
    title: of === 'fal' ? vscode.l10n.t('Image Model at fal') : vscode.l10n.t('Text Model'),
    prompt: of === 'fal' ? vscode.l10n.t('The endpoint id, as on the model’s page at fal') : vscode.l10n.t('The id of a model at {0}', text.baseUrl),
    value: of === 'fal' ? image.model : text.model,
    validateInput: (value) => (/^\S+$/.test(value.trim()) ? undefined : vscode.l10n.t('A model id has no spaces.')),
  });
  if (model === undefined) throw abortError();
  return model.trim();
}

interface Item extends vscode.QuickPickItem {
  readonly row?: ModelRow;
}

interface Picked {
  readonly action: RowAction;
  readonly target: ChoiceTarget;
}

/** Opens at once with what is known, and grows while servers and VS Code answer. */
function pick(deps: ChooseModelDeps): Promise<Picked> {
  const box = vscode.window.createQuickPick<Item>();
  const controller = new AbortController();
  let known: KnownModels = firstModels(deps);
  const inWorkspace: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('root-folder'), tooltip: vscode.l10n.t('Use in This Workspace Only') };
  const buttonsOf = ({ action }: ModelRow): readonly vscode.QuickInputButton[] => {
    const choice = asChoice(action);
    const isOffered = choice !== undefined && vscode.workspace.workspaceFolders !== undefined && vscode.workspace.isTrusted && fitsWorkspace(choice, known.baseUrl);
    return isOffered ? [inWorkspace] : [];
  };
  const show = (): void => {
    const active = box.activeItems[0]?.row;
    const items = toItems(modelRows(known), buttonsOf);
    box.items = items;
    const stays = items.find(({ row }) => row && active && isSameRow(row, active)) ?? items.find(({ row }) => row?.isCurrent);
    if (stays) box.activeItems = [stays];
  };
  const tell = ({ prices, ...part }: Parameters<Parameters<typeof findModels>[1]>[0]): void => {
    known = { ...known, ...part, prices: prices ? new Map([...known.prices, ...prices]) : known.prices };
    if (!controller.signal.aborted) show();
  };
  box.title = vscode.l10n.t('Choose Model');
  box.placeholder = vscode.l10n.t('Who writes, and who makes hero images');
  box.matchOnDescription = true;
  box.matchOnDetail = true;
  box.keepScrollPosition = true;
  box.busy = true;
  show();
  const late = vscode.lm.onDidChangeChatModels(() => {
    chatModels(controller.signal).then((chat) => { tell({ chat }); }, (error: unknown) => { deps.log.debug('VS Code’s models could not be listed', error); });
  });
  findModels(deps, tell, controller.signal)
    .catch((error: unknown) => { if (!controller.signal.aborted) deps.log.warn('Not all models could be listed', error); })
    .finally(() => { if (!controller.signal.aborted) box.busy = false; });
  return new Promise<Picked>((resolve, reject) => {
    box.onDidAccept(() => {
      const row = box.selectedItems[0]?.row;
      if (row) resolve({ action: row.action, target: 'user' });
    });
    box.onDidTriggerItemButton(({ item: { row } }) => {
      if (row) resolve({ action: row.action, target: 'workspace' });
    });
    box.onDidHide(() => { reject(abortError()); });
    box.show();
  }).finally(() => {
    controller.abort();
    late.dispose();
    box.dispose();
  });
}

function asChoice(action: RowAction): ModelChoice | undefined {
  if (action.type === 'text') return { kind: 'text', choice: action.choice };
  return action.type === 'image' ? { kind: 'image', choice: action.choice } : undefined;
}

function toItems(rows: readonly ModelRow[], buttonsOf: (row: ModelRow) => readonly vscode.QuickInputButton[]): readonly Item[] {
  return rows.flatMap((row, index): Item[] => {
    const heading: Item[] = row.group === rows[index - 1]?.group ? [] : [{ label: row.group, kind: vscode.QuickPickItemKind.Separator }];
    return [...heading, { row, label: row.label, description: describe(row), detail: row.detail, iconPath: new vscode.ThemeIcon(iconOf(row)), buttons: buttonsOf(row) }];
  });
}

function describe({ description, isCurrent }: ModelRow): string {
  return isCurrent ? vscode.l10n.t('{0} · in use', description) : description;
}

function iconOf({ isCurrent, action }: ModelRow): string {
  if (isCurrent) return 'check';
  switch (action.type) {
    case 'setKey':
      return 'key';
    case 'openSetting':
      return 'gear';
    case 'otherModel':
      return 'edit';
    default:
      return 'blank';
  }
}

/** A model keeps its place under the cursor when it moves to another group. */
function isSameRow(a: ModelRow, b: ModelRow): boolean {
  return JSON.stringify(a.action) === JSON.stringify(b.action);
}
