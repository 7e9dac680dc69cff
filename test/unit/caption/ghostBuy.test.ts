import assert from 'node:assert/strict';
import { captionStep } from '../../../src/caption/caption.js';
import { buyCaption } from '../../../src/caption/editor/buyCaption.js';
import { ServiceError } from '../../../src/models/serviceError.js';
import type { TextModel } from '../../../src/models/textModel.js';
import { noNotes } from '../../../src/models/textModel.js';
import type { Paying } from '../../../src/pipeline/paying.js';
import { parsePost } from '../../../src/post/parse.js';
import { emptyStudio } from '../../../src/studio/studio.js';
import { shippedPrompts } from '../../support/prompts.js';

const price = { cost: 400, basis: 'computed' } as const;
const context = { post: parsePost('---\ntitle: A\n---\nBody text.\n'), studio: emptyStudio, facts: [], ...shippedPrompts, options: { platform: 'x' } };
const request = captionStep.request(context);
const info = { provider: 'openai', model: 'a', channel: 'api', label: 'A' } as const;

function model(answer: () => string): TextModel {
  return {
    info,
    estimate: () => Promise.resolve(price),
    // eslint-disable-next-line @typescript-eslint/require-await
    async *stream() {
      yield { type: 'end', result: { text: answer(), model: 'a-2', price, notes: noNotes } };
    },
  };
}

function paying(steps: string[], refuse = false): Paying {
  const note = (step: string): Promise<void> => {
    steps.push(step);
    return Promise.resolve();
  };
  return {
    approve: async (purchase) => {
      await note(`approve ${purchase.step} ${purchase.price.cost ?? '?'}`);
      if (refuse) throw new Error('refused');
      return {
        begin: async (intent) => {
          await note(`begin ${intent.platform ?? ''}`);
          return {
            submitted: () => note('submitted'),
            finished: (receipt, text) => note(`finished ${receipt.cost ?? '?'} ${receipt.model ?? ''} ${text ?? 'without text'}`),
            failed: async () => {
              await note('failed');
              return 'ended' as const;
            },
            close: () => note('close'),
          };
        },
      };
    },
  };
}

function buy(answer: () => string, steps: string[], refuse = false): Promise<{ readonly text: string }> {
  const log = { error: () => undefined, warn: () => undefined, info: (message: string) => { steps.push(message.replace(/\d+ ms/, 'ms')); }, debug: () => undefined, trace: () => undefined };
  return buyCaption({ uri: 'file:///a.post.md', context, model: model(answer), request, price, paying: paying(steps, refuse), signal: new AbortController().signal, log });
}

describe('A suggestion that costs something', () => {
  it('is approved, journaled and settled like every purchase, and says its cost', async () => {
    const steps: string[] = [];
    assert.equal((await buy(() => 'Warm.', steps)).text, 'Warm.');
    assert.deepEqual(steps, ['approve caption 400', 'begin x', 'finished 400 a-2 without text', 'close', 'caption suggestion: openai/a-2 $0.0004 ms']);
  });

  it('is not asked for when a budget says no', async () => {
    const steps: string[] = [];
    await assert.rejects(buy(() => assert.fail('asked'), steps, true), /refused/);
    assert.deepEqual(steps, ['approve caption 400']);
  });

  it('is settled when it fails', async () => {
    const steps: string[] = [];
    await assert.rejects(buy(() => { throw new ServiceError('quota', 'No.'); }, steps), /No\./);
    assert.deepEqual(steps.slice(2), ['failed']);
  });
});
