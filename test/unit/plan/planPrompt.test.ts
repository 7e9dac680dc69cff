import assert from 'node:assert/strict';
import type { PlanTask } from '../../../src/models/textModel.js';
import { planRequest } from '../../../src/plan/planPrompt.js';
import { promptsWith } from '../../support/prompts.js';

const task: PlanTask = {
  step: 'plan',
  subject: 'Ovens',
  slots: [{ contentFormat: 'video', pillar: undefined }],
  facts: [{ id: 'f1', text: 'Brick holds heat.', isUsed: true }, { id: 'f2', text: 'Nobody lit it.', isUsed: false }],
  pillars: [{ key: 'craft', name: 'Craft', framing: 'How it is made.' }, { key: 'shops', name: 'Shops', framing: undefined }],
  voice: { description: 'Plain words.', avoid: ['unlock', 'delve'] },
  instruction: 'Nothing about gas.',
  titles: ['The forecast'],
};
const wanted = [{ contentFormat: 'video' as const, pillar: undefined, count: { min: 1, max: 1 } }];
const bread = { path: 'a.post.md', title: 'Bread', brief: 'Bread is slow.', body: 'B.', caption: undefined, captions: {}, alt: undefined, picturePrompt: undefined, clipPrompt: undefined };

describe('the planner’s prompt', () => {
  it('says subject, pillars, facts, titles, instruction, numbers, voice and examples', () => {
    const { prompt } = planRequest(task, wanted, { prompt: promptsWith().plan, examples: [bread] });
    assert.equal(prompt.user, [
      '<example>\nBread\n\nBread is slow.\n</example>',
      'Subject: Ovens',
      'Pillars:\n- craft: Craft. How it is made.\n- shops: Shops',
      'Facts:\n- f1: Brick holds heat. (used already)\n- f2: Nobody lit it.',
      'These titles exist; plan other pieces:\n- The forecast',
      'What the editor asks for:\nNothing about gas.',
      'Plan exactly 1 in all; of them exactly 1 with content_format "video".',
    ].join('\n\n'));
    assert.match(prompt.system, /pillar is the key of one of the pillars\.\nHow we write: Plain words\.\nNever use these words or openers: unlock; delve\.\nTitles and briefs within <example> tags/);
  });

  it('leaves out what there is none of', () => {
    const bare: PlanTask = { ...task, subject: undefined, pillars: [], titles: [], instruction: '', voice: { description: undefined, avoid: [] } };
    const { prompt } = planRequest(bare, wanted, { prompt: promptsWith().plan, examples: [] });
    assert.match(prompt.user, /^Facts:\n- f1[^]*\n\nPlan exactly 1 in all/);
    assert.match(prompt.system, /There are no pillars: pillar is null\.$/);
  });
});
