import { t } from '@vscode/l10n';
import type { Charge, ServiceErrorReason } from '../serviceError.js';

/** An error that a text provider reported, whatever SDK class carried it. */
export interface Refusal {
  /** HTTP status, or the number that an error inside of a stream names. */
  readonly status: number | undefined;
  /** `insufficient_quota`, `model_not_found`… */
  readonly code: string | undefined;
  /** Fit for a message; `undefined` when it says too much or nothing. */
  readonly detail: string | undefined;
  readonly retryAfterMs: number | undefined;
  /** The error has the shape of an API's error; a page of a proxy or web server has not. */
  readonly isApiError: boolean;
  readonly location: string | undefined;
}

export interface Explanation {
  readonly reason: ServiceErrorReason;
  readonly message: string;
  readonly charge: Charge;
}

/** Statuses with which a server says that it did not do the work. */
const unpaid = new Set([307, 308, 400, 401, 402, 403, 404, 405, 406, 413, 415, 422, 429]);

export interface Provider {
  /** For people. */
  readonly name: string;
  readonly model: string;
  /** Runs on this computer: nothing can have been charged. */
  readonly isFree: boolean;
}

export function explain(refusal: Refusal, provider: Provider): Explanation {
  const isUnpaid = provider.isFree || isQuota(refusal) || (refusal.status !== undefined && unpaid.has(refusal.status));
  return { ...reasonAndMessage(refusal, provider), charge: isUnpaid ? 'none' : 'unknown' };
}

export function isQuota({ status, code }: Pick<Refusal, 'status' | 'code'>): boolean {
  return status === 402 || (code !== undefined && /^(insufficient_(quota|credits)|billing_\w+)$/.test(code));
}

function reasonAndMessage(refusal: Refusal, { name, model, isFree }: Provider): Omit<Explanation, 'charge'> {
  const { status = 0, code = '' } = refusal;
  if (isQuota(refusal))
    return { reason: 'quota', message: t('Could not get text from {0}: the account has no credit left. Top it up there, or choose another provider.', name) };
  if (/content_(policy|filter)/.test(code))
    return { reason: 'refused', message: t('Could not get text from {0}: it declined because of its content rules. Change the text or the prompt.', name) };
  if (code === 'context_length_exceeded' || status === 413)
    return { reason: 'unsupported', message: t('Could not get text from {0}: the text is too long for {1}. Shorten it, or choose a model that reads more.', name, model) };
  if (status >= 300 && status < 400) return redirected(refusal, name);
  switch (status) {
    case 401:
      return { reason: 'auth', message: t('Could not get text from {0}: it rejected the key. Set a new one.', name) };
    case 403:
      return refusal.isApiError
        ? { reason: 'auth', message: t('Could not get text from {0}: the key may not use {1}. Choose another model, or set another key.', name, model) }
        : { reason: 'network', message: t('Could not get text from {0}: something on the way blocked the request. Check the proxy or firewall.', name) };
    case 404:
      return refusal.isApiError
        ? { reason: 'unsupported', message: t('Could not get text from {0}: it has no model {1}. Choose another model.', name, model) }
        : wrongAddress(name);
    case 405:
      return wrongAddress(name);
    case 429:
      return { reason: 'rateLimit', message: rateLimited(refusal.retryAfterMs, name) };
    case 408:
    case 504:
      return { reason: 'timeout', message: gaveUp(name, isFree) };
    case 400:
    case 422:
      return { reason: 'unexpected', message: refused(refusal.detail, name) };
    default:
      return { reason: 'unexpected', message: failed(refusal.detail, name, isFree) };
  }
}

function wrongAddress(name: string): Omit<Explanation, 'charge'> {
  return { reason: 'unsupported', message: t('Could not get text from {0}: no text provider answers at this address. Check the setting galley.text.baseUrl; it mostly ends in /v1.', name) };
}

function redirected({ location }: Refusal, name: string): Omit<Explanation, 'charge'> {
  const origin = location !== undefined && URL.canParse(location) ? new URL(location).host : undefined;
  return {
    reason: 'unsupported',
    message:
      origin === undefined
        ? t('Could not get text from {0}: it sends requests elsewhere. Check the setting galley.text.baseUrl.', name)
        : t('Could not get text from {0}: it sends requests on to {1}. If you trust that address, write it into the setting galley.text.baseUrl.', name, origin),
  };
}

function rateLimited(retryMs: number | undefined, name: string): string {
  return retryMs === undefined
    ? t('Could not get text from {0}: it takes no more requests for now. Try again in a minute.', name)
    : t('Could not get text from {0}: it takes no more requests for now. Try again in {1} s.', name, Math.max(1, Math.ceil(retryMs / 1000)));
}

function refused(detail: string | undefined, name: string): string {
  return detail === undefined
    ? t('Could not get text from {0}: it did not accept the request. Try another model.', name)
    : t('Could not get text from {0}: it did not accept the request ({1}). Try another model.', name, detail);
}

function gaveUp(name: string, isFree: boolean): string {
  return isFree
    ? t('Could not get text from {0}: it did not finish in its own time limit. Try again.', name)
    : t('Could not get text from {0}: it did not finish in its own time limit. Try again; the failed call may have been charged.', name);
}

function failed(detail: string | undefined, name: string, isFree: boolean): string {
  if (isFree)
    return detail === undefined
      ? t('Could not get text from {0}: it failed while it worked. Look at its log, then try again.', name)
      : t('Could not get text from {0}: it failed while it worked ({1}). Look at its log, then try again.', name, detail);
  return detail === undefined
    ? t('Could not get text from {0}: it failed while it worked. Try again; the failed call may have been charged.', name)
    : t('Could not get text from {0}: it failed while it worked ({1}). Try again; the failed call may have been charged.', name, detail);
}
