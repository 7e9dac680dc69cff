import type * as vscode from 'vscode';
import { platformsOf } from '../../caption/platforms.js';
import { unknownPrice } from '../../common/price.js';
import { describeExamples } from '../../pipeline/exampleCost.js';
import { stepState } from '../../pipeline/freshness.js';
import type { Pipeline } from '../../pipeline/editor/pipeline.js';
import type { Runs } from '../../pipeline/runs.js';
import { stepsFor, type Step, type StepContext } from '../../pipeline/step.js';
import type { StepStatus } from '../lenses.js';

/** Every step of a post and every caption variant in it, with state and price. */
export async function stepStatuses(document: vscode.TextDocument, pipeline: Pipeline, runs: Runs): Promise<readonly StepStatus[]> {
  const context = await pipeline.context(document);
  const known = platformsOf(context.studio);
  const variants = Object.keys(context.post.captions).filter((platform) => known.has(platform));
  const running = new Set(runs.of(document.uri.toString()).map(({ step }) => step));
  const status = async (step: Step, platform: string | undefined): Promise<StepStatus> => {
    const own: StepContext = platform === undefined ? context : { ...context, options: { platform } };
    const obstacle = await pipeline.obstacle(step);
    return {
      step: step.id,
      platform,
      state: stepState(step, own),
      ...(await quoteOf(pipeline, step, own)),
      blocker: step.blocker(own) ?? obstacle,
      isLeftOut: obstacle !== undefined,
      isRunning: platform === undefined && running.has(step.id),
    };
  };
  return Promise.all(stepsFor(pipeline.steps, context.post).flatMap((step) => [status(step, undefined), ...(step.id === 'caption' ? variants.map((platform) => status(step, platform)) : [])]));
}

/** A price that cannot be had is unknown; the lens still says the state. */
async function quoteOf(pipeline: Pipeline, step: Step, context: StepContext): Promise<Pick<StepStatus, 'price' | 'provider'>> {
  try {
    const { info, price, examples } = await pipeline.quote(step, context);
    return { price, provider: examples ? `${info.label} · ${describeExamples(examples)}` : info.label };
  } catch {
    return { price: unknownPrice, provider: undefined };
  }
}
