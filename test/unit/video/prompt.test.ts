import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parsePost } from '../../../src/post/parse.js';
import { emptyStudio, type StudioHero } from '../../../src/studio/studio.js';
import { openingOf, shotsOf } from '../../../src/video/script.js';
import { videoStep } from '../../../src/video/video.js';
import { shippedPrompts } from '../../support/prompts.js';

const brief = { pillar: '', style: undefined, colors: [], script: '' };

interface Brief extends Pick<StudioHero, 'style' | 'colors'> {
  readonly pillar: string;
  readonly script: string;
}

function clipPrompt({ pillar, style, colors, script }: Brief): string {
  const post = parsePost(`---\ntitle: The oven\ncontent_format: video\n${pillar === '' ? '' : `pillar: ${pillar}\n`}---\n`);
  const studio = { ...emptyStudio, hero: { ...emptyStudio.hero, style, colors } };
  return videoStep.request({ post: { ...post, body: { ...post.body, text: script } }, studio, facts: [], ...shippedPrompts, options: {} }).prompt;
}

describe('the prompt of a clip', () => {
  it('films the shots that the script names, in their order, and not what is said', () => {
    const prompt = clipPrompt({ ...brief, script: '[Wide: a brick oven at dawn]\nNobody lit it.\n\nIt is warm. [Close: a hand on the bricks]\n' });
    assert.match(prompt, /^Short clip for a piece titled "The oven"\./);
    assert.match(prompt, /Shots, in order: Wide: a brick oven at dawn; Close: a hand on the bricks\./);
    assert.doesNotMatch(prompt, /Nobody lit it/);
  });

  it('shows what a script without shots tells first, whole sentences of it', () => {
    const prompt = clipPrompt({ ...brief, script: `# Heading\n\nIt holds **heat** for [nine](https://example.com) hours.\n\n${'And then it cools down again. '.repeat(60)}` });
    assert.match(prompt, /What it tells: Heading It holds heat for nine hours\. And then/);
    assert.match(prompt, /again\. No text, captions, letters or logos in the picture\.$/);
    assert.ok(prompt.length < 800, String(prompt.length));
  });

  it('says what the studio looks like', () => {
    const prompt = clipPrompt({ ...brief, pillar: 'Craft', style: 'warm, grainy', colors: ['#112233', '#ffaa00'] });
    assert.match(prompt, /Subject area: Craft\. Style: warm, grainy\. Colours: #112233, #ffaa00\./);
  });

  it('takes no link, picture, footnote or check box for a shot', () => {
    assert.deepEqual(shotsOf('[a long link](x) ![a long picture](y) [^footnote 1] [x] done [a reference]: z [long reference][1]'), []);
    assert.deepEqual(shotsOf('[Shot 1:\n the yard]'), ['Shot 1: the yard']);
  });

  it('stays short whatever the script is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 3000 }), fc.array(fc.constantFrom('[', ']', 'a shot of it', '. ', '\n', '!', '(', '*'), { maxLength: 400 }).map((parts) => parts.join(''))), (script) => {
        assert.ok(clipPrompt({ ...brief, script }).length < 1100);
        assert.ok(openingOf(script, 600).length <= 600);
      }),
    );
  });

  it('is made from a hostile script of 60,000 characters at once', () => {
    for (const piece of ['[', '![', '[a](', '[[a]', '*_`', '- ', '[aaaaaaaa']) {
      const started = performance.now();
      clipPrompt({ ...brief, script: piece.repeat(60_000 / piece.length) });
      assert.ok(performance.now() - started < 1000, piece);
    }
  });
});
