import { t } from '@vscode/l10n';
import type { DraftTask, TextRequest } from '../models/textModel.js';
import { examplesRead, pillarView, promptProblem, voiceView, withoutExamples } from '../pipeline/prompt.js';
import { pillarOf, voiceOf } from '../pipeline/studioContext.js';
import { lastDone, type StepContext, type TextStep } from '../pipeline/step.js';
import type { Post } from '../post/post.js';

/** Plan → body. */
export const draftStep: TextStep = {
  kind: 'text',
  id: 'draft',
  after: [],
  blocker: (context) =>
    hasText(context.post.plan.brief) || context.facts.length > 0
      ? promptProblem(context, 'draft')
      : t('Could not draft the post: its plan is empty. Write what the piece argues under plan: brief, with its facts.'),
  output: bodyOf,
  receiptOf: (post) => lastDone(post, 'draft'),
  reads: (context) => ({ ...request(withoutExamples(context)), ...examplesRead(context.prompts.draft, context.studio) }),
  request,
  apply: (text) => [{ type: 'body', text: `${text.trim()}\n` }],
};

function bodyOf(post: Post): string | undefined {
  return hasText(post.body.text) ? post.body.text : undefined;
}

function request(context: StepContext): TextRequest {
  const { post, studio, facts, prompts } = context;
  const task: DraftTask = {
    step: 'draft',
    title: post.title ?? '',
    brief: post.plan.brief ?? '',
    rationale: post.plan.rationale,
    specialMessage: post.plan.specialMessage,
    contentFormat: post.contentFormat ?? 'hero_text',
    pillar: pillarOf(post, studio),
    facts,
    voice: voiceOf(studio),
  };
  const prompt = prompts.draft.render({
    title: task.title,
    plan: task.brief,
    rationale: task.rationale,
    facts: facts.map((fact) => `- ${fact}`).join('\n'),
    is_video: task.contentFormat === 'video' ? 'yes' : undefined,
    ...pillarView(context),
    ...voiceView('draft', context),
  });
  return { task, prompt };
}

function hasText(text: string | undefined): text is string {
  return text !== undefined && text.trim() !== '';
}
