import * as vscode from 'vscode';
import { withProgress } from '../../editor/progress.js';
import { parsePost } from '../../post/parse.js';
import { postTexts } from '../../posts/editor/postTexts.js';
import type { WorkspacePosts } from '../../posts/editor/watcher.js';
import { workspaceFiles } from '../../posts/editor/workspaceFiles.js';
import { stateOf } from '../../posts/list.js';
import { Surveying, type Survey } from '../survey.js';

export type SurveyedIndex = Pick<WorkspacePosts, 'index' | 'lookAgain'>;

/** More posts than this tell nothing new. */
const mostPosts = 2000;

/** What the posts of a folder have in common. */
export async function surveyPosts({ uri: folder }: vscode.WorkspaceFolder, known: SurveyedIndex): Promise<Survey> {
  const controller = new AbortController();
  return withProgress(vscode.l10n.t('Looking at the posts'), controller, async () => {
    await known.lookAgain();
    controller.signal.throwIfAborted();
    const inside = `${folder.toString().replace(/\/$/, '')}/`;
    const uris = Array.from(known.index.all, ({ uri }) => uri).filter((uri) => uri.startsWith(inside)).sort().slice(0, mostPosts);
    const files = workspaceFiles();
    const read = async (uri: string): Promise<string | undefined> => files.openText(uri) ?? (await files.read(uri));
    const surveying = new Surveying();
    for await (const { uri, text } of postTexts(uris, read, controller.signal)) {
      const indexed = known.index.get(uri);
      if (text === undefined) continue;
      surveying.add({ post: parsePost(text), path: decodeURIComponent(uri.slice(inside.length)), isFinished: indexed !== undefined && stateOf(indexed) === 'finished' });
    }
    return surveying.result;
  });
}
