import assert from 'node:assert/strict';
import { captionStep } from '../../../src/caption/caption.js';
import { stepFindings } from '../../../src/check/stepChecks.js';
import { draftStep } from '../../../src/draft/draft.js';
import { altTextStep } from '../../../src/hero/altText.js';
import { heroImageStep } from '../../../src/hero/heroImage.js';
import { inputsHash, outputHash } from '../../../src/pipeline/freshness.js';
import type { Step, StepOptions } from '../../../src/pipeline/step.js';
import { parsePost } from '../../../src/post/parse.js';
import { emptyStudio } from '../../../src/studio/studio.js';
import { videoStep } from '../../../src/video/video.js';
import { finish, marks, postText } from './support.js';
import { shippedPrompts } from '../../support/prompts.js';

const steps: readonly Step[] = [draftStep, captionStep, heroImageStep, altTextStep, videoStep];
const content = 'plan: { brief: Thirty loaves }\ncaption: A caption\ncaptions:\n  x: Short\nhero: { image: media/a.png, alt: A loaf }\n';
const body = 'Thirty loaves a night.\n\nMore.\n';

/** The post with receipts as if every step had just run on it. */
function withReceipts(): string {
  const post = parsePost(postText(content, body));
  const line = (step: Step, options: StepOptions, output: string, more = ''): string =>
    `  - { step: ${step.id}, status: done, ${more}inputs: ${inputsHash(step, { post, studio: emptyStudio, facts: [], ...shippedPrompts, options })}, output: ${output} }\n`;
  return postText(`${content}pipeline:\n${[
    line(draftStep, {}, outputHash(body)),
    line(captionStep, {}, outputHash('A caption')),
    line(captionStep, { platform: 'x' }, outputHash('Short'), 'platform: x, '),
    line(heroImageStep, {}, 'abc', 'artifact: media/a.png, '),
    line(altTextStep, {}, outputHash('A loaf')),
  ].join('')}`, body);
}

function findings(text: string) {
  return finish(stepFindings(steps, { post: parsePost(text), studio: emptyStudio, facts: [], ...shippedPrompts }));
}

function checked(text: string): readonly string[] {
  return marks(text, findings(text).problems);
}

describe('States of steps', () => {
  it('are told of the steps that a post of its format has', () => {
    assert.equal('video' in findings(postText('content_format: hero_text\n', body)).states, false);
    assert.equal(findings(postText('content_format: video\n', body)).states.video, 'missing');
  });

  it('are no news when everything is fresh', () => {
    assert.deepEqual(checked(withReceipts()), []);
  });

  it('mark the first line of a stale body', () => {
    assert.deepEqual(checked(withReceipts().replace('{ brief: Thirty loaves }', '{ rationale: Forty, brief: Thirty loaves }')), ['step-stale «Thirty loaves a night.»']);
  });

  it('mark captions when the body changed, and the body as changed by hand', () => {
    assert.deepEqual(checked(withReceipts().replace('More.', 'Less.')), ['output-edited «Thirty loaves a night.»', 'step-stale «caption»', 'step-stale «x»']);
  });

  it('mark a caption that was changed by hand', () => {
    assert.ok(checked(withReceipts().replace('A caption', 'My caption')).includes('output-edited «caption»'));
  });

  it('mark the hero when its title changed', () => {
    assert.ok(checked(withReceipts().replace('title: A title', 'title: Another')).includes('step-stale «image»'));
  });

  it('are told for each step', () => {
    assert.deepEqual(findings(withReceipts().replace('title: A title', 'title: Another')).states, { draft: 'stale', caption: 'stale', hero_image: 'stale', alt_text: 'stale' });
    assert.deepEqual(findings(postText('caption: Mine\n')).states, { draft: 'missing', caption: 'edited', hero_image: 'missing', alt_text: 'missing' });
  });

  it('leave out steps that a post of this kind does not have', () => {
    const states = (frontMatter: string) => Object.keys(finish(stepFindings(steps, { post: parsePost(postText(frontMatter)), studio: emptyStudio, facts: [], ...shippedPrompts })).states);
    assert.ok(!states('').includes('video'));
    assert.ok(states('content_format: video\n').includes('video'));
  });

  it('say nothing of what no run has made', () => {
    assert.deepEqual(checked(postText(content, body)), []);
    assert.deepEqual(checked(postText(`${content}pipeline:\n  - { step: plan, status: done }\n`, body)), []);
  });
});
