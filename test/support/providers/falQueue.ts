import type { Exchange, Headers } from './exchange.js';
import type { FalFault } from './falFaults.js';
import type { FileRecipe } from './falFiles.js';
import { advance, appOf, createJob, plainJob, statusCodeOf, type FalJob, type JobPlan } from './falJobs.js';
import { falModel } from './falModels.js';
import { makeOutput } from './falOutput.js';
import { isObject } from './json.js';
import type { Reply } from './wireFaults.js';

export interface QueueOptions {
  readonly job: Partial<JobPlan>;
  readonly pictureScale: number;
  readonly queueUrl: 'own' | 'fal';
  /** Files of finished jobs by path, for the file host to serve. */
  readonly files: Map<string, FileRecipe>;
}

export interface FalQueue {
  /** Oldest first. */
  readonly jobs: readonly FalJob[];
  find(requestId: string | undefined, app: string): FalJob | undefined;
  submit(exchange: Exchange, endpoint: string, fault: FalFault | undefined): Reply;
  status(exchange: Exchange, job: FalJob): Reply;
  result(exchange: Exchange, job: FalJob): Reply;
  cancel(job: FalJob, fault: FalFault | undefined): Reply;
  /** Brings every job to where it stands now, outputs included. */
  settle(exchange: Exchange): void;
  finish(requestId: string): void;
}

/** fal's queue: jobs that go on whether or not anybody asks for them. */
export function createQueue({ job: changes, pictureScale, queueUrl, files }: QueueOptions): FalQueue {
  const jobs: FalJob[] = [];

  const urls = (job: FalJob, { origin }: Exchange): Record<string, string> => {
    const base = `${queueUrl === 'fal' ? 'https://queue.fal.run' : origin}/${appOf(job.endpoint)}/requests/${job.requestId}`;
    return { response_url: base, status_url: `${base}/status`, cancel_url: `${base}/cancel` };
  };
  const outputOf = (job: FalJob, { origin, elsewhere }: Exchange): unknown => {
    job.output ??= job.cancelled
      ? { detail: 'Request was cancelled', error_type: 'client_cancelled' }
      : (job.plan.failure?.body ?? makeOutput(job, { origin, elsewhere, scale: pictureScale, files }));
    return job.output;
  };
  const ahead = (job: FalJob): number => jobs.slice(0, jobs.indexOf(job)).filter(({ state }) => state !== 'COMPLETED').length;

  return {
    jobs,
    // A result is found under the app and under the full endpoint.
    find: (requestId, app) => jobs.find((job) => job.requestId === requestId && (appOf(job.endpoint) === app || job.endpoint === app)),

    submit: (exchange, endpoint, fault) => {
      const { body } = exchange.request;
      if (!isObject(body)) return { status: 422, body: { detail: [{ loc: ['body'], msg: 'Input should be a valid dictionary', type: 'dict_type' }] } };
      const plan = { ...plainJob, ...changes, ...(fault?.kind === 'job' ? fault.plan : {}) };
      const issues = falModel(endpoint).check(body);
      // The queue takes any body; it is the model that refuses it, once it runs.
      const refused = { status: 422, body: { detail: issues }, error: 'Invalid status code: 422', errorType: 'bad_request' };
      const job = createJob(endpoint, body, { ...plan, failure: issues.length > 0 ? refused : plan.failure });
      jobs.push(job);
      const known = { status: 'IN_QUEUE', request_id: job.requestId, ...urls(job, exchange) };
      return { status: 200, headers: idOf(job), body: { ...known, logs: null, metrics: {}, queue_position: ahead(job) } };
    },

    status: (exchange, job) => {
      advance(job, true);
      const headers = idOf(job);
      const known = { status: job.state, request_id: job.requestId, ...urls(job, exchange) };
      if (job.state === 'IN_QUEUE') return { status: 202, headers, body: { ...known, queue_position: ahead(job) } };
      const asksLogs = ['1', 'true'].includes(exchange.request.query.get('logs') ?? '');
      const logs = asksLogs ? { logs: logsOf(job) } : {};
      if (job.state === 'IN_PROGRESS') return { status: 202, headers, body: { ...known, ...logs } };
      const metrics = { inference_time: ((job.endedAt ?? job.sentAt) - job.sentAt) / 1000 };
      return { status: 200, headers, body: { ...known, ...logs, metrics, ...errorOf(job) } };
    },

    result: (exchange, job) => {
      advance(job, false);
      if (job.state !== 'COMPLETED') return { status: 400, headers: idOf(job), body: { detail: 'Request is still in progress' } };
      const status = statusCodeOf(job);
      const units = status === 200 && job.plan.tellsUnits ? { 'x-fal-billable-units': String(job.billedUnits ?? 0) } : {};
      const retryable = status === 422 ? { 'x-fal-retryable': 'false' } : {};
      return { status, headers: { ...idOf(job), ...units, ...retryable }, body: outputOf(job, exchange) };
    },

    cancel: (job, fault) => {
      advance(job, false);
      const headers = idOf(job);
      if (job.state === 'COMPLETED') return { status: 400, headers, body: { status: 'ALREADY_COMPLETED' } };
      if (fault?.kind !== 'cancelTooLate') {
        job.cancelled = true;
        advance(job, false);
      }
      return { status: 202, headers, body: { status: 'CANCELLATION_REQUESTED' } };
    },

    settle: (exchange) => {
      for (const job of jobs) {
        advance(job, false);
        if (job.state === 'COMPLETED') outputOf(job, exchange);
      }
    },

    finish: (requestId) => {
      const job = jobs.find((one) => one.requestId === requestId);
      if (job === undefined) throw new Error(`no job ${requestId}`);
      job.finishNow = true;
      advance(job, false);
    },
  };
}

function idOf({ requestId }: FalJob): Headers {
  return { 'x-fal-request-id': requestId };
}

function logsOf({ plan, sentAt }: FalJob): readonly unknown[] {
  const timestamp = new Date(sentAt).toISOString();
  return plan.logs.map((message) => ({ message, level: 'INFO', source: 'USER', timestamp }));
}

function errorOf({ cancelled, plan: { failure } }: FalJob): Readonly<Record<string, string>> {
  if (cancelled) return { error: 'Request was cancelled', error_type: 'client_cancelled' };
  if (failure === undefined) return {};
  return { error: failure.error, ...(failure.errorType === undefined ? {} : { error_type: failure.errorType }) };
}
