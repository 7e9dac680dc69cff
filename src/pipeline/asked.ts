import type { Asked } from './paying.js';
import type { Step, StepContext } from './step.js';

/** What the step would ask a model now. */
export function askedOf(step: Step, context: StepContext): Asked {
  return step.kind === 'text' ? step.request(context).prompt : { system: '', user: step.request(context).prompt };
}
