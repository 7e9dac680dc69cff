import { mkdir, open, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { uptime } from 'node:os';
import { join } from 'node:path';
import { newId } from '../common/id.js';
import type { Channel, StepId } from '../common/terms.js';
import type { SubmittedJob } from '../models/imageModel.js';
import type { Receipt } from '../post/post.js';

/** What was about to be bought, for whom. Holds no key and no prompt; the prompt's hash tells jobs apart. */
export interface Intent {
  /** The post's uri. */
  readonly post: string;
  readonly step: StepId;
  readonly platform: string | undefined;
  readonly provider: string;
  readonly model: string;
  readonly channel: Channel;
  readonly inputs: string;
  readonly promptHash: string;
  readonly seed: number | undefined;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** The ledger's reservation. */
  readonly reservation: string;
}

/** What is known of a paid run, by how far it had come. */
export type Progress =
  | { readonly stage: 'intent' }
  /** The provider has the job. */
  | { readonly stage: 'submitted'; readonly job: SubmittedJob }
  /** The result is here: its receipt, and the text unless it is in a file. Only the post lacks them. */
  | { readonly stage: 'finished'; readonly receipt: Receipt; readonly text: string | undefined };

export interface JournalEntry {
  readonly id: string;
  readonly intent: Intent;
  readonly progress: Progress;
}

/** One paid run from before it is bought until its receipt is in the post. */
export interface OpenRun {
  readonly entry: JournalEntry;
  /** On disk when it resolves. */
  advance(progress: Progress): Promise<void>;
  /** Everything is in the post: nothing is left to remember. */
  close(): Promise<void>;
  /** Leaves the entry to whoever looks next, in whichever window. */
  leave(): Promise<void>;
}

const heartbeatMs = 15_000;
const silentMs = 4 * heartbeatMs;
/** How long a silent owner is listened to before its run is taken over. */
export const listenMs = 2 * heartbeatMs;

/** A run whose owner has been silent, as it was when that was noticed. */
interface Silence {
  readonly mtimeMs: number;
  /** By this window's clock. */
  readonly noticedAt: number;
}

/**
 * Paid runs that are under way, one file each, in a folder that all windows share. The file's name holds who works on
 * it, so that a rename claims a run: of two windows that try, one wins.
 */
export class Journal {
  private readonly self = `${process.pid}-${newId()}`;
  private readonly beating = new Map<string, NodeJS.Timeout>();
  private silences: ReadonlyMap<string, Silence> = new Map();

  /** `elapsed` counts milliseconds; where it can, it stands still while the computer sleeps. */
  constructor(
    private readonly folder: string,
    private readonly elapsed: () => number = () => performance.now(),
  ) {}

  /** On disk when it resolves: only then may the run be bought. */
  async begin(intent: Intent): Promise<OpenRun> {
    await mkdir(this.folder, { recursive: true });
    const entry: JournalEntry = { id: newId(), intent, progress: { stage: 'intent' } };
    await this.save(entry);
    return this.open(entry);
  }

  /** Takes over the runs whose window is gone; those of living windows are left alone. */
  async claimAbandoned(): Promise<readonly OpenRun[]> {
    const claimed: OpenRun[] = [];
    const silences = new Map<string, Silence>();
    for (const name of await this.names()) {
      const [id, owner] = splitName(name);
      if (id === undefined || owner === undefined || !(await this.isAbandoned(name, owner, silences))) continue;
      const entry = await this.claim(name, id);
      if (entry) claimed.push(this.open(entry));
    }
    this.silences = silences;
    return claimed;
  }

  /** Whether there are runs that the next look, `listenMs` from now, may take over. */
  get isListening(): boolean {
    return this.silences.size > 0;
  }

  /** The reservations of all runs of all windows; `undefined` when one of them cannot be read, or changed hands meanwhile. */
  async reservations(): Promise<ReadonlySet<string> | undefined> {
    const entries = await Promise.all((await this.names()).map((name) => readEntry(join(this.folder, name))));
    return entries.every((entry) => entry !== undefined) ? new Set(entries.map(({ intent }) => intent.reservation)) : undefined;
  }

  dispose(): void {
    for (const timer of this.beating.values()) clearInterval(timer);
    this.beating.clear();
  }

  private open(entry: JournalEntry): OpenRun {
    let current = entry;
    const path = this.path(entry.id);
    const stop = (): void => {
      clearInterval(this.beating.get(entry.id));
      this.beating.delete(entry.id);
    };
    const beat = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => undefined), heartbeatMs);
    beat.unref();
    this.beating.set(entry.id, beat);
    return {
      get entry() {
        return current;
      },
      advance: async (progress) => {
        current = { ...current, progress };
        await this.save(current);
      },
      close: async () => {
        stop();
        await rm(path, { force: true });
      },
      leave: async () => {
        stop();
        // Nobody waits for a sign of life from a time before any window.
        await utimes(path, 0, 0).catch(() => undefined);
      },
    };
  }

  /** Whole or not at all, and on the disk itself: a power cut must not lose what was bought. */
  private async save(entry: JournalEntry): Promise<void> {
    const path = this.path(entry.id);
    const partial = `${path}.part`;
    const file = await open(partial, 'w', 0o600);
    try {
      await file.writeFile(JSON.stringify(entry));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(partial, path);
  }

  private async claim(name: string, id: string): Promise<JournalEntry | undefined> {
    const path = join(this.folder, name);
    try {
      // A rename keeps the time: without this, the next window would find the claimed run as silent as it was before.
      await utimes(path, new Date(), new Date());
      await rename(path, this.path(id));
    } catch {
      // Another window was faster, or the run ended meanwhile.
      return undefined;
    }
    return readEntry(this.path(id));
  }

  private async isAbandoned(name: string, owner: string, silences: Map<string, Silence>): Promise<boolean> {
    if (owner === this.self) return !this.beating.has(splitName(name)[0] ?? '');
    const pid = Number.parseInt(owner, 10);
    if (!isAlive(pid)) return true;
    const { mtimeMs } = await stat(join(this.folder, name)).catch(() => ({ mtimeMs: Date.now() }));
    // The number may belong to another program by now, even to this one: a living owner shows itself.
    if (pid === process.pid) return mtimeMs < performance.timeOrigin;
    if (mtimeMs < Date.now() - uptime() * 1000) return true;
    if (Date.now() - mtimeMs <= silentMs) return false;
    // After the computer has slept, all living owners look silent: each gets time to show itself.
    const known = this.silences.get(name);
    const silence = known?.mtimeMs === mtimeMs ? known : { mtimeMs, noticedAt: this.elapsed() };
    if (this.elapsed() - silence.noticedAt >= listenMs) return true;
    silences.set(name, silence);
    return false;
  }

  private async names(): Promise<readonly string[]> {
    const names = await readdir(this.folder).catch(() => []);
    return names.filter((name) => name.endsWith('.json'));
  }

  private path(id: string): string {
    return join(this.folder, `${id}.${this.self}.json`);
  }
}

async function readEntry(path: string): Promise<JournalEntry | undefined> {
  const value: unknown = await readFile(path, 'utf8').then(JSON.parse).catch(() => undefined);
  return isEntry(value) ? value : undefined;
}

/** `<id>.<pid>-<instance>.json` */
function splitName(name: string): readonly [string | undefined, string | undefined] {
  const [id, owner] = name.split('.');
  return [id, owner];
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Files come from earlier versions too; one that cannot be read is left where it is. */
function isEntry(value: unknown): value is JournalEntry {
  if (typeof value !== 'object' || value === null) return false;
  const { id, intent, progress } = value as Partial<Record<keyof JournalEntry, unknown>>;
  return typeof id === 'string' && hasText(intent, 'post') && hasText(intent, 'step') && hasText(progress, 'stage');
}

function hasText(value: unknown, key: string): boolean {
  return typeof value === 'object' && value !== null && typeof (value as Readonly<Record<string, unknown>>)[key] === 'string';
}
