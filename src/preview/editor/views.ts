import type * as vscode from 'vscode';
import { loadMeasure, type MeasureLength } from '../../caption/length.js';
import { captionMeters } from '../../caption/meters.js';
import { platformsOf } from '../../caption/platforms.js';
import type { Log } from '../../common/log.js';
import type { Posts } from '../../editor/posts.js';
import type { Pipeline } from '../../pipeline/editor/pipeline.js';
import { describeExamples } from '../../pipeline/exampleCost.js';
import { stepState } from '../../pipeline/freshness.js';
import { stepsFor, type Step } from '../../pipeline/step.js';
import { pillarOf } from '../../pipeline/studioContext.js';
import type { Studios } from '../../studio/editor/studios.js';
import type { StepTarget } from '../protocol.js';
import type { PostDetails, StepView } from '../view.js';

/** What the preview shows of a post's steps, worked out now. */
export async function stepViews(document: vscode.TextDocument, pipeline: Pipeline): Promise<readonly StepView[]> {
  const context = await pipeline.context(document);
  return Promise.all(
    stepsFor(pipeline.steps, context.post).flatMap((step) => {
      const target = targetOf(step);
      return target === undefined ? [] : view(step, target);
    }),
  );

  async function view(step: Step, target: StepTarget): Promise<StepView> {
    const [{ info, price, examples }, obstacle] = await Promise.all([pipeline.quote(step, context), pipeline.obstacle(step)]);
    return {
      step: target,
      state: stepState(step, context),
      after: step.after,
      price,
      provider: examples ? `${info.label} · ${describeExamples(examples)}` : info.label,
      blocker: step.blocker(context) ?? obstacle,
      isLeftOut: obstacle !== undefined,
    };
  }
}

function targetOf({ id }: Step): StepTarget | undefined {
  return id === 'plan' ? undefined : id;
}

/** Answers at once from what is loaded; `onDidLoad` says when the counting library has arrived and it can say more. */
export function postDetails(
  posts: Posts,
  studios: Studios,
  log: Log,
  onDidLoad: () => void,
): (document: vscode.TextDocument) => PostDetails {
  let measure: MeasureLength | undefined;
  let isLoading = false;
  const load = async (): Promise<void> => {
    isLoading = true;
    try {
      measure = await loadMeasure();
      onDidLoad();
    } catch (error) {
      log.error('The counting library of X could not be loaded', error);
    }
  };
  return (document) => {
    if (!isLoading) void load();
    const studio = studios.peek(document.uri);
    return {
      pillar: pillarOf(posts.get(document), studio)?.name,
      meters: (caption, platform) => captionMeters(caption, platform, studio, measure),
      platformLabel: (platform) => platformsOf(studio).get(platform)?.name ?? platform,
    };
  };
}
