import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { contentFormats, receiptStatuses } from '../common/terms.js';
import { writeDurably } from '../pipeline/durableFile.js';
import type { Review } from './review.js';

/** Reviews as files, one each: what was planned outlives a reload and a crash. */
export class ReviewStore {
  /** Writes one after the other, so that the last change wins. */
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly folder: string) {}

  /** On disk when it resolves. */
  save(review: Review): Promise<void> {
    return this.inTurn(async () => {
      await mkdir(this.folder, { recursive: true });
      await writeDurably(this.path(review.id), JSON.stringify(review));
    });
  }

  remove(id: string): Promise<void> {
    return this.inTurn(() => rm(this.path(id), { force: true }));
  }

  /** Oldest first. Files of another version that cannot be read are left where they are. */
  async all(): Promise<readonly Review[]> {
    const names = (await readdir(this.folder).catch(() => [])).filter((name) => name.endsWith('.json'));
    const read = await Promise.all(names.map((name) => readFile(join(this.folder, name), 'utf8').then((text): unknown => JSON.parse(text)).catch(() => undefined)));
    return read.filter(isReview).sort((a, b) => a.plannedAt - b.plannedAt);
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.last.then(work);
    this.last = done.catch(() => undefined);
    return done;
  }

  private path(id: string): string {
    return join(this.folder, `${id}.json`);
  }
}

export function isReview(value: unknown): value is Review {
  if (!isRecord(value) || !hasTexts(value, 'id', 'cluster', 'message', 'planner')) return false;
  const { id, subject, facts, items, receipts, notes, plannedAt } = value;
  return (
    /^[\w-]+$/.test(String(id)) &&
    (subject === undefined || typeof subject === 'string') &&
    Number.isFinite(plannedAt) &&
    isListOf(facts, (fact) => hasTexts(fact, 'id', 'text')) &&
    isListOf(items, isItem) &&
    isListOf(receipts, (receipt) => receipt['step'] === 'plan' && receiptStatuses.some((status) => status === receipt['status'])) &&
    isListOf(notes, (note) => hasTexts(note, 'text') && (note['severity'] === 'warning' || note['severity'] === 'information'))
  );
}

function isItem(item: Readonly<Record<string, unknown>>): boolean {
  const { pillar, isKept, contentFormat, facts } = item;
  return (
    hasTexts(item, 'key', 'title', 'brief', 'rationale') &&
    (pillar === undefined || typeof pillar === 'string') &&
    typeof isKept === 'boolean' &&
    contentFormats.some((format) => format === contentFormat) &&
    isTexts(facts)
  );
}

function isListOf(value: unknown, isOne: (member: Readonly<Record<string, unknown>>) => boolean): boolean {
  return Array.isArray(value) && value.every((member) => isRecord(member) && isOne(member));
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((member) => typeof member === 'string');
}

function hasTexts(value: Readonly<Record<string, unknown>>, ...keys: readonly string[]): boolean {
  return keys.every((key) => typeof value[key] === 'string');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
