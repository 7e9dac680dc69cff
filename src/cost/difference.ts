import { t } from '@vscode/l10n';
import { formatUsd } from '../common/money.js';
import type { Price } from '../common/price.js';

/** Below this, and below this part of the amount, nobody is told. */
const noticeable = { micro: 1000, part: 0.02 };

/** `estimated $0.06, billed $0.058`; `undefined` when both are as good as equal, or nothing was promised. */
export function costDifference(estimate: Price, actual: Price): string | undefined {
  if (estimate.cost === undefined) return undefined;
  const estimated = formatUsd(estimate.cost);
  if (actual.cost === undefined) return estimate.cost === 0 ? undefined : t('estimated {0}, actual cost unknown', estimated);
  const difference = Math.abs(actual.cost - estimate.cost);
  if (difference < Math.max(noticeable.micro, Math.max(actual.cost, estimate.cost) * noticeable.part)) return undefined;
  const paid = formatUsd(actual.cost);
  switch (actual.basis) {
    case 'billed':
      return t('estimated {0}, billed {1}', estimated, paid);
    case 'computed':
      return t('estimated {0}, computed {1}', estimated, paid);
    case 'free':
      return t('estimated {0}, was free', estimated);
    case 'estimated':
    case 'unknown':
      return t('estimated {0}, then {1}', estimated, paid);
  }
}
