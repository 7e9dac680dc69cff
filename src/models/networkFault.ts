import { isObject } from './jsonRead.js';

/** How a request failed below HTTP. Only `lost` may have reached the provider. */
export type NetworkFault = 'unreachable' | 'untrusted' | 'lost';

const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
]);

const certificate = /^(CERT_|ERR_TLS_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_(GET|VERIFY)_)/;

/** Reads the codes along the chain of causes: `fetch failed` alone says nothing. */
export function networkFault(error: unknown): NetworkFault {
  const codes = codesOf(error);
  if (codes.some((code) => certificate.test(code))) return 'untrusted';
  return codes.length > 0 && codes.every((code) => neverSent.has(code)) ? 'unreachable' : 'lost';
}

const deepest = 8;

function codesOf(error: unknown, depth = 0): readonly string[] {
  if (!isObject(error) || depth > deepest) return [];
  const own = typeof error['code'] === 'string' ? [error['code']] : [];
  // Several addresses of one host were tried: each has its own error.
  const tried = Array.isArray(error['errors']) ? error['errors'].flatMap((one: unknown) => codesOf(one, depth + 1)) : [];
  return [...own, ...tried, ...codesOf(error['cause'], depth + 1)];
}
