import { t } from '@vscode/l10n';
import { abortError } from '../../common/abort.js';
import { pause, startDeadline, type Deadline } from '../deadline.js';
import type { SubmittedJob } from '../imageModel.js';
import { ServiceError } from '../serviceError.js';
import type { FinishedJob, JobDeps } from './finished.js';
import { FalFault } from './wire.js';

/**
 * Cancels a job at fal and rejects with `AbortError`. A job that was finished all the same is paid for: its output is
 * returned. Rejects with `ServiceError` when fal cannot be told, since the job then goes on.
 */
export async function cancelJob(job: SubmittedJob, deps: JobDeps): Promise<FinishedJob> {
  const deadline = startDeadline(undefined, deps.limits.cancelMs);
  try {
    if ((await tellCancel(job, deps, deadline)) === 'gone') throw abortError();
    return await outputAfterAll(job, deps, deadline);
  } finally {
    deadline.stop();
  }
}

const mostTries = 3;

/** A cancel can be repeated safely: it costs nothing and changes nothing the second time. */
async function tellCancel(job: SubmittedJob, { queue, limits }: JobDeps, { signal }: Deadline): Promise<'taken' | 'gone'> {
  for (let tries = 1; ; tries += 1) {
    try {
      await queue.cancel(job, signal);
      return 'taken';
    } catch (error) {
      const status = error instanceof FalFault && error.fault.kind === 'reply' ? error.fault.status : undefined;
      // 400 says that it is finished already, which the next look will show.
      if (status === 400) return 'taken';
      if (status === 404) return 'gone';
      if (tries >= mostTries || signal.aborted) throw notCanceled(job);
      await pause(limits.backoffMs, signal);
    }
  }
}

function notCanceled({ requestId }: SubmittedJob): ServiceError {
  return new ServiceError('network', t('Could not cancel the job at fal: it could not be told. The job goes on there and may be charged.'), { requestId });
}

/** Looks for as long as a cancel may take whether the job came to an end by itself. */
async function outputAfterAll(job: SubmittedJob, { queue, limits }: JobDeps, { signal }: Deadline): Promise<FinishedJob> {
  while (!signal.aborted) {
    try {
      const status = await queue.status(job, signal);
      if (status.state === 'finished') {
        if (status.error !== undefined) break;
        const output = await queue.output(job, signal);
        return { ...job, ...output, warnings: [t('The job was finished before it could be cancelled, so its result was kept.')] };
      }
    } catch (error) {
      // A final answer: there is nothing to keep. Anything else may pass.
      if (error instanceof FalFault && error.fault.kind === 'reply' && error.fault.status < 500) break;
    }
    await pause(limits.pollMs, signal);
  }
  throw abortError();
}
