import * as vscode from 'vscode';
import type { Posts } from '../../editor/posts.js';
import { toRange } from '../../editor/spans.js';
import { editPost } from '../../post/edit.js';
import { chooseHeroCommand } from './codeActions.js';

/** Asks for a picture in the workspace folder and names it in the post. */
export function registerChooseHero(posts: Posts): vscode.Disposable {
  return vscode.commands.registerCommand(chooseHeroCommand, async (post: unknown) => {
    if (!(post instanceof vscode.Uri)) return;
    const document = await posts.require(post);
    const folder = vscode.workspace.getWorkspaceFolder(post);
    const [picture] = (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Choose the Hero Image'),
      defaultUri: vscode.Uri.joinPath(post, '..'),
      filters: { [vscode.l10n.t('Pictures')]: ['png', 'jpg', 'jpeg', 'webp'] },
    })) ?? [];
    if (!picture) return;
    const path = vscode.workspace.getWorkspaceFolder(picture) === folder ? relativePath(vscode.Uri.joinPath(post, '..').path, picture.path) : undefined;
    if (path === undefined) {
      void vscode.window.showErrorMessage(vscode.l10n.t('Could not use this picture: it is not in the workspace folder of the post. Copy it there first.'));
      return;
    }
    const result = editPost(document.getText(), [{ type: 'set', path: ['hero', 'image'], value: path }]);
    if (!result.ok) {
      void vscode.window.showErrorMessage(result.problem.message);
      return;
    }
    const edit = new vscode.WorkspaceEdit();
    edit.set(document.uri, result.edits.map(({ span, text }) => new vscode.TextEdit(toRange(document, span), text)));
    await vscode.workspace.applyEdit(edit);
  });
}

/** `/a/posts` and `/a/media/x.png` → `../media/x.png` */
function relativePath(from: string, to: string): string {
  const start = from.split('/').filter((part) => part !== '');
  const end = to.split('/').filter((part) => part !== '');
  let shared = 0;
  while (shared < start.length && shared < end.length - 1 && start[shared] === end[shared]) shared++;
  return [...start.slice(shared).map(() => '..'), ...end.slice(shared)].join('/');
}
