import * as vscode from 'vscode';
import { abortError } from '../../common/abort.js';
import type { Log } from '../../common/log.js';
import { UserError } from '../../common/userError.js';
import { commandIds, registerCommand, type CommandArguments } from '../../editor/commands.js';
import { createFileAt, exists } from '../../editor/createFile.js';
import type { Posts } from '../../editor/posts.js';
import { studioFileIn, type Studios } from '../../studio/editor/studios.js';
import { offerStudio } from './offerStudio.js';
import type { SurveyedIndex } from './surveyPosts.js';

export interface CreateStudioDeps {
  readonly posts: Posts;
  readonly studios: Studios;
  readonly known: SurveyedIndex;
  readonly log: Log;
}

/**
 * `galley.createStudio`: `(folder?, { name?, voice?, avoid?, pillars?, platforms?, hashtags?, style?, colors?, aspectRatio?, examples?,
 * fromPosts?, open? })` → the folder's galley.yaml. One that is there is opened and stays as it is.
 */
export function registerCreateStudio(deps: CreateStudioDeps): vscode.Disposable {
  return vscode.Disposable.from(offerStudio(deps.posts, deps.studios), registerCommand(commandIds.createStudio, deps.log, async (args) => {
    const folder = await folderFor(args.uri, deps.posts);
    const file = studioFileIn(folder);
    if (await exists(file)) {
      await show(file, args);
      // Not awaited: a caller must have the file at once, not when somebody closes the message.
      void vscode.window.showInformationMessage(vscode.l10n.t('{0} has a galley.yaml already, so nothing was written.', folder.name));
      return file;
    }
    const [{ askForStarter }, { readStarter }, { starterText }] = await Promise.all([import('./askForStarter.js'), import('./starterOptions.js'), import('../starter.js')]);
    const answers = args.isHeadless ? await readStarter(args.options, folder, deps.known) : await askForStarter(folder, deps.known);
    await createFileAt(file, starterText(answers));
    await show(file, args);
    return file;
  }));
}

async function show(file: vscode.Uri, { options }: CommandArguments): Promise<void> {
  if (options['open'] !== false) await vscode.window.showTextDocument(file);
}

/** The folder that was named, the active post's, the only one, or the one that is picked. */
async function folderFor(uri: vscode.Uri | undefined, posts: Posts): Promise<vscode.WorkspaceFolder> {
  const meant = uri ?? posts.active?.uri;
  const folders = vscode.workspace.workspaceFolders ?? [];
  const known = meant && vscode.workspace.getWorkspaceFolder(meant);
  if (known) return known;
  if (folders.length === 0) throw new UserError(vscode.l10n.t('Could not create galley.yaml: no folder is open. Open the folder of your posts first.'));
  if (uri) throw new UserError(vscode.l10n.t('Could not create galley.yaml: {0} is in no folder of this workspace.', uri.path.split('/').at(-1) ?? ''));
  const picked = folders.length === 1 ? folders[0] : await vscode.window.showWorkspaceFolderPick();
  if (!picked) throw abortError();
  return picked;
}
