import { t } from '@vscode/l10n';
import { findStrongFigure } from '../cover/strongFigure.js';
import { aspectRatios, isAspectRatio, type AspectRatio } from '../models/imageModel.js';
import type { PostEdit } from '../post/edit.js';
import type { Post, Receipt } from '../post/post.js';
import { examplesRead, lookView, pillarView, promptProblem, voiceView, withoutExamples } from '../pipeline/prompt.js';
import { pillarOf } from '../pipeline/studioContext.js';
import { readBody } from '../pipeline/reading.js';
import { takeReceipt, type ImageStep, type StepContext, type Take } from '../pipeline/step.js';

/** Title, body and studio → hero image. */
export const heroImageStep: ImageStep = {
  kind: 'image',
  id: 'hero_image',
  after: ['draft'],
  blocker: (context) => {
    if (!context.post.title?.trim())
      return t('Could not make the hero image: the post has no title. Write one first.');
    const ratio = wantedRatio(context);
    if (ratio !== undefined && !isAspectRatio(ratio))
      return t('Could not make the hero image: {0} is not an aspect ratio. Write one such as {1}.', ratio, aspectRatios.join(', '));
    return ownPrompt(context) === undefined ? promptProblem(context, 'hero_image') : undefined;
  },
  output: (post) => (post.hero.image?.trim() ? post.hero.image : undefined),
  receiptOf: heroReceipt,
  reads,
  request,
  apply,
};

/** The receipt of the take that the post shows; `undefined` for a picture from elsewhere. */
export function heroReceipt(post: Post): Receipt | undefined {
  return takeReceipt(post, 'hero_image', post.hero.image);
}

const defaultRatio: AspectRatio = '16:9';

function wantedRatio({ post, studio, options }: StepContext): string | undefined {
  return options.aspectRatio ?? post.hero.aspectRatio ?? studio.hero.aspectRatio;
}

function request(context: StepContext): ReturnType<ImageStep['request']> {
  const { post, studio, options } = context;
  const ratio = wantedRatio(context);
  const pillar = pillarOf(post, studio);
  return {
    title: post.title ?? '',
    body: readBody(post),
    pillarName: pillar?.name,
    studioName: studio.name,
    aspectRatio: ratio !== undefined && isAspectRatio(ratio) ? ratio : defaultRatio,
    seed: options.seed ?? post.hero.seed,
    prompt: ownPrompt(context) ?? imagePrompt(context),
    colors: studio.hero.colors,
    template: studio.hero.template,
  };
}

/** Of the body only its strongest figure: a comma mended there must not make a paid picture stale. */
function reads(context: StepContext): unknown {
  const { body, ...rest } = request(withoutExamples(context));
  const examples = ownPrompt(context) === undefined ? examplesRead(context.prompts.hero_image, context.studio) : {};
  return { ...rest, ...examples, figure: findStrongFigure(rest.title, body) };
}

function ownPrompt({ post, options }: StepContext): string | undefined {
  return options.prompt ?? post.hero.prompt;
}

/** What an image model is asked to draw when nobody wrote a prompt. */
function imagePrompt(context: StepContext): string {
  const { post, studio, prompts } = context;
  const view = { title: post.title, plan: post.plan.brief, ...lookView(studio), ...pillarView(context), ...voiceView('hero_image', context) };
  return prompts.hero_image.render(view).user;
}

/** The take, and what the caller chose for it: choices become the post's own, so that the take stays fresh. */
function apply(take: Take, { options }: StepContext): readonly PostEdit[] {
  const chosen: [string, string | number | undefined][] = [
    ['image', take.artifact],
    ['prompt', options.prompt],
    ['aspect_ratio', options.aspectRatio],
    ['seed', options.seed],
  ];
  return chosen.flatMap(([key, value]) => (value === undefined ? [] : [{ type: 'set' as const, path: ['hero', key], value }]));
}
