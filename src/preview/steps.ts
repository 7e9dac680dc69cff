import { t } from '@vscode/l10n';
import { addCost, noCost } from '../common/money.js';
import { unknownPrice } from '../common/price.js';
import type { StepId } from '../common/terms.js';
import { formatPrice, formatTotal, stepLabel } from '../cost/format.js';
import type { ActiveRun, StepRemarks } from '../pipeline/runs.js';
import { actionLabel, runningLabel, stateLabel } from '../pipeline/stepWords.js';
import type { RunningState, StepState, StepsState, StepTarget } from './protocol.js';
import type { StepView } from './view.js';

/** The steps of a post as the page lists them. */
export function stepsState(uri: string, views: readonly StepView[], remarksOn: (step: StepTarget) => StepRemarks | undefined): StepsState {
  const due = views.filter(({ state, isLeftOut }) => (state === 'missing' || state === 'stale') && isLeftOut !== true);
  const cost = due.reduce((total, { price }) => addCost(total, price?.cost), noCost);
  const isEstimate = due.some(({ price }) => price?.basis === 'estimated');
  return {
    uri,
    steps: views.map((view) => stepState(view, redoLabel(view, views), remarksOn(view.step))),
    runAll: due.length > 0 ? t('Run what is due — {0}', isEstimate ? t('about {0}', formatTotal(cost)) : formatTotal(cost)) : undefined,
    summary: summary(due.length),
  };
}

/** A run as the page shows it; `now` in milliseconds since the epoch. */
export function runningState(run: ActiveRun, now: number): RunningState {
  return {
    step: run.step,
    label: runningLabel(run.step),
    seconds: Math.max(0, (now - run.startedAt) / 1000),
    price: formatPrice(run.price),
    message: run.message,
  };
}

/** Offered where more than the step itself would be made again. */
function redoLabel({ step, state, blocker }: StepView, views: readonly StepView[]): string | undefined {
  if (state === 'missing' || blocker !== undefined) return undefined;
  const reached = new Set<StepId>([step]);
  for (const view of views) if (view.after.some((id) => reached.has(id))) reached.add(view.step);
  const redone = views.filter((view) => reached.has(view.step) && view.isLeftOut !== true);
  if (!redone.some((view) => view.step !== step && view.state !== 'missing')) return undefined;
  const total = formatTotal(redone.reduce((sum, { price }) => addCost(sum, price?.cost), noCost));
  const amount = redone.some(({ price }) => price?.basis === 'estimated') ? t('about {0}', total) : total;
  return redone.some((view) => view.state === 'edited') ? t('Redo from here... — {0}', amount) : t('Redo from here — {0}', amount);
}

function stepState({ step, state, price, provider, blocker }: StepView, redo: string | undefined, remarks: StepRemarks | undefined): StepState {
  return {
    step,
    label: stepLabel(step),
    state,
    stateLabel: stateLabel(state),
    action: t('{0} — {1}', actionLabel(step, state), formatPrice(price ?? unknownPrice)),
    redo,
    provider,
    blocker,
    leftOut: remarks?.notes.leftOut ?? [],
    gaps: remarks?.notes.gaps ?? [],
    warnings: remarks?.warnings ?? [],
  };
}

function summary(due: number): string {
  if (due === 0) return t('Everything is up to date');
  return due === 1 ? t('1 step to do') : t('{0} steps to do', due);
}
