import * as vscode from 'vscode';
import { shortHash } from '../../common/hash.js';
import { Slices } from '../../common/slices.js';
import type { Report } from '../../editor/progress.js';
import { parseFacts } from '../../plan/cluster.js';
import { clusterCandidates, readClusterFiles } from '../../plan/editor/clusterFiles.js';
import { parsePost } from '../../post/parse.js';
import { postTexts } from '../../posts/editor/postTexts.js';
import { workspaceFiles } from '../../posts/editor/workspaceFiles.js';
import type { WorkspacePosts } from '../../posts/editor/watcher.js';
import { fileNameOf } from '../../posts/list.js';
import { Words } from '../../posts/words.js';
import type { Studios } from '../../studio/editor/studios.js';
import type { Studio } from '../../studio/studio.js';
import { balanceOf, type Balance } from '../balance.js';
import type { ClusterFacts } from '../clusterUse.js';
import { traitsOf, type ReadPost, type Traits } from '../traits.js';

export interface BalanceScope {
  /** `undefined` for every post of the workspace. */
  readonly uris: readonly string[] | undefined;
  /** Typed by the user. */
  readonly message: string | undefined;
}

export interface BalanceReading {
  readonly balance: Balance;
  readonly hasStudio: boolean;
}

const reportEvery = 100;

/** Reads posts in slices, and those that have not changed only once. */
export class BalanceReader {
  private readonly known = new Map<string, { readonly hash: string; readonly avoid: readonly string[]; readonly traits: Traits }>();
  private readonly words = new Words();
  private readonly files = workspaceFiles();

  constructor(
    private readonly posts: Pick<WorkspacePosts, 'index' | 'whenReady' | 'lookAgain'>,
    private readonly studios: Studios,
  ) {}

  /** `isAsked`: a person waits for it, so files that the editor has not been told of count too. */
  async read({ uris, message }: BalanceScope, isAsked: boolean, signal: AbortSignal, report: Report): Promise<BalanceReading> {
    const { posts } = this;
    await (isAsked ? posts.lookAgain() : posts.whenReady());
    signal.throwIfAborted();
    const slices = new Slices();
    const wanted = uris ?? Array.from(posts.index.all, ({ uri }) => uri);
    if (!uris) this.forgetOthers(new Set(wanted));
    const read = await this.readPosts([...new Set(wanted)], signal, report);
    const studios = await this.studiosOf(read);
    const work = balanceOf({
      posts: read,
      pillars: Object.fromEntries(studios.flatMap(({ pillars }) => Object.entries(pillars))),
      message,
      similar: (uri) => posts.index.similarCaptions(uri).map(({ post }) => post.uri),
      clusters: await readClusters(slices),
      candidates: (post, { cluster }) => clusterCandidates(vscode.Uri.parse(post, true), cluster).map((uri) => uri.toString()),
      isWhole: uris === undefined,
    });
    const balance = await slices.finish(abortable(work, signal));
    return { balance, hasStudio: studios.some(({ pillars }) => Object.keys(pillars).length > 0) };
  }

  private async readPosts(uris: readonly string[], signal: AbortSignal, report: Report): Promise<readonly ReadPost[]> {
    const found: ReadPost[] = [];
    let done = 0;
    const read = async (uri: string): Promise<string | undefined> => (this.unchanged(uri) ? undefined : this.textOf(uri));
    for await (const { uri, text } of postTexts(uris, read, signal)) {
      const traits = await this.traits(uri, text);
      if (traits) found.push({ ...traits, uri, title: traits.title ?? fileNameOf(uri) });
      if (++done % reportEvery === 0) report(vscode.l10n.t('{0} of {1} posts', done, uris.length));
    }
    return found;
  }

  private async traits(uri: string, text: string | undefined): Promise<Traits | undefined> {
    const { avoid } = await this.studios.of(vscode.Uri.parse(uri, true));
    const known = this.known.get(uri);
    const isCurrent = text === undefined ? this.unchanged(uri) : known?.hash === shortHash(text);
    if (known?.avoid === avoid && isCurrent) return known.traits;
    const current = text ?? (await this.textOf(uri));
    if (current === undefined) return undefined;
    const traits = traitsOf(current, avoid, this.words);
    this.known.set(uri, { hash: shortHash(current), avoid, traits });
    return traits;
  }

  /** The index watches files and editors: what it knows the hash of need not be read again. */
  private unchanged(uri: string): boolean {
    const hash = this.known.get(uri)?.hash;
    return hash !== undefined && this.posts.index.get(uri)?.hash === hash;
  }

  private async textOf(uri: string): Promise<string | undefined> {
    return this.files.openText(uri) ?? (await this.files.read(uri));
  }

  private forgetOthers(uris: ReadonlySet<string>): void {
    for (const uri of this.known.keys()) if (!uris.has(uri)) this.known.delete(uri);
  }

  /** Of the folders that the posts are in; of all folders where there are no posts. */
  private async studiosOf(posts: readonly ReadPost[]): Promise<readonly Studio[]> {
    const folders = new Set(posts.map(({ uri }) => vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(uri, true))));
    const used = (vscode.workspace.workspaceFolders ?? []).filter((folder) => folders.size === 0 || folders.has(folder));
    return Promise.all(used.map(({ uri }) => this.studios.of(uri)));
  }
}

async function readClusters(slices: Slices): Promise<readonly ClusterFacts[]> {
  const found: ClusterFacts[] = [];
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    for (const { uri, text } of await readClusterFiles(folder)) {
      await slices.pause();
      found.push({ uri: uri.toString(), name: vscode.workspace.asRelativePath(uri), facts: parseFacts(parsePost(text).body.text) });
    }
  }
  return found;
}

function* abortable<Result>(work: Generator<undefined, Result>, signal: AbortSignal): Generator<undefined, Result> {
  for (;;) {
    signal.throwIfAborted();
    const step = work.next();
    if (step.done) return step.value;
    yield;
  }
}
