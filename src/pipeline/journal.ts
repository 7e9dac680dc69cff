import { readFile } from 'node:fs/promises';
import { newId } from '../common/id.js';
import type { Channel, StepId } from '../common/terms.js';
import type { SubmittedJob } from '../models/imageModel.js';
import type { Receipt } from '../post/post.js';
import { OwnedFiles, type OwnedFile } from './ownedFiles.js';

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

/** Paid runs that are under way, one file each, in a folder that all windows share. */
export class Journal {
  private readonly files: OwnedFiles;

  /** `elapsed` counts milliseconds; where it can, it stands still while the computer sleeps. */
  constructor(folder: string, elapsed?: () => number) {
    this.files = new OwnedFiles(folder, elapsed);
  }

  /** On disk when it resolves: only then may the run be bought. */
  async begin(intent: Intent): Promise<OpenRun> {
    const entry: JournalEntry = { id: newId(), intent, progress: { stage: 'intent' } };
    return openRun(entry, await this.files.create(entry.id, JSON.stringify(entry)));
  }

  /**
   * Takes over the runs whose window is gone; those of living windows are left alone, and so are those that this window
   * has no use for.
   */
  async claimAbandoned(isWanted: (intent: Intent) => boolean = () => true): Promise<readonly OpenRun[]> {
    const claimed: OpenRun[] = [];
    const files = await this.files.claimAbandoned(async (path) => {
      const found = await readEntry(path);
      return !found || isWanted(found.intent);
    });
    for (const file of files) {
      const entry = await readEntry(file.path);
      if (entry) claimed.push(openRun(entry, file));
      else await file.leave();
    }
    return claimed;
  }

  /** Whether there are runs that the next look, `listenMs` from now, may take over. */
  get isListening(): boolean {
    return this.files.isListening;
  }

  /** The reservations of all runs of all windows; `undefined` when one of them cannot be read, or changed hands meanwhile. */
  async reservations(): Promise<ReadonlySet<string> | undefined> {
    const entries = await this.entries();
    return entries.every((entry) => entry !== undefined) ? new Set(entries.map(({ intent }) => intent.reservation)) : undefined;
  }

  /** Whether a paid run on this post has not come to its end. */
  async isOpen(post: string): Promise<boolean> {
    return (await this.entries()).some((entry) => entry?.intent.post === post);
  }

  dispose(): void {
    this.files.dispose();
  }

  private async entries(): Promise<readonly (JournalEntry | undefined)[]> {
    return Promise.all((await this.files.paths()).map(readEntry));
  }
}

function openRun(entry: JournalEntry, file: OwnedFile): OpenRun {
  let current = entry;
  return {
    get entry() {
      return current;
    },
    advance: async (progress) => {
      current = { ...current, progress };
      await file.replace(JSON.stringify(current));
    },
    close: () => file.close(),
    leave: () => file.leave(),
  };
}

async function readEntry(path: string): Promise<JournalEntry | undefined> {
  const value: unknown = await readFile(path, 'utf8').then(JSON.parse).catch(() => undefined);
  return isEntry(value) ? value : undefined;
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
