import { open, type FileHandle } from 'node:fs/promises';
import type { MicroUsd } from '../common/money.js';
import type { CostBasis, StepId } from '../common/terms.js';
import { readLine, type LedgerLine } from './ledgerLine.js';

/** One purchase. What it is was lost with its line where `post` and the others are `undefined`. */
export interface LedgerEntry {
  readonly id: string;
  /** When it was reserved, ISO 8601: its day is the day that it counts for. */
  readonly at: string;
  readonly post: string | undefined;
  readonly step: StepId | undefined;
  readonly provider: string | undefined;
  readonly model: string | undefined;
  /** What was paid, or what was reserved while that is not known; `undefined` is unknown, never zero. */
  readonly cost: MicroUsd | undefined;
  readonly basis: CostBasis;
  readonly requestId: string | undefined;
  readonly state: 'reserved' | 'settled' | 'released';
}

/** A line that cannot be read. It is left out, and left in the file. */
export interface LedgerProblem {
  readonly file: string;
  /** Offset of its first byte. */
  readonly offset: number;
}

const chunkSize = 256 * 1024;
const newline = 0x0a;

/** One month's file as far as it has been read. Others append to it at any time, so each look reads only what is new. */
export class LedgerMonth {
  private readonly entries = new Map<string, LedgerEntry>();
  private offset = 0;
  private reading: Promise<void> = Promise.resolve();

  constructor(
    readonly file: string,
    private readonly onProblem: (problem: LedgerProblem) => void,
  ) {}

  /** In order of reservation. A file that does not exist has none. */
  async read(): Promise<readonly LedgerEntry[]> {
    // One after another, whether or not the last one failed: they share the offset.
    this.reading = this.reading.catch(() => undefined).then(() => this.readNew());
    await this.reading;
    return [...this.entries.values()];
  }

  private async readNew(): Promise<void> {
    const handle = await open(this.file, 'r').catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (handle === undefined) {
      this.forget();
      return;
    }
    try {
      // Shorter than what was read: someone put another file in its place.
      if ((await handle.stat()).size < this.offset) this.forget();
      await this.readFrom(handle);
    } finally {
      await handle.close();
    }
  }

  private forget(): void {
    this.entries.clear();
    this.offset = 0;
  }

  /** Chunks keep the event loop free while a large file is read. What has no line end yet is read again next time. */
  private async readFrom(handle: FileHandle): Promise<void> {
    let rest = Buffer.alloc(0);
    for (;;) {
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(chunkSize), 0, chunkSize, this.offset + rest.length);
      if (bytesRead === 0) return;
      const bytes = Buffer.concat([rest, buffer.subarray(0, bytesRead)]);
      const end = bytes.lastIndexOf(newline) + 1;
      this.take(bytes.subarray(0, end));
      this.offset += end;
      rest = bytes.subarray(end);
    }
  }

  private take(lines: Buffer): void {
    let start = 0;
    for (let end = lines.indexOf(newline); end >= 0; end = lines.indexOf(newline, start)) {
      if (end > start) this.takeLine(lines.toString('utf8', start, end), this.offset + start);
      start = end + 1;
    }
  }

  private takeLine(text: string, offset: number): void {
    const line = readLine(text);
    if (line === undefined) this.onProblem({ file: this.file, offset });
    else this.entries.set(line.id, apply(this.entries.get(line.id), line));
  }
}

/** The order of lines of different windows is chance: what was paid stays paid, and a known amount stays known. */
function apply(entry: LedgerEntry | undefined, line: LedgerLine): LedgerEntry {
  const known = entry ?? { ...nameless, id: line.id, at: line.at };
  switch (line.type) {
    case 'reserve': {
      const { id, at, post, step, provider, model, cost, basis } = line;
      if (entry === undefined) return { id, at, post, step, provider, model, cost: cost ?? undefined, basis, requestId: undefined, state: 'reserved' };
      return { ...entry, at, post, step, provider, model: entry.model ?? model };
    }
    case 'settle': {
      const names = { model: line.model ?? known.model, requestId: line.requestId ?? known.requestId };
      if (known.state === 'settled' && line.cost === null) return { ...known, ...names };
      return { ...known, ...names, cost: line.cost ?? undefined, basis: line.basis, state: 'settled' };
    }
    case 'release':
      return known.state === 'settled' ? known : { ...known, state: 'released' };
  }
}

const nameless = {
  post: undefined,
  step: undefined,
  provider: undefined,
  model: undefined,
  cost: undefined,
  basis: 'unknown',
  requestId: undefined,
  state: 'reserved',
} as const;
