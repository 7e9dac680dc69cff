import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { writeCaption, type CaptionInput } from '../../../src/writer/caption.js';
import type { Written } from '../../../src/writer/draft.js';
import { unsupported } from '../../../src/writer/unsupported.js';

const none = { description: undefined, avoid: [] };

function caption(body: string, changes: Partial<CaptionInput> = {}, measure = (text: string): number => text.length): Written {
  const written = writeCaption({ title: '', body, brief: undefined, pillar: undefined, maxLength: 280, hashtags: { min: 0, max: 4, house: [] }, voice: none, ...changes }, measure);
  assert.ok(written);
  return written;
}

const tests = `Last spring our CI took 47 minutes. We deleted 1,900 tests. Nothing broke. What they cost us was attention, not compute.

The lesson isn't that tests are bad. It's that a test nobody trusts is a tax.`;

describe('writeCaption', () => {
  it('joins the strongest fact and the turn', () => {
    assert.equal(
      caption(tests, { title: 'We deleted 40% of our test suite' }).text,
      "Last spring our CI took 47 minutes. We deleted 1,900 tests. The lesson isn't that tests are bad. It's that a test nobody trusts is a tax. #testing",
    );
  });

  it('ends on the closing line of the plan', () => {
    assert.ok(caption(tests, { brief: 'Anything. Button: delete one today.', hashtags: { min: 0, max: 0, house: [] } }).text.endsWith('Delete one today.'));
  });

  it('hangs a body that opens with a list on its title', () => {
    assert.equal(
      caption('- When: 12 September, 9:30\n- Where: Old Fire Station, Ghent\n- Price: €90\n\nBring a dataset that fits in your pocket.', { title: 'Small Data Conf is back on 12 September', hashtags: { min: 0, max: 0, house: [] } }).text,
      'Small Data Conf is back on 12 September — Old Fire Station, Ghent; €90. Bring a dataset that fits in your pocket.',
    );
  });

  it('opens with the title where every sentence points to one before', () => {
    assert.equal(caption('It felt productive. They noticed.', { title: 'Why I stopped scheduling posts', hashtags: { min: 0, max: 0, house: [] } }).text, 'Why I stopped scheduling posts. It felt productive.');
  });

  it('does not say the title twice', () => {
    assert.equal(caption('Ship the fix.', { title: 'Ship the fix' }).text, 'Ship the fix.');
  });

  it('shortens figures and drops intensifiers, but no hedge and no negated one', () => {
    const { text } = caption('We sold 4 billion units and kept 50 percent of them. It is not really free, and basically nobody is very sure.');
    assert.ok(text.startsWith('We sold 4B units and kept 50% of them.'), text);
    assert.ok(caption('The tool is not really free for basically anyone here.').text.startsWith('The tool is not really free for basically anyone here.'));
  });

  it('gives the text of links and no other Markdown', () => {
    const { text } = caption('**Our** [library](https://x.org/a_(b)?c=1) has `lent` ~~many~~ 1,340 *items* &amp; <b>tools</b>.[^1]\n\n```js\nconst x = 99;\n```\n\n![alt](a.png)\n\n| a | b |\n|---|---|\n\n> quoted');
    assert.equal(text, 'Our library has lent many 1,340 items & tools.');
  });

  it('takes no half of a quotation and no sentence with an address when there is another', () => {
    const { text } = caption('He said: "We have 40 units. They are all sold." Read 99 pages at https://example.org/x now. We counted 12 of them twice.', { hashtags: { min: 0, max: 0, house: [] } });
    assert.ok(!text.includes('https://'), text);
    assert.equal((text.match(/"/g)?.length ?? 0) % 2, 0, text);
  });

  it('stays within the limit in the counting that it is given', () => {
    for (const maxLength of [60, 90, 140, 200, 280]) {
      const { text } = caption(tests, { maxLength }, (part) => part.length * 2);
      assert.ok(text.length * 2 <= maxLength, text);
    }
  });

  it('cuts after a word, and never inside a figure, when no sentence fits', () => {
    const { text, notes } = caption('The catalog that we built over the last ten years holds about 4 billion products from everywhere.', { maxLength: 66, hashtags: { min: 0, max: 0, house: [] } });
    assert.equal(text, 'The catalog that we built over the last ten years holds about…');
    assert.ok(notes.gaps.some((gap) => gap.startsWith('No sentence of the body fits whole')));
  });

  it('cuts Chinese and emoji between characters', () => {
    const { text } = caption(`${'👨‍👩‍👧'.repeat(3)}真正留住客人的不是茶是等待的时候有人跟你说话`, { maxLength: 40 });
    assert.ok(!/[\p{Cs}\u200d]…$/u.test(text), text);
    assert.ok(text.length <= 40 && text.endsWith('…'), text);
  });

  it('puts house tags that the text is about first, in their own spelling, and counts each once', () => {
    const { text } = caption(tests, { title: 'Our test suite', hashtags: { min: 0, max: 3, house: ['#Testing', 'RocketLaunch', 'testing'] } });
    assert.match(text, / #Testing( #\w+)*$/);
    assert.ok(!text.includes('RocketLaunch'));
    assert.equal(text.match(/#testing/gi)?.length, 1);
  });

  it('fills up to the least number of tags with house tags, and says when there are too few', () => {
    const body = 'My father kept every screw he ever took out of anything at all.';
    assert.ok(caption(body, { hashtags: { min: 2, max: 3, house: ['Mending', 'Repair', 'Third'] } }).text.endsWith(' #Mending #Repair'));
    assert.ok(caption(body, { hashtags: { min: 2, max: 3, house: [] } }).notes.gaps.some((gap) => gap.includes('0 of at least 2 hashtags')));
  });

  it('has no more tags than allowed, those within sentences included', () => {
    const { text } = caption('We ship #ai and #llm agents to 400 teams, and the model is open source.\n\n#buildinpublic #ai', { hashtags: { min: 0, max: 1, house: [] } });
    assert.equal(text.match(/#/g)?.length, 1, text);
    assert.ok(text.startsWith('We ship ai and llm agents'), text);
  });

  it('prefers sentences without avoided words, and says so when it cannot', () => {
    const body = 'We leverage 400 servers in Berlin. We rent 300 servers in Porto.';
    const voice = { description: undefined, avoid: ['leverage'] };
    assert.ok(!caption(body, { voice }).text.includes('leverage'));
    assert.ok(caption('We leverage 400 servers in Berlin.', { voice }).notes.gaps.includes('The caption uses “leverage”, which the studio avoids.'));
  });

  it('lists figures that it left out and what is missing', () => {
    const { notes } = caption('We deleted 1,900 tests. Later we deleted 400 more of the old ones in that big repository of ours. Our CI takes 12 minutes now, on a good day, for the whole team.', { maxLength: 60 });
    assert.ok(notes.leftOut.length > 0);
    assert.ok(caption('We like the tools that we have here.').notes.gaps.some((gap) => gap.startsWith('No number')));
  });

  it('leaves German sentences as they are', () => {
    const { text, notes } = caption('Am 14. Juni ging die letzte Ausgabe an 3.200 Menschen. Reichweite ist kein Ziel.');
    assert.equal(text, 'Am 14. Juni ging die letzte Ausgabe an 3.200 Menschen. Reichweite ist kein Ziel.');
    assert.match(notes.gaps[0] ?? '', /rules are English/);
  });

  it('returns nothing for a body without words', () => {
    for (const body of ['', '\n', '```\ncode\n```', '![a](b.png)', '---', '#ai #llm']) {
      assert.equal(writeCaption({ title: '', body, brief: undefined, pillar: undefined, maxLength: 280, hashtags: { min: 0, max: 4, house: [] }, voice: none }, (text) => text.length), undefined, body);
    }
  });

  it('matches the quality of the reference post from its own body and plan', function () {
    const path = new URL('../../../../shared/samples/qwen-shopping.page.txt', import.meta.url);
    if (!existsSync(path)) this.skip();
    const page = readFileSync(path, 'utf8');
    const body = page.slice(page.indexOf('\nBody\n') + 6, page.indexOf('\nCaption\n')).replaceAll('\n', '\n\n');
    const [title = '', , brief = ''] = page.split('\n');
    const { text } = caption(body, { title, brief });
    assert.equal(text, "Qwen Shopping is live on Taobao and Tmall — 4B SKUs, 30-day price tracking. The reason this shipped in China first isn't the AI — it's the plumbing. #ecommerce #ai #llm #agents");
    assert.deepEqual(unsupported(text, [body, brief, title]), []);
  });
});
