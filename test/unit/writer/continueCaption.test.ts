import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hashtagsOf } from '../../../src/caption/hashtags.js';
import { writeCaption, type CaptionInput } from '../../../src/writer/caption.js';
import { continueCaption, startCaption } from '../../../src/writer/continueCaption.js';

const body = `Hazelmere Bakery threw away 31 loaves a night in March and throws away 4 now.

The forecast reads 3 years of till receipts, the weather, and the school calendar. It took 2 days to build and 11 weeks to be trusted.

The night baker may overrule it with one button, and did so on 38 of the first 60 nights. In the last 60 nights she overruled it 5 times.

The model isn't what cut the waste. It's the button that lets her disagree.
`;

const task: CaptionInput = {
  title: 'The bakery’s forecast was cheap',
  body,
  brief: undefined,
  pillar: undefined,
  maxLength: 280,
  hashtags: { min: 0, max: 4, house: ['ai', 'product'] },
  voice: { description: undefined, avoid: [] },
};
const measure = (text: string): number => text.length;
const after = async (typed: string, changes: Partial<CaptionInput> = {}): Promise<readonly string[]> => {
  const start = await startCaption({ ...task, ...changes }, measure, 4, () => Promise.resolve());
  return start ? continueCaption(start, typed, measure, 4) : [];
};

describe('Continuing a caption', () => {
  it('gives whole captions for an empty one, first the one that the writer would write', async () => {
    const found = await after('');
    assert.equal(found[0], writeCaption(task, measure)?.text);
    assert.equal(new Set(found.map((text) => text.slice(0, 12))).size, found.length);
    assert.ok(found.length >= 3, found.join('\n'));
  });

  it('ends the sentence that was begun', async () => {
    assert.match((await after('Hazelmere Bakery threw'))[0] ?? '', /^ away 31 loaves a night in March/);
    assert.match((await after('Hazelmere Bak'))[0] ?? '', /^ery threw away/);
    assert.match((await after('Guess what: she overruled it 5'))[0] ?? '', /^ times\./);
  });

  it('says something else after a sentence, with a space only where none is typed', async () => {
    for (const typed of ['The forecast reads 3 years of till receipts.', 'The forecast reads 3 years of till receipts. ']) {
      const [first = ''] = await after(typed);
      assert.ok(!first.includes('till receipts'), first);
      assert.equal(/^\s/.test(first), !typed.endsWith(' '));
    }
  });

  it('gives the rest of a tag that is being typed, and the tags behind it', async () => {
    assert.match((await after('Warm. #pr'))[0] ?? '', /^oduct #\w/);
    assert.match((await after('Warm. #'))[0] ?? '', /^\w+ #\w/);
    assert.ok((await after('Warm. #a')).includes('i'), 'a house tag that the text does not call for');
  });

  it('never gives a tag twice, nor more than the platform likes', async () => {
    for (const typed of ['Warm. #ai', 'Warm. #AI ', 'Warm.', 'Warm. #ai #product #', '']) {
      for (const text of await after(typed)) {
        const tags = hashtagsOf(typed + text).map((tag) => tag.toLowerCase());
        assert.equal(new Set(tags).size, tags.length, typed + text);
        assert.ok(tags.length <= 4, typed + text);
      }
    }
  });

  it('stays within what is left, and is silent where nothing is', async () => {
    for (const maxLength of [60, 100, 140]) for (const text of await after('Warm bread. ', { maxLength })) assert.ok(12 + text.length <= maxLength);
    assert.deepEqual(await after('x'.repeat(281)), []);
  });

  it('has nothing to add to words that the post does not hold', async () => {
    assert.deepEqual(await after('Entirely unrelated words about'), []);
    assert.deepEqual(await after('', { body: '' }), []);
  });

  it('adds no word that body, title and tags do not have', async () => {
    const known = new Set(`${body} ${task.title}`.toLowerCase().match(/[\p{L}\p{N}]+/gu));
    await fc.assert(fc.asyncProperty(fc.nat(body.length), fc.nat(40), async (start, length) => {
      const typed = body.slice(start, start + length).replace(/\s+/g, ' ').trimStart();
      for (const text of await after(typed)) {
        assert.ok(measure(typed + text) <= 280);
        const words = text.slice(typed === '' ? 0 : text.search(/\s|$/)).replace(/#\S+/g, '').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
        assert.deepEqual(words.filter((word) => !known.has(word)), [], typed + text);
      }
    }), { numRuns: 150 });
  });
});
