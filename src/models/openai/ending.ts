import { t } from '@vscode/l10n';
import type { ServiceErrorReason } from '../serviceError.js';
import type { Failure } from './failures.js';
import type { Heard } from './heard.js';
import type { TextSetup } from './setup.js';

/** Why an answer that ended cannot count as a whole one; `undefined` when it can. */
export function endingFailure({ answer, text }: Heard, { endpoint: { name }, isFree, limits }: TextSetup): Failure | undefined {
  const fail = (reason: ServiceErrorReason, message: string): Failure => ({
    reason,
    message,
    charge: isFree ? 'none' : 'unknown',
    status: undefined,
    requestId: undefined,
    refusal: undefined,
  });
  if (answer.refusal !== '')
    return fail('refused', t('Could not get text from {0}: the model declined to write this. Change the plan or the prompt.', name));
  if (answer.finish === 'content_filter')
    return fail('refused', t('Could not get the whole text from {0}: its content filter stopped the answer. Change the plan or the prompt.', name));
  if (answer.size > limits.maxSize)
    return fail('unexpected', t('Could not get a usable text from {0}: it did not stop writing. Choose another model.', name));
  if (answer.finish === 'length')
    return fail('unexpected', t('Could not get the whole text from {0}: it stopped at its length limit. Ask for less, or choose another model.', name));
  if (answer.finish === undefined)
    return isFree
      ? fail('network', t('Could not get the whole text from {0}: the answer broke off. Try again.', name))
      : fail('network', t('Could not get the whole text from {0}: the answer broke off. Try again; the broken answer may have been charged.', name));
  if (text.trim() === '') return fail('unexpected', t('Could not get text from {0}: the model answered without a word. Try again, or choose another model.', name));
  return undefined;
}
