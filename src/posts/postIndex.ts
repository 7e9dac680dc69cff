import { shortHash } from '../common/hash.js';
import type { Total } from '../common/money.js';
import type { StepId } from '../common/terms.js';
import type { StepState } from '../pipeline/freshness.js';
import { bandKeys, mostSimilarity, similarity, sketchBits, sketchCaption, type CaptionSketch } from './captionSketch.js';
import { Groups } from './groups.js';
import { readSummary, totalOf, type PostSummary, type RunSummary } from './summary.js';
import { Words } from './words.js';

/** What others found out about a post: diagnostics, freshness. Dropped when the post's text changes. */
export interface PostNotes {
  readonly problems?: { readonly errors: number; readonly warnings: number } | undefined;
  readonly states?: Readonly<Partial<Record<StepId, StepState>>> | undefined;
}

/** One post as the index keeps it. A new object whenever something about the post changes. */
export interface IndexedPost extends Omit<PostSummary, 'caption'> {
  readonly uri: string;
  /** `shortHash` of the whole text. */
  readonly hash: string;
  readonly hasCaption: boolean;
  readonly total: Total;
  /** For `similarity`; `undefined` for no caption, or one too short to compare. */
  readonly sketch: CaptionSketch | undefined;
  readonly notes: PostNotes;
}

/** `before` is missing for a new post, `after` for one that went. Only `notes` differ when the hashes are the same. */
export interface PostChange {
  readonly uri: string;
  readonly before: IndexedPost | undefined;
  readonly after: IndexedPost | undefined;
}

export interface SimilarPost {
  readonly post: IndexedPost;
  /** 0 to 1, with a standard error of 0.08. */
  readonly similarity: number;
}

export type IndexListener = (changes: readonly PostChange[]) => void;

/** Past this many posts in one group of alike captions, more are not looked at: every answer stays fast. */
const mostCandidates = 200;
const alikeFrom = 0.75;

/** Stands for one uri in the groups, and leads from there to what is known of it now. */
interface Entry {
  post: IndexedPost;
  /** Of its sketch, here to be reached at once: captions are compared with many others, of which hardly one is alike. */
  bits: number;
}

/** All posts of the workspace, by uri; knows no files. Keeps no texts. Deterministic: the same texts give the same index. */
export class PostIndex {
  private readonly byId = new Groups<string, Entry>();
  private readonly byPillar = new Groups<string | undefined, Entry>();
  private readonly byBand = new Groups<number, Entry>();
  private readonly entries = new Map<string, Entry>();
  private readonly reads = new Map<string, number>();
  private readonly words = new Words();
  private readonly listeners = new Set<IndexListener>();
  private pending: Map<string, PostChange> | undefined;
  private lastRead = 0;
  private changes = 0;

  /** Counts up with every change: what was worked out at another epoch may be out of date. */
  get epoch(): number {
    return this.changes;
  }

  get size(): number {
    return this.entries.size;
  }

  get all(): Iterable<IndexedPost> {
    return posts(this.entries.values());
  }

  get(uri: string): IndexedPost | undefined {
    return this.entries.get(uri)?.post;
  }

  /** Listeners hear of each uri once per `batch`, outside of one at once. */
  onDidChange(listener: IndexListener): { dispose(): void } {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  }

  /** Makes one event of all changes made by `change`. */
  batch(change: () => void): void {
    if (this.pending) {
      change();
      return;
    }
    const pending = new Map<string, PostChange>();
    this.pending = pending;
    try {
      change();
    } finally {
      this.pending = undefined;
      const changes = [...pending.values()].filter(({ before, after }) => before !== after);
      if (changes.length > 0) for (const listener of [...this.listeners]) listener(changes);
    }
  }

  /** The text of a post is now `text`; nothing happens when it was that before. */
  set(uri: string, text: string): IndexedPost {
    this.reads.delete(uri);
    const before = this.get(uri);
    const hash = shortHash(text);
    if (before?.hash === hash) return before;
    const after = this.compact(uri, hash, readSummary(text));
    this.replace(uri, before, after);
    return after;
  }

  delete(uri: string): boolean {
    this.reads.delete(uri);
    const before = this.get(uri);
    if (before) this.replace(uri, before, undefined);
    return before !== undefined;
  }

  /** Moves what is known to another uri; a post that was there is forgotten. */
  rename(from: string, to: string): void {
    const before = this.get(from);
    if (!before || from === to) return;
    this.batch(() => {
      this.delete(from);
      this.reads.delete(to);
      this.replace(to, this.get(to), { ...before, uri: to });
    });
  }

  /** Announces a read whose text will be given to `endRead`. */
  beginRead(uri: string): number {
    this.reads.set(uri, ++this.lastRead);
    return this.lastRead;
  }

  isReading(uri: string): boolean {
    return this.reads.has(uri);
  }

  /** Ends a read: `undefined` for a file that is gone. False when the post changed meanwhile, and the text was dropped. */
  endRead(uri: string, read: number, text: string | undefined): boolean {
    if (this.reads.get(uri) !== read) return false;
    this.reads.delete(uri);
    if (text === undefined) this.delete(uri);
    else this.set(uri, text);
    return true;
  }

  /** Adds to what is known of the text with this hash; dropped when the post has another text now. */
  annotate(uri: string, hash: string, notes: PostNotes): boolean {
    const before = this.get(uri);
    if (before?.hash !== hash) return false;
    const merged = { ...before.notes, ...notes };
    if (!isSame(before.notes, merged)) this.replace(uri, before, { ...before, notes: merged });
    return true;
  }

  /** Forgets one kind of note of every post: what it was worked out from has changed. */
  clearNotes(kind: keyof PostNotes): void {
    this.batch(() => {
      for (const post of this.all) {
        if (post.notes[kind] !== undefined) this.replace(post.uri, post, { ...post, notes: { ...post.notes, [kind]: undefined } });
      }
    });
  }

  withId(id: string): readonly IndexedPost[] {
    return this.resolve(this.byId.of(id));
  }

  /** The other posts that have this post's id. */
  duplicatesOf(uri: string): readonly IndexedPost[] {
    const id = this.get(uri)?.id;
    return id === undefined ? [] : this.withId(id).filter((post) => post.uri !== uri);
  }

  /** Pillar keys in use; `undefined` when some post has none. */
  get pillars(): readonly (string | undefined)[] {
    return [...this.byPillar.keys];
  }

  withPillar(pillar: string | undefined): readonly IndexedPost[] {
    return this.resolve(this.byPillar.of(pillar));
  }

  /** Other posts whose captions say nearly the same, most alike first. */
  similarCaptions(uri: string, least = alikeFrom): readonly SimilarPost[] {
    const sketch = this.get(uri)?.sketch;
    if (!sketch) return [];
    const candidates = new Set<Entry>();
    for (const key of bandKeys(sketch)) {
      for (const candidate of this.byBand.of(key)) {
        if (candidates.size > mostCandidates) break;
        candidates.add(candidate);
      }
    }
    const found: SimilarPost[] = [];
    const own = sketchBits(sketch);
    for (const candidate of candidates) {
      if (mostSimilarity(own, candidate.bits) < least) continue;
      const { post } = candidate;
      if (!post.sketch || post.uri === uri) continue;
      const alike = similarity(sketch, post.sketch);
      if (alike >= least) found.push({ post, similarity: alike });
    }
    return found.sort((a, b) => b.similarity - a.similarity || (a.post.uri < b.post.uri ? -1 : 1));
  }

  private resolve(members: Iterable<Entry>): readonly IndexedPost[] {
    return Array.from(members, ({ post }) => post);
  }

  private replace(uri: string, before: IndexedPost | undefined, after: IndexedPost | undefined): void {
    this.changes++;
    const entry = this.entries.get(uri) ?? (after && { post: after, bits: 0 });
    if (!entry) return;
    if (before?.id !== after?.id) {
      if (before?.id !== undefined) this.byId.remove(before.id, entry);
      if (after?.id !== undefined) this.byId.add(after.id, entry);
    }
    if (!before || !after || before.pillar !== after.pillar) {
      if (before) this.byPillar.remove(before.pillar, entry);
      if (after) this.byPillar.add(after.pillar, entry);
    }
    if (before?.sketch !== after?.sketch) {
      for (const band of before?.sketch ? bandKeys(before.sketch) : []) this.byBand.remove(band, entry);
      entry.bits = after?.sketch ? sketchBits(after.sketch) : 0;
      for (const band of after?.sketch ? bandKeys(after.sketch) : []) this.byBand.add(band, entry);
    }
    if (after) {
      entry.post = after;
      this.entries.set(uri, entry);
    } else {
      this.entries.delete(uri);
    }
    if (this.pending) this.note(this.pending, uri, before, after);
    else this.batch(() => { if (this.pending) this.note(this.pending, uri, before, after); });
  }

  private note(pending: Map<string, PostChange>, uri: string, before: IndexedPost | undefined, after: IndexedPost | undefined): void {
    const earlier = pending.get(uri);
    pending.set(uri, { uri, before: earlier ? earlier.before : before, after });
  }

  private compact(uri: string, hash: string, summary: PostSummary): IndexedPost {
    const { words } = this;
    const { caption } = summary;
    // Written out: copying objects member by member takes as long as reading the post.
    return {
      uri,
      hash,
      id: words.copy(summary.id),
      title: words.copy(summary.title),
      pillar: words.share(summary.pillar),
      contentFormat: summary.contentFormat,
      heroImage: words.copy(summary.heroImage),
      hasBody: summary.hasBody,
      hasCaption: caption !== undefined,
      hasAltText: summary.hasAltText,
      hasVideo: summary.hasVideo,
      receipts: summary.receipts.map(({ step, status, provider, model, cost, at }): RunSummary => (
        { step, status, provider: words.share(provider), model: words.share(model), cost, at: words.copy(at) }
      )),
      total: totalOf(summary),
      sketch: caption === undefined ? undefined : sketchCaption(caption),
      notes: noNotes,
    };
  }
}

function* posts(entries: Iterable<Entry>): Generator<IndexedPost> {
  for (const { post } of entries) yield post;
}

const noNotes: PostNotes = {};

function isSame(a: PostNotes, b: PostNotes): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
