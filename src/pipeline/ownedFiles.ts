import { appendFile, mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { uptime } from 'node:os';
import { join } from 'node:path';
import { newId } from '../common/id.js';
import { writeDurably } from './durableFile.js';

const heartbeatMs = 15_000;
const silentMs = 4 * heartbeatMs;
/** How long a silent owner is listened to before its work is taken over. */
export const listenMs = 2 * heartbeatMs;
const extension = '.json';

/** A file whose owner has been silent, as it was when that was noticed. */
interface Silence {
  readonly mtimeMs: number;
  /** By this window's clock. */
  readonly noticedAt: number;
}

/** A file that this window works on. */
export interface OwnedFile {
  readonly id: string;
  readonly path: string;
  /** Whole or not at all, and on the disk itself when it resolves. */
  replace(content: string): Promise<void>;
  append(content: string): Promise<void>;
  /** The work is done: nothing is left to remember. */
  close(): Promise<void>;
  /** Leaves it for a later start. */
  leave(): Promise<void>;
}

/**
 * Work that is under way, one file each, in a folder that windows share. The file's name holds who works on it, so that a rename
 * claims it: of two windows that try, one wins.
 */
export class OwnedFiles {
  private readonly self = `${process.pid}-${newId()}`;
  private readonly beating = new Map<string, NodeJS.Timeout>();
  private silences: ReadonlyMap<string, Silence> = new Map();

  /** `elapsed` counts milliseconds; where it can, it stands still while the computer sleeps. */
  constructor(
    private readonly folder: string,
    private readonly elapsed: () => number = () => performance.now(),
  ) {}

  /** On disk when it resolves. */
  async create(id: string, content: string): Promise<OwnedFile> {
    await mkdir(this.folder, { recursive: true });
    const path = this.path(id);
    await writeDurably(path, content);
    return this.own(id, path);
  }

  /** Takes over the files whose window is gone; those of living windows are left alone, and so are those that nobody wants here. */
  async claimAbandoned(isWanted: (path: string) => Promise<boolean> = () => Promise.resolve(true)): Promise<readonly OwnedFile[]> {
    const claimed: OwnedFile[] = [];
    const silences = new Map<string, Silence>();
    for (const name of await this.names()) {
      const [id, owner] = splitName(name);
      if (id === undefined || owner === undefined || !(await this.isAbandoned(name, owner, silences))) continue;
      if (!(await isWanted(join(this.folder, name)))) continue;
      if (await this.claim(name, id)) claimed.push(this.own(id, this.path(id)));
    }
    this.silences = silences;
    return claimed;
  }

  /** Whether there are files that the next look, `listenMs` from now, may take over. */
  get isListening(): boolean {
    return this.silences.size > 0;
  }

  /** Of all windows. */
  async paths(): Promise<readonly string[]> {
    return (await this.names()).map((name) => join(this.folder, name));
  }

  dispose(): void {
    for (const timer of this.beating.values()) clearInterval(timer);
    this.beating.clear();
  }

  private own(id: string, path: string): OwnedFile {
    const stop = (): void => {
      clearInterval(this.beating.get(id));
      this.beating.delete(id);
    };
    const beat = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => undefined), heartbeatMs);
    beat.unref();
    this.beating.set(id, beat);
    return {
      id,
      path,
      replace: (content) => writeDurably(path, content),
      append: (content) => appendFile(path, content),
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

  private async claim(name: string, id: string): Promise<boolean> {
    const path = join(this.folder, name);
    try {
      // A rename keeps the time: without this, the next window would find the claimed file as silent as it was before.
      await utimes(path, new Date(), new Date());
      await rename(path, this.path(id));
      return true;
    } catch {
      // Another window was faster, or the work ended meanwhile.
      return false;
    }
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
    return names.filter((name) => name.endsWith(extension));
  }

  private path(id: string): string {
    return join(this.folder, `${id}.${this.self}${extension}`);
  }
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
