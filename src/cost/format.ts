import { t } from '@vscode/l10n';
import { formatUsd, type MicroUsd, type Total } from '../common/money.js';
import type { Price } from '../common/price.js';
import type { CostBasis, StepId } from '../common/terms.js';

/** `$0.06`, `$0.06 + 1 unknown`. */
export function formatTotal({ known, unknown }: Total): string {
  return unknown === 0 ? formatUsd(known) : t('{0} + {1} unknown', formatUsd(known), unknown);
}

/** One amount; `undefined` is unknown, never zero. */
export function formatCost(cost: MicroUsd | undefined): string {
  return cost === undefined ? t('unknown') : formatUsd(cost);
}

/** What a run would cost or costs, said before it is paid. */
export function formatPrice({ cost, basis, isMetered }: Price): string {
  if (cost === undefined) return isMetered === false ? t('not metered here') : t('price unknown');
  return basis === 'estimated' ? t('about {0}', formatUsd(cost)) : formatUsd(cost);
}

export function stepLabel(step: StepId): string {
  switch (step) {
    case 'plan':
      return t('Plan');
    case 'draft':
      return t('Draft');
    case 'caption':
      return t('Caption');
    case 'hero_image':
      return t('Hero image');
    case 'alt_text':
      return t('Alt text');
    case 'video':
      return t('Video');
  }
}

/** How an amount is known, as said beside it; nothing where the amount says it all. */
export function basisLabel(basis: CostBasis | undefined): string | undefined {
  switch (basis) {
    case 'billed':
      return t('billed');
    case 'computed':
      return t('computed');
    case 'estimated':
      return t('estimated');
    case 'free':
      return t('free');
    case 'unknown':
    case undefined:
      return undefined;
  }
}
