import * as vscode from 'vscode';
import { abortError } from '../../common/abort.js';
import type { Log } from '../../common/log.js';
import { UserError } from '../../common/userError.js';
import { commandIds, registerCommand } from '../../editor/commands.js';
import { createFile, exists } from '../../editor/createFile.js';
import { checkArtifactPath } from '../../post/artifactPath.js';
import type { Studios } from '../../studio/editor/studios.js';

export interface ImportPageDeps {
  readonly studios: Studios;
  readonly log: Log;
}

const largestPage = 5 * 1024 * 1024;

/** `galley.importPage`: `(page?, { folder?, open? })` → the new post. */
export function registerImportPage({ studios, log }: ImportPageDeps): vscode.Disposable {
  return registerCommand(commandIds.importPage, log, async ({ uri, options }) => {
    const page = uri ?? (await askPage());
    // Loaded on first use, as most people import once.
    const [{ parsePage }, { pageToPost }, { postFileName }] = await Promise.all([
      import('../parsePage.js'),
      import('../pageToPost.js'),
      import('../../post/newPost.js'),
    ]);
    const folder = options['folder'] instanceof vscode.Uri ? options['folder'] : targetFolder(page);
    const { pillars } = await studios.of(folder);
    const parsed = parsePage(await readPage(page));
    if (!parsed.ok) throw new UserError(parsed.message);
    const { mtime } = await vscode.workspace.fs.stat(page);
    const imported = pageToPost(parsed.page, { now: Date.now(), modified: mtime, pillars });
    const file = await createFile(folder, postFileName(imported.title), imported.text);
    if (options['open'] !== false) await vscode.window.showTextDocument(file);
    void tell([...(await missingArtifacts(file, imported.artifacts)), ...imported.report]);
    return file;
  });
}

async function askPage(): Promise<vscode.Uri> {
  const picked = await vscode.window.showOpenDialog({
    title: vscode.l10n.t('Import Studio Page'),
    openLabel: vscode.l10n.t('Import'),
    filters: { [vscode.l10n.t('Pages saved as text')]: ['txt', 'md'] },
    canSelectMany: false,
  });
  if (!picked?.[0]) throw abortError();
  return picked[0];
}

/** Beside a page of the workspace; a page from elsewhere goes to the first folder that is open. */
function targetFolder(page: vscode.Uri): vscode.Uri {
  const folder = vscode.workspace.getWorkspaceFolder(page) ? vscode.Uri.joinPath(page, '..') : vscode.workspace.workspaceFolders?.[0]?.uri;
  if (folder) return folder;
  throw new UserError(vscode.l10n.t('Could not import the page: no folder is open to put the post in. Open one first.'));
}

async function readPage(page: vscode.Uri): Promise<string> {
  try {
    const { size } = await vscode.workspace.fs.stat(page);
    if (size > largestPage)
      throw new UserError(vscode.l10n.t('Could not import {0}: it is larger than a page can be. Choose a studio page saved as text.', nameOf(page)));
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(page));
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(vscode.l10n.t('Could not read {0}. Check that the file is still there.', nameOf(page)), { cause: error });
  }
}

/** Pictures that the page names do not come with it. */
async function missingArtifacts(file: vscode.Uri, artifacts: readonly string[]): Promise<readonly string[]> {
  const missing = await Promise.all(
    artifacts.filter((path) => checkArtifactPath(path).ok).map(async (path) => ((await exists(vscode.Uri.joinPath(file, '..', path))) ? [] : [path])),
  );
  return missing.flat().map((path) => vscode.l10n.t('Copy the picture to {0}: the page only names it.', path));
}

/** What the import had to assume or could not place. */
async function tell(remarks: readonly string[]): Promise<void> {
  const [first, ...others] = remarks;
  if (first === undefined) return;
  const showAll = vscode.l10n.t('Show All');
  if (others.length === 0) {
    await vscode.window.showInformationMessage(vscode.l10n.t('The page was imported. {0}', first));
    return;
  }
  const message = vscode.l10n.t('The page was imported. {0} ({1} remarks in all)', first, remarks.length);
  if ((await vscode.window.showInformationMessage(message, showAll)) !== showAll) return;
  const list = remarks.map((remark) => `- ${remark}`).join('\n');
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'markdown', content: `${list}\n` }), { preview: true });
}

function nameOf(uri: vscode.Uri): string {
  return uri.path.split('/').at(-1) ?? uri.path;
}
