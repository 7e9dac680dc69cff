import { t } from '@vscode/l10n';
import { mkdir, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '../common/id.js';
import { addCost, noCost, type Total } from '../common/money.js';
import type { Price } from '../common/price.js';
import type { StepId } from '../common/terms.js';
import { UserError } from '../common/userError.js';
import { writeLine, type LedgerLine } from './ledgerLine.js';
import { LedgerMonth, type LedgerEntry, type LedgerProblem } from './ledgerMonth.js';

export type { LedgerEntry, LedgerProblem } from './ledgerMonth.js';

/** Something about to be bought. Holds no prompt, no text of the post and no key. */
export interface Purchase {
  /** Names the post: its id or uri. */
  readonly post: string;
  readonly step: StepId;
  readonly provider: string;
  readonly model: string;
  /** Of all that is bought at once; unknown is reserved as unknown. */
  readonly price: Price;
}

export interface Reservation {
  /** Names the month as well, so that whoever has it finds the file. */
  readonly id: string;
  readonly at: string;
}

export interface Settlement {
  /** What was paid, or unknown. */
  readonly price: Price;
  readonly model?: string | undefined;
  readonly requestId?: string | undefined;
}

export interface DaySpend {
  readonly spent: Total;
  /** Open reservations: may be spent still. */
  readonly reserved: Total;
}

/**
 * What was spent and is about to be, one file for each UTC month in a folder that all windows share. Lines are only ever added.
 *
 * To hold a limit across windows: reserve first, then check what stands before the own reservation, and release it when the
 * answer is no. Of two that do so at once, the second sees the first, and the first goes ahead: the file has an order. Two
 * that check first see nothing of each other.
 */
export interface Ledger {
  /** Resolves once it is on disk: only then may the purchase be made. Rejects with `UserError`, as all that write. */
  reserve(purchase: Purchase): Promise<Reservation>;
  /** Says what was paid. Again with a known price corrects it; without one changes nothing. */
  settle(id: string, settlement: Settlement): Promise<void>;
  /** Says that nothing was paid. Means nothing after `settle`. */
  release(id: string): Promise<void>;
  /** The user's local day that `date` lies in. Purchases belong to the day on which they were reserved. With `before`, the reservations made before that one. */
  day(date: Date, before?: string): Promise<DaySpend>;
  /** Open reservations of a post, of this month and the last. With `before`, as in `day`: those made before that one. */
  reservedFor(post: string, before?: string): Promise<Total>;
  /** Purchases reserved from `from` until before `to`, in that order. */
  entries(from: Date, to: Date): Promise<readonly LedgerEntry[]>;
  /** Reservations so old that their run must have ended without a word. They count until somebody settles or releases them. */
  overdue(): Promise<readonly LedgerEntry[]>;
}

export interface LedgerOptions {
  readonly now?: (() => Date) | undefined;
  /** Called once for each line that cannot be read, for the log. */
  readonly onProblem?: ((problem: LedgerProblem) => void) | undefined;
}

const overdueMs = 24 * 3600 * 1000;
const fileName = /^spend-(\d{4}-\d{2})\.jsonl$/;
const idShape = /^(\d{4}-\d{2})-[A-Za-z0-9_-]{12}$/;

/** Nothing is read or written before the first call. */
export function openLedger(folder: string, { now = () => new Date(), onProblem = () => undefined }: LedgerOptions = {}): Ledger {
  const months = new Map<string, LedgerMonth>();
  const monthOf = (key: string): LedgerMonth => {
    const month = months.get(key) ?? new LedgerMonth(join(folder, `spend-${key}.jsonl`), onProblem);
    months.set(key, month);
    return month;
  };

  const add = async (id: string, line: LedgerLine): Promise<void> => {
    const [, month] = idShape.exec(id) ?? [];
    if (month === undefined) throw new RangeError(`No reservation has the id ${id}`);
    try {
      await mkdir(folder, { recursive: true });
      await append(monthOf(month).file, Buffer.from(writeLine(line)));
    } catch (cause) {
      throw new UserError(t('Could not record what this costs: the ledger in {0} cannot be written. Check the disk, then try again.', folder), { cause });
    }
  };

  /** In the order of the files: that of the clocks may differ. */
  const written = async (from: Date, to: Date): Promise<readonly LedgerEntry[]> => {
    const files = (await readdir(folder).catch(() => [])).flatMap((name) => fileName.exec(name)?.[1] ?? []);
    const lists = await Promise.all(files.filter((key) => isPartOf(key, from, to)).sort().map((key) => monthOf(key).read()));
    const isWithin = ({ at }: LedgerEntry): boolean => Date.parse(at) >= from.getTime() && Date.parse(at) < to.getTime();
    return lists.flat().filter(isWithin);
  };

  const entries = async (from: Date, to: Date): Promise<readonly LedgerEntry[]> =>
    [...(await written(from, to))].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));

  const recent = (): Promise<readonly LedgerEntry[]> => {
    const date = now();
    return written(new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - 1)), new Date(date.getTime() + overdueMs));
  };

  return {
    reserve: async ({ post, step, provider, model, price: { cost, basis } }) => {
      const date = now();
      const reservation = { id: `${monthKey(date)}-${newId()}`, at: date.toISOString() };
      await add(reservation.id, { type: 'reserve', ...reservation, post, step, provider, model, cost: cost ?? null, basis });
      return reservation;
    },
    settle: (id, { price: { cost, basis }, model, requestId }) =>
      add(id, { type: 'settle', id, at: now().toISOString(), cost: cost ?? null, basis, model, requestId }),
    release: (id) => add(id, { type: 'release', id, at: now().toISOString() }),
    day: async (date, before) => {
      const [year, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()];
      const all = await written(new Date(year, month, day), new Date(year, month, day + 1));
      return { spent: sum(all, 'settled'), reserved: sum(madeBefore(all, before), 'reserved') };
    },
    reservedFor: async (post, before) => sum(madeBefore(await recent(), before).filter((entry) => entry.post === post), 'reserved'),
    entries,
    overdue: async () => {
      const limit = now().getTime() - overdueMs;
      const all = await entries(new Date(0), new Date(limit));
      return all.filter(({ state }) => state === 'reserved');
    },
  };
}

/** One write at the end of the file is one piece, whoever else writes. */
async function append(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'a', 0o600);
  try {
    const { bytesWritten } = await handle.write(bytes);
    if (bytesWritten < bytes.length) throw new Error('Only part of the line was written');
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

function madeBefore(entries: readonly LedgerEntry[], id: string | undefined): readonly LedgerEntry[] {
  const own = entries.findIndex((entry) => entry.id === id);
  return own < 0 ? entries : entries.slice(0, own);
}

function sum(entries: readonly LedgerEntry[], state: LedgerEntry['state']): Total {
  return entries.filter((entry) => entry.state === state).reduce((total, { cost }) => addCost(total, cost), noCost);
}

/** Whether some of a month lies between two times. */
function isPartOf(month: string, from: Date, to: Date): boolean {
  const start = new Date(`${month}-01T00:00:00Z`);
  const end = Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1);
  return start.getTime() < to.getTime() && end > from.getTime();
}

function monthKey(date: Date): string {
  return date.toISOString().slice(0, 7);
}
