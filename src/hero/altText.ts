import { t } from '@vscode/l10n';
import type { AltTextTask, TextRequest } from '../models/textModel.js';
import { examplesRead, promptProblem, voiceView, withoutExamples } from '../pipeline/prompt.js';
import { lastDone, type StepContext, type TextStep } from '../pipeline/step.js';
import { heroReceipt } from './heroImage.js';

/** Hero → its description for people who do not see it. */
export const altTextStep: TextStep = {
  kind: 'text',
  id: 'alt_text',
  after: ['caption', 'hero_image'],
  blocker: (context) =>
    context.post.hero.image === undefined
      ? t('Could not write alt text: the post has no hero image yet. Make one, or name a picture under hero: image.')
      : promptProblem(context, 'alt_text'),
  output: (post) => (post.hero.alt?.trim() ? post.hero.alt : undefined),
  receiptOf: (post) => lastDone(post, 'alt_text'),
  reads: (context) => ({ ...request(withoutExamples(context)), ...examplesRead(context.prompts.alt_text, context.studio) }),
  request,
  apply: (text) => [{ type: 'set', path: ['hero', 'alt'], value: text.trim() }],
};

const coverModel = /^cover-(.+)-\d+$/;

function request(context: StepContext): TextRequest {
  const { post, prompts } = context;
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
  const picture = task.image.design
    ? `A designed cover (${task.image.design}) that shows the title.`
    : (task.image.prompt ?? 'Not described.');
  return { task, prompt: prompts.alt_text.render({ title: task.title, picture, caption: task.caption, ...voiceView('alt_text', context) }) };
}
