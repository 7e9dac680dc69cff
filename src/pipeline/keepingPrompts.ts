import { asError } from '../common/asError.js';
import type { Log } from '../common/log.js';
import type { Paying } from './paying.js';
import type { SentPrompts } from './sentPrompts.js';

/**
 * Keeps what is asked before it is asked, whoever is paid and how much: models on this computer cost nothing and are
 * sent a prompt all the same. Built-in ones are not.
 */
export function keepingPrompts(paying: Paying, sent: Pick<SentPrompts, 'keep'>, log: Log): Paying {
  return {
    approve: async (purchase) => {
      const approval = await paying.approve(purchase);
      return {
        begin: async (intent, asked) => {
          const run = await approval.begin(intent, asked);
          const { step, platform, provider, model, channel, startedAt, inputs } = intent;
          if (asked && channel !== 'builtin') {
            // Nobody is to lose a post to a full disk over a note about it.
            await sent.keep({ step, platform, provider, model, startedAt, inputs, asked }).catch((error: unknown) => {
              log.error('A prompt could not be kept', asError(error));
            });
          }
          return run;
        },
      };
    },
  };
}
