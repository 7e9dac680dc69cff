import { t } from '@vscode/l10n';
import type { StepId } from '../common/terms.js';
import type { Span } from '../common/text.js';
import { stepState } from '../pipeline/freshness.js';
import type { Step, StepContext, StepOptions } from '../pipeline/step.js';
import type { Post } from '../post/post.js';
import { found, type CheckProblem } from './codes.js';

/** Steps whose output is older than what it was made from, or was changed by hand since. One step at a time. */
export function* stepProblems(steps: readonly Step[], context: Omit<StepContext, 'options'>): Generator<undefined, readonly CheckProblem[]> {
  const problems: CheckProblem[] = [];
  const { post } = context;
  if (post.pipeline.length === 0) return problems;
  for (const step of steps) {
    for (const options of variants(step, post)) {
      const span = outputSpan(step.id, post, options);
      // What no run has made is the author's own, and no news.
      if (!span || !step.receiptOf(post, options)) continue;
      const state = stepState(step, { ...context, options });
      if (state === 'stale') problems.push(found('step-stale', 'information', span, staleMessage(step.id)));
      if (state === 'edited') problems.push(found('output-edited', 'hint', span, editedMessage(step.id)));
    }
    yield;
  }
  return problems;
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
    case 'draft': return t('The plan has changed since the body was drafted.');
    case 'caption': return t('The body or the studio file has changed since the caption was written.');
    case 'hero_image': return t('The title, the figures or the studio file have changed since the hero image was made.');
    case 'alt_text': return t('The hero image has changed since its alt text was written.');
    case 'video': return t('The script has changed since the video was made.');
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
