import { t } from '@vscode/l10n';
import type { AltTextTask, TextRequest } from '../models/textModel.js';
import { lastDone, type StepContext, type TextStep } from '../pipeline/step.js';
import { heroReceipt } from './heroImage.js';

/** Hero → its description for people who do not see it. */
export const altTextStep: TextStep = {
  kind: 'text',
  id: 'alt_text',
  after: ['caption', 'hero_image'],
  blocker: ({ post }) =>
    post.hero.image === undefined
      ? t('Could not write alt text: the post has no hero image yet. Make one, or name a picture under hero: image.')
      : undefined,
  output: (post) => (post.hero.alt?.trim() ? post.hero.alt : undefined),
  receiptOf: (post) => lastDone(post, 'alt_text'),
  reads: request,
  request,
  apply: (text) => [{ type: 'set', path: ['hero', 'alt'], value: text.trim() }],
};

const coverModel = /^cover-(.+)-\d+$/;

function request({ post }: StepContext): TextRequest {
  const receipt = heroReceipt(post);
  const task: AltTextTask = {
    step: 'alt_text',
    title: post.title ?? '',
    caption: post.caption,
    image: {
      prompt: post.hero.prompt,
      design: receipt?.provider === 'builtin' ? coverModel.exec(receipt.model ?? '')?.[1] : undefined,
      provider: receipt?.provider,
    },
  };
  const system = [
    'You write the alt text of the picture on top of a post: one plain sentence, at most 125 characters.',
    'Say what the picture shows as far as it is known from its description. Do not begin with "Image of". Answer with the sentence alone.',
  ].join('\n');
  const shown = task.image.design
    ? `A designed cover (${task.image.design}) that shows the title.`
    : (task.image.prompt ?? 'Not described.');
  return { task, prompt: { system, user: `Title: ${task.title}\n\nPicture: ${shown}` } };
}
