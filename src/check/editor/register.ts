import * as vscode from 'vscode';
import type { MeasureLength } from '../../caption/length.js';
import { asError } from '../../common/asError.js';
import type { Log } from '../../common/log.js';
import type { Posts } from '../../editor/posts.js';
import type { Facts } from '../../pipeline/editor/pipeline.js';
import type { Step } from '../../pipeline/step.js';
import type { PromptFiles } from '../../prompts/editor/promptFiles.js';
import type { Studios } from '../../studio/editor/studios.js';
import { Dependencies } from '../dependencies.js';
import { ArtifactFiles } from './artifactFiles.js';
import { Checker } from './checker.js';
import { registerChooseHero } from './chooseHero.js';
import { registerCodeActions } from './codeActions.js';
import type { KnownPosts } from './knownPosts.js';
import { OpenChecks } from './openChecks.js';
import { ProblemDocs } from './problemDocs.js';
import { PromptFileChecks } from './promptFiles.js';
import { Published } from './published.js';
import { StudioFileChecks } from './studioFile.js';
import { WorkspaceChecks } from './workspaceChecks.js';

export interface ChecksDeps {
  readonly extensionUri: vscode.Uri;
  readonly posts: Posts;
  readonly studios: Studios;
  readonly prompts: PromptFiles;
  readonly facts: Facts;
  readonly steps: readonly Step[];
  readonly known: KnownPosts;
  readonly loadMeasure: () => Promise<MeasureLength>;
  readonly log: Log;
}

/** Leaves the first seconds of a window to what the user looks at. */
const startDelay = 2500;
const studioDelay = 400;

/** Problems of every post of the workspace and of galley.yaml, with quick fixes. */
export function registerChecks({ extensionUri, posts, studios, prompts, facts, steps, known, loadMeasure, log }: ChecksDeps): vscode.Disposable {
  const docs = new ProblemDocs(extensionUri);
  const files = new ArtifactFiles();
  const published = new Published(docs, known.index);
  const checker = new Checker({ studios, prompts, facts, steps, known, files, loadMeasure });
  const dependencies = new Dependencies();
  let workspace: WorkspaceChecks | undefined;
  const open = new OpenChecks(posts, checker, published, dependencies, log, (uri) => { workspace?.check(uri); });
  const checks = (workspace = new WorkspaceChecks(checker, known, published, open, dependencies, log));
  const studioFiles = new StudioFileChecks(studios, published);
  const promptFiles = new PromptFileChecks(prompts, published);
  const starting = setTimeout(() => {
    docs.load().then(() => checks.start()).catch((error: unknown) => { log.error('The posts of the workspace could not be checked', asError(error)); });
  }, startDelay);
  return vscode.Disposable.from(
    published,
    open,
    checks,
    studioFiles,
    promptFiles,
    { dispose: () => { clearTimeout(starting); } },
    watchStudios(studios, prompts, checks),
    watchFiles(files, checks),
    registerCodeActions({ posts, studios, open, studioFiles }),
    registerChooseHero(posts),
  );
}

/** Checks the posts of a folder again when what its galley.yaml says has changed, and not only how, or one of its prompts. */
function watchStudios(studios: Studios, prompts: PromptFiles, checks: WorkspaceChecks): vscode.Disposable {
  const known = new Map<string, string>();
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const checkSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const folders = [...changed];
      changed.clear();
      checks.checkAll((post) => folders.some((folder) => post.startsWith(`${folder}/`)));
    }, studioDelay);
  };
  // At every event, not after a burst: a check in between may have used what is there for a moment.
  const compare = async (isFirst: boolean): Promise<void> => {
    for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
      const folder = uri.toString();
      const now = JSON.stringify(await studios.of(uri));
      if (!isFirst && known.get(folder) !== now) changed.add(folder);
      known.set(folder, now);
    }
    if (changed.size > 0) checkSoon();
  };
  void compare(true);
  return vscode.Disposable.from(
    studios.onDidChange(() => void compare(false)),
    prompts.onDidChange((folder) => {
      for (const uri of folder ? [folder] : (vscode.workspace.workspaceFolders ?? []).map((one) => one.uri)) changed.add(uri.toString());
      checkSoon();
    }),
    { dispose: () => { clearTimeout(timer); } },
  );
}

/** Media that posts name, and clusters whose facts they use. A folder that is deleted is the only thing told of it. */
function watchFiles(files: ArtifactFiles, checks: WorkspaceChecks): vscode.Disposable {
  const media = vscode.workspace.createFileSystemWatcher('**/*.{png,jpg,jpeg,webp,gif,svg,avif,mp4,webm,mov,PNG,JPG,JPEG}');
  const folders = vscode.workspace.createFileSystemWatcher('**/media', false, true, true);
  const deleted = vscode.workspace.createFileSystemWatcher('**', true, true, false);
  const clusters = vscode.workspace.createFileSystemWatcher('**/*.cluster.md');
  const changed = (uri: vscode.Uri): void => {
    files.changed(uri);
    checks.checkThoseBeside(vscode.Uri.joinPath(uri, '..'));
  };
  const folderChanged = (uri: vscode.Uri): void => {
    files.changed(uri);
    checks.checkThoseBeside(uri);
  };
  const clusterChanged = (): void => { checks.checkThoseWithClusters(); };
  return vscode.Disposable.from(
    media, folders, deleted, clusters,
    media.onDidCreate(changed), media.onDidChange(changed), media.onDidDelete(changed),
    folders.onDidCreate(folderChanged), deleted.onDidDelete(folderChanged),
    clusters.onDidCreate(clusterChanged), clusters.onDidChange(clusterChanged), clusters.onDidDelete(clusterChanged),
  );
}
