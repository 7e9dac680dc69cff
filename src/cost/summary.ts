import { addCost, noCost, type Total } from '../common/money.js';
import { finishNow } from '../common/finishNow.js';
import type { StepId } from '../common/terms.js';
import type { Receipt } from '../post/post.js';

/** The receipts of one post, as the index of the workspace knows them. */
export interface PostReceipts {
  readonly uri: string;
  readonly title: string;
  readonly receipts: readonly Receipt[];
}

/** What one group of runs cost. `key` is the post's uri, the step id, the model or the day. */
export interface CostGroup<Key extends string = string> {
  readonly key: Key;
  readonly label: string;
  readonly runs: number;
  readonly total: Total;
}

export interface CostSummary {
  readonly total: Total;
  readonly runs: number;
  /** Dearest first, as the others but days. */
  readonly byPost: readonly CostGroup[];
  readonly byStep: readonly CostGroup<StepId>[];
  readonly byModel: readonly CostGroup[];
  /** Latest first; runs that do not say when have the key `''`, and come last. */
  readonly byDay: readonly CostGroup[];
}

/** Adds up what the receipts of these posts say. Exact: micro-dollars, and unknown amounts are counted, not guessed. */
export function summarise(posts: readonly PostReceipts[], dayOf?: (at: string) => string): CostSummary {
  return finishNow(summarising(posts, dayOf));
}

/** The same with places to pause, for the posts of a whole workspace. */
export function* summarising(posts: readonly PostReceipts[], dayOf: (at: string) => string = localDay): Generator<undefined, CostSummary> {
  const byPost = new Groups();
  const byStep = new Groups<StepId>();
  const byModel = new Groups();
  const byDay = new Groups();
  const all = new Groups<'all'>();
  for (const { uri, title, receipts } of posts) {
    for (const receipt of receipts) {
      const model = [receipt.provider, receipt.model].filter((part) => part !== undefined).join(' · ');
      all.add('all', '', receipt);
      byPost.add(uri, title, receipt);
      byStep.add(receipt.step, receipt.step, receipt);
      byModel.add(model, model, receipt);
      const day = receipt.at === undefined ? '' : dayOf(receipt.at);
      byDay.add(day, day, receipt);
    }
    yield;
  }
  const [sum] = all.list;
  const dearest = byPost.list.sort(dearestFirst);
  yield;
  return {
    total: sum?.total ?? noCost,
    runs: sum?.runs ?? 0,
    byPost: dearest,
    byStep: byStep.list.sort(dearestFirst),
    byModel: byModel.list.sort(dearestFirst),
    byDay: byDay.list.sort((a, b) => (a.key < b.key ? 1 : -1)),
  };
}

/** The reader's own day, `2026-05-11`; `''` for what is no time. */
export function localDay(at: string): string {
  const time = new Date(at);
  if (Number.isNaN(time.getTime())) return '';
  const month = String(time.getMonth() + 1).padStart(2, '0');
  return `${time.getFullYear()}-${month}-${String(time.getDate()).padStart(2, '0')}`;
}

class Groups<Key extends string = string> {
  private readonly groups = new Map<Key, CostGroup<Key>>();

  add(key: Key, label: string, { cost }: Receipt): void {
    const group = this.groups.get(key) ?? { key, label, runs: 0, total: noCost };
    this.groups.set(key, { ...group, runs: group.runs + 1, total: addCost(group.total, cost) });
  }

  get list(): CostGroup<Key>[] {
    return [...this.groups.values()];
  }
}

function dearestFirst(a: CostGroup, b: CostGroup): number {
  return (
    b.total.known - a.total.known || b.total.unknown - a.total.unknown || b.runs - a.runs || a.label.localeCompare(b.label)
  );
}
