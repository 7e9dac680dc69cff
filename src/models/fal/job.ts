import { t } from '@vscode/l10n';
import { abortError, isAbort } from '../../common/abort.js';
import { lateSignal, pause } from '../deadline.js';
import type { ImageRun, SubmittedJob } from '../imageModel.js';
import { textAt } from '../jsonRead.js';
import { ServiceError } from '../serviceError.js';
import { cancelJob } from './cancel.js';
import { jobFailure, lostWhileCanceled, submitFailure, waitFailure } from './failures.js';
import type { FinishedJob, JobDeps } from './finished.js';
import type { JobOutput, JobStatus } from './queue.js';
import { FalFault, type Fault } from './wire.js';

type Follow = Pick<ImageRun, 'signal' | 'onProgress'>;

/** Buys one job and waits for it. Exactly one submit is sent, whatever happens. */
export async function runJob(model: string, input: Readonly<Record<string, unknown>>, run: ImageRun, deps: JobDeps): Promise<FinishedJob> {
  if (run.signal.aborted) throw abortError();
  const requestId = await submit(model, input, run.signal, deps);
  const job = { requestId, model };
  const warnings: string[] = [];
  try {
    await run.onSubmitted(job);
  } catch {
    // It is paid for by now: better to wait for it without a note than to leave it.
    warnings.push(t('The number of the job at fal could not be saved, so it could not have been fetched after a restart.'));
  }
  const finished = await followJob(job, run, deps);
  return { ...finished, warnings: [...warnings, ...finished.warnings] };
}

/** A cancel does not cut the submit off: without its reply nobody would know which job to cancel. */
async function submit(model: string, input: Readonly<Record<string, unknown>>, caller: AbortSignal, { queue, limits, context }: JobDeps): Promise<string> {
  const late = lateSignal(caller, limits.cancelMs);
  try {
    return await queue.submit(model, input, late.signal);
  } catch (error) {
    const fault: Fault = late.signal.aborted ? { kind: 'timeout', ms: limits.cancelMs } : faultOf(error);
    const failure = submitFailure(fault, { ...context, requestId: undefined });
    if (!caller.aborted) throw failure;
    throw failure.fate === 'known' ? abortError() : lostWhileCanceled(fault, { ...context, requestId: undefined });
  } finally {
    late.end();
  }
}

function faultOf(error: unknown): Fault {
  if (error instanceof FalFault) return error.fault;
  throw error;
}

/** Waits for a job that exists and fetches its output. An abort cancels it at fal; what was finished by then is kept. */
export async function followJob(job: SubmittedJob, run: Follow, deps: JobDeps): Promise<FinishedJob> {
  try {
    const { error } = await finish(job, run, deps);
    const late = lateSignal(run.signal, deps.limits.cancelMs);
    try {
      return { ...job, ...(await fetchOutput(job, error !== undefined, late.signal, deps)), warnings: [] };
    } finally {
      late.end();
    }
  } catch (error) {
    if (!run.signal.aborted || !isAbort(error)) throw error;
    return cancelJob(job, deps);
  }
}

async function finish(job: SubmittedJob, { signal, onProgress }: Follow, deps: JobDeps): Promise<JobStatus> {
  const { queue, limits, context } = deps;
  const started = performance.now();
  let told = '';
  for (;;) {
    const status = await patiently(() => queue.status(job, signal), statusMayPass, job, signal, deps);
    if (status.state === 'finished') return status;
    const message = describe(status);
    if (message !== told) onProgress({ message });
    told = message;
    const passed = performance.now() - started;
    if (status.state === 'queued' && passed > limits.queueMs) throw await leaveQueue(job, deps);
    if (passed > limits.totalMs) throw waitFailure({ kind: 'timeout', ms: limits.totalMs }, { ...context, requestId: job.requestId });
    await pause(Math.min(limits.mostPollMs, Math.max(limits.pollMs, passed / 20)), signal);
    if (signal.aborted) throw abortError();
  }
}

const longestLog = 80;

function describe({ state, ahead, log }: JobStatus): string {
  if (state === 'queued') return ahead === undefined || ahead <= 0 ? t('queued') : t('queued, {0} ahead', ahead);
  const line = log?.replace(/\s+/g, ' ').trim().slice(0, longestLog);
  return line ? t('working: {0}', line) : t('working');
}

/** A job that waits for too long is taken out of the queue, where waiting is free. */
async function leaveQueue(job: SubmittedJob, { queue, limits }: JobDeps): Promise<ServiceError> {
  const isOut = await queue.cancel(job, new AbortController().signal).then(() => true, () => false);
  const message = isOut
    ? t('Could not get the result from fal: the job waited for {0} s and was taken back. Try again later, or choose another model.', Math.round(limits.queueMs / 1000))
    : t('Could not get the result from fal: the job still waits there after {0} s. It can be fetched later.', Math.round(limits.queueMs / 1000));
  return new ServiceError('timeout', message, { requestId: job.requestId, charge: isOut ? 'none' : 'unknown', endsJob: isOut });
}

/** Statuses after which another look makes sense. */
const passing = new Set([408, 425, 429, 500, 502, 503, 504]);

/** A job that was taken a moment ago may not be known everywhere yet. */
const mostNotFound = 2;

function statusMayPass(fault: Fault, failures: number): boolean {
  return fault.kind !== 'reply' || passing.has(fault.status) || (fault.status === 404 && failures < mostNotFound);
}

/** A failed job is finished too, and its error stands where the output would. */
async function fetchOutput(job: SubmittedJob, hasFailed: boolean, signal: AbortSignal, deps: JobDeps): Promise<JobOutput> {
  const mayPass = (fault: Fault): boolean => {
    if (fault.kind !== 'reply') return true;
    return isStillRunning(fault) || (!hasFailed && passing.has(fault.status));
  };
  return patiently(() => deps.queue.output(job, signal), mayPass, job, signal, deps, (fault) => hasFailed || (!isStillRunning(fault) && [400, 422, 499].includes(fault.status)));
}

function isStillRunning({ status, body }: Extract<Fault, { readonly kind: 'reply' }>): boolean {
  return status === 400 && /in progress/i.test(textAt(body, 'detail') ?? '');
}

/** Repeats a look at a job, which is free, while it fails in a way that may pass. */
async function patiently<T>(
  look: () => Promise<T>,
  mayPass: (fault: Fault, failures: number) => boolean,
  job: SubmittedJob,
  signal: AbortSignal,
  { limits, context }: JobDeps,
  isOfJob: (fault: Extract<Fault, { readonly kind: 'reply' }>) => boolean = () => false,
): Promise<T> {
  for (let failures = 0; ; failures += 1) {
    try {
      return await look();
    } catch (error) {
      const fault = faultOf(error);
      if (!mayPass(fault, failures) || failures >= limits.patience) {
        const asError = fault.kind === 'reply' && isOfJob(fault) ? jobFailure : waitFailure;
        throw asError(fault, { ...context, requestId: job.requestId });
      }
      await pause(limits.backoffMs * 2 ** failures, signal);
      if (signal.aborted) throw abortError();
    }
  }
}
