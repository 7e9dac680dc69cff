import assert from 'node:assert/strict';
import { parsePipelineLine, type PipelineLine } from '../../../src/page/pipelineLine.js';

const nothing = {
  provider: undefined, model: undefined, artifact: undefined, cost: undefined, costBasis: undefined, channel: undefined,
  seconds: undefined, tokens: undefined, time: undefined, error: undefined, isUnderstood: true,
};
const may11 = { year: undefined, month: 5, day: 11, hour: 15, minute: 17, second: 0, isUtc: false };

describe('parsePipelineLine', () => {
  const lines: readonly (readonly [string, string, Partial<PipelineLine>])[] = [
    ['the line of a finished image', '- Hero image done fal · fal-ai/flux-pro/v1.1-ultraN0aoCsQqhoyf_hero.png$0.06api 18.3sMay 11, 3:17 PM', {
      step: 'hero_image', status: 'done', provider: 'fal', model: 'fal-ai/flux-pro/v1.1-ultra', artifact: 'N0aoCsQqhoyf_hero.png',
      cost: 60_000, costBasis: 'billed', channel: 'api', seconds: 18.3, time: may11,
    }],
    ['an artifact whose id holds dashes and underscores', '- Hero image done fal · fal-ai/x-_aoCsQqho-f_hero.webp$1.20api 3s', {
      step: 'hero_image', status: 'done', provider: 'fal', model: 'fal-ai/x', artifact: '-_aoCsQqho-f_hero.webp', cost: 1_200_000, costBasis: 'billed', channel: 'api', seconds: 3,
    }],
    ['an artifact without a model', '- Video done fal media/N0aoCsQqhoyf_video.mp4$1,204.50api 2m', {
      step: 'video', status: 'done', provider: 'fal', artifact: 'N0aoCsQqhoyf_video.mp4', cost: 1_204_500_000, costBasis: 'billed', channel: 'api', seconds: 120,
    }],
    ['minutes, tokens and a year', '- Draft done openai · gpt-4.1-mini$0.0012api 1m 4s1,204 in / 380 outMay 11, 2026, 15:17', {
      step: 'draft', status: 'done', provider: 'openai', model: 'gpt-4.1-mini', cost: 1200, costBasis: 'billed', channel: 'api', seconds: 64,
      tokens: { input: 1204, cached: undefined, output: 380 }, time: { ...may11, year: 2026 },
    }],
    ['cached tokens', 'Caption done openai · gpt-5 900 in (512 cached) · 80 out tokens', {
      step: 'caption', status: 'done', provider: 'openai', model: 'gpt-5', tokens: { input: 900, cached: 512, output: 80 },
    }],
    ['a free run', '- Alt text done builtinfreebuiltin 350ms', { step: 'alt_text', status: 'done', provider: 'builtin', cost: 0, costBasis: 'free', channel: 'builtin', seconds: 0.35 }],
    ['a model called free', '- Plan done openrouter · llama-4:free-api 2s', {
      step: 'plan', status: 'done', provider: 'openrouter', model: 'llama-4:free', costBasis: 'unknown', channel: 'api', seconds: 2,
    }],
    ['a failure with its reason', '- Caption failed openai · gpt-4.1-mini-api 350msMay 11, 3:17 PMRate limit reached', {
      step: 'caption', status: 'failed', provider: 'openai', model: 'gpt-4.1-mini', costBasis: 'unknown', channel: 'api', seconds: 0.35, time: may11, error: 'Rate limit reached',
    }],
    ['a canceled run', '* Hero image cancelled fal', { step: 'hero_image', status: 'canceled', provider: 'fal' }],
    ['a run that goes on', '- Video running fal · fal-ai/kling', { step: 'video', status: 'running', provider: 'fal', model: 'fal-ai/kling' }],
    ['a bare line', 'Draft done', { step: 'draft', status: 'done' }],
    ['hours', '- Video done fal · m-api 1h 2m 3s', { step: 'video', status: 'done', provider: 'fal', model: 'm', costBasis: 'unknown', channel: 'api', seconds: 3723 }],
    ['less than a cent as an unknown amount', '- Caption done openai · m<$0.01api 2s', {
      step: 'caption', status: 'done', provider: 'openai', model: 'm', costBasis: 'unknown', channel: 'api', seconds: 2, isUnderstood: false,
    }],
    ['no amount where digits of two columns run together', '- Hero image done fal · fal-ai/x$0.0618.3sMay 11, 3:17 PM', {
      step: 'hero_image', status: 'done', provider: 'fal', time: may11, isUnderstood: false,
    }],
    ['no amount where tokens run into the price', '- Draft done openai · m$0.00121204 in / 380 out', { step: 'draft', status: 'done', provider: 'openai', isUnderstood: false }],
    ['no model where a file name runs into it', '- Hero image done fal · modelcover.png$0.06api 2s', {
      step: 'hero_image', status: 'done', provider: 'fal', cost: 60_000, costBasis: 'billed', channel: 'api', seconds: 2, isUnderstood: false,
    }],
    ['a remark it does not know', '- Draft done openai · m · second try$0.01api 2s', {
      step: 'draft', status: 'done', provider: 'openai', model: 'm', cost: 10_000, costBasis: 'billed', channel: 'api', seconds: 2, isUnderstood: false,
    }],
  ];
  for (const [what, text, expected] of lines) {
    it(`reads ${what}`, () => {
      assert.deepEqual(parsePipelineLine(text, 7), { ...nothing, line: 7, text, ...expected });
    });
  }

  for (const text of ['', '-', 'Hero image', 'Draft done. And then we left.', 'Drafted done', 'Publish done x', 'The draft done fal']) {
    it(`takes ${JSON.stringify(text)} for no pipeline line`, () => {
      assert.equal(parsePipelineLine(text, 1), undefined);
    });
  }
});
