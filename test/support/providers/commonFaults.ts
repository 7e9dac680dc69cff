import type { RedirectTarget, WireFault } from './wireFaults.js';

const page = '<!doctype html><html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center><hr>nginx</body></html>';
const json = { 'content-type': 'application/json' };

function redirects(): Record<string, WireFault> {
  const targets: readonly RedirectTarget[] = ['same', 'other', 'loop', 'file', 'private'];
  return Object.fromEntries(
    targets.flatMap((to): [string, WireFault][] => [
      [`redirect-${to}`, { kind: 'redirect', to }],
      // 307 keeps method and body: a followed one repeats a paid POST.
      [`redirect-307-${to}`, { kind: 'redirect', to, status: 307 }],
    ]),
  );
}

/** Faults that look the same whoever the provider is. */
export const commonFaults: Readonly<Record<string, WireFault>> = {
  'reset-before-body': { kind: 'resetBeforeBody' },
  'reset-after-body': { kind: 'resetAfterBody' },
  'no-reply': { kind: 'noReply' },
  'slow-headers': { kind: 'slowHeaders', ms: 2000 },
  'truncated-body': { kind: 'truncatedBody' },
  'stalled-body': { kind: 'stalledBody' },
  'html-error-page': { kind: 'reply', status: 502, text: page },
  'html-ok': { kind: 'reply', status: 200, text: '<!doctype html><html><body>Sign in to the guest network</body></html>' },
  'invalid-json': { kind: 'reply', status: 200, text: '{"request_id": "7f2c', headers: json },
  'empty-body': { kind: 'reply', status: 200, text: '', headers: json },
  ...redirects(),
};
