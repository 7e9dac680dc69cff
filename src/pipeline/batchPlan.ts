import { t } from '@vscode/l10n';
import { addCost, formatUsd, noCost, type MicroUsd, type Total } from '../common/money.js';
import type { SpendLimits } from '../cost/budget.js';
import { formatTotal } from '../cost/format.js';
import type { DaySpend } from '../cost/ledger.js';
import type { ModelInfo } from '../models/modelInfo.js';
import type { PlannedStep } from './duePlan.js';

/** What a batch would do with one post. */
export interface PlannedPost {
  readonly uri: string;
  readonly steps: readonly PlannedStep[];
  /** What the post has cost so far. */
  readonly spent: Total;
  /** Why the post cannot be read, as a sentence for people. */
  readonly problem?: string | undefined;
}

export interface ProviderShare {
  readonly label: string;
  readonly steps: number;
  readonly price: Total;
  /** A plan or quota pays, and no amount will be told. */
  readonly isMetered: boolean;
}

export interface BatchTotals {
  /** Posts on which something runs. */
  readonly posts: number;
  /** Steps that run, or may run. */
  readonly steps: number;
  /** Those of them of which only the run can tell. */
  readonly maybe: number;
  /** Of all of them: at most this much, as far as it is known. */
  readonly price: Total;
  readonly isEstimate: boolean;
  /** Dearest first. */
  readonly providers: readonly ProviderShare[];
}

export function stepsToRun({ steps }: PlannedPost): readonly PlannedStep[] {
  return steps.filter(({ action }) => action === 'run' || action === 'maybe');
}

export function batchTotals(posts: readonly PlannedPost[]): BatchTotals {
  const steps = posts.flatMap(stepsToRun);
  const shares = new Map<string, ProviderShare>();
  for (const { info, price } of steps) {
    const key = info?.label ?? '';
    const share = shares.get(key) ?? { label: nameOf(info), steps: 0, price: noCost, isMetered: price?.isMetered !== false };
    shares.set(key, { ...share, steps: share.steps + 1, price: price?.isMetered === false ? share.price : addCost(share.price, price?.cost) });
  }
  return {
    posts: posts.filter((post) => stepsToRun(post).length > 0).length,
    steps: steps.length,
    maybe: steps.filter(({ action }) => action === 'maybe').length,
    price: priceOf(steps),
    isEstimate: steps.some(({ price }) => price?.basis === 'estimated'),
    providers: [...shares.values()].sort((a, b) => b.price.known - a.price.known || b.price.unknown - a.price.unknown || a.label.localeCompare(b.label)),
  };
}

function nameOf(info: ModelInfo | undefined): string {
  return info?.label ?? t('Not known yet');
}

/** What is not metered has no price that could be unknown. */
function priceOf(steps: readonly PlannedStep[]): Total {
  return steps.reduce((total, { price }) => (price?.isMetered === false ? total : addCost(total, price?.cost)), noCost);
}

/** Why somebody has to say yes before a batch is paid for. */
export type BatchReason =
  | { readonly type: 'unknownPrice'; readonly steps: number }
  | { readonly type: 'confirmAbove'; readonly amount: MicroUsd; readonly limit: MicroUsd }
  | { readonly type: 'perPost'; readonly posts: number; readonly limit: MicroUsd }
  | { readonly type: 'perDay'; readonly amount: MicroUsd; readonly before: Total; readonly limit: MicroUsd };

/** Exactly at a limit goes, as with a single purchase. */
export function batchReasons(posts: readonly PlannedPost[], { price }: BatchTotals, limits: SpendLimits, { spent, reserved }: DaySpend): readonly BatchReason[] {
  const { perPost, perDay, confirmAbove } = limits;
  const reasons: BatchReason[] = [];
  const isLimited = [perPost, perDay, confirmAbove].some((limit) => limit !== undefined);
  if (price.unknown > 0 && isLimited) reasons.push({ type: 'unknownPrice', steps: price.unknown });
  if (price.known === 0) return reasons;
  if (confirmAbove !== undefined && !(price.known <= confirmAbove)) reasons.push({ type: 'confirmAbove', amount: price.known, limit: confirmAbove });
  if (perPost !== undefined) {
    const over = posts.filter((post) => {
      const own = priceOf(stepsToRun(post)).known;
      return own > 0 && !(post.spent.known + own <= perPost);
    });
    if (over.length > 0) reasons.push({ type: 'perPost', posts: over.length, limit: perPost });
  }
  const before = { known: spent.known + reserved.known, unknown: spent.unknown + reserved.unknown };
  if (perDay !== undefined && !(before.known + price.known <= perDay)) reasons.push({ type: 'perDay', amount: price.known, before, limit: perDay });
  return reasons;
}

export function describeBatchReason(reason: BatchReason): string {
  switch (reason.type) {
    case 'unknownPrice':
      return reason.steps === 1
        ? t('The price of 1 step is not known, so it cannot be held against your limits.')
        : t('The price of {0} steps is not known, so they cannot be held against your limits.', reason.steps);
    case 'confirmAbove':
      return t('This costs about {0}, more than the {1} that you let pass without asking.', formatUsd(reason.amount), formatUsd(reason.limit));
    case 'perPost':
      return reason.posts === 1
        ? t('With this, 1 post would cost more than its budget of {0}.', formatUsd(reason.limit))
        : t('With this, {0} posts would cost more than their budget of {1} each.', reason.posts, formatUsd(reason.limit));
    case 'perDay':
      return t('With this, today would cost about {0}, past the daily budget of {1}.', formatTotal({ known: reason.before.known + reason.amount, unknown: reason.before.unknown }), formatUsd(reason.limit));
  }
}
