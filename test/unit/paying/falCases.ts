import { falFaults } from '../../support/providers/falFaults.js';

export type FalOperation = 'submit' | 'status' | 'result' | 'file' | 'cancel' | 'requests' | 'pricing';

export interface FalCase {
  readonly on: FalOperation;
  readonly fault: string;
  /** How many requests meet it; each when absent. */
  readonly times?: number;
  /** How the run itself ends. `pending`: the picture may still come, so nothing is final. */
  readonly first: 'done' | 'failed' | 'canceled' | 'pending';
  /** What the receipt says in micro-dollars once all is over, recovery included; `undefined` is unknown. */
  readonly cost: number | undefined;
  /** What a recovery makes of a pending run. */
  readonly then?: 'finished' | 'failed' | 'lost';
}

const price = 60_000;
const unknown = undefined;

/** Replies with which fal says that it did not take the job. */
const refusals = /^(40[1-4]|balance|422|429|redirect-307)/;
/** Replies that say that a job or a file is no longer there. */
const gone = /^(404|result-|file-expired|status-not-found)/;
/** What a file server says for good: everything but silence, breaks and its own trouble. */
const finalOfFile = /^(40[1-49]|balance|422|html-ok|invalid-json|empty-body|redirect-|accepted-(invalid-json|no-id)|file-(lies|svg|empty|60|never|expired|forbidden))/;
const common = Object.entries(falFaults).flatMap(([name, { kind }]) => {
  const isOfOneOperation = kind === 'job' || kind === 'file' || kind === 'cancelTooLate' || /^(file|cancel|platform|result|status|still)-/.test(name);
  return isOfOneOperation ? [] : [name];
});

const submits = common.map((fault): FalCase => {
  if (refusals.test(fault)) return { on: 'submit', fault, first: 'failed', cost: 0 };
  const isTaken = /^(accepted|reset-after|no-reply|slow-|truncated|stalled)/.test(fault);
  return isTaken ? { on: 'submit', fault, first: 'pending', then: 'finished', cost: price } : { on: 'submit', fault, first: 'pending', then: 'lost', cost: unknown };
});

const looks = (['status', 'result'] as const).flatMap((on) =>
  [...common, ...(on === 'status' ? ['status-not-found'] : ['result-expired', 'result-gone', 'still-in-progress'])].map((fault): FalCase => {
    const isEnd = gone.test(fault) || (on === 'result' && fault.startsWith('422'));
    // A result without a picture and without its units: nobody knows what it cost.
    return isEnd || (on === 'result' && fault === 'accepted-no-id') ? { on, fault, first: 'failed', cost: unknown } : { on, fault, first: 'pending', then: 'finished', cost: price };
  }),
);

/** Looks that fail twice and then work. */
const passing = ['reset-before-body', 'truncated-body', 'html-error-page', 'html-ok', '429', '500', '503', '504'].flatMap((fault): FalCase[] =>
  (['status', 'result'] as const).map((on) => ({ on, fault, times: 2, first: 'done', cost: price })),
);

const files = [...common, ...Object.keys(falFaults).filter((name) => name.startsWith('file-') && name !== 'file-other-type')].map((fault): FalCase => {
  return finalOfFile.test(fault) ? { on: 'file', fault, first: 'failed', cost: price } : { on: 'file', fault, first: 'pending', then: 'finished', cost: price };
});

const job = (fault: string, first: FalCase['first'], cost: number | undefined, then?: FalCase['then']): FalCase => ({ on: 'submit', fault, first, cost, ...(then ? { then } : {}) });
const cancel = (fault: string, first: FalCase['first'], cost: number | undefined, then?: FalCase['then']): FalCase => ({ ...job(fault, first, cost, then), on: 'cancel' });

const jobs: readonly FalCase[] = [
  job('completed-with-error', 'failed', unknown),
  job('completed-with-string-error', 'failed', unknown),
  job('completed-with-billed-error', 'failed', unknown),
  job('completed-without-image', 'failed', unknown),
  job('completed-with-500', 'failed', 0),
  job('completed-with-504', 'failed', 0),
  job('back-to-queue', 'done', price),
  job('never-finishes', 'pending', price, 'finished'),
  // Taken out of the queue, where waiting is free.
  job('never-starts', 'failed', 0),
  job('nsfw', 'failed', price),
  job('no-images', 'failed', price),
  job('two-images', 'done', 2 * price),
  job('no-billable-units', 'done', price),
  job('fractional-units', 'done', 3.008 * price),
  job('image-url-http', 'failed', price),
  job('image-url-file', 'failed', price),
  job('image-url-missing', 'failed', price),
];

/** The provider does as it should. */
export const noFault = 'cancel-accepted';

/** The user cancels once fal has the job. */
const cancels: readonly FalCase[] = [
  // fal does not say whether it charges for a job that it stops.
  cancel(noFault, 'canceled', unknown),
  cancel('cancel-refused', 'canceled', unknown),
  cancel('cancel-not-found', 'canceled', unknown),
  // It finished before the cancel reached it: what is paid for is kept.
  cancel('cancel-too-late', 'done', price),
  // fal took the cancel and could not say so.
  ...['reset-after-body', 'no-reply'].map((fault) => cancel(fault, 'pending', unknown, 'failed')),
  ...['500', '503', 'reset-before-body', 'html-error-page', '401', '429'].map((fault) => cancel(fault, 'pending', price, 'finished')),
];

/** The reply to the submit is lost, and so is the first look for the job. */
const lookUps = Object.keys(falFaults)
  .filter((name) => name.startsWith('platform-') || ['reset-before-body', 'no-reply', 'html-ok', 'invalid-json', '503'].includes(name))
  .map((fault): FalCase => ({ on: 'requests', fault, first: 'pending', then: 'finished', cost: price }));

const pricings = Object.keys(falFaults)
  .filter((name) => name.startsWith('platform-') || ['reset-before-body', 'no-reply', 'html-ok', 'invalid-json', '503'].includes(name))
  .map((fault): FalCase => ({ on: 'pricing', fault, first: 'done', cost: fault === 'platform-404' ? unknown : price }));

const otherFiles: readonly FalCase[] = [
  { on: 'file', fault: 'file-other-type', first: 'done', cost: price },
  { on: 'file', fault: '503', times: 2, first: 'done', cost: price },
  { on: 'file', fault: 'file-truncated', times: 1, first: 'done', cost: price },
  { on: 'file', fault: 'redirect-same', times: 1, first: 'done', cost: price },
];

export const falCases: readonly FalCase[] = [...submits, ...looks, ...passing, ...files, ...otherFiles, ...jobs, ...cancels, ...lookUps, ...pricings];
