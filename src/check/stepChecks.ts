import { t } from '@vscode/l10n';
import type { StepId } from '../common/terms.js';
import type { Span } from '../common/text.js';
import { stepState, type StepState } from '../pipeline/freshness.js';
import { stepsFor, type Step, type StepContext, type StepOptions } from '../pipeline/step.js';
import type { Post } from '../post/post.js';
import { found, type CheckProblem } from './codes.js';

export interface StepFindings {
  readonly problems: readonly CheckProblem[];
  readonly states: Readonly<Partial<Record<StepId, StepState>>>;
}

/** The state of every step, and problems where an output is older than what it was made from or was changed by hand. Yields after each step. */
export function* stepFindings(steps: readonly Step[], context: Omit<StepContext, 'options'>): Generator<undefined, StepFindings> {
  const problems: CheckProblem[] = [];
  const states: Partial<Record<StepId, StepState>> = {};
  const { post } = context;
  for (const step of stepsFor(steps, post)) {
    for (const options of variants(step, post)) {
      const state = stepState(step, { ...context, options });
      if (options.platform === undefined) states[step.id] = state;
      const span = outputSpan(step.id, post, options);
      if (!span) continue;
      if (state === 'stale') problems.push(found('step-stale', 'information', span, staleMessage(step.id)));
      // What no run has made is the author's own, and no news.
      if (state === 'edited' && step.receiptOf(post, options)) problems.push(found('output-edited', 'hint', span, editedMessage(step.id)));
    }
    yield;
  }
  return { problems, states };
}

function variants(step: Step, post: Post): readonly StepOptions[] {
  return step.id === 'caption' ? [{}, ...Object.keys(post.captions).map((platform) => ({ platform }))] : [{}];
}

/** The key that holds the output; of the body its first line. */
function outputSpan(step: StepId, post: Post, { platform }: StepOptions): Span | undefined {
  switch (step) {
    case 'draft': return firstLine(post);
    case 'caption': return post.spans.get(platform === undefined ? 'caption' : `captions.${platform}`)?.key;
    case 'hero_image': return post.spans.get('hero.image')?.key;
    case 'alt_text': return post.spans.get('hero.alt')?.key;
    case 'video': return post.spans.get('video.file')?.key;
    case 'plan': return post.spans.get('plan')?.key;
  }
}

function firstLine({ body, text }: Post): Span | undefined {
  const lead = body.text.search(/\S/);
  if (lead < 0) return undefined;
  const start = body.span.start + lead;
  const length = text.slice(start, start + 1000).search(/[\r\n]/);
  return { start, end: length < 0 ? Math.min(text.length, start + 1000) : start + length };
}

function staleMessage(step: StepId): string {
  switch (step) {
    case 'draft': return t('The plan, the studio file or the prompt has changed since the body was drafted.');
    case 'caption': return t('The body, the studio file or the prompt has changed since the caption was written.');
    case 'hero_image': return t('The title, the figures, the studio file or the prompt have changed since the hero image was made.');
    case 'alt_text': return t('The hero image, the studio file or the prompt has changed since its alt text was written.');
    case 'video': return t('The script, the studio file or the prompt has changed since the video was made.');
    case 'plan': return t('The facts have changed since the post was planned.');
  }
}

function editedMessage(step: StepId): string {
  switch (step) {
    case 'draft': return t('The body was changed by hand after it was drafted. Galley asks before it replaces it.');
    case 'caption': return t('The caption was changed by hand after it was written. Galley asks before it replaces it.');
    case 'alt_text': return t('The alt text was changed by hand after it was written. Galley asks before it replaces it.');
    case 'hero_image': return t('The hero image was changed by hand. Galley asks before it replaces it.');
    case 'video': return t('The video was changed by hand. Galley asks before it replaces it.');
    case 'plan': return t('The plan was changed by hand. Galley asks before it replaces it.');
  }
}
