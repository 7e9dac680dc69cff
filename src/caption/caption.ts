import { t } from '@vscode/l10n';
import type { CaptionTask, TextRequest } from '../models/textModel.js';
import { examplesRead, pillarView, promptProblem, voiceView, withoutExamples } from '../pipeline/prompt.js';
import { pillarOf, voiceOf } from '../pipeline/studioContext.js';
import { readBody } from '../pipeline/reading.js';
import { lastDone, type StepContext, type StepOptions, type TextStep } from '../pipeline/step.js';
import type { Post } from '../post/post.js';
import { captionLimit, type CaptionLimit } from './limit.js';

/** Body → caption, or the variant for one platform. */
export const captionStep: TextStep = {
  kind: 'text',
  id: 'caption',
  after: ['draft'],
  blocker: (context) => {
    const { post, studio, options } = context;
    if (post.body.text.trim() === '')
      return t('Could not write the caption: the post has no body yet. Draft it or write it first.');
    if (options.platform !== undefined && captionLimit(studio, options.platform) === undefined)
      return t('Could not write the caption: galley.yaml has no platform {0}. Add it there, or pick another one.', options.platform);
    return promptProblem(context, 'caption');
  },
  output: captionOf,
  receiptOf: (post, options) => lastDone(post, 'caption', options.platform),
  reads: (context) => ({ ...request(withoutExamples(context)), ...examplesRead(context.prompts.caption, context.studio) }),
  request,
  apply: (text, { platform }) => [
    { type: 'set', path: platform === undefined ? ['caption'] : ['captions', platform], value: text.trim() },
  ],
};

function captionOf(post: Post, { platform }: StepOptions): string | undefined {
  const caption =
    platform === undefined ? post.caption : Object.hasOwn(post.captions, platform) ? post.captions[platform] : undefined;
  return caption !== undefined && caption.trim() !== '' ? caption : undefined;
}

/** For a platform that the studio does not know; the blocker reports it before anything is asked. */
const noLimit: CaptionLimit = { max: 0, rule: { counting: 'characters' }, hashtags: { min: 0, max: 0 } };

function request(context: StepContext): TextRequest {
  const { post, studio, options, prompts } = context;
  const limit = captionLimit(studio, options.platform) ?? noLimit;
  const task: CaptionTask = {
    step: 'caption',
    title: post.title ?? '',
    body: readBody(post),
    brief: post.plan.brief,
    pillar: pillarOf(post, studio),
    platform: options.platform,
    maxLength: limit.max,
    lengthRule: limit.rule,
    hashtags: { ...limit.hashtags, house: studio.hashtags },
    voice: voiceOf(studio),
  };
  const { min, max, house } = task.hashtags;
  const prompt = prompts.caption.render({
    title: task.title,
    body: task.body.trim(),
    plan: task.brief,
    platform: task.platform,
    max_length: String(task.maxLength),
    hashtag_count: min === max ? String(min) : `${min} to ${max}`,
    house_hashtags: house.map((tag) => `#${tag}`).join(' '),
    ...pillarView(context),
    ...voiceView('caption', context),
  });
  return { task, prompt };
}
