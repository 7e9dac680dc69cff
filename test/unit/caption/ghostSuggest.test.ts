import assert from 'node:assert/strict';
import { CaptionAnswers, continuing, isFree, maySuggest, wholeCaption } from '../../../src/caption/suggest.js';
import { suggestModes } from '../../../src/caption/suggestMode.js';
import { free, notMetered, unknownPrice } from '../../../src/common/price.js';
import type { TextRequest } from '../../../src/models/textModel.js';

const info = { provider: 'openai', model: 'a', channel: 'api', label: 'A' } as const;

function request(changes: { readonly title?: string; readonly user?: string } = {}): TextRequest {
  return {
    task: {
      step: 'caption', title: changes.title ?? 'T', body: 'B', brief: undefined, pillar: undefined, platform: undefined, maxLength: 280,
      lengthRule: { counting: 'characters' }, hashtags: { min: 0, max: 4, house: [] }, voice: { description: undefined, avoid: [] },
    },
    prompt: { system: 'S', user: changes.user ?? 'U' },
  };
}

describe('When captions are suggested', () => {
  it('is the setting’s choice, and what costs is never bought by typing alone', () => {
    const allowed = suggestModes.map((mode) => [mode, ...(['typing', 'invoked', 'command'] as const).map((cause) => `${Number(maySuggest(mode, cause, true))}${Number(maySuggest(mode, cause, false))}`)].join(' '));
    assert.deepEqual(allowed, ['always 11 11 11', 'whenFree 10 10 11', 'onDemand 00 11 11', 'off 00 00 00']);
  });

  it('takes only a price of zero for free', () => {
    assert.deepEqual([free, unknownPrice, notMetered, { cost: 0, basis: 'estimated' } as const, { cost: 1, basis: 'computed' } as const].map(isFree), [true, false, false, true, false]);
  });
});

describe('Answers of models', () => {
  it('serve what is typed along them, newest first', () => {
    const answers = new CaptionAnswers();
    const key = answers.keyOf({ info }, request());
    answers.add(key, 'Warm bread. #ai');
    answers.add(key, 'Warm rolls.');
    assert.deepEqual(answers.continuations(key, 'Warm '), ['rolls.', 'bread. #ai']);
    assert.deepEqual(answers.continuations(key, 'Warm bread. #ai'), []);
    assert.deepEqual(answers.continuations(key, 'Cold'), []);
  });

  it('serve only the model and the post that they were given for', () => {
    const answers = new CaptionAnswers();
    const keys = [answers.keyOf({ info }, request()), answers.keyOf({ info: { ...info, model: 'b' } }, request()), answers.keyOf({ info }, request({ title: 'Other' })), answers.keyOf({ info }, request({ user: 'V' }))];
    assert.equal(new Set(keys).size, 4);
    answers.add(keys[0] ?? '', 'x');
    assert.deepEqual(answers.continuations(keys[1] ?? '', ''), []);
  });

  it('are bounded', () => {
    const answers = new CaptionAnswers();
    for (let count = 0; count < 40; count++) answers.add(`key ${count}`, 'x');
    for (let count = 0; count < 20; count++) answers.add('key 39', `x${count}`);
    assert.deepEqual([answers.continuations('key 0', '').length, answers.continuations('key 39', '').length], [0, 8]);
  });

  it('count only while they keep the words that stand there', () => {
    assert.equal(wholeCaption(' Warm bread. \n', ''), 'Warm bread.');
    assert.equal(wholeCaption('Warm bread.', 'Warm'), 'Warm bread.');
    assert.equal(wholeCaption('Warm\nbread.', 'Warm '), 'Warm bread.');
    assert.equal(wholeCaption('Cold bread.', 'Warm'), undefined);
    assert.equal(wholeCaption('Warm ', 'Warm '), undefined);
    assert.equal(wholeCaption('  ', ''), undefined);
  });

  it('are asked for with the words that stand there', () => {
    assert.equal(continuing(request(), ' ').prompt.user, 'U');
    assert.match(continuing(request(), 'Warm bread').prompt.user, /^U\n\n.*\nWarm bread$/);
  });
});
