import assert from 'node:assert/strict';
import { writeDraft, type DraftInput, type Written } from '../../../src/writer/draft.js';

function draft(brief: string, changes: Partial<DraftInput> = {}): Written {
  const written = writeDraft({ title: 'A title', brief, facts: [], contentFormat: 'hero_text', voice: { description: undefined, avoid: [] }, ...changes });
  assert.ok(written);
  return written;
}

describe('writeDraft', () => {
  it('turns the reference plan into lead, list and closing line', () => {
    const { text } = draft(
      "Alibaba's Qwen Shopping Assistant is fully live on Taobao and Tmall — 4 billion SKUs, end-to-end order flow including Alipay, 30-day price tracking, and a closed loop that only breaks for final user confirmation. This is not a demo. The piece examines what 'from intelligence to agency' actually required in production: a catalog with training data baked in, payment rails already integrated, and a decade of logistics infrastructure the AI didn't have to build. Button: the reason this shipped in China first isn't the AI — it's the plumbing.",
    );
    assert.equal(
      text,
      [
        "Alibaba's Qwen Shopping Assistant is fully live on Taobao and Tmall. 4 billion SKUs. End-to-end order flow including Alipay. 30-day price tracking. A closed loop that only breaks for final user confirmation. This is not a demo.",
        "Here’s what 'from intelligence to agency' actually required in production:",
        "- A catalog with training data baked in\n- Payment rails already integrated\n- A decade of logistics infrastructure the AI didn't have to build",
        "The reason this shipped in China first isn't the AI — it's the plumbing.",
      ].join('\n\n'),
    );
  });

  it('places what the labels name, whatever their order', () => {
    assert.equal(draft('Button: stop buying.\nAngle: owning costs more.\nHook: we paid $412,000.\nFacts: it sat idle.').text, 'We paid $412,000.\n\nIt sat idle.\n\nOwning costs more.\n\nStop buying.');
  });

  it('reads bold labels and labels within a folded brief', () => {
    assert.equal(draft('**Hook:** we paid $412,000. **Button:** stop buying.').text, 'We paid $412,000.\n\nStop buying.');
  });

  it('drops notes to the drafter and reports them word for word', () => {
    const { text, notes } = draft("We run on one box. Mention the table. Don't name the vendor. Tone: dry. End with a question for the readers.");
    assert.equal(text, 'We run on one box.');
    assert.deepEqual(notes.leftOut, ['Mention the table.', "Don't name the vendor.", 'Tone: dry.', 'End with a question for the readers.']);
  });

  it('keeps advice to the reader that starts like an order', () => {
    const brief = 'Use a timer. Keep the receipts. Avoid peak hours. Include a cover letter. Remember the dog.';
    assert.deepEqual(draft(brief).notes.leftOut, []);
    assert.ok(draft(brief).text.includes('Avoid peak hours.'));
  });

  it('prints the line that a plan wants to end on', () => {
    assert.equal(draft('We asked. End with “Ask the desk first.”').text, 'We asked.\n\nAsk the desk first.');
  });

  it('says what the plan announces and does not tell', () => {
    const { notes } = draft('We cut seven emails to two. The post walks through the two emails worth keeping. Explain how we chose.');
    assert.ok(notes.gaps.includes('The plan promises “the two emails worth keeping”: it still has to be written.'));
    assert.ok(notes.gaps.includes('The plan promises “how we chose”: it still has to be written.'));
  });

  it('does not break an aside after a dash into sentences', () => {
    assert.equal(draft('I spent 380 hours on it — most of them at night, on trains, and at the pool.').text, 'I spent 380 hours on it — most of them at night, on trains, and at the pool.');
  });

  it('leaves a colon with clauses after it alone', () => {
    const sentence = 'The mistake is buying for peak: queue depth, nightly retraining, and demo days all hit at once, and none of them pay.';
    assert.equal(draft(sentence).text, sentence);
  });

  it('keeps Markdown: links, numbered lists, headings, quotes, code and images', () => {
    const brief = '## Why\n\nSee [the report](https://x.org/a?b=1).\n\n1. One shelf\n2. Two keys\n\n> It works.\n\n```sql\nselect 1\n```\n\n![shelf](a.png)';
    assert.equal(draft(brief).text, brief);
  });

  it('keeps fields on lines of their own', () => {
    assert.equal(draft('When: 12 September\nWhere: Ghent\n\nBring a chair.').text, '- When: 12 September\n- Where: Ghent\n\nBring a chair.');
  });

  it('adds facts of the sources that the brief does not tell', () => {
    const { text } = draft('The port handled 14.2 million tonnes in 2025.', { facts: ['The port handled 14.2 million tonnes in 2025. ^f1', 'rail took 31% of the containers'] });
    assert.equal(text, 'The port handled 14.2 million tonnes in 2025.\n\nRail took 31% of the containers.');
  });

  it('tells a fact that has another figure than the brief', () => {
    assert.ok(draft('The port handled 14 million tonnes.', { facts: ['The port handled 15 million tonnes.'] }).text.includes('15'));
  });

  it('writes from facts alone', () => {
    assert.equal(draft('', { facts: ['Rail took 31%.', 'Trucks wait 29 minutes.'] }).text, 'Rail took 31%. Trucks wait 29 minutes.');
  });

  it('writes a video script in beats without lists', () => {
    const { text } = draft('We changed this: written scorecards for everyone, paid trial weeks, and one salary band. Nobody left.', { contentFormat: 'video' });
    assert.ok(!text.includes('- '), text);
    assert.ok(text.includes('Paid trial weeks.'), text);
  });

  it('asks for a number, an argument and a closing line where they are missing', () => {
    const { gaps } = draft('We like it here.').notes;
    assert.deepEqual(gaps.map((gap) => gap.slice(0, 12)), ['No number ye', 'No argument ', 'No closing l', 'The draft ha']);
  });

  it('says which avoided words the plan uses', () => {
    const { gaps } = draft('We delve into it.', { voice: { description: undefined, avoid: ['delve', 'leverage'] } }).notes;
    assert.ok(gaps.includes('The plan uses “delve”, which the studio avoids.'));
    assert.ok(!gaps.some((gap) => gap.includes('leverage')));
  });

  it('passes other languages through and says so', () => {
    const brief = 'Am 14. Juni ging die letzte Ausgabe an 3.200 Menschen. Das ist nicht viel — aber es ist z. B. mehr als im Mai.';
    const { text, notes } = draft(brief);
    assert.equal(text, brief);
    assert.equal(notes.gaps[0], "The built-in writer's rules are English; this plan was passed through nearly unchanged.");
  });

  it('returns nothing for a plan without a sentence', () => {
    for (const brief of ['', ' \n ', 'Mention the table.', '---', '!!!']) {
      assert.equal(writeDraft({ title: 'A title', brief, facts: [], contentFormat: 'hero_text', voice: { description: undefined, avoid: [] } }), undefined);
    }
  });
});
