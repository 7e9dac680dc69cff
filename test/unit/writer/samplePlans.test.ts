import assert from 'node:assert/strict';
import { writeCaption, type CaptionInput } from '../../../src/writer/caption.js';
import { writeDraft, type Written } from '../../../src/writer/draft.js';
import { anaphor } from '../../../src/writer/vocabulary.js';
import { unsupported } from '../../../src/writer/unsupported.js';
import { samplePlans, type SamplePlan } from './plans.js';

const voice = { description: undefined, avoid: [] };

function draft(plan: SamplePlan): Written {
  const written = writeDraft({ title: plan.title, brief: plan.brief, facts: plan.facts ?? [], contentFormat: 'hero_text', voice });
  assert.ok(written);
  return written;
}

function caption(plan: SamplePlan, body: string, changes: Partial<CaptionInput> = {}): Written {
  const pillar = plan.pillar === undefined ? undefined : { key: 'pillar', name: plan.pillar, framing: undefined };
  const task = { title: plan.title, body, brief: plan.brief, pillar, maxLength: 280, hashtags: { min: 0, max: 5, house: [] }, voice, ...changes };
  const written = writeCaption(task, (text) => text.length);
  assert.ok(written);
  return written;
}

describe('built-in writer on sample plans', () => {
  for (const plan of samplePlans) {
    it(`writes about ${plan.name} with nothing invented`, () => {
      const body = draft(plan);
      const { text } = caption(plan, body.text);
      const sources = [plan.title, plan.brief, ...(plan.facts ?? [])];
      assert.deepEqual(unsupported(`${body.text}\n\n${text}`, sources), []);
    });

    it(`opens the caption about ${plan.name} on its own feet, within the limit, with the tags one expects`, () => {
      const body = draft(plan).text;
      const { text } = caption(plan, body);
      assert.ok(text.length <= 280, text);
      assert.ok(!anaphor.test(text), text);
      for (const tag of plan.tags) assert.ok(text.includes(tag), `${tag} in ${text}`);
      const short = caption(plan, body, { maxLength: 100 }).text;
      assert.ok(short.length <= 100, short);
      assert.equal(caption(plan, body).text, text, 'the same twice');
    });

    it(`leaves no note to the drafter in the body about ${plan.name}`, () => {
      const { text, notes } = draft(plan);
      for (const note of notes.leftOut) assert.ok(!text.includes(note), note);
      assert.ok(!/\b(?:Hook|Button|Angle|Thesis|CTA):/.test(text), text);
    });
  }
});
