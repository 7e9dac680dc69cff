import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { PlanSlot, PlanTask } from '../../../src/models/textModel.js';
import { writeDraft } from '../../../src/writer/draft.js';
import { groupFacts } from '../../../src/writer/groupFacts.js';
import { planItems } from '../../../src/writer/planItems.js';
import { words } from '../../../src/writer/sentences.js';
import { unsupported } from '../../../src/writer/unsupported.js';

const texts = [
  'Qwen Shopping went live on Taobao and Tmall on 11 May with 4 billion SKUs behind it.',
  'The assistant pays through Alipay without leaving the chat (https://example.com/alipay).',
  'Price tracking covers the last 30 days of every Taobao listing.',
  'A bakery in Ghent with six people moved its orders to a chat assistant in March.',
  'The bakery lost two days of orders when the assistant misread the word “tomorrow”.',
  'Alipay has run agent payments in a sandbox since 2025.',
  'Returns at the Ghent bakery fell from 9% to 4% after the change.',
  'The joiner cuts each dovetail by hand, 14 minutes a joint.',
  'A machine-cut dovetail takes 40 seconds and breaks at half the load, says the joiner.',
  'Qwen was trained on **Taobao’s** product listings.',
];
const pillars = [
  { key: 'ai-products', name: 'AI products', framing: 'Actual product decisions, not announcements.' },
  { key: 'small-shops', name: 'Small shops', framing: 'What a business such as a bakery learned about its orders.' },
];
const open: PlanSlot = { contentFormat: undefined, pillar: undefined };
const task = (slots: readonly PlanSlot[], changes: Partial<PlanTask> = {}): PlanTask => ({
  step: 'plan', subject: undefined, slots, pillars, voice: { description: undefined, avoid: [] }, instruction: '', titles: [],
  facts: texts.map((text, index) => ({ id: `f${index + 1}`, text, isUsed: false })),
  ...changes,
});
const slots = (count: number, slot: PlanSlot = open): readonly PlanSlot[] => Array.from({ length: count }, () => slot);

describe('the built-in planner', () => {
  it('puts facts together that share names and terms', () => {
    const { reply } = planItems(task(slots(4)));
    assert.deepEqual(reply.items.map(({ facts }) => facts.join(' ')), ['f1 f3 f10', 'f2 f6', 'f4 f5 f7', 'f8 f9']);
    assert.match(reply.items[2]?.rationale ?? '', /^Facts that share “bakery”, “Ghent”, “orders”\. They share words with the pillar Small shops\./);
  });

  it('names a pillar that the facts speak of, and none where that is not certain', () => {
    assert.deepEqual(planItems(task(slots(4))).reply.items.map(({ pillar }) => pillar), [null, null, 'small-shops', null]);
  });

  it('gives a pillar that is asked for the facts that are nearest to it', () => {
    const { reply } = planItems(task([open, { contentFormat: 'video', pillar: 'small-shops' }, open, open]));
    assert.deepEqual(reply.items.map(({ pillar, content_format }) => [pillar, content_format]), [[null, 'hero_text'], [null, 'hero_text'], ['small-shops', 'video'], [null, 'hero_text']]);
  });

  it('writes a form that the built-in drafter reads, and leaves out what the author has to say', () => {
    const [item] = planItems(task(slots(4))).reply.items;
    const written = writeDraft({ title: item?.title ?? '', brief: item?.brief ?? '', facts: [], contentFormat: 'hero_text', voice: { description: undefined, avoid: [] } });
    assert.doesNotMatch(written?.text ?? '', /Hook|Facts:|Angle|Button/);
    assert.match(written?.text ?? '', /4 billion SKUs[^]*30 days[^]*product listings/);
    assert.deepEqual(written?.notes.gaps.slice(0, 2), ['No argument yet: add “Angle: …” to the plan.', 'No closing line: add “Button: …” to the plan.']);
  });

  it('says for each item that the angle is missing, and hands back what it cannot follow', () => {
    const { reply, notes } = planItems(task(slots(2), { instruction: 'Keep it dry.' }));
    assert.deepEqual(notes.leftOut, ['Keep it dry.']);
    assert.equal(notes.gaps.length, 3);
    assert.equal(notes.gaps[1], `“${reply.items[0]?.title ?? ''}” has no angle yet: write it in its brief, after “Angle:”.`);
  });

  it('uses no fact twice, and says when there are too few', () => {
    const facts = texts.slice(0, 3).map((text, index) => ({ id: `f${index}`, text, isUsed: index === 0 }));
    const few = planItems(task(slots(4), { facts }));
    assert.deepEqual(few.reply.items.map(({ facts: ids }) => ids), [['f1'], ['f2']]);
    assert.equal(few.notes.gaps.at(-1), 'The cluster has only 2 facts to build on: add facts for 2 more.');
    const none = planItems(task(slots(1), { facts: facts.map((fact) => ({ ...fact, isUsed: true })) }));
    assert.deepEqual([none.reply.items, none.notes.gaps], [[], ['No fact is left that no other item rests on: add facts to the cluster for 1 more.']]);
  });

  it('takes another fact for a title that is taken', () => {
    const titles = ['the joiner cuts each dovetail by hand, 14 minutes a joint'];
    assert.equal(planItems(task(slots(4), { titles })).reply.items[3]?.title, 'A machine-cut dovetail takes 40 seconds and breaks at half the load, says the joiner');
  });

  it('makes titles of the author’s words, cut where a clause ends', () => {
    const facts = [{ id: 'f1', text: 'The shop on the corner of the market square opened again in spring, after two winters without heating, light or a single paying guest.', isUsed: false }];
    assert.equal(planItems(task(slots(1), { facts })).reply.items[0]?.title, 'The shop on the corner of the market square opened again in spring');
  });

  const fact = fc.array(fc.constantFrom('Taobao', 'Alipay', 'bakery', 'orders', '40', 'dovetail', 'chat', 'in', 'the', 'Ghent', '淘宝', '🥖'), { minLength: 1, maxLength: 12 }).map((list) => list.join(' '));

  it('adds no name and no number, and uses each fact once', () => {
    fc.assert(fc.property(fc.array(fact, { minLength: 1, maxLength: 14 }), fc.integer({ min: 1, max: 8 }), (list, count) => {
      const facts = list.map((text, index) => ({ id: `f${index}`, text, isUsed: false }));
      const { reply } = planItems(task(slots(count), { facts }));
      assert.equal(reply.items.length, Math.min(count, list.length));
      assert.deepEqual(reply.items.flatMap(({ facts: ids }) => ids).sort(), facts.map(({ id }) => id).sort());
      for (const { title, brief } of reply.items) {
        assert.deepEqual(unsupported(`${title}\n${brief.replace(/^(?:Hook|Facts|Angle|Button):$/gm, '')}`, list), []);
        const own = new Set(words(list.join(' ').toLowerCase()));
        assert.deepEqual(words(title.toLowerCase()).filter((word) => !own.has(word)), []);
      }
      assert.deepEqual(planItems(task(slots(count), { facts })).reply, reply);
    }));
  });

  it('makes groups of about equal size, in order', () => {
    fc.assert(fc.property(fc.array(fact, { minLength: 1, maxLength: 20 }), fc.integer({ min: 1, max: 8 }), (list, count) => {
      const groups = groupFacts(list, count);
      const most = Math.ceil(list.length / Math.min(count, list.length));
      for (const group of groups) {
        assert.ok(group.length <= 2 * most, `${group.length} of at most ${most}`);
        assert.deepEqual([...group].sort((a, b) => a - b), group);
      }
    }));
  });

  it('takes a long list in its order', () => {
    const groups = groupFacts(Array.from({ length: 1000 }, (_, index) => `Fact ${index} of the list.`), 7);
    assert.deepEqual(groups.flat(), Array.from({ length: 1000 }, (_, index) => index));
    assert.deepEqual(groups.map(({ length }) => length).sort(), [142, 143, 143, 143, 143, 143, 143]);
  });
});
