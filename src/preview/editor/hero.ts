import * as vscode from 'vscode';
import type { Post } from '../../post/post.js';
import { mediaPath } from '../mediaPath.js';
import { ratioOf } from '../page.js';
import type { HeroState } from '../protocol.js';

/** The post's hero as the page can show it, or why it cannot. */
export async function heroState(post: Post, folder: string, root: vscode.Uri | undefined, webview: vscode.Webview): Promise<HeroState> {
  const named = post.hero.image;
  if (named === undefined || named.trim() === '') return { type: 'none' };
  const path = mediaPath(folder, named);
  if (path === undefined || root === undefined)
    return { type: 'problem', message: vscode.l10n.t('The hero image {0} is not shown: it lies outside the workspace folder.', named) };
  const file = vscode.Uri.joinPath(root, path);
  try {
    const { mtime } = await vscode.workspace.fs.stat(file);
    // The time in the address makes a picture that was replaced load again.
    const src = `${webview.asWebviewUri(file).toString()}?v=${mtime}`;
    return { type: 'image', src, alt: post.hero.alt, ratio: ratioOf(post.hero.aspectRatio) };
  } catch {
    return { type: 'problem', message: vscode.l10n.t('The hero image {0} does not exist. Make a new one, or mend the path.', named) };
  }
}
