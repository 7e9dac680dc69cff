import assert from 'node:assert/strict';
import { parsePage, type StudioPage } from '../../../src/page/parsePage.js';

function page(...lines: readonly string[]): StudioPage {
  const result = parsePage(lines.join('\n'));
  assert.ok(result.ok, result.ok ? '' : result.message);
  return result.page;
}

const plan = ['Plan (drafter input)', 'The brief.', 'Fits the pillar.', "special_message: Generate 'x'."];

describe('parsePage', () => {
  it('reads every section', () => {
    const read = page(
      'A title', ...plan, 'Body', 'One.', 'Two.', 'Caption', 'Look. #ai', 'Pipeline', '- Draft done openai', 'Chat References', '- @galley shorten itMay 11, 4:02 PM',
    );
    assert.equal(read.title, 'A title');
    assert.equal(read.brief, 'The brief.');
    assert.equal(read.rationale, 'Fits the pillar.');
    assert.equal(read.specialMessage, "Generate 'x'.");
    assert.equal(read.body, 'One.\n\nTwo.');
    assert.equal(read.caption, 'Look. #ai');
    assert.deepEqual(read.pipeline.map(({ step, line }) => [step, line]), [['draft', 12]]);
    assert.deepEqual(read.turns.map(({ by, turn, time }) => [by, turn, time?.day]), [['@galley', 'shorten it', 11]]);
    assert.deepEqual(read.unknownLines, []);
  });

  it('reads the same with CRLF, a byte order mark and spaces around headings', () => {
    const text = ['A title', ...plan, 'Body', 'One.'].join('\n');
    assert.deepEqual(parsePage(`\uFEFF${text.replace('Body', ' Body  ').replaceAll('\n', '\r\n')}`), parsePage(text));
  });

  it('reads sections in another order and without some of them', () => {
    const read = page('T', 'Caption', 'Look.', 'Body', 'One.', 'Plan (drafter input)', 'The brief.');
    assert.deepEqual([read.caption, read.body, read.brief, read.rationale], ['Look.', 'One.', 'The brief.', undefined]);
    assert.deepEqual([read.pipeline, read.turns], [[], []]);
  });

  it('keeps lines of the body that are named like sections', () => {
    const body = ['Caption', 'Words.', 'Pipeline', 'Body', '---', '# Chat References', 'Chat References', 'End.'];
    const read = page('T', ...plan, 'Body', ...body, 'Caption', 'Look.', 'Pipeline', '- Draft done', 'Chat References', 'No bot turns have referenced this post yet.');
    assert.deepEqual(read.body.split('\n\n'), body);
    assert.equal(read.caption, 'Look.');
    assert.deepEqual(read.unknownLines, []);
  });

  it('takes a first line named like a section for the title when the section follows', () => {
    assert.equal(page('Caption', ...plan, 'Body', 'One.', 'Caption', 'Look.').title, 'Caption');
  });

  it('has no title when the page starts with a section', () => {
    assert.equal(page('Body', 'One.').title, undefined);
  });

  it('reports lines between the title and the first section', () => {
    assert.deepEqual(page('A title', '', 'Share', 'Body', 'One.').unknownLines, [{ line: 3, text: 'Share' }]);
  });

  it('reports pipeline and chat lines that it does not know or not fully understand', () => {
    const read = page('T', 'Body', 'One.', 'Pipeline', 'Total $0.06', '- Caption done openai · m<$0.01api 2s', 'Chat References', 'Versions', '- a turn');
    assert.deepEqual(read.unknownLines.map(({ text }) => text), ['Total $0.06', '- Caption done openai · m<$0.01api 2s', 'Versions']);
    assert.deepEqual([read.pipeline.length, read.turns.length], [1, 1]);
  });

  it('has nothing for sections that say they are empty', () => {
    const read = page('T', 'Body', 'No body yet.', 'Caption', 'No caption yet.', 'Pipeline', 'No steps have run yet.', 'Chat References', 'No bot turns have referenced this post yet.');
    assert.deepEqual([read.body, read.caption, read.pipeline, read.turns, read.unknownLines], ['', undefined, [], [], []]);
  });

  it('keeps a body that merely sounds empty', () => {
    assert.equal(page('T', 'Body', 'No one has built this yet.').body, 'No one has built this yet.');
  });

  it('gives every paragraph of a longer plan to the brief or the rationale', () => {
    const read = page('T', 'Plan (drafter input)', 'One.', 'Two.', 'Fits the news pillar.', 'Also timely.', 'special_message: Five.', 'Not six.');
    assert.deepEqual([read.brief, read.rationale, read.specialMessage], ['One.\n\nTwo.', 'Fits the news pillar.\n\nAlso timely.', 'Five.\nNot six.']);
  });

  it('joins wrapped lines of a plan whose paragraphs have blank lines between them', () => {
    const read = page('T', 'Plan (drafter input)', '', 'One', 'goes on.', '', 'Fits.', '', 'special_message: Five.');
    assert.deepEqual([read.brief, read.rationale], ['One goes on.', 'Fits.']);
  });

  it('separates paragraphs of the body but not items, quotes, tables, code', () => {
    const lines = ['Intro.', '- a', '- b', 'Then.', '> q', '> r', '| a |', '| - |', '```', 'x', 'y', '```', 'End.'];
    assert.equal(page('T', 'Body', ...lines).body, 'Intro.\n\n- a\n- b\n\nThen.\n\n> q\n> r\n\n| a |\n| - |\n\n```\nx\ny\n```\n\nEnd.');
  });

  it('leaves a body with blank lines as it is', () => {
    assert.equal(page('T', 'Body', '', 'One', 'two.', '', '', 'Three.', '').body, 'One\ntwo.\n\n\nThree.');
  });

  it('keeps line breaks of a caption', () => {
    assert.equal(page('T', 'Caption', 'Look.', '', '#ai #agents').caption, 'Look.\n\n#ai #agents');
  });

  const refusals: readonly (readonly [string, string, RegExp])[] = [
    ['an empty file', ' \r\n', /is empty\. Save/],
    ['a file that is not text', 'PNG\0\0Body\n', /is not text\. Save/],
    ['a web page', '<!DOCTYPE html>\n<p>Body</p>', /is a web page\. Save it as text/],
    ['text without sections', 'Dear diary,\ntoday I wrote.', /no section such as/],
    ['a file of 5 MB', `T\nBody\n${'word '.repeat(1_000_000)}`, /larger than 1024 KB\. Choose/],
    ['a plan too long for front matter', `T\nPlan (drafter input)\n${'word '.repeat(60_000)}\nBody\nOne.`, /too long for a post/],
  ];
  for (const [what, text, message] of refusals) {
    it(`refuses ${what} and says what to do`, () => {
      const result = parsePage(text);
      assert.ok(!result.ok);
      assert.match(result.message, message);
      assert.match(result.message, /^Could not import the page: .*\.$/);
    });
  }

  it('reads a page of long lines in no time to speak of', () => {
    const long = '9'.repeat(90_000);
    assert.deepEqual(page('T', 'Pipeline', `- Draft done ${long}`, 'Chat References', long).unknownLines.length, 2);
  });
});
