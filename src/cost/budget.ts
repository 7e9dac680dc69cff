import { t } from '@vscode/l10n';
import { addCost, formatUsd, type MicroUsd, type Total } from '../common/money.js';
import type { Price } from '../common/price.js';
import type { Channel } from '../common/terms.js';
import { formatTotal } from './format.js';

/** Micro-dollars; `undefined` is no limit. */
export interface SpendLimits {
  readonly perPost: MicroUsd | undefined;
  readonly perDay: MicroUsd | undefined;
  readonly confirmAbove: MicroUsd | undefined;
}

export interface Spend {
  /** Of one take. */
  readonly price: Price;
  readonly channel: Channel;
  readonly takes: number;
  /** Sum of the post's receipts. */
  readonly postTotal: Total;
  /** Open reservations of the post. */
  readonly postReserved?: Total | undefined;
  /** Settled today, by the ledger. */
  readonly dayTotal: Total;
  /** Open reservations of today, all posts. */
  readonly reserved: Total;
  readonly limits: SpendLimits;
}

export type SpendReason =
  | { readonly type: 'unknownPrice' }
  | { readonly type: 'confirmAbove'; readonly amount: MicroUsd; readonly limit: MicroUsd }
  /** `before` is what counts already, reservations included. */
  | { readonly type: 'perPost' | 'perDay'; readonly amount: MicroUsd; readonly before: Total; readonly limit: MicroUsd };

export type SpendVerdict = { readonly type: 'go' } | { readonly type: 'ask'; readonly reasons: readonly SpendReason[] };

/**
 * Whether a purchase goes ahead or somebody has to say yes. Exactly at a limit goes. What is free always goes. An unknown price is
 * never zero: it asks as soon as there is any limit; earlier purchases of unknown price were asked about at their time.
 */
export function checkSpend({ price, channel, takes, postTotal, postReserved, dayTotal, reserved, limits }: Spend): SpendVerdict {
  if (channel !== 'api' || price.cost === 0) return { type: 'go' };
  const { perPost, perDay, confirmAbove } = limits;
  if (price.cost === undefined) {
    const isLimited = [perPost, perDay, confirmAbove].some((limit) => limit !== undefined);
    return isLimited ? { type: 'ask', reasons: [{ type: 'unknownPrice' }] } : { type: 'go' };
  }
  const amount = price.cost * takes;
  const reasons: SpendReason[] = [];
  if (isOver(amount, confirmAbove)) reasons.push({ type: 'confirmAbove', amount, limit: confirmAbove });
  const post = postReserved === undefined ? postTotal : plus(postTotal, postReserved);
  if (isOver(post.known + amount, perPost)) reasons.push({ type: 'perPost', amount, before: post, limit: perPost });
  const day = plus(dayTotal, reserved);
  if (isOver(day.known + amount, perDay)) reasons.push({ type: 'perDay', amount, before: day, limit: perDay });
  return reasons.length === 0 ? { type: 'go' } : { type: 'ask', reasons };
}

/** Written so that a limit or a sum that is no number asks. */
function isOver<Limit extends MicroUsd | undefined>(sum: MicroUsd, limit: Limit): limit is Exclude<Limit, undefined> {
  return limit !== undefined && !(sum <= limit);
}

function plus(a: Total, b: Total): Total {
  return { known: a.known + b.known, unknown: a.unknown + b.unknown };
}

/** One sentence that says why somebody is asked. */
export function describeReason(reason: SpendReason): string {
  switch (reason.type) {
    case 'unknownPrice':
      return t('The price of this is not known, so it cannot be held against your limits.');
    case 'confirmAbove':
      return t('This costs about {0}, more than the {1} that you let pass without asking.', formatUsd(reason.amount), formatUsd(reason.limit));
    case 'perPost':
      return t('With this, the post would cost about {0}, past its budget of {1}.', after(reason), formatUsd(reason.limit));
    case 'perDay':
      return t('With this, today would cost about {0}, past the daily budget of {1}.', after(reason), formatUsd(reason.limit));
  }
}

function after({ before, amount }: { readonly before: Total; readonly amount: MicroUsd }): string {
  return formatTotal(addCost(before, amount));
}
