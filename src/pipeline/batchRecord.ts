import { readFile } from 'node:fs/promises';
import { newId } from '../common/id.js';
import type { Total } from '../common/money.js';
import { stepIds, type StepId } from '../common/terms.js';
import type { BatchEntry } from './batch.js';
import type { BatchApproval } from './batchBudget.js';
import type { LaneLimits } from './lanes.js';
import { OwnedFiles, type OwnedFile } from './ownedFiles.js';

/** What a batch is to do, as somebody has said yes to it. Holds no text of a post, no prompt and no key. */
export interface BatchJob {
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly uris: readonly string[];
  readonly from: StepId | undefined;
  readonly overwrite: boolean | undefined;
  readonly limits: LaneLimits;
  /** Nobody may be there to be asked. */
  readonly isHeadless: boolean;
  /** Spend past limits without being asked. */
  readonly isConfirmed: boolean;
  readonly estimate: Total;
  readonly isEstimate: boolean;
  /** Who was to answer, by step: another one is never put in the place without a word. */
  readonly models: Readonly<Partial<Record<StepId, string>>>;
}

/** A batch that this window works on, as far as it has come. */
export interface OpenBatch {
  readonly job: BatchJob;
  readonly approval: BatchApproval;
  /** What became of the posts that are through. */
  readonly entries: readonly BatchEntry[];
  /** On disk when it resolves. */
  approve(approval: BatchApproval): Promise<void>;
  ended(entry: BatchEntry): Promise<void>;
  /** Nothing is left to go on with. */
  close(): Promise<void>;
  /** Leaves the rest for a later start. */
  leave(): Promise<void>;
}

type Line =
  | { readonly type: 'job'; readonly job: BatchJob }
  | { readonly type: 'approval'; readonly approval: BatchApproval }
  | { readonly type: 'entry'; readonly entry: BatchEntry };

/** Batches under way, one file each, to which a line is added for each post that is through. */
export class BatchRecords {
  private readonly files: OwnedFiles;

  constructor(folder: string) {
    this.files = new OwnedFiles(folder);
  }

  /** On disk when it resolves: only then may anything be bought. */
  async begin(job: BatchJob, approval: BatchApproval): Promise<OpenBatch> {
    const file = await this.files.create(newId(), lineOf({ type: 'job', job }) + lineOf({ type: 'approval', approval }));
    return openBatch(file, job, approval, []);
  }

  /** Takes over the batches whose window is gone; of two windows that try, one gets each. */
  async claimAbandoned(): Promise<readonly OpenBatch[]> {
    const claimed: OpenBatch[] = [];
    for (const file of await this.files.claimAbandoned()) {
      const found = readBatch(await readFile(file.path, 'utf8').catch(() => ''));
      if (found) claimed.push(openBatch(file, found.job, found.approval, found.entries));
      // Of a later version, or broken: nobody can go on with it.
      else await file.leave();
    }
    return claimed;
  }

  dispose(): void {
    this.files.dispose();
  }
}

function openBatch(file: OwnedFile, job: BatchJob, first: BatchApproval, before: readonly BatchEntry[]): OpenBatch {
  const entries = [...before];
  let approval = first;
  return {
    job,
    entries,
    get approval() {
      return approval;
    },
    approve: async (next) => {
      await file.append(lineOf({ type: 'approval', approval: next }));
      approval = next;
    },
    ended: async (entry) => {
      entries.push(entry);
      await file.append(lineOf({ type: 'entry', entry }));
    },
    close: () => file.close(),
    leave: () => file.leave(),
  };
}

function lineOf(line: Line): string {
  return `${JSON.stringify(line)}\n`;
}

/** A last line that was cut off by a crash counts as not written. */
function readBatch(text: string): { readonly job: BatchJob; readonly approval: BatchApproval; readonly entries: readonly BatchEntry[] } | undefined {
  let job: BatchJob | undefined;
  let approval: BatchApproval | undefined;
  const entries: BatchEntry[] = [];
  for (const line of text.split('\n').flatMap(parseLine)) {
    if (line.type === 'job') job = line.job;
    else if (line.type === 'approval') approval = line.approval;
    else entries.push(line.entry);
  }
  return job && approval && { job, approval, entries };
}

function parseLine(text: string): readonly Line[] {
  try {
    const line: unknown = JSON.parse(text);
    return isLine(line) ? [line] : [];
  } catch {
    return [];
  }
}

function isLine(value: unknown): value is Line {
  if (!isRecord(value)) return false;
  const { type, job, approval, entry } = value;
  switch (type) {
    case 'job':
      return isRecord(job) && typeof job['startedAt'] === 'number' && isTexts(job['uris']) && isTotal(job['estimate']) && isRecord(job['models']) && isStep(job['from']);
    case 'approval':
      return isRecord(approval) && isTotal(approval['total']) && isTexts(approval['past']);
    case 'entry':
      return isRecord(entry) && typeof entry['uri'] === 'string' && typeof entry['ending'] === 'string' && Array.isArray(entry['receipts']);
    default:
      return false;
  }
}

function isStep(value: unknown): boolean {
  return value === undefined || stepIds.some((known) => known === value);
}

/** A sum that is no number must not pass for leave to spend. */
function isTotal(value: unknown): boolean {
  return isRecord(value) && Number.isSafeInteger(value['known']) && Number.isSafeInteger(value['unknown']);
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
