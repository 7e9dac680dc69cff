import * as vscode from 'vscode';
import { textOf } from '../../editor/fileText.js';
import type { Prompts, StepPrompt } from '../prompts.js';
import { promptSteps, type PromptStep } from '../variables.js';

const folderPath = ['.galley', 'prompts'] as const;

/** The studio's own prompt of a step, whether it is there or not. */
export function promptFileOf({ uri }: vscode.WorkspaceFolder, step: PromptStep): vscode.Uri {
  return vscode.Uri.joinPath(uri, ...folderPath, `${step}.md`);
}

export function promptPathOf(step: PromptStep): string {
  return [...folderPath, `${step}.md`].join('/');
}

/** The files where a folder's prompts are, whatever their names. */
export async function promptFilesIn({ uri }: vscode.WorkspaceFolder): Promise<readonly vscode.Uri[]> {
  const place = vscode.Uri.joinPath(uri, ...folderPath);
  try {
    const entries = await vscode.workspace.fs.readDirectory(place);
    return entries.flatMap(([name, type]) => ((type & vscode.FileType.File) !== 0 && name.endsWith('.md') ? [vscode.Uri.joinPath(place, name)] : []));
  } catch {
    return [];
  }
}

/** Whether the file lies where a workspace folder's prompts are, and whose prompt it is. */
export function promptPlaceOf(uri: vscode.Uri): { readonly step: PromptStep | undefined } | undefined {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (!folder) return undefined;
  const inside = uri.path.slice(folder.uri.path.length).split('/').filter((part) => part !== '');
  if (inside.length !== 3 || inside[0] !== folderPath[0] || inside[1] !== folderPath[1] || !inside[2]?.endsWith('.md')) return undefined;
  return { step: promptSteps.find((step) => inside[2] === `${step}.md`) };
}

/**
 * The prompts of each workspace folder: a studio's own files where it has them, else the ones that Galley ships. Read
 * when first needed and again when they change. A workspace that is not trusted has none of its own.
 */
export class PromptFiles implements vscode.Disposable {
  private readonly byFolder = new Map<string, Promise<Prompts>>();
  private readonly shipped = new Map<PromptStep, Promise<string>>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri | undefined>();
  private readonly subscriptions: readonly { dispose(): unknown }[];

  /** The prompts of a folder may be others now; of every folder when none is named. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly extensionUri: vscode.Uri) {
    const watcher = vscode.workspace.createFileSystemWatcher(`**/${folderPath.join('/')}/*.md`);
    const forget = (uri: vscode.Uri): void => {
      const folder = promptPlaceOf(uri) && vscode.workspace.getWorkspaceFolder(uri);
      if (!folder) return;
      this.byFolder.delete(folder.uri.toString());
      this.changed.fire(folder.uri);
    };
    const forgetAll = (): void => {
      this.byFolder.clear();
      this.changed.fire(undefined);
    };
    // Of a folder that goes, comes or moves, only the folder is told.
    const folders = vscode.workspace.createFileSystemWatcher(`**/{${folderPath[0]},${folderPath.join('/')}}`, false, true, false);
    this.subscriptions = [
      this.changed,
      folders,
      folders.onDidCreate(forgetAll),
      folders.onDidDelete(forgetAll),
      watcher,
      watcher.onDidChange(forget),
      watcher.onDidCreate(forget),
      watcher.onDidDelete(forget),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => { if (contentChanges.length > 0) forget(document.uri); }),
      // Changes that were not saved are gone with the editor.
      vscode.workspace.onDidCloseTextDocument(({ uri }) => { forget(uri); }),
      vscode.workspace.onDidChangeWorkspaceFolders(forgetAll),
      vscode.workspace.onDidGrantWorkspaceTrust(forgetAll),
    ];
  }

  /** The prompts for a post. */
  of(uri: vscode.Uri): Promise<Prompts> {
    const folder = vscode.workspace.isTrusted ? vscode.workspace.getWorkspaceFolder(uri) : undefined;
    const key = folder?.uri.toString() ?? '';
    const reading = this.byFolder.get(key) ?? this.read(folder);
    this.byFolder.set(key, reading);
    return reading;
  }

  /** The prompt that Galley ships. */
  shippedText(step: PromptStep): Promise<string> {
    const reading = this.shipped.get(step) ?? readText(vscode.Uri.joinPath(this.extensionUri, 'media', 'prompts', `${step}.md`));
    this.shipped.set(step, reading);
    return reading;
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private async read(folder: vscode.WorkspaceFolder | undefined): Promise<Prompts> {
    const { compilePrompt } = await import('../compile.js');
    const compile = async <Step extends PromptStep>(step: Step): Promise<StepPrompt<Step>> => {
      const own = folder && (await textOf(promptFileOf(folder, step)));
      return own === undefined ? compilePrompt(step, await this.shippedText(step)) : compilePrompt(step, own, promptPathOf(step));
    };
    const [plan, draft, caption, alt_text, hero_image, video] = await Promise.all([compile('plan'), compile('draft'), compile('caption'), compile('alt_text'), compile('hero_image'), compile('video')]);
    return { plan, draft, caption, alt_text, hero_image, video };
  }
}

async function readText(uri: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}
