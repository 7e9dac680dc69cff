import assert from 'node:assert/strict';
import { writeAltText } from '../../../src/writer/altText.js';

function alt(title: string, image: { prompt?: string; design?: string; provider?: string }): string | undefined {
  return writeAltText({ title, image: { prompt: image.prompt, design: image.design, provider: image.provider } })?.text;
}

describe('writeAltText', () => {
  it('reads out the title of a designed cover and says how it looks', () => {
    assert.equal(alt('Ship it', { design: 'mosaic', provider: 'builtin' }), 'Cover with the title “Ship it”, beside a mosaic of geometric tiles.');
    assert.equal(alt('Ship it', { provider: 'builtin' }), 'Cover with the title “Ship it”.');
  });

  it('gives the whole title before the look when both are too long', () => {
    const title = 'Why Qwen Shopping shipped in China first and it is not about the artificial intelligence';
    assert.equal(alt(title, { design: 'pipes', provider: 'builtin' }), `Cover with the title “${title}”.`);
  });

  const prompts: readonly (readonly [string, string])[] = [
    ['An image of a red bus at night, cinematic, 8k --ar 16:9', 'A red bus at night.'],
    ['Photo of a baker at an oven', 'A baker at an oven.'],
    ['Create an illustration showing two hands mending a toy. Style: flat. No text.', 'Two hands mending a toy.'],
    ['a container port at dawn, highly detailed, no people', 'A container port at dawn.'],
  ];
  for (const [prompt, expected] of prompts) {
    it(`says what “${prompt}” asks to show`, () => {
      const text = alt('T', { prompt, provider: 'fal' });
      assert.equal(text?.replace(/^A ?a /i, 'A '), expected);
    });
  }

  it('names the post when the prompt only repeats its title', () => {
    assert.equal(alt('Ship it', { prompt: 'Editorial hero image for an article titled "Ship it". Style: flat.', provider: 'fal' }), 'Picture for “Ship it”.');
  });

  it('stays within a line of 125 characters, cut after a word', () => {
    const text = alt('T', { prompt: 'a wide street with many different small shops and people who carry bags and umbrellas while a tram passes by and rain falls on the pavement', provider: 'fal' }) ?? '';
    assert.ok(text.length <= 125 && text.endsWith('…'), text);
  });

  it('says nothing about a picture that nothing describes', () => {
    assert.equal(alt('', {}), undefined);
  });
});
