import { t } from '@vscode/l10n';
import { aspectRatios, isAspectRatio, type AspectRatio } from '../models/imageModel.js';
import { examplesRead, lookView, pillarView, promptProblem, voiceView, withoutExamples } from '../pipeline/prompt.js';
import { takeReceipt, type StepContext, type StepOptions, type Take, type VideoStep } from '../pipeline/step.js';
import type { PostEdit } from '../post/edit.js';
import type { Post } from '../post/post.js';
import { clipContent, scriptOf } from './script.js';

/**
 * Script → clip, for posts whose `content_format` is `video`. The script is `video.script`; without one it is the body,
 * which drafting writes as a script for such posts, so no second copy is made of it.
 */
export const videoStep: VideoStep = {
  kind: 'video',
  id: 'video',
  after: ['draft'],
  isFor: ({ contentFormat }) => contentFormat === 'video',
  blocker: (context) => {
    const { post, options } = context;
    if (post.contentFormat !== 'video')
      return t('Could not make the video: the post is no video. Write content_format: video first.');
    if (ownPrompt(post, options) === undefined && scriptOf(post) === '')
      return t('Could not make the video: the post has no script yet. Draft its body, or write one under video: script.');
    const ratio = options.aspectRatio;
    if (ratio !== undefined && !isAspectRatio(ratio))
      return t('Could not make the video: {0} is not an aspect ratio. Write one such as {1}.', ratio, aspectRatios.join(', '));
    return ownPrompt(post, options) === undefined ? promptProblem(context, 'video') : undefined;
  },
  output: ({ video }) => (video.file?.trim() ? video.file : undefined),
  receiptOf: (post) => takeReceipt(post, 'video', post.video.file),
  reads,
  request,
  apply,
};

const defaultRatio: AspectRatio = '16:9';

function ownPrompt({ video }: Post, options: StepOptions): string | undefined {
  return options.prompt ?? (video.prompt?.trim() ? video.prompt : undefined);
}

function request(context: StepContext): ReturnType<VideoStep['request']> {
  const { post, options } = context;
  const ratio = options.aspectRatio;
  return {
    prompt: ownPrompt(post, options) ?? clipPrompt(context),
    aspectRatio: ratio !== undefined && isAspectRatio(ratio) ? ratio : defaultRatio,
    // The model's own: a longer clip costs more, and nobody asked for one.
    seconds: undefined,
    seed: options.seed,
  };
}

/** What a video model is asked to film when nobody wrote a prompt. */
function clipPrompt(context: StepContext): string {
  const { post, studio, prompts } = context;
  const view = { title: post.title?.trim(), ...clipContent(scriptOf(post)), ...lookView(studio), ...pillarView(context), ...voiceView('video', context) };
  return prompts.video.render(view).user;
}

/** Shape and seed are chosen for one clip and kept nowhere in the post, so they never make it old. */
function reads(context: StepContext): unknown {
  const { post, options } = context;
  const examples = ownPrompt(post, options) === undefined ? examplesRead(context.prompts.video, context.studio) : {};
  return { prompt: request(withoutExamples(context)).prompt, ...examples };
}

/** The clip, and the prompt that the caller chose for it: it becomes the post's own, so that the clip stays fresh. */
function apply(take: Take, { options }: StepContext): readonly PostEdit[] {
  const file: PostEdit = { type: 'set', path: ['video', 'file'], value: take.artifact };
  return options.prompt === undefined ? [file] : [file, { type: 'set', path: ['video', 'prompt'], value: options.prompt }];
}
