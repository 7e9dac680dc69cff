import assert from 'node:assert/strict';
import { chunksOf } from '../../../src/check/chunks.js';
import { SourceMemo, sourceMemos, sourceProblems } from '../../../src/check/sourceChecks.js';
import { parsePost } from '../../../src/post/parse.js';
import { Sources } from '../../../src/writer/sources.js';
import { emptyStudio } from '../../../src/studio/studio.js';
import { finish, marks, postText } from './support.js';

function checked(text: string, facts: readonly string[] = [], memos = sourceMemos()) {
  return finish(sourceProblems({ post: parsePost(text), studio: emptyStudio, facts }, memos));
}
const markedIn = (text: string, facts?: readonly string[]) => marks(text, checked(text, facts));

const plan = 'plan:\n  brief: The bakery threw away 31 loaves a night.\n';

describe('Claims without a source', () => {
  it('are figures and names that the plan does not have', () => {
    const text = postText(plan, 'The bakery threw away 31 loaves. Then Hazelmere saved 44% of them.\n');
    assert.deepEqual(markedIn(text), ['unsupported-name «Hazelmere»', 'unsupported-figure «44%»']);
    assert.deepEqual(checked(text).map(({ severity }) => severity), ['information', 'warning']);
  });

  it('are looked for in facts of the sources too', () => {
    assert.deepEqual(markedIn(postText('', 'It takes 52 weeks.\n'), ['It takes 52 weeks to plan.']), []);
    assert.deepEqual(markedIn(postText('', 'It takes 53 weeks.\n'), ['It takes 52 weeks to plan.']), ['unsupported-figure «53»']);
  });

  it('are not reported without a plan', () => {
    assert.deepEqual(markedIn(postText('', 'It takes 53 weeks.\n')), []);
    assert.deepEqual(markedIn(postText('plan: { brief: " ", special_message: Make 5 }\n', 'It takes 53 weeks.\n')), []);
  });

  it('are figures of the caption that neither body nor plan has', () => {
    const text = postText(`${plan}caption: >-\n  It was 31 loaves,\n  then 12 and 7.\n`, 'The bakery threw away 31, then 12 loaves.\n');
    assert.deepEqual(markedIn(text), ['unsupported-figure «12»', 'unsupported-figure «7»']);
  });

  it('are in doubt when the plan has links, which nobody reads', () => {
    const text = postText(`${plan}  sources: [{ url: "https://example.com/a" }]\n`, 'It was 44% less.\n');
    assert.deepEqual(checked(text).map(({ severity }) => severity), ['information']);
  });

  it('are found at their place in a long body, in each piece of it', () => {
    const paragraph = `${'The bakery threw away 31 loaves a night. '.repeat(20)}\n\n`;
    const body = `${paragraph.repeat(12)}It was 44% less.\n\n${paragraph.repeat(12)}It was 55% more.\n`;
    const text = postText(plan, body);
    assert.deepEqual(markedIn(text), ['unsupported-figure «44%»', 'unsupported-figure «55%»']);
  });

  it('are searched again only when the text or its sources changed', () => {
    const memo = new SourceMemo();
    const found = memo.find('It was 44% less.', new Sources(['A source.']));
    assert.equal(memo.find('It was 44% less.', new Sources(['A source.'])), found);
    assert.notEqual(memo.find('It was 44% less.', new Sources(['A source of 44%.'])), found);
    assert.deepEqual(memo.find('It was 44% less.', new Sources(['A source of 44%.'])), []);
  });
});

describe('Pieces of a text', () => {
  const long = Array.from({ length: 200 }, (_, index) => `Paragraph ${index}. ${'Some words. '.repeat(10)}`).join('\n\n');

  it('are the whole of it together', () => {
    assert.equal(chunksOf(long).map(({ text }) => text).join(''), long);
    assert.ok(chunksOf(long).length > 2);
    for (const { start, text } of chunksOf(long)) assert.equal(long.slice(start, start + text.length), text);
  });

  it('never cut a code block', () => {
    const code = `\`\`\`\n${'x = 1\n\n'.repeat(3000)}\`\`\`\n\n`;
    const text = `${long}\n\n${code}${long}`;
    for (const chunk of chunksOf(text)) assert.equal((chunk.text.match(/^```/gm) ?? []).length % 2, 0);
  });

  it('are one for a short text', () => {
    assert.deepEqual(chunksOf('a\n\nb'), [{ text: 'a\n\nb', start: 0 }]);
  });
});
