import * as vscode from 'vscode';
import type { Post } from '../../post/post.js';
import { mediaPath } from '../mediaPath.js';
import { ratioOf } from '../page.js';
import type { HeroState, VideoState } from '../protocol.js';

/** The post's hero as the page can show it, or why it cannot. */
export async function heroState({ hero }: Post, folder: string, root: vscode.Uri | undefined, webview: vscode.Webview): Promise<HeroState> {
  const named = hero.image;
  if (named === undefined || named.trim() === '') return { type: 'none' };
  const found = await find(named, folder, root, webview);
  switch (found.type) {
    case 'file':
      return { type: 'image', src: found.src, alt: hero.alt, ratio: ratioOf(hero.aspectRatio) };
    case 'outside':
      return { type: 'problem', message: vscode.l10n.t('The hero image {0} is not shown: it lies outside the workspace folder.', named) };
    case 'missing':
      return { type: 'problem', message: vscode.l10n.t('The hero image {0} does not exist. Make a new one, or mend the path.', named) };
  }
}

/** The same for its clip; `undefined` for posts that are no video. */
export async function videoState({ contentFormat, video }: Post, folder: string, root: vscode.Uri | undefined, webview: vscode.Webview): Promise<VideoState | undefined> {
  const named = video.file;
  if (contentFormat !== 'video') return undefined;
  if (named === undefined || named.trim() === '') return { type: 'none' };
  const found = await find(named, folder, root, webview);
  switch (found.type) {
    case 'file':
      return { type: 'clip', src: found.src, failed: vscode.l10n.t('The video {0} cannot be played here. Open the file with another program.', named) };
    case 'outside':
      return { type: 'problem', message: vscode.l10n.t('The video {0} is not shown: it lies outside the workspace folder.', named) };
    case 'missing':
      return { type: 'problem', message: vscode.l10n.t('The video {0} does not exist. Make a new one, or mend the path.', named) };
  }
}

type Found = { readonly type: 'file'; readonly src: string } | { readonly type: 'outside' | 'missing' };

async function find(named: string, folder: string, root: vscode.Uri | undefined, webview: vscode.Webview): Promise<Found> {
  const path = mediaPath(folder, named);
  if (path === undefined || root === undefined) return { type: 'outside' };
  const file = vscode.Uri.joinPath(root, path);
  try {
    const { mtime } = await vscode.workspace.fs.stat(file);
    // The time in the address makes a file that was replaced load again.
    return { type: 'file', src: `${webview.asWebviewUri(file).toString()}?v=${mtime}` };
  } catch {
    return { type: 'missing' };
  }
}
