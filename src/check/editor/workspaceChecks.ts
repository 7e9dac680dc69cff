import * as vscode from 'vscode';
import { asError } from '../../common/asError.js';
import { shortHash } from '../../common/hash.js';
import type { Log } from '../../common/log.js';
import { parsePost } from '../../post/parse.js';
import type { Post } from '../../post/post.js';
import type { PostChange } from '../../posts/postIndex.js';
import type { Studio } from '../../studio/studio.js';
import type { Dependencies } from '../dependencies.js';
import { bytesOf } from '../../editor/fileText.js';
import { sourceMemos } from '../sourceChecks.js';
import type { StepFindings } from '../stepChecks.js';
import type { Checker } from './checker.js';
import { clusterKey, dependenciesOf, folderKey, postKey } from './dependenciesOf.js';
import type { KnownPosts } from './knownPosts.js';
import type { OpenChecks } from './openChecks.js';
import type { Published } from './published.js';
import { Slices } from '../../common/slices.js';

/** Files read at a time, while those before are checked. */
const chunkSize = 64;
/** Larger files are no posts that people write; open, they are checked all the same. */
const mostBytes = 2 * 1024 * 1024;

interface Checked extends StepFindings {
  readonly uri: vscode.Uri;
  readonly post: Post;
  readonly studio: Studio;
}

interface Read {
  readonly uri: vscode.Uri;
  readonly text: string | undefined;
}

/** Checks the posts that are not open, and again when their text, their neighbours or their files change. */
export class WorkspaceChecks implements vscode.Disposable {
  private readonly queue = new Set<string>();
  private readonly subscription: { dispose(): void };
  private isStarted = false;
  private isRunning = false;
  private isDisposed = false;

  constructor(
    private readonly checker: Checker,
    private readonly known: KnownPosts,
    private readonly published: Published,
    private readonly open: OpenChecks,
    private readonly dependencies: Dependencies,
    private readonly log: Log,
  ) {
    this.subscription = known.index.onDidChange((changes) => { this.changed(changes); });
  }

  /** Checks every post of the workspace once the index knows them all: whether an id is unique shows only then. */
  async start(): Promise<void> {
    await Promise.all([this.known.whenReady(), this.checker.prepare()]);
    this.isStarted = true;
    this.checkAll();
  }

  checkAll(isConcerned: (uri: string) => boolean = () => true): void {
    for (const uri of this.open.all) if (isConcerned(uri)) this.open.refresh(uri);
    for (const { uri } of this.known.index.all) if (isConcerned(uri)) this.enqueue(uri);
  }

  check(uri: vscode.Uri): void {
    if (this.known.index.get(uri.toString())) this.enqueue(uri.toString());
    else this.forget(uri.toString());
  }

  /** A file in `folder` came, changed or went. */
  checkThoseBeside(folder: vscode.Uri): void {
    for (const uri of this.dependencies.of(folderKey(folder))) this.enqueue(uri);
  }

  checkThoseWithClusters(): void {
    for (const uri of this.dependencies.of(clusterKey)) this.enqueue(uri);
  }

  dispose(): void {
    this.isDisposed = true;
    this.subscription.dispose();
  }

  private changed(changes: readonly PostChange[]): void {
    for (const { uri, before, after } of changes) {
      if (before && after && before.hash === after.hash && before.uri === after.uri) continue;
      // Every post is checked at the start, whatever comes before.
      if (after && !this.isStarted) continue;
      const touched = new Set([...this.dependencies.of(postKey(uri)), ...this.alike(uri, before?.id), ...this.alike(uri, after?.id)]);
      if (after) this.enqueue(uri);
      else this.forget(uri);
      for (const other of touched) if (other !== uri) this.enqueue(other);
    }
  }

  private alike(uri: string, id: string | undefined): readonly string[] {
    const { index } = this.known;
    const sameId = id === undefined ? [] : index.withId(id).map((post) => post.uri);
    return [...sameId, ...index.similarCaptions(uri).map(({ post }) => post.uri)];
  }

  private forget(uri: string): void {
    this.queue.delete(uri);
    this.dependencies.forget(uri);
    this.published.delete(vscode.Uri.parse(uri, true));
  }

  private enqueue(uri: string): void {
    if (this.open.has(uri)) this.open.refresh(uri);
    else this.queue.add(uri);
    if (this.isStarted && !this.isRunning && this.queue.size > 0) void this.run();
  }

  private async run(): Promise<void> {
    this.isRunning = true;
    try {
      // What follows one event is taken together.
      await new Promise((resolve) => setImmediate(resolve));
      const slices = new Slices();
      let reading = this.readChunk();
      while (reading) {
        const chunk = await reading;
        reading = this.readChunk();
        const examined: Checked[] = [];
        for (const read of chunk) {
          const checked = await this.examine(read, slices).catch(this.failed);
          if (checked) examined.push(checked);
        }
        // The disk is asked for all of them together: each time that it has to be woken up costs as much as a check.
        await Promise.all(examined.map((checked) => this.finish(checked).catch(this.failed)));
        this.published.flush();
        reading ??= this.readChunk();
      }
    } catch (error) {
      this.log.error('The posts of the workspace could not be checked', asError(error));
    } finally {
      this.isRunning = false;
    }
  }

  /** One post that cannot be checked must not end the checks of all others. */
  private readonly failed = (error: unknown): undefined => {
    this.log.error('A post could not be checked', asError(error));
  };

  private readChunk(): Promise<readonly Read[]> | undefined {
    const uris = this.isDisposed ? [] : [...first(this.queue, chunkSize)];
    for (const uri of uris) this.queue.delete(uri);
    return uris.length === 0 ? undefined : Promise.all(uris.map((uri) => readText(vscode.Uri.parse(uri, true))));
  }

  private async examine({ uri, text }: Read, slices: Slices): Promise<Checked | undefined> {
    if (text === undefined || !this.isWanted(uri)) return undefined;
    await slices.pause();
    const post = parsePost(text);
    const studio = await this.checker.studioOf(uri);
    const quick = this.checker.quick(uri, post, studio);
    const { problems, states } = await slices.finish(await this.checker.slow(uri, post, studio, sourceMemos()));
    return { uri, post, studio, problems: [...quick, ...problems], states };
  }

  private async finish({ uri, post, studio, problems, states }: Checked): Promise<void> {
    const all = [...problems, ...(await this.checker.onDisk(uri, post, studio, false))];
    if (!this.isWanted(uri)) return;
    this.dependencies.note(uri.toString(), dependenciesOf(uri, post, all));
    this.published.setLater(uri, post.text, all);
    this.published.noteLater(uri, shortHash(post.text), all, states);
  }

  /** Not gone, and not open meanwhile. */
  private isWanted(uri: vscode.Uri): boolean {
    const key = uri.toString();
    return !this.isDisposed && !this.open.has(key) && this.known.index.get(key) !== undefined;
  }
}

function* first(values: Iterable<string>, count: number): Generator<string> {
  let left = count;
  for (const value of values) {
    if (left-- <= 0) return;
    yield value;
  }
}

async function readText(uri: vscode.Uri): Promise<Read> {
  try {
    const bytes = await bytesOf(uri);
    return { uri, text: bytes.length > mostBytes ? undefined : new TextDecoder().decode(bytes) };
  } catch {
    // Gone, which the index will hear of, or not readable.
    return { uri, text: undefined };
  }
}
