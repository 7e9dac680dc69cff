import type { PostIndex } from './postIndex.js';

/** The files that hold posts, wherever they are. Uris are opaque but for `/` between folders. */
export interface PostFiles {
  /** Every post of the workspace. Rejects when the search failed or was aborted. */
  find(signal: AbortSignal): Promise<readonly string[]>;
  /** `undefined` for a file that is gone or cannot be read. Never rejects. */
  read(uri: string): Promise<string | undefined>;
  /** What stands in an open editor: it wins over the file. */
  openText(uri: string): string | undefined;
}

export interface Pace {
  /** Waits for a burst of events to end: a checkout touches hundreds of files. */
  settle(): Promise<void>;
  /** Lets others run. */
  yield(): Promise<void>;
  /** Waits for whatever is still to be told of a file that a search found. */
  linger(): Promise<void>;
}

/** Milliseconds of work between two yields, a fifth of the stall that a reader would notice. */
const slice = 10;
/** Of more posts than this, a move is a deletion and a search, which work in slices. */
const mostMoves = 500;
/** Read at a time, while those before are indexed. */
const chunkSize = 32;

/**
 * Keeps an index in step with files: takes what happened to them in any order, and ends with what a fresh look would
 * find. Nothing runs before `start`.
 */
export class Indexer {
  private readonly unread = new Set<string>();
  private readonly gone = new Set<string>();
  /** Unknown files that were told of, until a search has found them. */
  private readonly told = new Set<string>();
  /** Found by a search, and nobody has told of them yet. */
  private readonly untold = new Set<string>();
  private readonly abort = new AbortController();
  private readonly waiting: (() => void)[] = [];
  private isStarted = false;
  private isRunning = false;
  private isFinding = false;
  private isLingering = false;
  private needsScan = false;
  private scans = 0;

  constructor(
    private readonly index: PostIndex,
    private readonly files: PostFiles,
    private readonly pace: Pace,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  /** Whether every post has been found and read once. */
  get isReady(): boolean {
    return this.scans > 0 && !this.isRunning;
  }

  start(): void {
    if (this.isStarted) return;
    this.isStarted = true;
    this.scan();
  }

  /** Resolves when nothing is left to find or read; starts when nobody has. */
  whenIdle(): Promise<void> {
    this.start();
    if (!this.isRunning) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** Files may have come or gone. */
  scan(): void {
    this.needsScan = true;
    this.run();
  }

  /** A file was made or changed. */
  changed(uri: string): void {
    if (!this.isStarted) return;
    this.untold.delete(uri);
    if (this.isKnown(uri)) {
      this.unread.add(uri);
      // A file that was deleted and made again is told as changed, and a search under way may have missed it.
      if (this.isFinding) this.needsScan = true;
      this.run();
    } else {
      this.told.add(uri);
      // Whether a new file belongs to the workspace is known to the search alone.
      this.scan();
    }
  }

  /** A file or a folder is gone. */
  removed(uri: string): void {
    this.unread.delete(uri);
    this.untold.delete(uri);
    this.told.delete(uri);
    if (this.index.delete(uri) || !this.isStarted) return;
    // What comes after it is something else, and the uri may be that of a folder above.
    this.told.clear();
    this.gone.add(uri);
    this.run();
  }

  /** A file or a folder was moved: what is known of its posts moves at once. */
  moved(from: string, to: string): void {
    if (!this.isStarted) return;
    const moves = [...this.index.all].filter(({ uri }) => uri === from || uri.startsWith(`${from}/`));
    if (moves.length > mostMoves) {
      this.removed(from);
      this.scan();
      return;
    }
    this.index.batch(() => {
      for (const { uri } of moves) this.index.rename(uri, to + uri.slice(from.length));
    });
    // The new name may be none of a post, and reads under way look at the old one.
    for (const { uri } of moves) if (this.unread.delete(uri)) this.unread.add(to + uri.slice(from.length));
    this.scan();
  }

  /** An open editor has another text now. */
  typed(uri: string): void {
    const text = this.isKnown(uri) ? this.files.openText(uri) : undefined;
    if (text !== undefined) this.index.set(uri, text);
  }

  /** Looks at every file again: for file systems that do not tell what changes. */
  readAgain(): void {
    for (const { uri } of this.index.all) this.unread.add(uri);
    this.scan();
  }

  dispose(): void {
    this.abort.abort();
    this.finish();
  }

  /** A read under way may have looked before the change. */
  private isKnown(uri: string): boolean {
    return this.index.get(uri) !== undefined || this.index.isReading(uri) || this.unread.has(uri);
  }

  private run(): void {
    if (this.isRunning || !this.isStarted || this.abort.signal.aborted) return;
    this.isRunning = true;
    this.work().then(
      () => { this.finish(); },
      (error: unknown) => {
        this.finish();
        if (!this.abort.signal.aborted) this.onFailure(error);
      },
    );
  }

  private finish(): void {
    this.isRunning = false;
    this.isFinding = false;
    for (const resolve of this.waiting.splice(0)) resolve();
  }

  private async work(): Promise<void> {
    while ((this.needsScan || this.gone.size > 0 || this.unread.size > 0) && !this.abort.signal.aborted) {
      await this.pace.settle();
      await this.forgetGone();
      if (this.needsScan) await this.find();
      await this.readAll();
    }
  }

  /** Posts in folders that went: of those, only the folder is told. */
  private async forgetGone(): Promise<void> {
    if (this.gone.size === 0) return;
    const gone = [...this.index.all].filter(({ uri }) => this.isGone(uri));
    this.gone.clear();
    await this.inSlices(gone, ({ uri }) => this.index.delete(uri));
    // Some may have come back before this was looked at.
    if (gone.length > 0) this.needsScan = true;
  }

  private isGone(uri: string): boolean {
    for (let end = uri.lastIndexOf('/'); end > 0; end = uri.lastIndexOf('/', end - 1)) {
      if (this.gone.has(uri.slice(0, end))) return true;
    }
    return false;
  }

  private async find(): Promise<void> {
    this.needsScan = false;
    this.isFinding = true;
    const found = new Set(await this.files.find(this.abort.signal));
    if (this.abort.signal.aborted) return;
    const missing = [...this.index.all].filter(({ uri }) => !found.has(uri));
    await this.inSlices(missing, ({ uri }) => this.index.delete(uri));
    for (const uri of this.unread) if (!found.has(uri)) this.unread.delete(uri);
    this.noteUntold(found);
    for (const uri of found) if (!this.index.get(uri)) this.unread.add(uri);
    this.scans++;
    this.isFinding = false;
    void this.readUntoldAgain();
  }

  private noteUntold(found: ReadonlySet<string>): void {
    for (const uri of found) {
      const isTold = this.told.delete(uri);
      // Of what was there at the start, nothing is told.
      if (this.scans > 0 && !isTold && !this.index.get(uri)) this.untold.add(uri);
    }
    // What was not found is no post, unless it came while this search ran.
    if (!this.needsScan) this.told.clear();
  }

  /**
   * Of a file that comes and goes at once nothing may be told, for the one cancels the other out on the way here. A search may have
   * seen it in between.
   */
  private async readUntoldAgain(): Promise<void> {
    if (this.isLingering) return;
    this.isLingering = true;
    while (this.untold.size > 0) {
      const uris = [...this.untold];
      await this.pace.linger();
      for (const uri of uris) if (this.untold.delete(uri) && this.index.get(uri)) this.unread.add(uri);
      this.run();
    }
    this.isLingering = false;
  }

  private async readAll(): Promise<void> {
    let reading = this.readChunk();
    while (reading && !this.abort.signal.aborted) {
      const chunk = await reading;
      reading = this.readChunk();
      await this.take(chunk);
    }
  }

  private readChunk(): Promise<readonly FinishedRead[]> | undefined {
    const uris: string[] = [];
    for (const uri of this.unread) {
      uris.push(uri);
      if (uris.length === chunkSize) break;
    }
    if (uris.length === 0) return undefined;
    for (const uri of uris) this.unread.delete(uri);
    return Promise.all(uris.map(async (uri) => {
      const read = this.index.beginRead(uri);
      return { uri, read, text: this.files.openText(uri) ?? (await this.files.read(uri)) };
    }));
  }

  private take(chunk: readonly FinishedRead[]): Promise<void> {
    return this.inSlices(chunk, ({ uri, read, text }) => this.index.endRead(uri, read, text));
  }

  /** One event for each slice. */
  private async inSlices<Item>(items: readonly Item[], act: (item: Item) => unknown): Promise<void> {
    for (let next = 0; next < items.length && !this.abort.signal.aborted; ) {
      const until = performance.now() + slice;
      this.index.batch(() => {
        do {
          const item = items[next++];
          if (item !== undefined) act(item);
        } while (next < items.length && performance.now() < until);
      });
      await this.pace.yield();
    }
  }
}

interface FinishedRead {
  readonly uri: string;
  readonly read: number;
  readonly text: string | undefined;
}
