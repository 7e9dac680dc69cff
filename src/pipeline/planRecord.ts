import { usdDecimal } from '../common/money.js';
import type { PlannedStep } from './duePlan.js';

/** A planned step as commands return it, with the words of the post file. */
export interface PlanRecord {
  readonly step: string;
  readonly state: PlannedStep['state'];
  readonly action: PlannedStep['action'];
  readonly reason?: string;
  readonly provider?: string;
  readonly model?: string;
  /** Absent when unknown: unknown is never zero. */
  readonly cost_usd?: number;
  readonly cost_basis?: string;
}

export function planRecord({ step, state, action, reason, info, price }: PlannedStep): PlanRecord {
  return {
    step,
    state,
    action,
    ...(reason === undefined ? {} : { reason }),
    ...(info ? { provider: info.provider, model: info.model } : {}),
    ...(price?.cost === undefined ? {} : { cost_usd: Number(usdDecimal(price.cost)) }),
    ...(price ? { cost_basis: price.basis } : {}),
  };
}
