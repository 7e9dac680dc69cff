import { t } from '@vscode/l10n';
import { at, listAt, textAt } from '../jsonRead.js';
import { providerDetail, type Secrets } from '../providerText.js';
import { retryAfterMs } from '../retryAfter.js';
import { ServiceError, type Charge, type ServiceErrorReason } from '../serviceError.js';
import type { Fault } from './wire.js';

export interface FailureContext extends Secrets {
  readonly model: string;
  readonly requestId: string | undefined;
}

interface Explanation {
  readonly reason: ServiceErrorReason;
  readonly message: string;
}

type Reply = Extract<Fault, { readonly kind: 'reply' }>;

/** Statuses with which fal says that it did not take a job. */
const notTaken = new Set([307, 308, 400, 401, 402, 403, 404, 405, 413, 415, 422, 429]);

/** A submit failed. Anything but a clear no may mean that the job runs: its fate is unknown. */
export function submitFailure(fault: Fault, context: FailureContext): ServiceError {
  const isUnpaid = fault.kind === 'unreachable' || fault.kind === 'untrusted' || (fault.kind === 'reply' && notTaken.has(fault.status));
  const { reason, message } = isUnpaid ? explain(fault, context) : unclear(fault);
  return failure({ reason, message }, fault, context, isUnpaid ? 'none' : 'unknown', isUnpaid ? 'known' : 'unknown');
}

function unclear(fault: Fault): Explanation {
  const reason = { timeout: 'timeout', reply: 'unexpected', malformed: 'unexpected', lost: 'network', unreachable: 'network', untrusted: 'network' } as const;
  return {
    reason: fault.kind === 'reply' && (fault.status === 408 || fault.status === 504) ? 'timeout' : reason[fault.kind],
    message: t('Could not learn whether fal took the job: it gave no clear answer. Look at the requests in its dashboard before you try again.'),
  };
}

/** The job was cancelled before fal had confirmed it, and the confirmation did not come. */
export function lostWhileCanceled(fault: Fault, context: FailureContext): ServiceError {
  const message = t('Could not cancel for sure: fal did not say whether it had taken the job. Look at the requests in its dashboard.');
  return failure({ reason: unclear(fault).reason, message }, fault, context, 'unknown', 'unknown');
}

/** Looks at a job that exists failed too often, or for good. */
export function waitFailure(fault: Fault, context: FailureContext): ServiceError {
  if (fault.kind === 'reply' && (fault.status === 404 || fault.status === 410)) {
    const message = t('Could not get the result from fal: it no longer has this job. Look at the requests in its dashboard.');
    return failure({ reason: 'unexpected', message }, fault, context, 'unknown', 'known', true);
  }
  const isAboutJob = fault.kind === 'reply' && fault.status >= 400 && ![401, 402, 403, 429].includes(fault.status);
  return failure(isAboutJob ? stillThere(fault) : explain(fault, context), fault, context, 'unknown', 'known');
}

/** A look at a job says nothing of the job: to advise another try would be to advise paying twice. */
function stillThere({ status }: Reply): Explanation {
  return {
    reason: status === 408 || status === 504 ? 'timeout' : 'unexpected',
    message: t('Could not get the result from fal: it does not answer as it should. The job goes on there and can be fetched later.'),
  };
}

/** The job itself failed. fal charges nothing for its own errors; a refused input may have used a machine. */
export function jobFailure(fault: Fault, context: FailureContext): ServiceError {
  const isTheirs = fault.kind === 'reply' && fault.status >= 500;
  return failure(explain(fault, context), fault, context, isTheirs ? 'none' : 'unknown', 'known', true);
}

/** A question about past jobs failed; asking is free. */
export function lookupFailure(fault: Fault, context: FailureContext): ServiceError {
  const explained =
    fault.kind === 'reply'
      ? explain(fault, context)
      : ({ reason: 'network', message: t('Could not look up the jobs at fal: it does not answer as it should. Check the connection, then try again.') } as const);
  return failure(explained, fault, context, 'none', 'known');
}

function failure({ reason, message }: Explanation, fault: Fault, { requestId }: FailureContext, charge: Charge, fate: 'known' | 'unknown', endsJob = false): ServiceError {
  const reply = fault.kind === 'reply' ? fault : undefined;
  return new ServiceError(reason, message, { charge, fate, endsJob, status: reply?.status, requestId: requestId ?? reply?.headers.get('x-fal-request-id') ?? undefined });
}

function explain(fault: Fault, context: FailureContext): Explanation {
  switch (fault.kind) {
    case 'unreachable':
      return { reason: 'network', message: t('Could not get the result from fal: it cannot be reached. Check the connection.') };
    case 'untrusted':
      return { reason: 'network', message: t('Could not get the result from fal: its certificate is not trusted. Check the proxy settings.') };
    case 'lost':
      return { reason: 'network', message: t('Could not get the result from fal: the connection broke off. The job goes on there and can be fetched later.') };
    case 'timeout':
      return { reason: 'timeout', message: t('Could not get the result from fal: it gave no answer for {0} s. The job goes on there and can be fetched later.', Math.max(1, Math.round(fault.ms / 1000))) };
    case 'malformed':
      return { reason: 'unexpected', message: t('Could not get the result from fal: its answer cannot be read. Check the proxy, or the setting galley.fal.endpoint.') };
    case 'reply':
      return explainReply(fault, context);
  }
}

const exhausted = /balance|locked|top up|credit|payment/i;
const moderation = /content_policy|safety|nsfw|moderation/i;

function explainReply({ status, headers, body }: Reply, context: FailureContext): Explanation {
  const { text, type } = said(body);
  const detail = providerDetail(text, context);
  const { model } = context;
  if (status === 402 || (status === 403 && exhausted.test(text ?? '')))
    return { reason: 'quota', message: t('Could not use fal: the account has no credit left. Top it up in its dashboard, or choose another provider.') };
  if (type !== undefined && moderation.test(type))
    return { reason: 'refused', message: t('Could not get the result from fal: {0} declined because of its content rules. Change the prompt.', model) };
  switch (status) {
    case 401:
      return { reason: 'auth', message: t('Could not use fal: it rejected the key. Set a new one.') };
    case 403:
      return { reason: 'auth', message: t('Could not use fal: the key may not use {0}. Choose another model, or set another key.', model) };
    case 404:
    case 405:
      return { reason: 'unsupported', message: t('Could not use fal: it has no model {0}. Choose another one.', model) };
    case 429:
      return { reason: 'rateLimit', message: busy(retryAfterMs(headers)) };
    case 408:
    case 504:
      return { reason: 'timeout', message: t('Could not get the result from fal: {0} did not finish in its own time limit. Try again.', model) };
    case 400:
    case 422:
      return {
        reason: 'unsupported',
        message:
          detail === undefined
            ? t('Could not get the result from fal: {0} did not accept the request. Change the prompt, or choose another model.', model)
            : t('Could not get the result from fal: {0} did not accept the request ({1}). Change the prompt, or choose another model.', model, detail),
      };
    default:
      return status < 400
        ? { reason: 'unsupported', message: t('Could not use fal: its address sends requests elsewhere. Check the proxy, or the setting galley.fal.endpoint.') }
        : { reason: 'unexpected', message: t('Could not get the result from fal: {0} failed there. Try again.', model) };
  }
}

function busy(waitMs: number | undefined): string {
  return waitMs === undefined
    ? t('Could not use fal: it takes no more requests for now. Try again in a minute.')
    : t('Could not use fal: it takes no more requests for now. Try again in {0} s.', Math.max(1, Math.ceil(waitMs / 1000)));
}

/** `detail` is a text or a list of issues; the platform API and some gateways word it otherwise. */
function said(body: unknown): { readonly text: string | undefined; readonly type: string | undefined } {
  const issue = listAt(body, 'detail')[0];
  return {
    text: textAt(body, 'detail') ?? textAt(issue, 'msg') ?? textAt(body, 'error', 'message') ?? textAt(body, 'message'),
    type: textAt(issue, 'type') ?? textAt(body, 'error_type') ?? textAt(at(body, 'error'), 'type'),
  };
}
